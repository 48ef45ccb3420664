"""Bytes of a workspace, named by their digest and kept in parts, so that no row is large."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from whalecurve.domain.errors import NotFoundError
from whalecurve.store.db.faults import damaged_store
from whalecurve.store.db.rows import of_key
from whalecurve.store.db.schema import BLOBS
from whalecurve.store.records.workspaces import workspace_row

PART_BYTES: Final = 4 * 1024 * 1024


def put_blob(connection: Connection, workspace: str, content: bytes, now: datetime) -> str:
    """Keep bytes for themselves, as an upload is; returns their digest. The same bytes are kept once, from now on.

    Raises:
        NotFoundError: The workspace is gone.
    """
    digest = hashlib.sha256(content).hexdigest()
    if not has_blob(connection, workspace, digest):
        parts = max(1, -(-len(content) // PART_BYTES))
        chunks = (content[start * PART_BYTES : (start + 1) * PART_BYTES] for start in range(parts))
        _put(connection, workspace, digest, parts, chunks, now)
    mine = of_key(BLOBS, {"workspace": workspace, "digest": digest})
    connection.execute(update(BLOBS).where(mine & BLOBS.c.alone.is_(False)).values(alone=True))
    connection.execute(update(BLOBS).where(mine & (BLOBS.c.part == 0)).values(stored_at=now))
    return digest


def put_file(connection: Connection, workspace: str, digest: str, file: Path, now: datetime) -> None:
    """Keep the bytes of a file that belongs to a bundle; ``digest`` is theirs, as the caller has verified.

    Raises:
        NotFoundError: The workspace is gone.
    """
    if has_blob(connection, workspace, digest):
        return
    parts = max(1, -(-file.stat().st_size // PART_BYTES))
    with file.open("rb") as source:
        _put(connection, workspace, digest, parts, (source.read(PART_BYTES) for _ in range(parts)), now)


def get_blob(connection: Connection, workspace: str, digest: str) -> bytes:
    """Bytes by their digest.

    Raises:
        NotFoundError: There are none.
        DamagedStoreError: They are not what was saved.
    """
    return b"".join(read_parts(connection, workspace, digest))


def read_parts(connection: Connection, workspace: str, digest: str) -> Iterator[bytes]:
    """Bytes by their digest, part after part; only the end tells whether they are what was saved.

    Raises:
        NotFoundError: There are none.
        DamagedStoreError: They are not what was saved.
    """
    mine = of_key(BLOBS, {"workspace": workspace, "digest": digest})
    found = connection.execute(select(func.count(), func.max(BLOBS.c.parts)).where(mine)).one()
    if not found[0]:
        raise NotFoundError("This data is no longer kept", remedy="upload the files again")
    told = hashlib.sha256()
    for part in range(int(found[1])):
        content = connection.execute(select(BLOBS.c.bytes).where(mine & (BLOBS.c.part == part))).scalar_one_or_none()
        if not isinstance(content, bytes):
            raise damaged_store()
        told.update(content)
        yield content
    if told.hexdigest() != digest:
        raise damaged_store()


def has_blob(connection: Connection, workspace: str, digest: str) -> bool:
    """Whether bytes of this digest are kept."""
    mine = of_key(BLOBS, {"workspace": workspace, "digest": digest, "part": 0})
    return connection.execute(select(BLOBS.c.part).where(mine)).one_or_none() is not None


def drop_blobs(connection: Connection, workspace: str, digests: Iterable[str]) -> None:
    """Delete bytes that no bundle names any more; those kept for themselves stay."""
    for digest in digests:
        mine = of_key(BLOBS, {"workspace": workspace, "digest": digest, "alone": False})
        connection.execute(delete(BLOBS).where(mine))


def drop_upload(connection: Connection, workspace: str, digest: str) -> None:
    """Delete bytes that no bundle names, also those kept for themselves; no error when there are none."""
    connection.execute(delete(BLOBS).where(of_key(BLOBS, {"workspace": workspace, "digest": digest})))


def bytes_used(connection: Connection, workspace: str) -> int:
    """How many bytes a workspace keeps: uploads, datasets and snapshots, each content once."""
    total = select(func.coalesce(func.sum(func.length(BLOBS.c.bytes)), 0)).where(BLOBS.c.workspace == workspace)
    return int(connection.execute(total).scalar_one())


def _put(
    connection: Connection, workspace: str, digest: str, parts: int, chunks: Iterable[bytes], now: datetime
) -> None:
    workspace_row(connection, workspace)
    for part, content in enumerate(chunks):
        values = {"workspace": workspace, "digest": digest, "part": part, "parts": parts, "alone": False}
        connection.execute(insert(BLOBS).values(**values, bytes=content, stored_at=now))
