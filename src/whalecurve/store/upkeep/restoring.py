"""Restoring: the content of a backup in the place of the present one, which is kept as a copy."""

import shutil
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path

from sqlalchemy import Connection

from whalecurve.store.db.addresses import find_address
from whalecurve.store.db.database import Database, open_database, open_file
from whalecurve.store.db.faults import DamagedStoreError
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.upkeep import copies
from whalecurve.store.upkeep.backup import back_up
from whalecurve.store.upkeep.backup_shape import check_backup_file, check_tables, damaged_backup, unreadable
from whalecurve.store.upkeep.checksums import damaged_rows
from whalecurve.store.upkeep.transfer import copy_rows, find_ended, is_empty, keep_ended


def restore(source: Path, *, damaged_too: bool = False) -> Path | None:
    """Put the content of a backup in the place of what the present store holds, all of it or nothing.

    Links that were ended since the backup stay ended, and no name is given twice.

    Args:
        source: The backup; it is only read.
        damaged_too: Take it although rows of it are damaged; they say so when somebody opens them.

    Returns:
        The copy of what was there before, None when that was nothing.

    Raises:
        NewerStoreError: The backup is of a newer program.
        WhalecurveError: It is no backup, or it is damaged; the present store is as it was.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="whalecurve-")))
        backup = stack.enter_context(closing(_open_backup(source, folder / "backup.sqlite")))
        _check_content(backup, damaged_too=damaged_too)
        return _replace(backup)


def _open_backup(source: Path, copy: Path) -> Database:
    """A copy of the backup, brought to the present format."""
    check_backup_file(source)
    try:
        shutil.copyfile(source, copy)
    except OSError as error:
        raise unreadable(error) from error
    try:
        return open_file(copy, copy_first=False)
    except DamagedStoreError as error:
        raise damaged_backup("other bytes than were saved") from error


def _check_content(backup: Database, *, damaged_too: bool) -> None:
    """Everything that will be copied is read once before, so that no fault of the file is met in the present store."""
    try:
        backup.read(check_tables)
        damaged = sum(backup.read(damaged_rows).values())
    except DamagedStoreError as error:
        raise damaged_backup(error.found or "other bytes than were saved") from error
    if damaged and not damaged_too:
        raise damaged_backup(f"{damaged} rows with other bytes than were saved")


def _replace(backup: Database) -> Path | None:
    folder = copies.folder_of(data_folder())
    try:
        present, before = open_database(), None
    except DamagedStoreError:
        before = copies.put_aside(Path(str(find_address().database)), folder)
        present = open_database()
    with closing(present):
        if before is None and not present.read(is_empty):
            before = copies.new_copy(folder, "before-restore")
            back_up(present, before)
        backup.read(lambda source: present.write(lambda target: _put_back(source, target)))
        present.scrub()
    return before


def _put_back(source: Connection, target: Connection) -> None:
    ended = find_ended(target)
    copy_rows(source, target)
    keep_ended(target, ended)
