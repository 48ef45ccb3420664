"""Names that are drawn by chance and never given twice."""

import secrets

from sqlalchemy import Connection, insert, select

from whalecurve.store.db.schema import GONE

_BYTES = 16


def new_id(connection: Connection) -> str:
    """32 hex digits that nothing has and nothing deleted ever had."""
    while True:
        drawn = secrets.token_hex(_BYTES)
        if not is_gone(connection, drawn):
            return drawn


def bury(connection: Connection, *names: str) -> None:
    """Note that these names are used up."""
    for name in names:
        if not is_gone(connection, name):
            connection.execute(insert(GONE).values(id=name))


def is_gone(connection: Connection, name: str) -> bool:
    """Whether something of this name was deleted."""
    return connection.execute(select(GONE.c.id).where(GONE.c.id == name)).one_or_none() is not None
