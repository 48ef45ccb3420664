"""The values of a dimension, and which of them each line or customer has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.breakdown.dimension import OF_CUSTOMERS, OF_LINES, OF_MONTHS, Dimension
from whalecurve.domain.breakdown.order_bands import EDGES, band_names
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.lines.segment_rounding import add_within
from whalecurve.domain.lines.spread import LineFigures
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.money.exact_numbers import quantity_from_text
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.segments.traits.bands import codes_of, edges_of, labels_of

MOST_NUMBERS: Final = 12
"""A column of customers with more different numbers than these is cut into bands of size."""


@dataclass(frozen=True)
class Values:
    """The values of one dimension.

    Attributes:
        dimension: Which one.
        names: Their names; the place after the last one is for what has no value.
        customer_codes: Of the customers' own dimension the value of each customer; shape (customers,).
    """

    dimension: Dimension
    names: tuple[str, ...]
    customer_codes: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def of_lines(self, figures: LineFigures, size: int) -> Ints:
        """The value of each line, ``len(names)`` for none; shape (lines,).

        Args:
            figures: Lines with the figures on them; an order is in them whole.
            size: Number of customers on file, for lines of nobody.
        """
        lines, none = figures.lines, len(self.names)
        if self.dimension.kind == OF_LINES:
            codes = lines.measure(self.dimension.column)
        elif self.dimension.kind == OF_MONTHS:
            codes = lines.months - self._first_month()
        elif self.dimension.kind == OF_CUSTOMERS:
            codes = np.append(self.customer_codes, none)[np.minimum(lines.place, size)]
        else:
            codes = _bands(figures)
        return np.where(codes < 0, none, codes)

    def _first_month(self) -> int:
        year, _, month = self.names[0].partition("-")
        return int(year) * 12 + int(month) - 1


def values_of(dimension: Dimension, ledger: Ledger, labels: Mapping[str, Sequence[str]], digits: int) -> Values:
    """The values that a dimension can have in a period.

    Args:
        dimension: One of ``dimension.dimensions``.
        ledger: Customers and period.
        labels: Texts of the lines' codes.
        digits: Decimals of the currency, for the names of order sizes.
    """
    if dimension.kind == OF_LINES:
        return Values(dimension, tuple(labels[dimension.column]))
    if dimension.kind == OF_MONTHS:
        return Values(dimension, tuple(month_text(month) for month in ledger.facts.period.list_months()))
    if dimension.kind == OF_CUSTOMERS:
        return _of_customers(dimension, [str(text) for text in ledger.customers[dimension.column].tolist()])
    return Values(dimension, band_names(digits))


def _of_customers(dimension: Dimension, texts: list[str]) -> Values:
    numbers = quantity_from_text(texts)
    distinct = sorted({text for text in texts if text.strip()})
    if numbers is None or len(distinct) <= MOST_NUMBERS:
        places = {text: place for place, text in enumerate(distinct)}
        return Values(dimension, tuple(distinct), np.array([places.get(text, -1) for text in texts], dtype=np.int64))
    known = np.array([bool(text.strip()) for text in texts])
    floats = numbers.values / 10**numbers.scale
    edges = edges_of(floats[known])
    codes = np.where(known, codes_of(floats, edges), -1).astype(np.int64)
    return Values(dimension, labels_of(edges, whole=numbers.scale == 0), codes)


def _bands(figures: LineFigures) -> npt.NDArray[np.int64]:
    """Band of each line's order by the order's net revenue; -1 without an order."""
    lines = figures.lines
    there = lines.order_of >= 0
    sizes = add_within(figures.net_revenue[there], lines.order_of[there], len(lines.order_places))
    bands = np.searchsorted(np.array(EDGES, dtype=np.int64), sizes, side="right")
    found = np.full(len(lines), -1, dtype=np.int64)
    found[there] = bands[lines.order_of[there]]
    return found
