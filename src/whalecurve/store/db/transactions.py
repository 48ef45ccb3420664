"""How transactions wait for each other, are tried once more, and end."""

import time
import zlib
from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Transaction, func, select
from sqlalchemy.exc import DBAPIError

from whalecurve.store.db.faults import is_passing, not_certain

PAUSE_SECONDS: Final = 0.05
_T = TypeVar("_T")
# The two locks of PostgreSQL's writes: all of them, and those of one workspace.
_ALL, _ONE = 0x57484C01, 0x57484C02


def twice(attempt: Callable[[], _T]) -> _T:
    """Once more, as a whole, when the first time met somebody else's lock or a connection that was lost."""
    try:
        return attempt()
    except DBAPIError as error:
        if not is_passing(error):
            raise
    time.sleep(PAUSE_SECONDS)
    return attempt()


def take_turn(connection: Connection, workspace: str) -> None:
    """Wait for the writes that must not come in between; held until the transaction ends."""
    if not workspace:
        connection.execute(select(func.pg_advisory_xact_lock(_ALL)))
        return
    # Two names of the same number wait for each other without need, which does no harm.
    number = zlib.crc32(workspace.encode("utf-8", "replace")) - 2**31
    one: Any = func.pg_advisory_xact_lock(_ONE, number)
    connection.execute(select(func.pg_advisory_xact_lock_shared(_ALL), one))


def commit(transaction: Transaction) -> None:
    """Commit, and say so when nobody can know whether that worked.

    Raises:
        NotSavedError: The connection was lost in that very moment.
    """
    try:
        transaction.commit()
    except DBAPIError as error:
        if error.connection_invalidated:
            raise not_certain() from error
        raise
