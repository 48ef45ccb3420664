"""Exact numbers of a column of texts, to check a printed total against the rows above it."""

from functools import cached_property

import pandas as pd

from whalecurve.intake.structure.body import Body
from whalecurve.intake.structure.cell_kinds import NUMBER
from whalecurve.intake.tables.read_numbers import line_amounts
from whalecurve.intake.text.text_column import TextColumn
from whalecurve.intake.values.exact import Amounts
from whalecurve.intake.values.number_columns import MarkEvidence, decide_mark, mark_evidence, parse_numbers


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
            others = [evidence for other, evidence in self._evidence.items() if other != place]
            mark, _ = decide_mark(self._evidence[place], others, self._body.delimiter)
            self._read[place] = line_amounts(column, parse_numbers(column, mark))
        return self._read[place]

    def _column(self, place: int) -> TextColumn:
        if place not in self._columns:
            texts = pd.Series(self._body.columns[place].to_pandas(), dtype="str")
            self._columns[place] = TextColumn.of(self._body.headers[place], texts)
        return self._columns[place]

    @cached_property
    def _evidence(self) -> dict[int, MarkEvidence]:
        return {place: mark_evidence(self._column(place)) for place in self.places}
