"""Uploads and datasets of a workspace: large, named by their digests, counted against its quota."""

from pathlib import Path
from typing import Final

from whalecurve.service.access.gate import Asked
from whalecurve.service.events import Event
from whalecurve.service.workspaces.quotas import refuse_above
from whalecurve.service.workspaces.upkeep import tidy
from whalecurve.store.content.blobs import bytes_used, get_blob, put_blob
from whalecurve.store.content.bundles import fetch_bundle, has_bundle, put_bundle
from whalecurve.store.folders.data_folder import checked_digest

_SHORT: Final = 12


def add_upload(asked: Asked, content: bytes) -> str:
    """Keep an upload; returns its digest.

    Raises:
        QuotaError: The workspace has no room for it.
    """
    refuse_above(asked.quotas.workspace_bytes, len(content), "workspace_bytes", "bytes")
    digest = put_blob(asked.conn, asked.workspace, content, asked.now)
    keep_within_room(asked)
    asked.note(Event.UPLOAD_ADDED, {"upload": digest[:_SHORT], "bytes": len(content)})
    return digest


def read_upload(asked: Asked, digest: str) -> bytes:
    """The bytes of an upload of this workspace.

    Raises:
        NotFoundError: It has none of this digest, whoever else has.
    """
    return get_blob(asked.conn, asked.workspace, checked_digest(digest))


def keep_dataset(asked: Asked, digest: str, folder: Path) -> None:
    """Keep a sealed dataset folder.

    Raises:
        QuotaError: The workspace has no room for it.
    """
    is_new = not has_bundle(asked.conn, asked.workspace, checked_digest(digest))
    # What is there already is stored anew: it may have been about to go, as nothing named it.
    put_bundle(asked.conn, asked.workspace, digest, folder, asked.now)
    if is_new:
        keep_within_room(asked)
        asked.note(Event.DATASET_KEPT, {"dataset": digest[:_SHORT]})


def fetch_dataset(asked: Asked, digest: str, folder: Path) -> None:
    """Write a kept dataset of this workspace to a sealed folder.

    Raises:
        NotFoundError: It has none of this digest, whoever else has.
    """
    fetch_bundle(asked.conn, asked.workspace, checked_digest(digest), folder)


def keep_within_room(asked: Asked) -> None:
    """Undo the transaction when the workspace now holds more than it may, also without what nothing names any more.

    Raises:
        QuotaError: It does.
    """
    # Counted afterwards: only the store knows what of it was there before.
    used = bytes_used(asked.conn, asked.workspace)
    if used > asked.quotas.workspace_bytes and tidy(asked):
        used = bytes_used(asked.conn, asked.workspace)
    refuse_above(asked.quotas.workspace_bytes, used, "workspace_bytes", "bytes")
