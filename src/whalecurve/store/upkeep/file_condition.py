"""The condition of a store's file, looked at without writing to it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.db.faults import damaged_store
from whalecurve.store.db.migrations import check_format
from whalecurve.store.folders.data_folder import VARIABLE

# Reading every page takes a second per gigabyte or so: larger files are left to `doctor`, `backup` and the checksums.
CHECKED_BYTES: Final = 256 * 1024 * 1024

# The head of the file (sqlite.org/fileformat2.html): the magic text, then the size of a page.
_HEAD_BYTES: Final = 100
_MAGIC: Final = b"SQLite format 3\x00"
_LARGEST_PAGE: Final = 65_536


def check_file(file: Path, backup: str = "", *, whole: bool = False) -> int:
    """The format of the store in a file, 0 where there is none yet; not a byte of it is changed.

    Args:
        file: The file.
        backup: Name of the last copy, for the error.
        whole: Check files of any size page by page.

    Raises:
        DamagedStoreError: It is cut, or some byte of its structure is another one than was written.
        NewerStoreError: It is of a newer program.
        WhalecurveError: It is a database of something else.
    """
    try:
        size = file.stat().st_size if file.exists() else 0
        if not size:
            return 0
        _check_length(file, size)
        number = _read_format(file, pages=whole or size <= CHECKED_BYTES)
    except (sqlite3.DatabaseError, UnicodeDecodeError, OSError) as error:
        # The driver cannot even read out what SQLite says about a table's name with a flipped byte.
        raise _fault(error, backup) from error
    check_format(number)
    return number


def prepare_file(file: Path) -> None:
    """Make the file of a store, which only its owner may read, where there is none."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise _no_right(error) from error


def _read_format(file: Path, *, pages: bool) -> int:
    """The format; without a log nobody is at work, and the file is read without making one."""
    if not _has_log(file):
        try:
            return _look(file, "immutable=1", pages=pages)
        except sqlite3.DatabaseError:
            # A program that began meanwhile moves pages while they are read; only then the second look is another one.
            if not _has_log(file):
                raise
    return _look(file, "mode=ro", pages=pages)


def _look(file: Path, mode: str, *, pages: bool) -> int:
    address = f"file:{quote(str(file.absolute()))}?{mode}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cell_size_check = ON")
        if pages:
            _check_pages(connection)
        return _format_of(connection)


def _has_log(file: Path) -> bool:
    log = file.with_name(f"{file.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _check_length(file: Path, size: int) -> None:
    """SQLite takes a file shorter than a page for an empty one, and does not miss the end of the last page."""
    with file.open("rb") as source:
        head = source.read(_HEAD_BYTES)
    page = int.from_bytes(head[16:18], "big")
    page = _LARGEST_PAGE if page == 1 else page
    whole = head.startswith(_MAGIC) and page > 0 and (size % page == 0 or _has_log(file))
    if not whole:
        raise sqlite3.DatabaseError(size)


def _check_pages(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise sqlite3.DatabaseError(found)


def _format_of(connection: sqlite3.Connection) -> int:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and "formats" not in tables:
        raise WhalecurveError(
            "This file is the database of another program",
            found=f"{len(tables)} unknown tables",
            remedy="give the store a file of its own",
        )
    return int(connection.execute("SELECT max(number) FROM formats").fetchone()[0] or 0) if tables else 0


def _fault(error: Exception, backup: str) -> WhalecurveError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if isinstance(error, OSError) or code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY}:
        return _no_right(error)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return WhalecurveError("The store is in use", found="another program", remedy="try again in a moment")
    return damaged_store(backup)


def _no_right(error: Exception) -> WhalecurveError:
    return WhalecurveError(
        "The store cannot be opened",
        found=getattr(error, "strerror", None) or "no right to read it",
        remedy=f"set {VARIABLE} to a folder that you may write to",
    )
