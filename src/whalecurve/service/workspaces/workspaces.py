"""Workspaces as their members see them: made, opened, renamed, deleted with everything in them."""

from datetime import datetime

from whalecurve.domain.errors import NotAllowedError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Principal, WorkspaceEntry
from whalecurve.service.access.gate import Asked, no_workspace
from whalecurve.service.access.tokens import known_id
from whalecurve.service.events import Event
from whalecurve.service.texts import needed_name
from whalecurve.service.workspaces.quotas import Quotas, refuse_above
from whalecurve.store.db.connection import Connection
from whalecurve.store.records import workspaces as kept
from whalecurve.store.records.audit import add_audit
from whalecurve.store.records.forgetting import forget_principal
from whalecurve.store.records.members import count_owners


def create(conn: Connection, principal: Principal, name: str, now: datetime, quotas: Quotas) -> WorkspaceEntry:
    """Make a workspace that the principal owns.

    Raises:
        NotAllowedError: The principal is nobody.
        QuotaError: The principal owns as many as one person may.
        WhalecurveError: It has no name.
    """
    if not (principal.issuer and principal.subject):
        raise NotAllowedError("Nobody is logged in", remedy="log in first")
    named = needed_name(name, "The workspace")
    # Only owned ones count: other people's invitations must not use up anybody's room.
    owned = [entry for entry in kept.list_workspaces(conn, principal) if entry.role is Role.OWNER]
    refuse_above(quotas.workspaces, len(owned) + 1, "workspaces", "workspaces")
    entry = kept.create_workspace(conn, named, principal, now)
    add_audit(conn, entry.id, principal.key, Event.WORKSPACE_CREATED, {}, now)
    return entry


def look(conn: Connection, principal: Principal, workspace: str) -> WorkspaceEntry:
    """The workspace's entry.

    Raises:
        NotFoundError: There is no such workspace, or the principal is no member.
    """
    entry = kept.find_workspace(conn, known_id(workspace), principal)
    if entry is None:
        raise no_workspace()
    return entry


def open_one(asked: Asked) -> WorkspaceEntry:
    """The workspace's entry; it comes first in the principal's list from now on."""
    entry = look(asked.conn, asked.principal, asked.workspace)
    kept.note_use(asked.conn, asked.workspace, asked.principal, asked.now)
    asked.note(Event.WORKSPACE_OPENED)
    return entry


def rename(asked: Asked, name: str) -> None:
    """Give the workspace another name.

    Raises:
        WhalecurveError: It is empty.
    """
    kept.rename_workspace(asked.conn, asked.workspace, needed_name(name, "The workspace"))
    asked.note(Event.WORKSPACE_RENAMED)


def delete(asked: Asked) -> None:
    """Delete the workspace with everything in it, its links and its audit log among them."""
    kept.delete_workspace(asked.conn, asked.workspace)


def delete_mine(conn: Connection, principal: Principal, now: datetime) -> list[str]:
    """Delete every workspace that only this principal owns, and every trace of the principal in those of others.

    Returns:
        Ids of the deleted workspaces.
    """
    deleted = []
    for entry in kept.list_workspaces(conn, principal):
        if entry.role is Role.OWNER and count_owners(conn, entry.id) == 1:
            kept.delete_workspace(conn, entry.id)
            deleted.append(entry.id)
        else:
            add_audit(conn, entry.id, "", Event.MEMBER_LEFT, {}, now)
    forget_principal(conn, principal)
    return deleted
