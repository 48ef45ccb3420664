"""One text to one calendar day, under a given order of day and month."""

import datetime as dt
import re
from typing import Final

from whalecurve.intake.values.month_names import is_weekday, month_named

DMY: Final = "dmy"
MDY: Final = "mdy"
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
SHORT_YEAR: Final = 2
POSIX_PIVOT: Final = 70
MOST_CHARACTERS: Final = 48

# A time of day, the word that may stand before it, and the zone behind it; in the syntax that RE2 shares with Python.
TIME: Final = (
    r"(?:T|,?\s+(?:(?:at|um|à|a las|alle|às|om)\s+)?)"
    r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?(?:\s?(?:Uhr|h))?"
    r"(?:\s?(?:Z|[A-Z]{2,5}))?(?:\s?[+-][0-9]{1,2}:?(?:[0-9]{2})?(?:\s?[A-Z]{2,5})?)?"
    r"(?:\s?\([A-Za-z][A-Za-z ]{1,40}\))?$"
)
# The look behind keeps the search from starting anew at each of many blanks.
TIME_AFTER: Final = re.compile(r"(?<!\s)" + TIME)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH_ONLY: Final = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAME: Final = r"[^\W\d_]{3,12}"
_WEEKDAY: Final = r"(?:(?P<weekday>[^\W\d_]{2,14}(?:-feira)?)\.?,?\s+)?"
_OF: Final = r"(?:(?:de|del|di)\s+)?"
_DAY_WORD: Final = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}})(?:st|nd|rd|th|er|º|\.)?[-/ ]+{_OF}({_NAME})\.?,?[-/ ]+{_OF}([0-9]{{4}}|[0-9]{{2}})"
)
_WORD_DAY: Final = re.compile(
    rf"{_WEEKDAY}({_NAME})\.?[-/ ]+([0-9]{{1,2}})(?:st|nd|rd|th)?,?[-/ ]+([0-9]{{4}}|[0-9]{{2}})"
)
_YEAR_WORD: Final = re.compile(rf"([0-9]{{4}})[-/ ]({_NAME})\.?[-/ ]([0-9]{{1,2}})")
# Pattern, and the places of year, month and day in it; a month alone stands for its first day.
_UNAMBIGUOUS: Final = (
    (_YEAR_FIRST, 1, 3, 4),
    (_COMPACT, 1, 2, 3),
    (_MONTH_ONLY, 1, 2, 0),
    (_DAY_WORD, 4, 3, 2),
    (_WORD_DAY, 4, 2, 3),
    (_YEAR_WORD, 1, 2, 3),
)
_SERIAL: Final = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_SPREADSHEET_EPOCH: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()


def day_orders(text: str) -> frozenset[str]:
    """Orders that a date with its year last fits: ``dmy``, ``mdy``, both or none; dots mean day first.

    >>> [sorted(day_orders(text)) for text in ("13/02/2024", "02/03/2024", "02.03.2024", "2024-02-03")]
    [['dmy'], ['dmy', 'mdy'], ['dmy'], []]
    """
    found = _YEAR_LAST.fullmatch(text) if len(text) <= MOST_CHARACTERS else None
    if not found:
        return frozenset()
    if found[2] == ".":
        return frozenset({DMY})
    year = full_year(found[4])
    return frozenset(order for order in (DMY, MDY) if _day(year, *_ordered(found, order)) is not None)


def parse_day(text: str, order: str, *, serials: bool = False) -> int | None:
    """Days since 1970-01-01 of a date without its time, or ``None`` when it is no date between 1900 and 2200.

    ``serials`` accepts the day numbers of spreadsheets (from 1954 to 2119, so that a year is never taken for one).

    >>> [parse_day(text, "dmy") for text in ("1970-01-02", "03/01/1970", "4. Jan 1970", "1899-12-31", "30/02/2024")]
    [1, 2, 3, None, None]
    >>> [parse_day(text, "dmy") for text in ("4 janv. 1970", "lunes, 5 de enero de 1970", "Jan-06-70", "7. Mai 1970")]
    [3, 4, 5, 126]
    >>> parse_day("45296", "dmy", serials=True) == parse_day("2024-01-05", "dmy")
    True
    """
    if len(text) > MOST_CHARACTERS:
        return None
    if found := _YEAR_LAST.fullmatch(text):
        return _day(full_year(found[4]), *_ordered(found, DMY if found[2] == "." else order))
    for pattern, year, month, day in _UNAMBIGUOUS:
        found = pattern.fullmatch(text)
        if found and is_weekday(found.groupdict().get("weekday")):
            return _day(full_year(found[year]), _month(found[month]), int(found[day]) if day else 1)
    if serials and (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        return (_SPREADSHEET_EPOCH + dt.timedelta(days=int(found[1]))).toordinal() - _EPOCH
    return None


def full_year(digits: str) -> int:
    """Year of two or four digits; two digits below 70 are of this century, as POSIX has it.

    >>> full_year("24"), full_year("99"), full_year("2024")
    (2024, 1999, 2024)
    """
    year = int(digits)
    if len(digits) > SHORT_YEAR:
        return year
    return year + (2000 if year < POSIX_PIVOT else 1900)


def _ordered(found: re.Match[str], order: str) -> tuple[int, int]:
    first, second = int(found[1]), int(found[3])
    return (second, first) if order == DMY else (first, second)


def _month(word: str) -> int:
    return int(word) if word.isdigit() else month_named(word)


def _day(year: int, month: int, day: int) -> int | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None
