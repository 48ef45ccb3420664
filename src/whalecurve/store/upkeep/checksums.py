"""Every row and every byte of a store held against its checksum."""

import hashlib
from collections import Counter
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from whalecurve.store.db.rows import CHECKSUM, is_sound, text_digest
from whalecurve.store.db.schema import BLOBS, METADATA, REVISIONS

_BATCH = 100


def damaged_rows(connection: Connection) -> dict[str, int]:
    """How many rows of which table are not what was saved; empty when all are."""
    found: Counter[str] = Counter()
    for table in METADATA.sorted_tables:
        if CHECKSUM in table.c:
            found[table.name] += _damaged(connection, table)
    found[BLOBS.name] += _damaged_blobs(connection)
    return {name: count for name, count in found.items() if count}


def _damaged(connection: Connection, table: Table) -> int:
    rows = connection.execution_options(yield_per=_BATCH).execute(select(table))
    return sum(not is_as_saved(table, row) for row in rows)


def is_as_saved(table: Table, row: Row[Any]) -> bool:
    """Whether a whole row of a table with checksums is what was saved."""
    return is_sound(table, row) and (table is not REVISIONS or _is_state_as_saved(row))


def _is_state_as_saved(row: Row[Any]) -> bool:
    """Whether a revision's state is what was saved; a flipped byte may have made it something else than a text."""
    return isinstance(row.state, str) and text_digest(row.state) == row.state_digest


def _damaged_blobs(connection: Connection) -> int:
    """Blobs that are not whole; one part is in memory at a time."""
    key = BLOBS.c.workspace, BLOBS.c.digest
    damaged = 0
    for workspace, digest in connection.execute(select(*key).distinct()).all():
        told = hashlib.sha256()
        mine = (BLOBS.c.workspace == workspace) & (BLOBS.c.digest == digest)
        parts = connection.execute(select(BLOBS.c.part).where(mine).order_by(BLOBS.c.part)).scalars().all()
        for part in parts:
            content = connection.execute(select(BLOBS.c.bytes).where(mine & (BLOBS.c.part == part))).scalar_one()
            told.update(content if isinstance(content, bytes) else b"")
        damaged += told.hexdigest() != digest
    return damaged
