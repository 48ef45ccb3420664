"""Taking what was deleted off the disk: out of the log of SQLite, out of the dead rows of PostgreSQL."""

import sqlite3
import time
from contextlib import closing
from typing import Final

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.db.addresses import SQLITE
from whalecurve.store.db.faults import not_saved
from whalecurve.store.db.schema import METADATA
from whalecurve.store.db.transactions import PAUSE_SECONDS

_TRIES: Final = 10


def scrub(engine: Engine) -> None:
    """Take the deleted rows of a store off the disk.

    Raises:
        WhalecurveError: Another program is reading the store, so they are still there.
    """
    try:
        emptied = _empty_log(engine) if engine.dialect.name == SQLITE else _vacuum(engine)
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise not_saved(error) from error
    if not emptied:
        raise WhalecurveError(
            "The deleted data is not yet off the disk",
            found="another program is reading the store",
            remedy="it goes when that program ends; delete again to be sure",
        )


def _empty_log(engine: Engine) -> bool:
    """The deleted rows are zeros in the file already; the log is what had them last."""
    with closing(engine.raw_connection()) as connection:
        for _ in range(_TRIES):
            if not connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                return True
            time.sleep(PAUSE_SECONDS)
    return False


def _vacuum(engine: Engine) -> bool:
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for table in METADATA.tables:
            connection.execute(text(f"VACUUM {table}"))
    return True
