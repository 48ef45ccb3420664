"""All rows of one store into another, whatever kind the two are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from whalecurve.store.db.faults import DamagedStoreError
from whalecurve.store.db.rows import change_row
from whalecurve.store.db.schema import BLOBS, CLOCK, FORMATS, GONE, LOGINS, METADATA, SHARES
from whalecurve.store.records.ids import bury

_TABLES: Final = tuple(table for table in METADATA.sorted_tables if table is not FORMATS)
_BATCH: Final = 200


@dataclass(frozen=True)
class Ended:
    """What nothing brings back.

    Attributes:
        links: Links that somebody ended, and when.
        logins: Persons, as digests, and until when their logins have ended.
        gone: Names that are used up.
        latest: The latest time that the store has seen.
    """

    links: Mapping[str, datetime]
    logins: Mapping[str, datetime]
    gone: tuple[str, ...]
    latest: datetime | None


def is_empty(connection: Connection) -> bool:
    """Whether nobody has kept anything yet."""
    tables = (table for table in _TABLES if table is not CLOCK)
    return all(connection.execute(select(table).limit(1)).first() is None for table in tables)


def copy_rows(source: Connection, target: Connection) -> None:
    """Put the rows of ``source``, sound or not, in the place of those of ``target``."""
    for table in reversed(_TABLES):
        target.execute(delete(table))
    for table in _TABLES:
        rows = source.execute(select(table), execution_options={"yield_per": 1 if table is BLOBS else _BATCH})
        for partition in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in partition])


def find_ended(connection: Connection) -> Ended:
    """What has ended in a store."""
    links = connection.execute(select(SHARES.c.id, SHARES.c.revoked_at).where(SHARES.c.revoked_at.is_not(None)))
    logins = {row.person: row.ended for row in connection.execute(select(LOGINS))}
    gone = connection.execute(select(GONE.c.id)).scalars().all()
    latest = connection.execute(select(func.max(CLOCK.c.latest))).scalar()
    return Ended({row.id: row.revoked_at for row in links}, logins, tuple(gone), latest)


def keep_ended(connection: Connection, ended: Ended) -> None:
    """End again what had ended: links, those of deleted workspaces too, logins, names, and time that has passed."""
    bury(connection, *ended.gone)
    for person, when in ended.logins.items():
        _end_logins(connection, person, when)
    if ended.latest is not None:
        connection.execute(update(CLOCK).where(CLOCK.c.latest < ended.latest).values(latest=ended.latest))
    open_ones = connection.execute(select(SHARES.c.id).where(SHARES.c.revoked_at.is_(None))).scalars().all()
    for link in {*ended.links, *ended.gone}.intersection(open_ones):
        _end(connection, link, ended.links.get(link) or ended.latest)


def _end_logins(connection: Connection, person: str, when: datetime) -> None:
    mine = LOGINS.c.person == person
    before = connection.execute(select(LOGINS.c.ended).where(mine)).scalar_one_or_none()
    if before is None:
        connection.execute(insert(LOGINS).values(person=person, ended=when))
    elif before < when:
        connection.execute(update(LOGINS).where(mine).values(ended=when))


def _end(connection: Connection, link: str, when: datetime | None) -> None:
    try:
        change_row(connection, SHARES, {"id": link}, {"revoked_at": when})
    except DamagedStoreError:
        # What is damaged opens for nobody, but a repaired row would.
        connection.execute(delete(SHARES).where(SHARES.c.id == link))
