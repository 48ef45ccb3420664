"""Leftovers: uploads and tables that nothing names any more, found by reading everything that could name them.

A name is any text of 64 hex digits: what is not understood is believed, so that a later kind of state needs no word
here. What is damaged may name anything, and then nothing goes.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, select

from whalecurve.store.content.blobs import drop_upload
from whalecurve.store.content.bundles import drop_bundle
from whalecurve.store.db.faults import DamagedStoreError, damaged_store
from whalecurve.store.db.schema import BLOBS, BUNDLES, DRAFTS, KEPT, REVISIONS, SHARES
from whalecurve.store.upkeep.checksums import is_as_saved

# Files come first and the draft that names them after, from people who may have gone for a coffee in between.
GRACE: Final = timedelta(hours=1)
_NAME: Final = re.compile(r"[0-9a-f]{64}")
# Undo and redo are parts of a draft. A folder names its files, which may have been uploaded on their own as well.
_NAMING: Final = (
    (BUNDLES, ("manifest",)),
    (DRAFTS, ("body",)),
    (SHARES, ("snapshot", "body")),
    (KEPT, ("name", "body")),
    (REVISIONS, ("state",)),
)
_BATCH: Final = 20


def find_leftovers(connection: Connection, workspace: str, now: datetime) -> set[str]:
    """Digests of uploads and folders that nothing names and nobody stored within ``GRACE``; empty in a damaged store.

    A link that is closed names nothing: nobody can open it again.
    """
    try:
        return _unnamed(connection, workspace, now)
    except DamagedStoreError:
        return set()


def drop_leftovers(connection: Connection, workspace: str, now: datetime) -> int:
    """Delete them, in a transaction that writes to this workspace; returns how many went."""
    # Looked for again in here: what was stored or named since is none any more.
    left = find_leftovers(connection, workspace, now)
    for digest in sorted(left):
        drop_bundle(connection, workspace, digest)
        drop_upload(connection, workspace, digest)
    return len(left)


def _unnamed(connection: Connection, workspace: str, now: datetime) -> set[str]:
    left = _stored_before(connection, workspace, now - GRACE)
    for table, columns in _NAMING:
        if not left:
            break
        for row in _rows(connection, table, workspace):
            if table is not SHARES or (row.revoked_at is None and now < row.expires_at):
                left.difference_update(name for column in columns for name in _NAME.findall(getattr(row, column)))
            if not left:
                break
    return left


def _stored_before(connection: Connection, workspace: str, moment: datetime) -> set[str]:
    whole = (BLOBS.c.part == 0) & BLOBS.c.alone
    uploads = select(BLOBS.c.digest).where((BLOBS.c.workspace == workspace) & whole & (BLOBS.c.stored_at < moment))
    folders = select(BUNDLES.c.digest).where((BUNDLES.c.workspace == workspace) & (BUNDLES.c.stored_at < moment))
    return {digest for query in (uploads, folders) for digest in connection.execute(query).scalars()}


def _rows(connection: Connection, table: Table, workspace: str) -> Iterator[Row[Any]]:
    """The rows of a workspace, the newest first where they are numbered; a damaged one ends it all."""
    newest = [column.desc() for column in table.primary_key.columns]
    query = select(table).where(table.c.workspace == workspace).order_by(*newest)
    with connection.execute(query, execution_options={"yield_per": _BATCH}) as found:
        for row in found:
            if not is_as_saved(table, row):
                raise damaged_store()
            yield row
