"""Working copies: the files of a workspace in a folder of their own, a cache that the store can fill again."""

import os
import re
import time
from pathlib import Path
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.folders.sealed import remove, sweep

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
    """Note that a working copy is in use, so that it is kept."""
    if folder.is_dir():
        os.utime(folder)


def sweep_unused(root: Path, days: int = KEPT_DAYS) -> int:
    """Delete working copies that nobody used for ``days`` days; returns how many went."""
    oldest = time.time() - days * _DAY_SECONDS
    found = (root / WORKSPACES).glob("*")
    unused = [folder for folder in found if _NAME.fullmatch(folder.name) and folder.stat().st_mtime < oldest]
    for folder in unused:
        remove(folder)
    return len(unused)


def remove_working_copy(name: str) -> None:
    """Delete the files of a workspace, half deletions of killed processes too; no error when there are none.

    Raises:
        WhalecurveError: If the name is none of ours, or something could not be deleted.
    """
    folder = workspace_folder(name)
    remove(folder)
    sweep(folder.parent)
