"""Revisions: states that were saved for good, numbered from 1, never changed."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from whalecurve.domain.errors import ConflictError, NotFoundError
from whalecurve.domain.state.kept import RevisionEntry
from whalecurve.store.db.faults import DamagedStoreError
from whalecurve.store.db.rows import add_row, find_row, is_sound, rewrite_row, text_digest
from whalecurve.store.db.schema import REVISIONS, WORKSPACES
from whalecurve.store.records.workspaces import workspace_row

DAMAGED: Final = "(damaged)"
_LISTED: Final = tuple(column for column in REVISIONS.c if column.name != "state")


def save_revision(  # noqa: PLR0913, PLR0917
    connection: Connection, workspace: str, base: int, title: str, author: str, state: str, now: datetime
) -> RevisionEntry:
    """Save a state that was made from revision ``base``, 0 for none, as the next one.

    Raises:
        ConflictError: Somebody saved another revision since.
        NotFoundError: The workspace is gone.
    """
    found = workspace_row(connection, workspace)
    head = int(found["head"])
    if head != base:
        raise ConflictError(
            "This was changed elsewhere",
            found=f"revision {head}, yours began with {base}",
            remedy="reload, or save your state as a copy",
        )
    values = {"workspace": workspace, "number": head + 1, "title": title, "author": author, "saved_at": now}
    checksum = add_row(connection, REVISIONS, {**values, "state": state, "state_digest": text_digest(state)})
    rewrite_row(connection, WORKSPACES, {"id": workspace}, {**found, "head": head + 1})
    return RevisionEntry(head + 1, title, author, now, checksum)


def load_revision(connection: Connection, workspace: str, number: int) -> str:
    """The state of a revision, as it was saved.

    Raises:
        NotFoundError: There is none of this number.
        DamagedStoreError: It is not what was saved; names the last one that is.
    """
    try:
        row = find_row(connection, REVISIONS, {"workspace": workspace, "number": number})
    except DamagedStoreError as error:
        raise _damaged(connection, workspace, number) from error
    if row is None:
        raise NotFoundError("There is no such revision", found=str(number), remedy="choose one from the list")
    state = str(row["state"])
    if text_digest(state) != row["state_digest"]:
        raise _damaged(connection, workspace, number)
    return state


def list_revisions(connection: Connection, workspace: str) -> list[RevisionEntry]:
    """Revisions, newest first; one that is damaged has that for a title and no author."""
    rows = connection.execute(
        select(*_LISTED).where(REVISIONS.c.workspace == workspace).order_by(REVISIONS.c.number.desc())
    )
    return [_entry(row) for row in rows]


def count_revisions(connection: Connection, workspace: str) -> int:
    """How many there are."""
    return int(connection.execute(select(func.count()).where(REVISIONS.c.workspace == workspace)).scalar_one())


def _entry(row: Row[Any]) -> RevisionEntry:
    sound = is_sound(REVISIONS, row)
    return RevisionEntry(
        row.number, row.title if sound else DAMAGED, row.author if sound else "", row.saved_at, row.checksum
    )


def _damaged(connection: Connection, workspace: str, number: int) -> DamagedStoreError:
    rows = connection.execute(
        select(REVISIONS).where(REVISIONS.c.workspace == workspace).order_by(REVISIONS.c.number.desc())
    )
    sound = (row.number for row in rows if is_sound(REVISIONS, row) and text_digest(row.state) == row.state_digest)
    last = next(sound, None)
    remedy = f"open revision {last}, the last sound one, or restore the last backup" if last else "restore a backup"
    return DamagedStoreError(f"Revision {number} is damaged", found="other bytes than were saved", remedy=remedy)
