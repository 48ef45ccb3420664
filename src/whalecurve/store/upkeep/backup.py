"""Backups: the whole store in one file that either kind of store can take back."""

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from whalecurve.domain.errors import NotSavedError
from whalecurve.store.db.database import Database, open_file
from whalecurve.store.upkeep.checksums import damaged_rows
from whalecurve.store.upkeep.file_condition import check_file
from whalecurve.store.upkeep.transfer import copy_rows


def back_up(database: Database, target: Path) -> dict[str, int]:
    """Write the whole store, as it is at one moment, into a new file; the app may run meanwhile.

    Args:
        database: The store.
        target: The file, which is there whole or not at all.

    Returns:
        Number of damaged rows by table, which the file has as they are; empty when all are sound.

    Raises:
        NotSavedError: The file is there already, or there is no room for it.
    """
    if target.exists():
        raise _not_made(f"{target.name} is there already", "name a new file")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        damaged = _write(database, part)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise _not_made(getattr(error, "strerror", None) or "no room", "choose another folder") from error
    finally:
        for left in part.parent.glob(f"{part.name}*"):
            left.unlink()
    return damaged


def _write(database: Database, part: Path) -> dict[str, int]:
    copy = open_file(part, copy_first=False)
    try:
        database.read(lambda source: copy.write(lambda target: copy_rows(source, target)))
        damaged = copy.read(damaged_rows)
    finally:
        copy.close()
    # One file that can be read from anywhere: without a log beside it.
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    check_file(part, whole=True)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    return damaged


def _not_made(found: str, remedy: str) -> NotSavedError:
    return NotSavedError("The backup was not made", found=found, remedy=remedy)
