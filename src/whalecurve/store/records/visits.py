"""Visits: browsers that opened a share. The store knows only a hash of the cookie's secret."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, join, select

from whalecurve.store.db.latest_time import now_not_before
from whalecurve.store.db.rows import add_row, labelled, verified
from whalecurve.store.db.schema import CLOCK, SHARES, VISITS
from whalecurve.store.records.shares import StoredShare, to_share

_VISIT: Final = "visit_"


def add_visit(connection: Connection, share: str, secret_hash: bytes, now: datetime, expires_at: datetime) -> None:
    """Note that a browser opened a share, until when."""
    values = {"share": share, "secret_hash": secret_hash, "created_at": now, "expires_at": expires_at}
    add_row(connection, VISITS, values)


def find_visit(connection: Connection, share: str, secret_hash: bytes, now: datetime) -> StoredShare | None:
    """The share of a visit, in one query; None when either has ended or was never there.

    Raises:
        DamagedStoreError: What is there is not what was saved.
    """
    wanted = (VISITS.c.share == share) & (VISITS.c.secret_hash == secret_hash)
    shares = join(VISITS, SHARES, VISITS.c.share == SHARES.c.id).join(CLOCK, CLOCK.c.id == 1)
    row = connection.execute(
        select(SHARES, CLOCK.c.latest, *labelled(VISITS, _VISIT)).select_from(shares).where(wanted)
    ).one_or_none()
    if row is None:
        return None
    found = to_share(verified(SHARES, row))
    ends = min(found.entry.expires_at, verified(VISITS, row, _VISIT)["expires_at"])
    return None if found.entry.revoked_at is not None or ends <= max(now, row.latest) else found


def sweep_visits(connection: Connection, now: datetime) -> int:
    """Delete visits that have ended; returns how many."""
    ended = VISITS.c.expires_at <= now_not_before(connection, now)
    return int(connection.execute(delete(VISITS).where(ended)).rowcount)
