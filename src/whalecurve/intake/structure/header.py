"""The header among the first records of a file: which records name the columns, and which stand above them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from whalecurve.intake.recognition.aliases import known_headers
from whalecurve.intake.structure.cell_kinds import BLANK, NUMBER, TEXT, TYPED, common_kind, is_year, kinds
from whalecurve.intake.structure.header_rows import joined_names, second_header
from whalecurve.intake.text.records import Record

HEAD_RECORDS: Final = 400
_BELOW: Final = 60
_FULL: Final = 0.6
_RUN: Final = 3
_GROUPS: Final = 2


@dataclass(frozen=True)
class Layout:
    """Where the header is among the first records.

    Attributes:
        first: Position of the header's first record; -1 where no record has text.
        last: Position of its last record.
        names: Names of the columns, as they stand in the file.
        ignored: Positions between ``first`` and ``last`` that name nothing.
        looks_like_data: The first record that could be the header holds values like those below it.
    """

    first: int
    last: int
    names: list[str] = field(default_factory=list)
    ignored: frozenset[int] = frozenset()
    looks_like_data: bool = False


@dataclass(frozen=True)
class Row:
    """A record of the head with cells: its position, cells and how many are filled."""

    place: int
    cells: list[str]

    @property
    def filled(self) -> int:
        """Number of cells with text."""
        return sum(1 for cell in self.cells if cell.strip())


def find_layout(head: Sequence[Record]) -> Layout:
    """Header of a file by its first records.

    The header is the first record as wide and as full as the records below it. Records above it that are narrower or
    emptier are titles. A first full record that holds values like those below is no header.

    >>> find_layout([(1, 1, ["Report"]), (2, 1, ["Customer", "Amount"]), (3, 1, ["A", "1.00"])]).names
    ['Customer', 'Amount']
    """
    rows = [Row(place, cells) for place, (_, _, cells) in enumerate(head) if isinstance(cells, list)]
    rows = [row for row in rows if row.filled]
    if not rows:
        return Layout(-1, -1)
    width = _width(rows)
    fullness = _fullness(rows, width)
    start = next((at for at, row in enumerate(rows) if len(row.cells) == width and row.filled >= fullness), 0)
    below = [row.cells for row in rows[start + 1 : start + 1 + _BELOW] if len(row.cells) == width]
    if _holds_values(rows[start].cells, below):
        return _narrow_header(rows, start, width, [rows[start].cells, *below])
    return _with_further_rows(rows, start, below)


def _width(rows: Sequence[Row]) -> int:
    """Number of cells that most records have; records of one cell are titles where others have more."""
    counts = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    return max(counts, key=lambda width: counts[width]) if counts else 1


def _fullness(rows: Sequence[Row], width: int) -> int:
    """How many cells a header must have filled: most of what a record usually has, two where there are more."""
    usual = median(row.filled for row in rows if len(row.cells) == width)
    return max(min(2, width, int(usual)), int(usual * _FULL + 0.5), 1)


def _holds_values(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a record holds numbers or dates where the records below it do, and no text above any of them."""
    if not below or len(cells) == 1 or known_headers(cells) > 1 or _counts_on(cells):
        return False
    usual = [common_kind(column) for column in zip(*below, strict=True)]
    own = kinds(cells)
    same = [kind in TYPED and kind == other for kind, other in zip(own, usual, strict=True)]
    named = [kind == TEXT and other in TYPED for kind, other in zip(own, usual, strict=True)]
    return sum(same) > sum(named)


def _counts_on(cells: Sequence[str]) -> bool:
    """Whether the numbers of a record are names in a row: years, or 1, 2, 3 to the last month."""
    numbers = [cell.strip() for cell, kind in zip(cells, kinds(cells), strict=True) if kind == NUMBER]
    if len(numbers) < _RUN or not all(number.isdigit() for number in numbers):
        return bool(numbers) and all(is_year(number) for number in numbers)
    steps = {int(later) - int(earlier) for earlier, later in pairwise(numbers)}
    return steps == {1}


def _narrow_header(rows: Sequence[Row], start: int, width: int, below: Sequence[Sequence[str]]) -> Layout:
    """A header with fewer cells than its records, when those further cells are blank; otherwise there is none."""
    above = rows[start - 1] if start else None
    own = rows[start]
    if above is None or not len(above.cells) > 1 or set(kinds(above.cells)) - {TEXT, BLANK}:
        return Layout(own.place, own.place, own.cells, looks_like_data=True)
    missing = width - len(above.cells)
    blank = missing > 0 and not any(cell.strip() for cells in below for cell in cells[len(above.cells) :])
    names = [*above.cells, *[""] * missing] if blank else above.cells
    return Layout(above.place, above.place, names)


def _with_further_rows(rows: Sequence[Row], start: int, below: Sequence[Sequence[str]]) -> Layout:
    """The header with a row of groups right above it, or a further row of names right below it."""
    own = rows[start]
    above = rows[start - 1] if start and rows[start - 1].place == own.place - 1 else None
    if above is not None and (names := joined_names(above.cells, own.cells)):
        return Layout(above.place, own.place, names)
    after = rows[start + 1] if start + 1 < len(rows) and rows[start + 1].place == own.place + 1 else None
    if after is not None and len(after.cells) == len(own.cells) and second_header(after.cells, below[1:]):
        names = own.cells if known_headers(own.cells) >= known_headers(after.cells) else after.cells
        other = after if names is own.cells else own
        filled = [name or spare for name, spare in zip(names, other.cells, strict=True)]
        return Layout(own.place, after.place, filled, frozenset({other.place}))
    return Layout(own.place, own.place, own.cells)
