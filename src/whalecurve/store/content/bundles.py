"""Sealed folders inside the store: datasets and snapshots, file by file, and written out again as they were."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, select, update

from whalecurve.domain.errors import NotFoundError
from whalecurve.store.content.blobs import drop_blobs, put_file, read_parts
from whalecurve.store.db.rows import add_row, find_row, of_key, verified
from whalecurve.store.db.schema import BUNDLES
from whalecurve.store.folders.data_folder import checked_digest
from whalecurve.store.folders.sealed import is_sound, sealed_files, sealing


def put_bundle(connection: Connection, workspace: str, digest: str, folder: Path, now: datetime) -> None:
    """Keep a sealed folder under a digest, verified first; when it is kept already, it is so from now on.

    Raises:
        WhalecurveError: The folder is not what was saved, or the name is no digest.
        NotFoundError: The workspace is gone.
    """
    key = {"workspace": workspace, "digest": checked_digest(digest)}
    if has_bundle(connection, workspace, digest):
        connection.execute(update(BUNDLES).where(of_key(BUNDLES, key)).values(stored_at=now))
        return
    files = sealed_files(folder)
    for name, file_digest in files.items():
        put_file(connection, workspace, file_digest, folder / name, now)
    add_row(connection, BUNDLES, {**key, "manifest": json.dumps(files, sort_keys=True), "stored_at": now})


def fetch_bundle(connection: Connection, workspace: str, digest: str, folder: Path) -> None:
    """Write a bundle out as the sealed folder that it was; nothing happens when a sound one is there.

    Raises:
        NotFoundError: There is no such bundle.
        DamagedStoreError: It is not what was saved; no folder is made.
        WhalecurveError: There is no room for it.
    """
    files = _files(connection, workspace, digest)
    if is_sound(folder, files):
        return
    with sealing(folder) as draft:
        for name, file_digest in files.items():
            with (draft / name).open("wb") as target:
                target.writelines(read_parts(connection, workspace, file_digest))


def has_bundle(connection: Connection, workspace: str, digest: str) -> bool:
    """Whether a bundle of this digest is kept."""
    mine = of_key(BUNDLES, {"workspace": workspace, "digest": digest})
    return connection.execute(select(BUNDLES.c.digest).where(mine)).one_or_none() is not None


def drop_bundle(connection: Connection, workspace: str, digest: str) -> None:
    """Delete a bundle with the files that nothing else needs; no error when there is none."""
    row = find_row(connection, BUNDLES, {"workspace": workspace, "digest": digest})
    if row is None:
        return
    connection.execute(delete(BUNDLES).where(of_key(BUNDLES, {"workspace": workspace, "digest": digest})))
    others = connection.execute(select(BUNDLES).where(BUNDLES.c.workspace == workspace)).all()
    needed = {name for other in others for name in _read(verified(BUNDLES, other)).values()}
    drop_blobs(connection, workspace, sorted(set(_read(row).values()) - needed))


def _files(connection: Connection, workspace: str, digest: str) -> dict[str, str]:
    row = find_row(connection, BUNDLES, {"workspace": workspace, "digest": digest})
    if row is None:
        raise NotFoundError("This data is no longer kept", remedy="upload the files again")
    return _read(row)


def _read(row: Mapping[str, Any]) -> dict[str, str]:
    files: dict[str, str] = json.loads(row["manifest"])
    return files
