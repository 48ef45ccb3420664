"""Drafts: each person's own unsaved state of a workspace, saved again with every change."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete

from whalecurve.domain.errors import ConflictError
from whalecurve.domain.state.kept import Draft
from whalecurve.store.db.rows import add_row, find_row, of_key, rewrite_row
from whalecurve.store.db.schema import DRAFTS
from whalecurve.store.records.workspaces import workspace_row


def load_draft(connection: Connection, workspace: str, principal: str) -> Draft | None:
    """The draft of a principal's key, None when there is none.

    Raises:
        DamagedStoreError: It is not what was saved.
    """
    row = find_row(connection, DRAFTS, _key(workspace, principal))
    return None if row is None else Draft(row["body"], row["version"], row["base"], row["saved_at"])


def save_draft(  # noqa: PLR0913, PLR0917
    connection: Connection,
    workspace: str,
    principal: str,
    body: str,
    expected_version: int,
    base: int,
    now: datetime,
) -> int:
    """Save a draft that follows the one of ``expected_version``, 0 for the first; returns the new version.

    Raises:
        ConflictError: Another tab saved in between.
        NotFoundError: The workspace is gone.
        DamagedStoreError: The draft that is there is not what was saved; it is left as it is.
    """
    key = _key(workspace, principal)
    found = find_row(connection, DRAFTS, key)
    if found is None and not expected_version:
        workspace_row(connection, workspace)
    if (found["version"] if found else 0) != expected_version:
        raise ConflictError("This was changed elsewhere", remedy="reload, or save your state as a copy")
    changes = {"body": body, "base": base, "version": expected_version + 1, "saved_at": now}
    if found is None:
        add_row(connection, DRAFTS, {**key, **changes})
    else:
        rewrite_row(connection, DRAFTS, key, changes)
    return expected_version + 1


def delete_draft(connection: Connection, workspace: str, principal: str) -> None:
    """Delete a draft; no error when there is none."""
    connection.execute(delete(DRAFTS).where(of_key(DRAFTS, _key(workspace, principal))))


def _key(workspace: str, principal: str) -> dict[str, Any]:
    return {"workspace": workspace, "principal": principal}
