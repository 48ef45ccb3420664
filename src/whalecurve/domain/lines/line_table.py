"""Lines of some customers as columns of whole numbers: all lines that these customers have in a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from whalecurve.domain import columns as c
from whalecurve.domain.costing.scopes import scope_codes
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.plan.scenario import Scope
from whalecurve.domain.quantities.facts import month_number

ROW = "file_row_number"
"""Position of a line in the stored table, which is the order of the files."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class LineTable:
    """Lines in the order of the files; each array has one place per line.

    A customer is here with all its lines of the period or with none, since figures are shared among all of them.

    Attributes:
        place: Row of the customers on file; the place after the last one is nobody's.
        columns: Codes and measures by the names of ``columns``, at the dataset's scales.
    """

    place: Ints
    columns: Mapping[str, npt.NDArray[Any]]

    def __len__(self) -> int:
        """Number of lines."""
        return len(self.place)

    def measure(self, name: str) -> Ints:
        """A measure of each line; shape (lines,)."""
        return np.asarray(self.columns[name], dtype=np.int64)

    def inside(self, scope: Scope, labels: Mapping[str, Sequence[str]]) -> Mask:
        """Which lines meet the conditions of a line scope; shape (lines,)."""
        found = np.ones(len(self), dtype=bool)
        for column, codes in scope_codes(scope, labels).items():
            found &= np.isin(self.columns[column], codes)
        return found

    @property
    def in_order(self) -> npt.NDArray[np.intp]:
        """Positions of the lines in the order of the files, where these have their row."""
        return np.argsort(self.columns[ROW], kind="stable") if ROW in self.columns else np.arange(len(self))

    def take(self, rows: npt.NDArray[np.intp]) -> "LineTable":
        """The lines at some positions."""
        return LineTable(self.place[rows], {name: values[rows] for name, values in self.columns.items()})

    @cached_property
    def months(self) -> Ints:
        """Number of each line's month, for comparing; shape (lines,)."""
        month = self.measure(c.MONTH)
        return (month // 100) * 12 + month % 100 - 1

    def in_months(self, first: int, last: int) -> Mask:
        """Which lines lie in a span of months, both ends included."""
        return np.asarray((self.months >= month_number(first)) & (self.months <= month_number(last)))

    @cached_property
    def order_of(self) -> Ints:
        """Number of each line's order among ``orders``, -1 for a line without one; shape (lines,)."""
        found = np.full(len(self), -1, dtype=np.int64)
        found[self._ordered] = self._orders[1]
        return found

    @cached_property
    def order_places(self) -> Ints:
        """Whose each order is; shape (orders,). The same number of two customers is two orders."""
        return np.asarray(self._orders[0] >> 32, dtype=np.int64)

    @cached_property
    def _ordered(self) -> npt.NDArray[np.intp]:
        return np.flatnonzero(self.columns[c.ORDER] > c.NONE_CODE)

    @cached_property
    def _orders(self) -> tuple[Ints, Ints]:
        rows = self._ordered
        keys, numbers = np.unique((self.place[rows] << 32) + self.measure(c.ORDER)[rows], return_inverse=True)
        return keys, numbers


def join_lines(pieces: Sequence[LineTable]) -> LineTable:
    """Pieces of lines as one; there is at least one piece."""
    columns = {name: np.concatenate([piece.columns[name] for piece in pieces]) for name in pieces[0].columns}
    return LineTable(np.concatenate([piece.place for piece in pieces]), columns)
