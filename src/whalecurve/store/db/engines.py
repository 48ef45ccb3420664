"""Connections to the two kinds of store, each set so that what is confirmed is on the disk."""

import sqlite3
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event

from whalecurve.store.db.addresses import POSTGRESQL, kind_of

WAIT_SECONDS: Final = 5
_WRITES: Final = "whalecurve_writes"
# FULL: a confirmed save outlives a power cut. secure_delete: what is deleted is overwritten with zeros.
_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "journal_size_limit = 67108864",
)
# No transaction waits for ever: not for another one's lock, nor for a program that hangs in the middle of its own.
_SETTINGS: Final = (
    f"SET lock_timeout = '{WAIT_SECONDS}s'; SET idle_in_transaction_session_timeout = '60s';"
    " SET synchronous_commit = on; SET client_encoding = 'UTF8'"
)


def make_engine(url: URL) -> Engine:
    """A pool of connections to a store; nothing is opened yet."""
    if kind_of(url) == POSTGRESQL:
        # No ping before each use: a connection that the server closed meanwhile is found by the work itself, which is
        # then tried once more on new ones.
        engine = create_engine(url, pool_timeout=WAIT_SECONDS, connect_args={"connect_timeout": WAIT_SECONDS})
        event.listen(engine, "connect", _set_up_postgresql)
        return engine
    engine = create_engine(url, pool_timeout=WAIT_SECONDS, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def for_reading(engine: Engine) -> Engine:
    """The same pool, for transactions that see one state of the store and change nothing."""
    if engine.dialect.name == POSTGRESQL:
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same pool, for transactions that write from their first moment on."""
    if engine.dialect.name == POSTGRESQL:
        return engine.execution_options(isolation_level="READ COMMITTED")
    return engine.execution_options(**{_WRITES: True})


def _set_up_postgresql(connection: Any, _: object) -> None:  # noqa: ANN401
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS)
    connection.commit()


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # The driver begins no transaction of its own accord: it would begin one that reads first, which does not wait.
    connection.isolation_level = None
    # A flipped byte may be no UTF-8: the row's checksum tells, and the other rows stay readable.
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
