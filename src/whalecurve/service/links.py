"""What is the same for every link: when it is open, and what is said when it is not."""

from datetime import datetime

from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.kept import ShareEntry


def is_open(entry: ShareEntry, now: datetime) -> bool:
    """Whether a link can be opened.

    >>> from datetime import UTC, timedelta
    >>> from whalecurve.domain.kept import ShareTerms
    >>> start = datetime(2026, 1, 1, tzinfo=UTC)
    >>> entry = ShareEntry("", "", ShareTerms(""), False, "", start, start + timedelta(days=30), None, 0, None, "")
    >>> is_open(entry, start), is_open(entry, start + timedelta(days=30))
    (True, False)
    """
    return entry.revoked_at is None and now < entry.expires_at


def not_available() -> NotFoundError:
    """The one answer to everything that opens nothing."""
    return NotFoundError("This link is not available", remedy="ask whoever sent it for a new one")
