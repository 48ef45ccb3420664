"""Copies of the store in the data folder: made before a change of format, and backups without a place of their own.

A workspace that is deleted goes from them too.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from whalecurve.domain.errors import NotSavedError, WhalecurveError
from whalecurve.store.folders.data_folder import private_folder

FOLDER: Final = "backups"
SUFFIX: Final = ".sqlite"
DAMAGED: Final = ".damaged"


def folder_of(root: Path) -> Path:
    """Where the copies lie, whether or not there is any."""
    return root / FOLDER


def list_copies(folder: Path) -> list[Path]:
    """Copies, newest first."""
    return sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)


def newest_name(root: Path) -> str:
    """Name of the newest copy, without its folder; empty when there is none."""
    found = list_copies(folder_of(root))
    return found[0].name if found else ""


def new_copy(folder: Path, label: str) -> Path:
    """A path for a copy that is not there yet."""
    made = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return private_folder(folder) / f"{label}-{made}{SUFFIX}"


def copy_store(file: Path, folder: Path, label: str) -> Path:
    """Copy the store of a file as it is, whatever its format; returns the copy.

    Raises:
        NotSavedError: There is no room for it.
    """
    target = new_copy(folder, label)
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)
    except (sqlite3.Error, OSError) as error:
        target.unlink(missing_ok=True)
        raise NotSavedError(
            "The store was not copied, so nothing was changed", found="no room for a copy", remedy="free some space"
        ) from error
    return target


def put_aside(file: Path, folder: Path) -> Path:
    """Move a damaged store, its log with it, out of the way; returns where it is now."""
    target = new_copy(folder, "damaged").with_suffix(DAMAGED)
    for ending in ("", "-wal", "-shm"):
        part = file.with_name(f"{file.name}{ending}")
        if part.exists():
            part.replace(target.with_name(f"{target.name}{ending}"))
    return target


def forget(folder: Path, workspaces: Iterable[str]) -> None:
    """Delete workspaces from every copy; what is damaged, and may hold anything, goes as a whole.

    Raises:
        WhalecurveError: A copy still has them.
    """
    names = [(name,) for name in workspaces]
    if not names:
        return
    for damaged in folder.glob(f"*{DAMAGED}*"):
        damaged.unlink()
    for copy in list_copies(folder):
        try:
            _forget(copy, names)
        except sqlite3.OperationalError as error:
            raise WhalecurveError(
                "The deleted data is still in a backup", found=copy.name, remedy="delete that file"
            ) from error
        except sqlite3.DatabaseError:
            copy.unlink(missing_ok=True)


def _forget(copy: Path, names: list[tuple[str]]) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("DELETE FROM workspaces WHERE id = ?", names)
        connection.execute("COMMIT")
