"""Small texts that a workspace keeps by name: mappings, actions, snapshots of key figures."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from whalecurve.store.db.rows import add_row, change_row, find_row, of_key, verified
from whalecurve.store.db.schema import KEPT
from whalecurve.store.records.workspaces import workspace_row


def keep(connection: Connection, workspace: str, kind: str, name: str, body: str, now: datetime) -> None:
    """Keep a text under a name, in place of the one that was there.

    Raises:
        NotFoundError: The workspace is gone.
        DamagedStoreError: The one that is there is not what was saved; it is left as it is.
    """
    key = {"workspace": workspace, "kind": kind, "name": name}
    changes = {"body": body, "saved_at": now}
    if not change_row(connection, KEPT, key, changes):
        workspace_row(connection, workspace)
        add_row(connection, KEPT, {**key, **changes})


def kept(connection: Connection, workspace: str, kind: str) -> dict[str, str]:
    """Every text of a kind by its name.

    Raises:
        DamagedStoreError: One of them is not what was saved.
    """
    rows = connection.execute(select(KEPT).where(of_key(KEPT, {"workspace": workspace, "kind": kind}))).all()
    found = [verified(KEPT, row) for row in rows]
    return {row["name"]: row["body"] for row in sorted(found, key=lambda row: str(row["name"]))}


def kept_one(connection: Connection, workspace: str, kind: str, name: str) -> str | None:
    """The text under one name, None where there is none.

    Raises:
        DamagedStoreError: It is not what was saved.
    """
    row = find_row(connection, KEPT, {"workspace": workspace, "kind": kind, "name": name})
    return None if row is None else str(row["body"])


def drop_kept(connection: Connection, workspace: str, kind: str, name: str) -> None:
    """Delete one; no error when there is none."""
    key = {"workspace": workspace, "kind": kind, "name": name}
    connection.execute(delete(KEPT).where(of_key(KEPT, key)))
