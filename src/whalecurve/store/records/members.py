"""Who belongs to a workspace: invited by e-mail address, known by the identity provider's own name ever after."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select

from whalecurve.domain.errors import ConflictError, NotFoundError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Member, Principal
from whalecurve.store.db.faults import damaged_store
from whalecurve.store.db.rows import add_row, change_row, find_row, of_key, verified
from whalecurve.store.db.schema import DRAFTS, MEMBERS


def list_members(connection: Connection, workspace: str) -> list[Member]:
    """Members and those who are invited, by e-mail address.

    Raises:
        DamagedStoreError: What is there is not what was saved.
    """
    rows = connection.execute(select(MEMBERS).where(MEMBERS.c.workspace == workspace)).all()
    return sorted((_member(verified(MEMBERS, row)) for row in rows), key=lambda member: member.email)


def invite(connection: Connection, workspace: str, email: str, role: Role, now: datetime) -> Member:
    """Expect somebody under an e-mail address.

    Raises:
        ConflictError: The address belongs to a member, or is invited already.
    """
    if find_row(connection, MEMBERS, {"workspace": workspace, "email": email}) is not None:
        raise ConflictError(
            "This address belongs to the workspace already", found=email, remedy="change the role in the list"
        )
    return _add(connection, workspace, Principal("", "", email), role, (now, None))


def add_joined(connection: Connection, workspace: str, principal: Principal, role: Role, now: datetime) -> Member:
    """Add somebody who is known already."""
    return _add(connection, workspace, principal, role, (now, now))


def bind_invitations(connection: Connection, principal: Principal, now: datetime) -> list[str]:
    """Let a person who has signed in take up the invitations to the verified address; returns the workspaces joined.

    Who belongs to a workspace already keeps the role, and the invitation goes.
    """
    open_ones = (MEMBERS.c.email == principal.email) & (MEMBERS.c.subject == "")
    rows = connection.execute(select(MEMBERS).where(open_ones)).all() if principal.email else []
    joined = []
    for row in rows:
        key = {"workspace": row.workspace, "email": row.email}
        if role_of(connection, row.workspace, principal) is not None:
            connection.execute(delete(MEMBERS).where(of_key(MEMBERS, key)))
            continue
        person = {"issuer": principal.issuer, "subject": principal.subject, "joined_at": now}
        change_row(connection, MEMBERS, key, person)
        joined.append(row.workspace)
    return joined


def role_of(connection: Connection, workspace: str, principal: Principal) -> Role | None:
    """What a person is in a workspace, None for nobody; an address alone is not enough.

    Raises:
        DamagedStoreError: What is there is not what was saved.
    """
    mine = is_person(principal) & (MEMBERS.c.workspace == workspace)
    row = connection.execute(select(MEMBERS).where(mine)).one_or_none()
    return None if row is None else to_role(verified(MEMBERS, row)["role"])


def set_role(connection: Connection, workspace: str, email: str, role: Role) -> None:
    """Give a member another role.

    Raises:
        NotFoundError: There is no such member.
    """
    if not change_row(connection, MEMBERS, {"workspace": workspace, "email": email}, {"role": role.value}):
        raise no_member()


def remove_member(connection: Connection, workspace: str, email: str) -> None:
    """Take somebody out of a workspace, with the draft of that person.

    Raises:
        NotFoundError: There is no such member.
    """
    key = {"workspace": workspace, "email": email}
    found = find_row(connection, MEMBERS, key)
    if found is None:
        raise no_member()
    person = Principal(found["issuer"], found["subject"]).key
    connection.execute(delete(DRAFTS).where(of_key(DRAFTS, {"workspace": workspace, "principal": person})))
    connection.execute(delete(MEMBERS).where(of_key(MEMBERS, key)))


def count_owners(connection: Connection, workspace: str) -> int:
    """How many owners have come; an invited one cannot open anything yet."""
    owners = and_(MEMBERS.c.workspace == workspace, MEMBERS.c.role == Role.OWNER.value, MEMBERS.c.subject != "")
    return int(connection.execute(select(func.count()).where(owners)).scalar_one())


def is_person(principal: Principal) -> ColumnElement[bool]:
    """The condition that a row of members is this person; nobody's when the person has no name."""
    same = and_(MEMBERS.c.issuer == principal.issuer, MEMBERS.c.subject == principal.subject)
    return and_(same, MEMBERS.c.subject != "")


def to_role(text: str) -> Role:
    """The role of a row.

    Raises:
        DamagedStoreError: It is none.
    """
    try:
        return Role(text)
    except ValueError as error:
        raise damaged_store() from error


def no_member() -> NotFoundError:
    """The one error of a member that is not there."""
    return NotFoundError("There is no such member", remedy="reload the list")


def _add(
    connection: Connection, workspace: str, principal: Principal, role: Role, times: tuple[datetime, datetime | None]
) -> Member:
    invited_at, joined_at = times
    values = {
        "workspace": workspace,
        "email": principal.email,
        "issuer": principal.issuer,
        "subject": principal.subject,
        "role": role.value,
        "invited_at": invited_at,
        "joined_at": joined_at,
        "used_at": None,
    }
    add_row(connection, MEMBERS, values)
    return _member(values)


def _member(row: dict[str, Any]) -> Member:
    times = row["invited_at"], row["joined_at"]
    return Member(row["email"], row["issuer"], row["subject"], to_role(row["role"]), *times)
