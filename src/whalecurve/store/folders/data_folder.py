"""The data folder: where it is, that nobody else reads it, and which names may lie in it."""

import os
import re
import stat
from pathlib import Path
from typing import Final

import platformdirs

from whalecurve.domain.errors import WhalecurveError

VARIABLE: Final = "WHALECURVE_DATA_DIR"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def data_folder() -> Path:
    """The folder of this user's data, made when it is not there: ``WHALECURVE_DATA_DIR``, else the system's own place.

    Raises:
        WhalecurveError: It cannot be made.
    """
    named = os.environ.get(VARIABLE, "").strip()
    return private_folder(Path(named or platformdirs.user_data_dir("whalecurve", appauthor=False)).expanduser())


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner may enter; returns its absolute path.

    Raises:
        WhalecurveError: It cannot be made or belongs to somebody else.
    """
    try:
        path.mkdir(parents=True, exist_ok=True, mode=stat.S_IRWXU)
        # A folder from before, or one made under a generous umask. Windows keeps users apart by itself.
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) != stat.S_IRWXU:
            path.chmod(stat.S_IRWXU)
    except OSError as error:
        raise WhalecurveError(
            "There is no place to keep data",
            found=error.strerror or type(error).__name__,
            remedy=f"set {VARIABLE} to a folder that you may write to",
        ) from error
    return path.absolute()


def checked_digest(digest: object) -> str:
    """``digest`` itself, when it is the only kind of name that lies in the data folder: 64 small hex digits.

    Raises:
        WhalecurveError: It is anything else, a path among them.

    >>> checked_digest("ab" * 32)[:6]
    'ababab'
    >>> checked_digest("../../etc/cron.d/x")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: This is not the name of stored data. Found: '../../etc/cron.d/x'. To fix
        it: open the data from the list of what is stored.
    """
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        raise WhalecurveError(
            "This is not the name of stored data",
            found=repr(digest)[:80],
            remedy="open the data from the list of what is stored",
        )
    return digest
