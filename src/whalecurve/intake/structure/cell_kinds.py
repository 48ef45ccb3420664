"""What a cell looks like: blank, a number, a date or other text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from whalecurve.intake.values.date_text import DMY, MDY, TIME_AFTER, parse_day
from whalecurve.intake.values.number_text import COMMA, POINT, Number, parse_number

BLANK: Final = "blank"
NUMBER: Final = "number"
DATE: Final = "date"
TEXT: Final = "text"
TYPED: Final = (NUMBER, DATE)

_LONGEST: Final = 48
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_MOST: Final = 0.6


def cell_kind(text: str) -> str:
    """Kind of one cell by its looks; neither the decimal mark nor the order of a date need be known.

    >>> [cell_kind(text) for text in ("", "(1.234,50 €)", "31/01/2025", "Jan 5, 2025 10:00", "R-1")]
    ['blank', 'number', 'date', 'date', 'text']
    """
    cell = text.strip()
    if not cell:
        return BLANK
    if len(cell) > _LONGEST or not any(letter.isdigit() for letter in cell):
        return TEXT
    if cell.isdigit():
        return NUMBER
    if is_date(cell):
        return DATE
    return NUMBER if any(isinstance(parse_number(cell, mark), Number) for mark in (POINT, COMMA)) else TEXT


def is_date(cell: str) -> bool:
    """Whether a text is a date in some order, with or without a time."""
    day = TIME_AFTER.sub("", cell)
    return parse_day(day, DMY) is not None or parse_day(day, MDY) is not None


def is_year(text: str) -> bool:
    """Whether a text is a year of this or the last century."""
    return _YEAR.fullmatch(text.strip()) is not None


def kinds(cells: Sequence[str]) -> list[str]:
    """Kind of each cell of a record."""
    return [cell_kind(cell) for cell in cells]


def common_kind(cells: Iterable[str]) -> str:
    """Kind of most filled cells of a column; text where none prevails, blank where none is filled.

    >>> common_kind(["1", "2", "", "x"]), common_kind(["", ""]), common_kind(["1", "x"])
    ('number', 'blank', 'text')
    """
    counts = Counter(cell_kind(cell) for cell in cells)
    counts.pop(BLANK, None)
    if not counts:
        return BLANK
    kind, count = counts.most_common(1)[0]
    return kind if count >= _MOST * counts.total() else TEXT
