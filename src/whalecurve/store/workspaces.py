"""One folder per visit, named by chance, and the removal of those that nobody came back to."""

import os
import re
import time
from pathlib import Path
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folder import data_folder
from whalecurve.store.sealed import remove

WORKSPACES: Final = "workspaces"
KEPT_DAYS: Final = 7
_NAME: Final = re.compile(r"[0-9a-f]{32}")
_DAY_SECONDS: Final = 86_400


def workspace_folder(name: str) -> Path:
    """The folder of a workspace, whether or not anything is there yet.

    Raises:
        WhalecurveError: If the name is none of ours.
    """
    if not _NAME.fullmatch(name):
        raise WhalecurveError("This is not the name of a workspace", found=repr(name[:80]), remedy="reload the page")
    return data_folder() / WORKSPACES / name


def touch(folder: Path) -> None:
    """Note that a workspace is in use, so that it is kept."""
    if folder.is_dir():
        os.utime(folder)


def sweep_unused(root: Path, days: int = KEPT_DAYS) -> int:
    """Delete workspaces that nobody used for ``days`` days; returns how many went."""
    oldest = time.time() - days * _DAY_SECONDS
    found = (root / WORKSPACES).glob("*")
    unused = [folder for folder in found if _NAME.fullmatch(folder.name) and folder.stat().st_mtime < oldest]
    for folder in unused:
        remove(folder)
    return len(unused)
