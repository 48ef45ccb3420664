"""A person who wants to be forgotten: what is theirs goes, what others keep loses the name."""

import json
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, delete, or_, select

from whalecurve.domain.state.kept import Principal
from whalecurve.store.db.rows import change_row
from whalecurve.store.db.schema import AUDIT, DRAFTS, MEMBERS, REVISIONS, SHARES
from whalecurve.store.records.members import is_person

_NAMED: Final = ((REVISIONS, "author"), (SHARES, "created_by"), (AUDIT, "principal"))


def forget_principal(connection: Connection, principal: Principal) -> None:
    """Delete a person's drafts, memberships and invitations; in what stays, the name becomes empty."""
    connection.execute(delete(DRAFTS).where(DRAFTS.c.principal == principal.key))
    connection.execute(delete(MEMBERS).where(is_person(principal)))
    if principal.email:
        connection.execute(delete(MEMBERS).where((MEMBERS.c.email == principal.email) & (MEMBERS.c.subject == "")))
        quoted = json.dumps(principal.email)
        _replace(connection, AUDIT, AUDIT.c.detail.contains(quoted, autoescape=True), {"detail": "{}"})
    names = [name for name in (principal.key, principal.email) if name]
    for table, column in _NAMED:
        _replace(connection, table, or_(*(table.c[column] == name for name in names)), {column: ""})


def _replace(connection: Connection, table: Table, condition: Any, changes: dict[str, str]) -> None:  # noqa: ANN401
    keys: list[Column[Any]] = list(table.primary_key.columns)
    for row in connection.execute(select(*keys).where(condition)).all():
        change_row(connection, table, row._asdict(), changes)
