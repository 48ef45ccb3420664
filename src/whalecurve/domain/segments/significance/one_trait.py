"""Each trait by itself: what its levels earn."""

from dataclasses import dataclass

import numpy as np

from whalecurve.domain.segments.arrays import Integers
from whalecurve.domain.segments.significance.intervals import median_interval, wilson
from whalecurve.domain.segments.target import Target
from whalecurve.domain.segments.traits.trait import Trait


@dataclass(frozen=True)
class LevelFigures:
    """What the customers of one level of a trait earn.

    Attributes:
        level: The level in words.
        customers: How many there are.
        high: How many of them are high-profit.
        rate: Share of high-profit customers, with ``rate_low`` and ``rate_high`` as its interval.
        median: Profit of the customer in the middle, minor units, with its interval; NaN where too few.
        mean: Mean profit, minor units.
        revenue_share: Part of the revenue of all, or None where the total is not above zero.
        profit_share: Part of the profit of all, or None where the total is not above zero.
    """

    level: str
    customers: int
    high: int
    rate: float
    rate_low: float
    rate_high: float
    median: float
    median_low: float
    median_high: float
    mean: float
    revenue_share: float | None
    profit_share: float | None


def level_figures(trait: Trait, target: Target, confidence: float = 0.95) -> tuple[LevelFigures, ...]:
    """Sum up profit by level, in the order of the levels; empty levels are left out.

    >>> from whalecurve.domain.segments.target import top_share
    >>> trait = Trait("industry", "text", ("bank", "farm"), np.array([0, 0, 1], dtype=np.int32))
    >>> figures = level_figures(trait, top_share(np.array([90, 10, 0]), np.array([100, 50, 50]), 0.34))
    >>> [(row.level, row.customers, row.high, row.mean, row.revenue_share, row.profit_share) for row in figures]
    [('bank', 2, 1, 50.0, 0.75, 1.0), ('farm', 1, 0, 0.0, 0.25, 0.0)]
    """
    order = np.argsort(trait.codes, kind="stable").astype(np.int64)
    groups = np.split(order, np.cumsum(trait.counts)[:-1])
    figures = _Figures(target, confidence)
    return tuple(figures.of(level, rows) for level, rows in zip(trait.levels, groups, strict=True) if rows.size)


def part_of(amount: int, total: int) -> float | None:
    """Return the part of a total, or None where a share of it would mean nothing.

    >>> part_of(1, 4), part_of(1, 0), part_of(1, -4)
    (0.25, None, None)
    """
    return amount / total if total > 0 else None


class _Figures:
    def __init__(self, target: Target, confidence: float) -> None:
        self.profit, self.revenue = target.profit[target.rows], target.revenue[target.rows]
        self.high, self.confidence = target.high, confidence
        self.total_profit, self.total_revenue = int(self.profit.sum()), int(self.revenue.sum())

    def of(self, level: str, rows: Integers) -> LevelFigures:
        profit, high = self.profit[rows], int(self.high[rows].sum())
        low, top = wilson(high, rows.size, self.confidence)
        median_low, median_high = median_interval(profit.astype(np.float64), self.confidence)
        return LevelFigures(
            level=level,
            customers=rows.size,
            high=high,
            rate=high / rows.size,
            rate_low=float(low),
            rate_high=float(top),
            median=float(np.median(profit)),
            median_low=median_low,
            median_high=median_high,
            mean=float(profit.mean()),
            revenue_share=part_of(int(self.revenue[rows].sum()), self.total_revenue),
            profit_share=part_of(int(profit.sum()), self.total_profit),
        )
