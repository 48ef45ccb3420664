"""What is the same for every link: parts of addresses, when it is open, and what is said when it is not."""

from datetime import datetime
from typing import Final

from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.state.kept import ShareEntry

LINKS: Final = "/s/"
EXPORTS: Final = "/export/"
# What a page's address says of the link that was opened, and of the workspace that is open.
PARAMETER: Final = "share"
WORKSPACE: Final = "w"


def link_path(token: str) -> str:
    """Where a link leads; the server exchanges the token for a cookie there.

    >>> link_path("ab")
    '/s/ab'
    """
    return f"{LINKS}{token}"


def ranking_path(share: str) -> str:
    """Where the holder of a link downloads the ranking; the server asks for the link's cookie there.

    >>> ranking_path("ab")
    '/export/ab/ranking.csv'
    """
    return f"{EXPORTS}{share}/ranking.csv"


def report_path(share: str) -> str:
    """Where the holder of a link downloads the report; the server asks for the link's cookie there.

    >>> report_path("ab")
    '/export/ab/report.html'
    """
    return f"{EXPORTS}{share}/report.html"


def is_open(entry: ShareEntry, now: datetime) -> bool:
    """Whether a link can be opened.

    >>> from datetime import UTC, timedelta
    >>> from whalecurve.domain.state.kept import ShareTerms
    >>> start = datetime(2026, 1, 1, tzinfo=UTC)
    >>> entry = ShareEntry("", "", ShareTerms(""), False, "", start, start + timedelta(days=30), None, 0, None, "")
    >>> is_open(entry, start), is_open(entry, start + timedelta(days=30))
    (True, False)
    """
    return entry.revoked_at is None and now < entry.expires_at


def not_available() -> NotFoundError:
    """The one answer to everything that opens nothing."""
    return NotFoundError("This link is not available", remedy="ask whoever sent it for a new one")
