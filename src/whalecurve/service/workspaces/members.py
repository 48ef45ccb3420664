"""Who belongs to a workspace: invited by e-mail address, bound to a person at the first login."""

from datetime import datetime
from typing import Final

from whalecurve.domain.errors import NotAllowedError, NotFoundError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Member, Principal
from whalecurve.service.access.gate import Asked
from whalecurve.service.events import Event
from whalecurve.service.texts import clean_address
from whalecurve.service.workspaces.quotas import refuse_above
from whalecurve.store.db.connection import Connection
from whalecurve.store.records import members as kept
from whalecurve.store.records.audit import add_audit

_MEMBER: Final = "member"


def greet(conn: Connection, principal: Principal, now: datetime) -> list[str]:
    """Bind the invitations of a verified e-mail address to the person who logged in with it.

    Returns:
        Ids of the workspaces joined now.
    """
    # Without an address there is nothing to bind; without a subject nobody to bind it to.
    if not (principal.email and principal.issuer and principal.subject):
        return []
    joined = kept.bind_invitations(conn, principal, now)
    for workspace in joined:
        add_audit(conn, workspace, principal.key, Event.MEMBER_JOINED, {}, now)
    return joined


def invite(asked: Asked, email: str, role: Role) -> Member:
    """Invite somebody.

    Raises:
        ConflictError: The address is a member already.
        QuotaError: The workspace has as many members as it may.
        WhalecurveError: It is no address.
    """
    address = clean_address(email)
    refuse_above(asked.quotas.members, len(kept.list_members(asked.conn, asked.workspace)) + 1, "members", "members")
    member = kept.invite(asked.conn, asked.workspace, address, Role(role), asked.now)
    asked.note(Event.MEMBER_INVITED, {_MEMBER: address, "role": Role(role).value})
    return member


def set_role(asked: Asked, email: str, role: Role) -> None:
    """Give a member another role.

    Raises:
        NotAllowedError: It would leave the workspace without an owner.
        NotFoundError: There is no such member.
    """
    if role is not Role.OWNER:
        _keep_an_owner(asked, email)
    kept.set_role(asked.conn, asked.workspace, email, Role(role))
    asked.note(Event.ROLE_CHANGED, {_MEMBER: email, "role": Role(role).value})


def remove(asked: Asked, email: str) -> None:
    """Take somebody out, with the draft; it acts on that person's next click.

    Raises:
        NotAllowedError: It would leave the workspace without an owner.
        NotFoundError: There is no such member.
    """
    _keep_an_owner(asked, email)
    kept.remove_member(asked.conn, asked.workspace, email)
    asked.note(Event.MEMBER_REMOVED, {_MEMBER: email})


def leave(asked: Asked) -> None:
    """Take oneself out, with the draft.

    Raises:
        NotAllowedError: It would leave the workspace without an owner.
    """
    me = asked.principal.issuer, asked.principal.subject
    email = next(member.email for member in list_all(asked) if (member.issuer, member.subject) == me)
    _keep_an_owner(asked, email)
    kept.remove_member(asked.conn, asked.workspace, email)
    asked.note(Event.MEMBER_LEFT)


def list_all(asked: Asked) -> list[Member]:
    """Everybody, invited people included."""
    return kept.list_members(asked.conn, asked.workspace)


def _keep_an_owner(asked: Asked, email: str) -> None:
    member = _find(asked, email)
    # An invited owner who never came could not open the door to anybody: only joined ones count.
    is_last = member.role is Role.OWNER and bool(member.subject) and kept.count_owners(asked.conn, asked.workspace) == 1
    if is_last:
        raise NotAllowedError(
            "A workspace keeps at least one owner",
            found="this is the last one",
            remedy="make somebody else an owner first, or delete the workspace",
        )


def _find(asked: Asked, email: str) -> Member:
    found = [member for member in kept.list_members(asked.conn, asked.workspace) if member.email == email]
    if not found:
        raise NotFoundError("There is no such member", remedy="reload the list of members")
    return found[0]
