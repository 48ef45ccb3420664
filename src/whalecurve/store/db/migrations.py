"""From one format of the store to the next: numbered steps, all of them in one transaction or none."""

from collections.abc import Mapping
from datetime import UTC, datetime
from string import Template
from typing import Final

from sqlalchemy import Connection, func, insert, inspect, select, text

from whalecurve import __version__
from whalecurve.store.db import format_1, format_2
from whalecurve.store.db.addresses import POSTGRESQL
from whalecurve.store.db.faults import NewerStoreError
from whalecurve.store.db.schema import CLOCK, FORMATS

STEPS: Final[Mapping[int, str]] = {1: format_1.SQL, 2: format_2.SQL}
_BYTES: Final = {POSTGRESQL: "BYTEA"}
# Any number that no other program on the server takes for its own locks.
_LOCK: Final = 0x57484C43


def newest() -> int:
    """The format that this program writes."""
    return max(STEPS)


def find_format(connection: Connection) -> int:
    """The format of the store that is there, 0 for none."""
    if not inspect(connection).has_table(FORMATS.name):
        return 0
    return int(connection.execute(select(func.max(FORMATS.c.number))).scalar() or 0)


def check_format(number: int) -> None:
    """Refuse a store that a newer program made.

    Raises:
        NewerStoreError: It did.

    >>> check_format(99)
    Traceback (most recent call last):
    ...
    whalecurve.store.db.faults.NewerStoreError: This store was made by a newer Whalecurve. Found: format 99, this
        program reads 2. To fix it: update Whalecurve; the store was left as it is.
    """
    if number > newest():
        raise NewerStoreError(
            "This store was made by a newer Whalecurve",
            found=f"format {number}, this program reads {newest()}",
            remedy="update Whalecurve; the store was left as it is",
        )


def migrate(connection: Connection) -> int:
    """Bring a store to the newest format inside the caller's transaction; returns the format that it had.

    Several programs may start at once: the first one migrates, the others find it done.

    Raises:
        NewerStoreError: It is of a newer program.
    """
    if connection.dialect.name == POSTGRESQL:
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    before = find_format(connection)
    check_format(before)
    for number in sorted(set(STEPS) - set(range(before + 1))):
        _apply(connection, number)
    return before


def _apply(connection: Connection, number: int) -> None:
    sql = Template(STEPS[number]).substitute(bytes=_BYTES.get(connection.dialect.name, "BLOB"))
    for statement in filter(str.strip, sql.split(";")):
        connection.execute(text(statement))
    applied = {"number": number, "applied_at": datetime.now(UTC), "program": __version__}
    connection.execute(insert(FORMATS).values(applied))
    if number == 1:
        connection.execute(insert(CLOCK).values(id=1, latest=datetime.fromtimestamp(0, UTC)))
