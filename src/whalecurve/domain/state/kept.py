"""Records of what is kept: workspaces, members, drafts, revisions, shares, and who did what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from whalecurve.domain.state.access import Right, Role

LOCAL: Final = "local"
RANKING, SEGMENTS, ACTIONS = "ranking", "segments", "actions"


@dataclass(frozen=True)
class Principal:
    """Who asks: the person that an identity provider vouches for, or the one local user.

    Attributes:
        issuer: Address of the identity provider; ``local`` without one.
        subject: The provider's own, unchanging name of the person.
        email: Verified e-mail address in small letters; empty for the local user.

    >>> Principal(LOCAL, "me").key
    'local|me'
    """

    issuer: str
    subject: str
    email: str = ""

    @property
    def key(self) -> str:
        """The person in one text: an e-mail address may change hands, this does not."""
        return f"{self.issuer}|{self.subject}"


@dataclass(frozen=True)
class WorkspaceEntry:
    """A workspace as a list shows it to one principal; ``head`` is the newest revision, 0 before the first."""

    id: str
    name: str
    role: Role
    head: int
    created_at: datetime

    @property
    def rights(self) -> frozenset[Right]:
        """What this principal may do there."""
        return self.role.rights


@dataclass(frozen=True)
class Member:
    """Somebody of a workspace; ``subject`` is empty until an invited person comes for the first time."""

    email: str
    issuer: str
    subject: str
    role: Role
    invited_at: datetime
    joined_at: datetime | None


@dataclass(frozen=True)
class Draft:
    """A principal's own state of a workspace, not yet a revision.

    Attributes:
        body: JSON text.
        version: Counts the saves; a save names the one that it follows.
        base: Revision that the draft began with.
        saved_at: When it was saved.
    """

    body: str
    version: int
    base: int
    saved_at: datetime


@dataclass(frozen=True)
class RevisionEntry:
    """One saved state as a list shows it."""

    number: int
    title: str
    author: str
    saved_at: datetime
    checksum: str


@dataclass(frozen=True)
class ShareTerms:
    """What a link shows, to whom, and for how long.

    Attributes:
        title: What the viewer reads on top.
        parts: Pages that it shows: ``ranking``, ``segments``, ``actions``.
        days: Days until it expires.
        masked: Whether customers have pseudonyms instead of names.
        download: Whether the viewer may download the ranking.
        passphrase: What the viewer must know besides the link, empty for nothing; never stored as it is.
        sites: Origins that may show it in a frame, such as ``https://example.com``.
    """

    title: str
    parts: tuple[str, ...] = (RANKING,)
    days: int = 30
    masked: bool = False
    download: bool = False
    passphrase: str = field(default="", repr=False)
    sites: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShareEntry:
    """A link as its owner sees it in the list; the token itself is nowhere."""

    id: str
    workspace: str
    terms: ShareTerms
    has_passphrase: bool
    created_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    opened: int
    last_opened_at: datetime | None
    snapshot: str


@dataclass(frozen=True)
class AuditEntry:
    """Who did what, and when; never a customer's name, a token or a passphrase."""

    at: datetime
    principal: str
    what: str
    detail: Mapping[str, Any] = field(default_factory=dict)
