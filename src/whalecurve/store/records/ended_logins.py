"""Logins that have ended: whatever a browser still has of them opens nothing any more."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from whalecurve.store.db.schema import LOGINS

# Longer than any login is taken for good; after that nobody asks.
KEPT: Final = timedelta(days=40)


def end_logins(connection: Connection, principal_key: str, issued: datetime, now: datetime) -> None:
    """End a person's login of a moment, and all before it.

    Args:
        connection: A transaction that writes.
        principal_key: Who; kept as a digest, since it is no use to know whose logins ended.
        issued: When the identity provider says the login began, by its own clock.
        now: The time.
    """
    person = _person(principal_key)
    connection.execute(delete(LOGINS).where(LOGINS.c.ended < now - KEPT))
    before = ended_before(connection, principal_key)
    if before is None:
        connection.execute(insert(LOGINS).values(person=person, ended=issued))
    elif before < issued:
        connection.execute(update(LOGINS).where(LOGINS.c.person == person).values(ended=issued))


def ended_before(connection: Connection, principal_key: str) -> datetime | None:
    """The latest login of a person that has ended, and all before it with it; None when none has."""
    wanted = select(LOGINS.c.ended).where(LOGINS.c.person == _person(principal_key))
    return connection.execute(wanted).scalar_one_or_none()


def _person(principal_key: str) -> str:
    return hashlib.sha256(principal_key.encode("utf-8")).hexdigest()
