"""Workspaces: made, found by those who belong to them, renamed, and deleted with everything in them."""

import secrets
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, delete, select

from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Principal, WorkspaceEntry
from whalecurve.store.db.rows import add_row, change_row, find_row, labelled, verified
from whalecurve.store.db.schema import MEMBERS, SHARES, WORKSPACES
from whalecurve.store.records import members
from whalecurve.store.records.ids import bury, new_id

_MASK_KEY_BYTES: Final = 32
_MEMBER: Final = "member_"


def create_workspace(connection: Connection, name: str, owner: Principal, now: datetime) -> WorkspaceEntry:
    """Make a workspace whose first member is its owner."""
    workspace = new_id(connection)
    values = {"id": workspace, "name": name, "created_at": now, "head": 0}
    add_row(connection, WORKSPACES, {**values, "mask_key": secrets.token_bytes(_MASK_KEY_BYTES)})
    members.add_joined(connection, workspace, owner, Role.OWNER, now)
    return WorkspaceEntry(workspace, name, Role.OWNER, 0, now)


def find_workspace(connection: Connection, workspace: str, principal: Principal) -> WorkspaceEntry | None:
    """A workspace as a member sees it; None when there is none, or the principal is no member.

    Raises:
        DamagedStoreError: What is there is not what was saved.
    """
    row = connection.execute(_of_principal(principal).where(WORKSPACES.c.id == workspace)).one_or_none()
    return None if row is None else _entry(row)


def list_workspaces(connection: Connection, principal: Principal) -> list[WorkspaceEntry]:
    """The workspaces that a principal belongs to, last used first.

    Raises:
        DamagedStoreError: What is there is not what was saved.
    """
    rows = connection.execute(_of_principal(principal)).all()
    ordered = sorted(rows, key=lambda row: (row.member_used_at or row.created_at, row.created_at, row.id), reverse=True)
    return [_entry(row) for row in ordered]


def rename_workspace(connection: Connection, workspace: str, name: str) -> None:
    """Give a workspace another name.

    Raises:
        NotFoundError: There is none.
    """
    if not change_row(connection, WORKSPACES, {"id": workspace}, {"name": name}):
        raise no_workspace()


def delete_workspace(connection: Connection, workspace: str) -> None:
    """Delete a workspace with everything in it; its name and those of its links are used up for good.

    Call ``Database.scrub`` once this is committed, and remove the working copy.

    Raises:
        NotFoundError: There is none.
    """
    shares = connection.execute(select(SHARES.c.id).where(SHARES.c.workspace == workspace)).scalars().all()
    if not connection.execute(delete(WORKSPACES).where(WORKSPACES.c.id == workspace)).rowcount:
        raise no_workspace()
    bury(connection, workspace, *shares)


def note_use(connection: Connection, workspace: str, principal: Principal, now: datetime) -> None:
    """Note that a member opened a workspace, for the order of the list."""
    mine = members.is_person(principal) & (MEMBERS.c.workspace == workspace)
    for email in connection.execute(select(MEMBERS.c.email).where(mine)).scalars().all():
        change_row(connection, MEMBERS, {"workspace": workspace, "email": email}, {"used_at": now})


def mask_key(connection: Connection, workspace: str) -> bytes:
    """The workspace's secret for pseudonyms, 32 bytes.

    Raises:
        NotFoundError: There is no such workspace.
    """
    return bytes(workspace_row(connection, workspace)["mask_key"])


def workspace_row(connection: Connection, workspace: str) -> dict[str, Any]:
    """The row of a workspace.

    Raises:
        NotFoundError: There is none.
        DamagedStoreError: It is not what was saved.
    """
    found = find_row(connection, WORKSPACES, {"id": workspace})
    if found is None:
        raise no_workspace()
    return found


def no_workspace() -> NotFoundError:
    """The one error of a workspace that is not there."""
    return NotFoundError("This workspace is no longer available", remedy="choose another one")


def _of_principal(principal: Principal) -> Select[Any]:
    belongs = MEMBERS.c.workspace == WORKSPACES.c.id
    found = select(WORKSPACES, *labelled(MEMBERS, _MEMBER)).join(MEMBERS, belongs)
    return found.where(members.is_person(principal))


def _entry(row: Row[Any]) -> WorkspaceEntry:
    found = verified(WORKSPACES, row)
    role = members.to_role(verified(MEMBERS, row, _MEMBER)["role"])
    return WorkspaceEntry(found["id"], found["name"], role, found["head"], found["created_at"])
