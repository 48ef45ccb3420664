"""Exact numbers of a column of texts, to check a printed total against the rows above it."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from whalecurve.intake.exact import Amounts, Mask
from whalecurve.intake.numbers import MarkEvidence, decide_mark, mark_evidence, parse_numbers
from whalecurve.intake.read_numbers import line_amounts
from whalecurve.intake.structure.body import Body
from whalecurve.intake.structure.cell_kinds import NUMBER
from whalecurve.intake.text_column import TextColumn


class Figures:
    """Numbers of the columns of a body that hold numbers, each read once and only when asked for."""

    def __init__(self, body: Body) -> None:
        """Find the columns of numbers."""
        self._body = body
        self._read: dict[int, Amounts] = {}
        self._columns: dict[int, TextColumn] = {}
        self.places = [place for place, kind in enumerate(body.kinds()) if kind == NUMBER]

    def of(self, place: int) -> Amounts:
        """Exact numbers of a column; cells that are none are missing."""
        if place not in self._read:
            column = self._column(place)
            others = [mark_evidence(self._column(other)) for other in self.places if other != place]
            mark, _ = decide_mark(self._evidence(place), others, self._body.delimiter)
            self._read[place] = line_amounts(column, parse_numbers(column, mark))
        return self._read[place]

    def equal_to_sum(self, place: int, row: int, rows: Mask) -> bool | None:
        """Whether a cell is the exact sum of other rows; ``None`` where it is no number or there is nothing to add."""
        amounts = self.of(place)
        added = rows & amounts.present
        if not amounts.present[row] or not added.any():
            return None
        return int(amounts.values[row]) == _sum(amounts.values[added].tolist())

    def is_zero(self, place: int, row: int) -> bool:
        """Whether a cell is the number zero."""
        amounts = self.of(place)
        return bool(amounts.present[row]) and int(amounts.values[row]) == 0

    def _column(self, place: int) -> TextColumn:
        if place not in self._columns:
            texts = pd.Series(self._body.columns[place].to_pandas(), dtype="str")
            self._columns[place] = TextColumn.of(self._body.headers[place], texts)
        return self._columns[place]

    def _evidence(self, place: int) -> MarkEvidence:
        return mark_evidence(self._column(place))


def _sum(values: Iterable[int]) -> int:
    return sum(int(value) for value in values)


def none_of(rows: int) -> Mask:
    """No row."""
    return np.zeros(rows, dtype=bool)
