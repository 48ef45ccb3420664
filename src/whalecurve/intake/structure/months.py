"""Headers that name a month of a year."""

import re
from typing import Final

from whalecurve.intake.values.month_names import month_named

_PARTS: Final = re.compile(r"[^\W_]+")
_ISO: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-(?P<number>0[1-9]|1[0-2])-01(?: 00:00:00)?")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}|[0-9]{2}")
_LONGEST: Final = 30
_MONTHS: Final = 12


def month_of_header(header: str) -> str:
    """Month of a header as ``YYYY-MM``; the empty text when it names none, or no year.

    >>> [month_of_header(text) for text in ("Jan 2025", "2025-02", "03/2025", "Okt-25", "2025-04-01", "Jan", "Sales")]
    ['2025-01', '2025-02', '2025-03', '2025-10', '2025-04', '', '']
    """
    text = header.strip()[:_LONGEST]
    if whole := _ISO.fullmatch(text):
        return f"{whole['year']}-{whole['number']}"
    parts = _PARTS.findall(text.casefold())
    if len(parts) != 2:  # noqa: PLR2004 - a month and a year
        return ""
    for year, month in (parts, reversed(parts)):
        number = _month_number(month)
        wide_enough = len(year) > 2 or not month.isdigit()  # noqa: PLR2004 - 03/25 may be a day
        if number and _YEAR.fullmatch(year) and wide_enough:
            return f"{year if len(year) > 2 else '20' + year}-{number:02}"  # noqa: PLR2004 - two digits: this century
    return ""


def _month_number(word: str) -> int:
    if word.isdigit():
        return int(word) if len(word) <= 2 and 1 <= int(word) <= _MONTHS else 0  # noqa: PLR2004 - two digits at most
    return month_named(word)
