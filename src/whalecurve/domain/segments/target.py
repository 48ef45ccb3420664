"""What counts as a high-profit customer."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy import stats

from whalecurve.domain.segments.arrays import Flags, Floats, Integers
from whalecurve.domain.segments.errors import TargetError

Basis = Literal["customer profit", "contribution margin"]


@dataclass(frozen=True, eq=False)
class Target:
    """High profit or not, for the customers who can teach something.

    A customer without revenue in the period bought nothing: its profit is the cost that was shared out to it, and it
    would teach only that who buys nothing earns nothing.

    Attributes:
        name: What is predicted, in words: ``top 20 % by customer profit``.
        profit: int64 minor units, every customer on file, in the order of the traits.
        revenue: int64 minor units, every customer on file.
        rows: Positions of the customers who take part, in the order in which they are learned from.
        measure: Figure by which those are ranked: profit, or margin as a share of revenue.
        high: Whether each of those is a high-profit customer.
    """

    name: str
    profit: Integers
    revenue: Integers
    rows: Integers
    measure: Floats
    high: Flags

    @property
    def base_rate(self) -> float:
        """Share of high-profit customers among those who take part, 0 to 1; 0 when nobody does."""
        return float(self.high.mean()) if self.high.size else 0.0

    def check_customers(self, customers: int) -> None:
        """Raise ``TargetError`` unless the profit is of so many customers."""
        if self.profit.size != customers:
            raise TargetError(
                "Traits and profit are of different customers",
                found=f"{customers} rows of traits, {self.profit.size} of profit",
                remedy="pass both for the customers on file, in their order",
            )

    def in_order(self, places: Integers | None) -> "Target":
        """The same customers taken in the order in which their positions stand in a list; as they are without one.

        Where an answer is worked out by resamples it depends, a little, on the order of the customers: one that is to
        come out the same under other names is learned in the same order.

        >>> target = top_share(np.array([50, 10, 20]), np.array([90, 90, 0])).in_order(np.array([2, 1, 0]))
        >>> target.rows.tolist(), target.measure.tolist(), target.high.tolist()
        ([1, 0], [10.0, 50.0], [False, True])
        """
        if places is None:
            return self
        rows = places[np.isin(places, self.rows)].astype(np.int64)
        here = np.searchsorted(self.rows, rows)
        return replace(self, rows=rows, measure=self.measure[here], high=self.high[here])

    @property
    def scores(self) -> Floats:
        """Figures for the rank tests; see ``top_scores``."""
        return top_scores(self.measure) if self.name.startswith("top") else self.high.astype(np.float64)


def top_share(profit: Integers, revenue: Integers, share: float = 0.2, basis: Basis = "customer profit") -> Target:
    """Take the best customers by profit as high-profit.

    Args:
        profit: int64 minor units per customer, by the basis.
        revenue: int64 minor units per customer.
        share: How many of the customers who bought are high-profit, 0 to 1, both excluded. Equal profits stay together.
        basis: Which profit it is.

    Raises:
        TargetError: The share is not between 0 and 1, or the amounts do not belong together.

    >>> target = top_share(np.array([50, 10, 20, 30, 40, 0]), np.array([90, 90, 90, 90, 90, 0]))
    >>> target.name, target.high.tolist()
    ('top 20 % by customer profit', [True, False, False, False, False])
    >>> top_share(np.array([1]), np.array([1]), share=20)
    Traceback (most recent call last):
    whalecurve.domain.segments.errors.TargetError: The share of high-profit customers must lie between 0 and 1. Found: 20. To fix it: write 0.2 for 20 %.
    """  # noqa: E501 - the message is one line
    _check_share(share)
    rows = _buyers(profit, revenue, revenue != 0)
    measure = profit[rows].astype(np.float64)
    return Target(f"top {share * 100:g} % by {basis}", profit, revenue, rows, measure, _best(measure, share))


def above_zero(profit: Integers, revenue: Integers, basis: Basis = "customer profit") -> Target:
    """Take every customer with a profit above zero as high-profit.

    >>> above_zero(np.array([5, 0, -5]), np.array([9, 9, 9])).high.tolist()
    [True, False, False]
    """
    rows = _buyers(profit, revenue, revenue != 0)
    measure = profit[rows].astype(np.float64)
    return Target(f"{basis} above zero", profit, revenue, rows, measure, measure > 0)


def top_margin(profit: Integers, revenue: Integers, share: float = 0.2, basis: Basis = "customer profit") -> Target:
    """Take the customers with the best margin, profit over revenue, as high-profit.

    A customer whose revenue is zero or less has no margin and does not take part.

    >>> target = top_margin(np.array([5, 9, 1]), np.array([10, 90, -1]), share=0.5)
    >>> target.rows.tolist(), target.high.tolist()
    ([0, 1], [True, False])
    """
    _check_share(share)
    rows = _buyers(profit, revenue, revenue > 0)
    measure = profit[rows] / revenue[rows]
    return Target(f"top {share * 100:g} % by margin of {basis}", profit, revenue, rows, measure, _best(measure, share))


def top_scores(measure: Floats) -> Floats:
    """Turn figures into scores that look at the top: the expected order statistics of an exponential distribution.

    Only ranks count, so a single whale weighs no more than its place. A plain rank would spend most of its weight on
    differences between losers and the middle. Source: Savage 1956, "Contributions to the theory of rank order
    statistics".

    >>> top_scores(np.array([10.0, 20.0, 90.0, 90.0])).round(2).tolist()
    [0.13, 0.47, 1.39, 1.39]
    """
    if measure.size == 0:
        return measure
    return np.asarray(-np.log1p(-(stats.rankdata(measure) - 0.5) / measure.size))


def _best(measure: Floats, share: float) -> Flags:
    if measure.size == 0:
        return np.zeros(0, dtype=np.bool_)
    wanted = max(int(np.floor(share * measure.size + 0.5)), 1)
    threshold = np.partition(measure, measure.size - wanted)[measure.size - wanted]
    with_ties, without = measure >= threshold, measure > threshold
    nearer = with_ties.sum() - wanted <= wanted - without.sum()
    return np.asarray(with_ties if nearer else without)


def _buyers(profit: Integers, revenue: Integers, buys: Flags) -> Integers:
    if profit.shape != revenue.shape or profit.ndim != 1:
        raise TargetError(
            "Profit and revenue must have one amount per customer", found=f"{profit.shape} and {revenue.shape}"
        )
    return np.flatnonzero(buys).astype(np.int64)


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise TargetError(
            "The share of high-profit customers must lie between 0 and 1", found=f"{share}", remedy="write 0.2 for 20 %"
        )
