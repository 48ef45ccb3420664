"""What goes wrong with a store, in words: which fault of the database it was, and what the reader can do."""

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from whalecurve.domain.errors import ConflictError, NotSavedError, WhalecurveError

# Codes of SQLite (sqlite.org/rescode.html); the low byte is the kind, the rest the detail.
_ERROR, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 1, 5, 6, 8, 10, 11, 13, 14, 26
_CORRUPT_READS: Final = (10 | 2 << 8,)  # a short read: the file is cut
# States of PostgreSQL (its manual, appendix A).
_PASSING: Final = frozenset({"40001", "40P01", "55P03"})
_FULL_STATES: Final = frozenset({"53100", "53200"})
_DAMAGED_STATES: Final = frozenset({"XX001", "XX002"})
_READ_ONLY_STATE: Final = "25006"


class DamagedStoreError(WhalecurveError):
    """The store does not hold what was saved; nothing is written to it any more."""


class NewerStoreError(WhalecurveError):
    """The store was made by a newer program; it is left as it is."""


class StoreUnavailableError(WhalecurveError):
    """The store cannot be read just now."""


def is_passing(error: Exception) -> bool:
    """Whether the same transaction may well succeed a moment later: the store was locked, or the connection lost."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated or _sqlstate(error) in _PASSING:
        return True
    return _sqlite_kind(error) in {_BUSY, _LOCKED}


def is_damage(error: Exception) -> bool:
    """Whether the database found its own file damaged."""
    if not isinstance(error, DBAPIError):
        return False
    whole = getattr(error.orig, "sqlite_errorcode", 0)
    if _sqlite_kind(error) == _ERROR:
        # Its tables were made whole: one that lacks a column has another letter in its name now.
        return "no such" in str(error.orig)
    return _sqlite_kind(error) in {_CORRUPT, _NOTADB} or whole in _CORRUPT_READS or _sqlstate(error) in _DAMAGED_STATES


def damaged_store(backup: str = "") -> DamagedStoreError:
    """The error of a damaged store; ``backup`` is the name of the last copy, if there is one."""
    remedy = f"stop the app and run: whalecurve restore {backup}" if backup else "restore your last backup"
    return DamagedStoreError("The store is damaged", found="other bytes than were saved", remedy=remedy)


def not_saved(error: Exception) -> WhalecurveError:
    """The error of a write that the database refused; nothing of it is kept."""
    if isinstance(error, IntegrityError):
        return ConflictError("This was changed elsewhere in the same moment", remedy="reload the page and do it again")
    found, remedy = _why(error)
    return NotSavedError("This was not saved", found=found, remedy=remedy)


def not_certain() -> NotSavedError:
    """The error of a connection that was lost while the database confirmed a write."""
    return NotSavedError(
        "It is not certain that this was saved",
        found="the connection to the store was lost at the last moment",
        remedy="reload the page, look whether it is there, and do it again if it is not",
    )


def unavailable(error: Exception) -> StoreUnavailableError:
    """The error of a read that the database refused."""
    found, remedy = _why(error)
    return StoreUnavailableError("The store cannot be read just now", found=found, remedy=remedy)


def _why(error: Exception) -> tuple[str, str]:
    """What was there and what to do; never a path, an address or a line of SQL."""
    kind, state = _sqlite_kind(error), _sqlstate(error)
    if isinstance(error, NoConnectionError | TimeoutError) or kind in {_BUSY, _LOCKED} or state in _PASSING:
        return "another program is using the store", "try again in a moment"
    if kind == _FULL or state in _FULL_STATES:
        return "the disk is full", "free some space and do it again; what was saved before is unchanged"
    if kind in {_READONLY, _CANTOPEN} or state == _READ_ONLY_STATE:
        return "the store may not be written to", "give the program the right to write to its data folder"
    if kind == _IOERR:
        return "the disk took no more", "look at the disk, then do it again; what was saved before is unchanged"
    if _is_gone(error, state):
        return "the database server does not answer", "try again in a moment"
    return "the database refused it", "try again; if it stays so, run: whalecurve doctor"


def _is_gone(error: Exception, state: str) -> bool:
    if not isinstance(error, DBAPIError) or isinstance(error.orig, sqlite3.Error):
        return False
    return error.connection_invalidated or not state or state[:2] in {"08", "57", "53"}


def _sqlite_kind(error: Exception) -> int:
    return int(getattr(getattr(error, "orig", None), "sqlite_errorcode", None) or 0) & 0xFF


def _sqlstate(error: Exception) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")
