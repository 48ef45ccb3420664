"""Rows with a checksum: what a flipped byte changed is found when it is read, and never written over.

The checksum covers every column of the row, its key included, but for one that has a digest of its own.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Label, Row, Table, and_, insert, select, update

from whalecurve.store.db.column_types import storable
from whalecurve.store.db.faults import damaged_store

CHECKSUM: Final = "checksum"


def text_digest(text: str) -> str:
    """SHA-256 of a text as the store keeps it."""
    return hashlib.sha256(storable(text).encode()).hexdigest()


def add_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> str:
    """Insert a row with its checksum; returns the checksum."""
    checksum = _checksum(table, values)
    connection.execute(insert(table).values(**values, checksum=checksum))
    return checksum


def change_row(connection: Connection, table: Table, key: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Change columns of the row of a key, and its checksum with them; False when there is none.

    Raises:
        DamagedStoreError: What is there is not what was saved: it is left as it is.
    """
    values = find_row(connection, table, key)
    if values is not None:
        rewrite_row(connection, table, key, {**values, **changes})
    return values is not None


def rewrite_row(connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Give the row of a key these values, which the caller has read and verified in this transaction, or made."""
    written = {name: value for name, value in values.items() if name not in {*key, CHECKSUM}}
    checksum = _checksum(table, {**values, **key})
    connection.execute(update(table).where(of_key(table, key)).values(**written, checksum=checksum))


def find_row(connection: Connection, table: Table, key: Mapping[str, Any]) -> dict[str, Any] | None:
    """The row of a key, verified; None when there is none.

    Raises:
        DamagedStoreError: It is not what was saved.
    """
    row = connection.execute(select(table).where(of_key(table, key))).one_or_none()
    return None if row is None else verified(table, row)


def verified(table: Table, row: Row[Any], prefix: str = "") -> dict[str, Any]:
    """A row as a dictionary, its checksum verified.

    Args:
        table: Where it comes from.
        row: The row; it may lack the columns that the checksum does not cover, and have others besides.
        prefix: What ``labelled`` put before the names.

    Raises:
        DamagedStoreError: It is not what was saved.
    """
    values = _values(table, row, prefix)
    if not _is_as_saved(table, values):
        raise damaged_store()
    return values


def is_sound(table: Table, row: Row[Any]) -> bool:
    """Whether ``verified`` finds nothing to complain about."""
    return _is_as_saved(table, _values(table, row, ""))


def labelled(table: Table, prefix: str) -> list[Label[Any]]:
    """The columns of a table under names that no other table of a query has."""
    return [column.label(f"{prefix}{column.name}") for column in table.columns]


def of_key(table: Table, key: Mapping[str, Any]) -> ColumnElement[bool]:
    """The condition that columns have these values."""
    return and_(*(table.c[name] == value for name, value in key.items()))


def _values(table: Table, row: Row[Any], prefix: str) -> dict[str, Any]:
    found = row._asdict()
    return {c.name: found[f"{prefix}{c.name}"] for c in table.columns if f"{prefix}{c.name}" in found}


def _is_as_saved(table: Table, values: Mapping[str, Any]) -> bool:
    try:
        return bool(_checksum(table, values) == values[CHECKSUM])
    except (TypeError, ValueError, AttributeError):
        return False  # a byte that made a number of a text, say


def _checksum(table: Table, values: Mapping[str, Any]) -> str:
    told = [[table.name], *([name, _plain(values.get(name))] for name in _sealed_names(table))]
    return hashlib.sha256(json.dumps(told).encode("ascii")).hexdigest()


@cache
def _sealed_names(table: Table) -> tuple[str, ...]:
    return tuple(
        sorted(column.name for column in table.columns if column.name != CHECKSUM and not column.info.get("loose"))
    )


def _plain(value: object) -> object:
    """The value as JSON: the same before it was stored and after."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value
