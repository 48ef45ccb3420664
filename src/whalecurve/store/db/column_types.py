"""Types of columns that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Dialect, TypeDecorator, UnicodeText

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware UTC time, kept as whole microseconds since 1970: the same on both stores, whatever their time zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To microseconds."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        """From microseconds; what is no time any more becomes another one, and the row's checksum tells."""
        try:
            return None if value is None else _EPOCH + int(value) * _MICROSECOND
        except (OverflowError, ValueError, TypeError):
            return _EPOCH


class PlainText(TypeDecorator[str]):
    """Any text of a user: what PostgreSQL or UTF-8 cannot hold is replaced, so that both stores keep the same."""

    impl = UnicodeText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To what both stores can hold."""
        return None if value is None else storable(value)


def storable(text: str) -> str:
    r"""The text without NUL and lone surrogates, which no store keeps.

    >>> storable("a\x00b\ud800c") == "a\ufffdb?c"
    True
    """
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
