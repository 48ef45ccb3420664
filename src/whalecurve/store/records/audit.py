"""Who did what in a workspace, and when: added to, never changed."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from whalecurve.domain.state.kept import AuditEntry
from whalecurve.store.db.rows import add_row, verified
from whalecurve.store.db.schema import AUDIT


def add_audit(
    connection: Connection, workspace: str, principal: str, what: str, detail: Mapping[str, Any], now: datetime
) -> None:
    """Note what a principal did; ``detail`` is JSON, without tokens, passphrases and customers' names."""
    last = connection.execute(select(func.max(AUDIT.c.number)).where(AUDIT.c.workspace == workspace)).scalar()
    values = {"workspace": workspace, "number": int(last or 0) + 1, "at": now, "principal": principal, "what": what}
    add_row(connection, AUDIT, {**values, "detail": json.dumps(dict(detail), sort_keys=True)})


def list_audit(connection: Connection, workspace: str, limit: int = 500) -> list[AuditEntry]:
    """The last ``limit`` entries of a workspace, newest first.

    Raises:
        DamagedStoreError: What is there is not what was saved.
    """
    rows = connection.execute(
        select(AUDIT).where(AUDIT.c.workspace == workspace).order_by(AUDIT.c.number.desc()).limit(limit)
    )
    return [_entry(verified(AUDIT, row)) for row in rows]


def _entry(row: dict[str, Any]) -> AuditEntry:
    return AuditEntry(row["at"], row["principal"], row["what"], json.loads(row["detail"]))
