"""Shares: links to frozen views. The store knows only a hash of a link's token and of its passphrase."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.state.kept import ShareEntry, ShareTerms
from whalecurve.store.db.rows import add_row, change_row, find_row, rewrite_row, verified
from whalecurve.store.db.schema import SHARES, VISITS
from whalecurve.store.records.ids import new_id
from whalecurve.store.records.workspaces import workspace_row


@dataclass(frozen=True)
class NewShare:
    """A share to be made.

    Attributes:
        workspace: Where it comes from.
        token_hash: Hash of the link's token.
        passphrase_hash: Hash of the passphrase, empty for none.
        terms: What it shows; its passphrase is not kept.
        created_by: Who makes it.
        expires_at: When it ends.
        snapshot: Digest of the bundle that it shows.
        body: JSON text of what it shows besides.
    """

    workspace: str
    token_hash: bytes
    passphrase_hash: str
    terms: ShareTerms
    created_by: str
    expires_at: datetime
    snapshot: str
    body: str


@dataclass(frozen=True)
class StoredShare:
    """A share with what only the program sees."""

    entry: ShareEntry
    passphrase_hash: str
    body: str


def add_share(connection: Connection, new: NewShare, now: datetime) -> ShareEntry:
    """Make a share.

    Raises:
        NotFoundError: The workspace is gone.
    """
    workspace_row(connection, new.workspace)
    values = {
        "id": new_id(connection),
        "workspace": new.workspace,
        "token_hash": new.token_hash,
        "passphrase_hash": new.passphrase_hash,
        "terms": terms_text(new.terms),
        "created_by": new.created_by,
        "created_at": now,
        "expires_at": new.expires_at,
        "revoked_at": None,
        "opened": 0,
        "last_opened_at": None,
        "snapshot": new.snapshot,
        "body": new.body,
    }
    add_row(connection, SHARES, values)
    return to_share(values).entry


def find_share(connection: Connection, share: str) -> StoredShare | None:
    """A share by its id, ended or not; None when there is none.

    Raises:
        DamagedStoreError: It is not what was saved.
    """
    row = find_row(connection, SHARES, {"id": share})
    return None if row is None else to_share(row)


def find_share_by_token(connection: Connection, token_hash: bytes) -> StoredShare | None:
    """A share by the hash of its token, ended or not; None when there is none.

    Raises:
        DamagedStoreError: It is not what was saved.
    """
    row = find_row(connection, SHARES, {"token_hash": token_hash})
    return None if row is None else to_share(row)


def list_shares(connection: Connection, workspace: str) -> list[ShareEntry]:
    """Shares of a workspace, ended ones too, newest first.

    Raises:
        DamagedStoreError: One of them is not what was saved.
    """
    rows = connection.execute(select(SHARES).where(SHARES.c.workspace == workspace)).all()
    entries = [to_share(verified(SHARES, row)).entry for row in rows]
    return sorted(entries, key=lambda entry: (entry.created_at, entry.id), reverse=True)


def revoke_share(connection: Connection, workspace: str, share: str, now: datetime) -> None:
    """End a share and every visit of it for good; once more is no error.

    Raises:
        NotFoundError: The workspace has no such share.
    """
    found = find_share(connection, share)
    if found is None or found.entry.workspace != workspace:
        raise NotFoundError("There is no such link", remedy="reload the list")
    connection.execute(delete(VISITS).where(VISITS.c.share == share))
    if found.entry.revoked_at is None:
        change_row(connection, SHARES, {"id": share}, {"revoked_at": now})


def note_opened(connection: Connection, share: str, now: datetime) -> None:
    """Count that a share was opened."""
    found = find_row(connection, SHARES, {"id": share})
    if found is not None:
        counted = {**found, "opened": found["opened"] + 1, "last_opened_at": now}
        rewrite_row(connection, SHARES, {"id": share}, counted)


def terms_text(terms: ShareTerms) -> str:
    """The terms as JSON, without the passphrase."""
    return json.dumps(
        {
            "title": terms.title,
            "parts": list(terms.parts),
            "days": terms.days,
            "masked": terms.masked,
            "download": terms.download,
            "sites": list(terms.sites),
        },
        sort_keys=True,
    )


def to_share(row: dict[str, Any]) -> StoredShare:
    """A share from its verified row."""
    told = json.loads(row["terms"])
    terms = ShareTerms(**{**told, "parts": tuple(told["parts"]), "sites": tuple(told["sites"])})
    entry = ShareEntry(
        id=row["id"],
        workspace=row["workspace"],
        terms=terms,
        has_passphrase=bool(row["passphrase_hash"]),
        created_by=row["created_by"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
        opened=row["opened"],
        last_opened_at=row["last_opened_at"],
        snapshot=row["snapshot"],
    )
    return StoredShare(entry, row["passphrase_hash"], row["body"])
