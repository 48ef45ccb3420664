"""Whether a file can be a backup at all: asked before anything of it is trusted, and answered about the file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.db.faults import DamagedStoreError, NewerStoreError
from whalecurve.store.db.schema import METADATA
from whalecurve.store.upkeep.file_condition import check_file

_MAGIC: Final = b"SQLite format 3\x00"
# What a row that cannot be read raises: the driver's own errors, and those of a column with another kind of value.
_UNREADABLE: Final = (SQLAlchemyError, ValueError, TypeError, AttributeError, LookupError)


def check_backup_file(source: Path) -> None:
    """See that a file can be a backup; not a byte of it is changed.

    Raises:
        NewerStoreError: It is of a newer program.
        DamagedStoreError: It was one, and is damaged.
        WhalecurveError: It is something else, or cannot be read.
    """
    try:
        _check_kind(source)
        if not _format_of(source):
            raise no_backup("a database without anything in it")
        _check_objects(source)
    except OSError as error:
        raise unreadable(error) from error
    except sqlite3.Error as error:
        raise no_backup("a database that cannot be read") from error


def _format_of(source: Path) -> int:
    """The format, 0 for an empty database; what is said about a store is said about the file instead."""
    try:
        return check_file(source, whole=True)
    except DamagedStoreError as error:
        raise damaged_backup("other bytes than were saved") from error
    except NewerStoreError:
        raise
    except WhalecurveError as error:
        raise no_backup(error.what[:1].lower() + error.what[1:]) from error


def check_tables(connection: Connection) -> None:
    """See that a backup of the present format has every table and column, and that those without checksum can be read.

    Raises:
        DamagedStoreError: Something is missing.
    """
    try:
        known = inspect(connection)
        for table in METADATA.sorted_tables:
            if not {column.name for column in table.columns} <= {one["name"] for one in known.get_columns(table.name)}:
                raise damaged_backup(f"the table {table.name} is not what was saved")
            if "checksum" not in table.c and "bytes" not in table.c:
                connection.execute(select(table)).all()
    except _UNREADABLE as error:
        raise damaged_backup("a table that cannot be read") from error


def unreadable(error: OSError) -> WhalecurveError:
    """The error of a file that the system does not let us read."""
    return WhalecurveError(
        "The backup cannot be read", found=error.strerror or "no right", remedy="look at the file and the disk"
    )


def no_backup(found: str) -> WhalecurveError:
    """The error of a file that never was a backup."""
    return WhalecurveError(
        "This is no backup", found=found, remedy="name a file that `whalecurve backup` wrote; nothing was changed"
    )


def damaged_backup(found: str) -> DamagedStoreError:
    """The error of a backup that is not what was saved."""
    return DamagedStoreError(
        "The backup is damaged", found=found, remedy="choose another one; the store was left as it is"
    )


def _check_kind(source: Path) -> None:
    if not source.exists():
        raise no_backup(f"no file of the name {source.name}")
    if not source.is_file():
        raise no_backup("a folder" if source.is_dir() else "something that is no file")
    with source.open("rb") as file:
        head = file.read(len(_MAGIC))
    if not head:
        raise no_backup("an empty file")
    if head != _MAGIC and not _is_near(head):
        raise no_backup("a file of another kind")


def _is_near(head: bytes) -> bool:
    """Whether the head is that of a database with some byte flipped: that is damage, not another kind."""
    return sum(a != b for a, b in zip(head, _MAGIC, strict=False)) <= 1 and len(head) == len(_MAGIC)


def _check_objects(source: Path) -> None:
    """A backup is tables and their indexes: a view or a trigger in it would be somebody else's program."""
    address = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT type FROM sqlite_master")}
        made = connection.execute("SELECT count(*) FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'").fetchone()[0]
    foreign = sorted(kinds - {"table", "index"}) + ["virtual table"] * bool(made)
    if foreign:
        raise no_backup(f"a database with a {foreign[0]}, which no backup has")
