"""The months that each row of a list of costs is about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.plan.dated_amounts import span_text
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, Period
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.text_column import MISSING_WORDS
from whalecurve.intake.values.date_columns import month_of, order_choices, order_evidence
from whalecurve.intake.values.date_text import DMY, FIRST_YEAR, LAST_YEAR, MDY, TIME_AFTER, full_year, parse_day
from whalecurve.intake.values.month_names import month_named

UNDATED: Final = ""
MONTH: Final = 100  # a month is held as year * 100 + month
_NUMBER: Final = re.compile(r"[0-9]{1,2}")
_YEAR: Final = re.compile(r"(?:FY\s?)?([0-9]{4})", re.IGNORECASE)
_QUARTER: Final = re.compile(r"([0-9]{4})[-/ ]?Q([1-4])|Q([1-4])[-/ ]?([0-9]{4})", re.IGNORECASE)
_YEAR_MONTH: Final = re.compile(r"([0-9]{4})[-/. ]?([0-9]{1,2})")
_MONTH_YEAR: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{4})")
_WORD_YEAR: Final = re.compile(r"([^\W\d_]{3,12})\.?[-/ ,']*([0-9]{4}|[0-9]{2})")
_YEAR_WORD: Final = re.compile(r"([0-9]{4})[-/ ]([^\W\d_]{3,12})\.?")
_SLASHED: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.][0-9]{2,4}")
_EXPECTED: Final = "a month such as 2025-03, or a year"
_REMEDY: Final = "write it as 2025-03, or leave it blank for a cost of a year"
Days = Mapping[int, tuple[int, int]]


def read_spans(source: Source, sold: Days) -> list[str]:
    """The months of each row as ``span_text`` writes them, blank where a row has none; unreadable ones are set aside.

    Args:
        source: The list of costs.
        sold: Months of the sales; months without a year are of theirs, where they are of one year.

    Raises:
        UserChoiceError: Dates fit day first and month first alike.
    """
    month, year = source.header("month"), source.header("year")
    if not (month or year):
        return [UNDATED] * source.rows
    years = _texts(source, year) if year else [""] * source.rows
    months = _texts(source, month) if month else years
    order = _order(source, month) if month else DMY
    read = {pair: _read(*pair, order) for pair in set(zip(months, years, strict=True))}
    usual = _usual_year(source, sold) if any(cell is not None and not cell.year for cell in read.values()) else 0
    found = [read[pair] for pair in zip(months, years, strict=True)]
    blank = [text.casefold() in MISSING_WORDS for text in months]
    wrong = np.array([cell is None and not empty for cell, empty in zip(found, blank, strict=True)], dtype=bool)
    source.reject(wrong, month or year, _EXPECTED, _REMEDY)
    return [UNDATED if cell is None else cell.span(usual) for cell in found]


def _texts(source: Source, header: str) -> list[str]:
    column = source.column(header)
    texts = [TIME_AFTER.sub("", text).strip() for text in column.texts.to_pylist()]
    return [texts[code] for code in column.codes.tolist()]


def _usual_year(source: Source, sold: Days) -> int:
    """The year of months that carry none: that of the sales where they lie in one; 0 where a list is of any year."""
    years = {month // MONTH for month in sold}
    if len(years) == 1:
        year = years.pop()
        source.notes.append(f"The list's months carry no year; they are those of {year}, as the sales are.")
        return year
    source.notes.append("The list's months carry no year; together they are taken for one year's costs.")
    return 0


@dataclass(frozen=True)
class _Cell:
    """What a cell says: a year (0 unsaid), and the first and last month of it."""

    year: int
    first: int
    last: int

    def span(self, usual: int) -> str:
        """The months as text; blank where there is no year at all."""
        year = (self.year or usual) * MONTH
        return span_text(Period(year + self.first, year + self.last)) if year else UNDATED


def _read(text: str, beside: str, order: str) -> _Cell | None:
    """A cell and, where there is one, the cell of the year beside it."""
    year = _YEAR.fullmatch(beside)
    alone = _month_alone(text)
    if alone:
        return _Cell(int(year[1]) if year else 0, alone, alone)
    if found := _YEAR.fullmatch(text):
        return _checked(int(found[1]), 1, 12)
    if found := _QUARTER.fullmatch(text):
        quarter = int(found[2] or found[3])
        return _checked(int(found[1] or found[4]), 3 * quarter - 2, 3 * quarter)
    return _one_month(text, order)


def _month_alone(text: str) -> int:
    """Number of a month that stands alone, as a number or a name; 0 for none."""
    if _NUMBER.fullmatch(text):
        return int(text) if 1 <= int(text) <= MONTHS_A_YEAR else 0
    return month_named(text)


def _one_month(text: str, order: str) -> _Cell | None:
    if found := _YEAR_MONTH.fullmatch(text):
        return _checked(int(found[1]), int(found[2]))
    if found := _MONTH_YEAR.fullmatch(text):
        return _checked(int(found[2]), int(found[1]))
    if found := _WORD_YEAR.fullmatch(text):
        return _checked(full_year(found[2]), month_named(found[1]))
    if found := _YEAR_WORD.fullmatch(text):
        return _checked(int(found[1]), month_named(found[2]))
    day = parse_day(text, order, serials=True)
    if day is None:
        return None
    month = int(month_of(np.array([day], dtype=np.int32))[0])
    return _Cell(month // MONTH, month % MONTH, month % MONTH)


def _checked(year: int, first: int, last: int = 0) -> _Cell | None:
    """The months, or nothing where there are no such."""
    last = last or first
    is_one = FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= last <= MONTHS_A_YEAR
    return _Cell(year, first, last) if is_one else None


def _order(source: Source, header: str) -> str:
    """Day first or month first: as the values tell, as the map says, or by the part that stays the same in all."""
    column = source.column(header)
    order = order_evidence(column).order() or source.mapping.date_order or _order_of_firsts(column.texts.to_pylist())
    if order:
        return order
    raise UserChoiceError(
        f"{source.tables[0].name}: dates in {header} can be read day first or month first",
        found=(example := next(text for text in column.texts.to_pylist() if _SLASHED.match(text))),
        remedy='say "date_order": "dmy" (day first) or "mdy" (month first) in the map',
        choices=order_choices(example),
    )


def _order_of_firsts(texts: list[str]) -> str:
    """A list by month has the same day in each date.

    >>> _order_of_firsts(["01/02/2025", "01/03/2025"]), _order_of_firsts(["02/01/2025", "03/01/2025"])
    ('dmy', 'mdy')
    """
    pairs = [(found[1], found[2]) for text in texts if (found := _SLASHED.match(text))]
    firsts, seconds = {int(first) for first, _ in pairs}, {int(second) for _, second in pairs}
    if len(firsts) == 1 and len(seconds) > 1:
        return DMY
    return MDY if len(seconds) == 1 and len(firsts) > 1 else ""
