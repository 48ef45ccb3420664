"""Tables of the store, the same on SQLite and PostgreSQL.

Every row of a workspace goes with it: each table refers to its workspace, or to a share of it, and is cleared by the
database itself when that is deleted.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from whalecurve.store.db.column_types import Moment, PlainText

METADATA: Final = MetaData()
# Not under the row's checksum, because it has a digest of its own, or came after the first rows.
LOOSE: Final = {"loose": True}


def _id(name: str = "id") -> Column[str]:
    return Column(name, String(32), primary_key=True)


def _workspace(*, key: bool = True) -> Column[str]:
    owner = ForeignKey("workspaces.id", ondelete="CASCADE")
    return Column("workspace", String(32), owner, primary_key=key, nullable=False)


def _checksum() -> Column[str]:
    return Column("checksum", String(64), nullable=False)


def _stored_at() -> Column[datetime]:
    return Column("stored_at", Moment, nullable=False, info=LOOSE)


FORMATS: Final = Table(
    "formats",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("applied_at", Moment, nullable=False),
    Column("program", PlainText, nullable=False),
)
CLOCK: Final = Table(
    "clock",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("latest", Moment, nullable=False),
)
GONE: Final = Table("gone", METADATA, _id())
LOGINS: Final = Table(
    "logins",
    METADATA,
    Column("person", String(64), primary_key=True),
    Column("ended", Moment, nullable=False),
)
WORKSPACES: Final = Table(
    "workspaces",
    METADATA,
    _id(),
    Column("name", PlainText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("head", Integer, nullable=False),
    Column("mask_key", LargeBinary, nullable=False),
    _checksum(),
)
MEMBERS: Final = Table(
    "members",
    METADATA,
    _workspace(),
    Column("email", PlainText, primary_key=True),
    Column("issuer", PlainText, nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("role", String(16), nullable=False),
    Column("invited_at", Moment, nullable=False),
    Column("joined_at", Moment),
    Column("used_at", Moment),
    _checksum(),
)
Index("members_of_person", MEMBERS.c.subject, MEMBERS.c.issuer)
Index("members_of_address", MEMBERS.c.email)
DRAFTS: Final = Table(
    "drafts",
    METADATA,
    _workspace(),
    Column("principal", PlainText, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("base", Integer, nullable=False),
    Column("body", PlainText, nullable=False),
    Column("saved_at", Moment, nullable=False),
    _checksum(),
)
REVISIONS: Final = Table(
    "revisions",
    METADATA,
    _workspace(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", PlainText, nullable=False),
    Column("author", PlainText, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("state", PlainText, nullable=False, info=LOOSE),
    Column("state_digest", String(64), nullable=False),
    _checksum(),
)
BLOBS: Final = Table(
    "blobs",
    METADATA,
    _workspace(),
    Column("digest", String(64), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("parts", Integer, nullable=False),
    # Kept for itself, as an upload is; the others go with the last bundle that names them.
    Column("alone", Boolean, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    # Of part 0 when somebody last stored the whole, which may have been there already.
    _stored_at(),
)
BUNDLES: Final = Table(
    "bundles",
    METADATA,
    _workspace(),
    Column("digest", String(64), primary_key=True),
    Column("manifest", PlainText, nullable=False),
    _checksum(),
    _stored_at(),
)
SHARES: Final = Table(
    "shares",
    METADATA,
    _id(),
    _workspace(key=False),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("passphrase_hash", PlainText, nullable=False),
    Column("terms", PlainText, nullable=False),
    Column("created_by", PlainText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("opened", Integer, nullable=False),
    Column("last_opened_at", Moment),
    Column("snapshot", String(64), nullable=False),
    Column("body", PlainText, nullable=False),
    _checksum(),
)
Index("shares_of_workspace", SHARES.c.workspace)
VISITS: Final = Table(
    "visits",
    METADATA,
    Column("share", String(32), ForeignKey("shares.id", ondelete="CASCADE"), primary_key=True),
    Column("secret_hash", LargeBinary, primary_key=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    _checksum(),
)
Index("visits_by_expiry", VISITS.c.expires_at)
AUDIT: Final = Table(
    "audit",
    METADATA,
    _workspace(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("principal", PlainText, nullable=False),
    Column("what", PlainText, nullable=False),
    Column("detail", PlainText, nullable=False),
    _checksum(),
)
KEPT: Final = Table(
    "kept",
    METADATA,
    _workspace(),
    Column("kind", PlainText, primary_key=True),
    Column("name", PlainText, primary_key=True),
    Column("body", PlainText, nullable=False),
    Column("saved_at", Moment, nullable=False),
    _checksum(),
)
