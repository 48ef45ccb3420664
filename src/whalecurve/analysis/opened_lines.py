"""The lines behind one customer's figures: read for this customer alone, each with its part to the minor unit."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.analysis.line_reading import read_lines
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.lines.line_table import LineTable
from whalecurve.domain.lines.spread import LineFigures, spread
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.quantities.origin import SHEET, origin_of
from whalecurve.domain.words.formats import plain_decimal

_DIGITS: Final = 10
LABELLED: Final = (c.ORDER, c.PRODUCT, c.CATEGORY, c.REP)
PART: Final = "part"
"""The figure's part of a line; shown under the figure's own name."""


@dataclass(frozen=True)
class OpenedLines:
    """All lines of one customer, or of nobody, in a period, with the figures on them.

    Attributes:
        workbook: Where they come from.
        figures: Parts of every figure of the statement.
        digits: Decimals of the currency.
    """

    workbook: Workbook
    figures: LineFigures
    digits: int

    @property
    def lines(self) -> LineTable:
        """The lines, in the order of the files."""
        return self.figures.lines

    def rows_with(self, text: str) -> npt.NDArray[np.intp]:
        """Positions of the lines that carry a text in date, order, product, category, rep, file, sheet or row.

        Args:
            text: What is looked for, whatever its capitals; all lines where it is empty.
        """
        wanted = text.strip().casefold()
        if not wanted:
            return np.arange(len(self.lines))
        number = int(wanted) if wanted.isdecimal() and len(wanted) < _DIGITS else -1
        found = np.asarray(self.lines.columns[c.LINE] == number)
        for column in (c.DATE, c.FILE, *self._labelled()):
            codes, places = np.unique(self.lines.columns[column], return_inverse=True)
            carries = [wanted in self._said(column, int(code)).casefold() for code in codes]
            found |= np.array(carries, dtype=bool)[places]
        return np.flatnonzero(found)

    def frame(self, rows: npt.NDArray[np.intp], parts: Ints | None = None) -> pd.DataFrame:
        """The lines at some positions as texts: date, what they say, amounts, the part, file, sheet and row.

        Args:
            rows: Positions among the lines.
            parts: Minor units of a figure on every line, where it is neither revenue nor cost of goods.
        """
        origins = [origin_of(self.workbook.origins, int(place)) for place in self.lines.columns[c.FILE][rows]]
        shown = {name: self._texts(name, rows) for name in (c.DATE, *self._labelled())}
        if c.QUANTITY in self.workbook.dataset.has:
            shown[c.QUANTITY] = self._amounts(c.QUANTITY, rows)
        amounts = {c.NET_REVENUE: self.figures.net_revenue, c.COST_OF_GOODS: self.figures.cost_of_goods}
        for name, values in (amounts if parts is None else {**amounts, PART: parts}).items():
            shown[name] = [plain_decimal(int(value), self.digits) for value in values[rows]]
        shown[c.FILE] = [origin.file for origin in origins]
        if any(origin.sheet for origin in self.workbook.origins):
            shown[SHEET] = [origin.sheet for origin in origins]
        shown[c.LINE] = [str(line) for line in self.lines.columns[c.LINE][rows].tolist()]
        return pd.DataFrame(shown, dtype=object)

    def _labelled(self) -> list[str]:
        return [name for name in LABELLED if len(self.workbook.dataset.labels.get(name, ()))]

    def _texts(self, column: str, rows: npt.NDArray[np.intp]) -> list[str]:
        return [self._said(column, int(code)) for code in self.lines.columns[column][rows]]

    def _said(self, column: str, code: int) -> str:
        if column == c.DATE:
            return str(np.datetime64(code, "D"))
        if column == c.FILE:
            origin = origin_of(self.workbook.origins, code)
            return f"{origin.file} {origin.sheet}"
        return self.workbook.dataset.labels[column][code] if code >= 0 else ""

    def _amounts(self, name: str, rows: npt.NDArray[np.intp]) -> list[str]:
        scale = self.workbook.dataset.scales.get(name, 0)
        return [plain_decimal(int(value), scale) for value in self.lines.measure(name)[rows]]


def open_lines(workbook: Workbook, statements: Statements, place: int) -> OpenedLines:
    """The lines of one customer in the statements' period, each with its part of every figure.

    Args:
        workbook: A dataset with its lines.
        statements: The answer over it.
        place: Code of the customer; one more than the last is nobody.

    Raises:
        NotAllowedError: The workbook is a snapshot, which has no lines.
    """
    lines = read_lines(workbook, statements, (place, place), (c.DATE, c.FILE, c.LINE, *c.LINE_SCOPES))
    return OpenedLines(workbook, spread(statements, lines, workbook.dataset.labels), statements.digits)
