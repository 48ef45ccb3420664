"""The latest time that the store has seen: a clock that is set back brings no ended share to life."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select, update

from whalecurve.store.db.schema import CLOCK

# Every write would wait for every other one if each noted the time.
STEP: Final = timedelta(seconds=1)


def now_not_before(connection: Connection, now: datetime) -> datetime:
    """``now``, or the latest time ever seen when the clock stands before that."""
    latest = connection.execute(select(CLOCK.c.latest)).scalar_one_or_none()
    return now if latest is None else max(now, latest)


def advance(connection: Connection, now: datetime) -> datetime:
    """The same, and remembers it to the second; for a transaction that writes."""
    latest = now_not_before(connection, now)
    connection.execute(update(CLOCK).where(CLOCK.c.latest <= latest - STEP).values(latest=latest))
    return latest
