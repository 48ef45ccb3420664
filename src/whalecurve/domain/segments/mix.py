"""Product mix: which share of a customer's purchases falls on each category.

Only shares leave this module. A customer who buys ten times as much of everything has the same mix, so that the size
of the revenue cannot enter the traits this way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.segments.arrays import Floats, Integers
from whalecurve.domain.segments.errors import TraitError

MORE_THAN_CHANCE: Final = 1.5
"""Spread of the categories over customers, as a multiple of what chance gives, from which a mix is a trait.

Whoever buys once buys one category only, and earns little: where every line falls on a category by chance, the mix
would speak of how much a customer buys, which is a component of profit.
"""

MOST_NAMED: Final = 40
REST: Final = "all other categories"


@dataclass(frozen=True, eq=False)
class ProductMix:
    """Net revenue by customer and category.

    Attributes:
        amounts: int64, customers x categories, minor units; returns are negative.
        labels: Name of each category.

    >>> ProductMix(np.array([[30, 10], [0, -5]]), ["bikes", "parts"]).shares.tolist()
    [[0.75, 0.25], [nan, nan]]
    """

    amounts: Integers
    labels: Sequence[str]

    def __post_init__(self) -> None:
        """Refuse a matrix that does not fit its labels or is not exact."""
        if self.amounts.ndim != 2 or self.amounts.shape[1] != len(self.labels):  # noqa: PLR2004 - a matrix has two axes
            raise TraitError(
                "The product mix needs a column for each category",
                found=f"{self.amounts.shape} for {len(self.labels)} categories",
            )
        if not np.issubdtype(self.amounts.dtype, np.integer):
            raise TraitError("The product mix needs whole minor units", found=str(self.amounts.dtype))

    @classmethod
    def of_lines(cls, lines: pd.DataFrame, labels: Sequence[str], customers: int) -> "ProductMix":
        """Sum the order lines of known customers and categories.

        Args:
            lines: ``customer`` and ``category`` as codes (-1 none) and ``net_revenue`` int64; one row per line.
            labels: Name of each category.
            customers: Number of customers on file.

        >>> lines = pd.DataFrame({"customer": [0, 0, -1, 1], "category": [0, 1, 0, -1], "net_revenue": [30, 10, 7, 8]})
        >>> ProductMix.of_lines(lines, ["bikes", "parts"], 2).amounts.tolist()
        [[30, 10], [0, 0]]
        """
        known = lines[(lines[columns.CUSTOMER] >= 0) & (lines[columns.CATEGORY] >= 0)]
        return cls(_sums(known, columns.NET_REVENUE, (customers, len(labels))), labels)

    @classmethod
    def beyond_chance(cls, bought: pd.DataFrame, labels: Sequence[str], customers: int) -> "ProductMix | None":
        """Sum what customers bought, unless they differ in it no more than chance would have it.

        Args:
            bought: As the lines of ``of_lines``, and how many ``lines`` each row stands for.
            labels: Name of each category; beyond the 40 with most revenue they are put together.
            customers: Number of customers on file.

        >>> bought = pd.DataFrame({"customer": [0, 1], "category": [0, 1], "net_revenue": [30, 10], "lines": [9, 9]})
        >>> ProductMix.beyond_chance(bought, ["bikes", "parts"], 2).amounts.tolist()
        [[30, 0], [0, 10]]
        >>> ProductMix.beyond_chance(bought.assign(category=0), ["bikes"], 2) is None
        True
        """
        bought, labels = _largest(bought, labels)
        spread = spread_of(_sums(bought, columns.LINES, (customers, len(labels))))
        return None if spread < MORE_THAN_CHANCE else cls.of_lines(bought, labels, customers)

    @property
    def shares(self) -> Floats:
        """Share of each category in what the customer bought, 0 to 1; NaN for a customer who bought nothing."""
        bought = np.clip(self.amounts, 0, None).astype(np.float64)
        total = bought.sum(axis=1, keepdims=True)
        return np.asarray(np.divide(bought, total, out=np.full(bought.shape, np.nan), where=total > 0))

    @property
    def by_size(self) -> Integers:
        """Positions of the categories that anybody buys, largest revenue first."""
        totals = np.clip(self.amounts, 0, None).sum(axis=0, dtype=np.float64)
        return np.array([place for place in np.argsort(-totals, kind="stable") if totals[place] > 0], dtype=np.int64)


def spread_of(lines: Integers) -> float:
    """How much more customers differ in what they buy than if every line fell on a category by chance.

    Pearson's chi-square over its degrees of freedom: about 1 where it is all chance.

    Args:
        lines: Lines by customer and category.

    >>> spread_of(np.array([[10, 10], [20, 20]])), spread_of(np.array([[20, 0], [0, 20]]))
    (0.0, 40.0)
    >>> spread_of(np.array([[5], [3]]))
    0.0
    """
    some = lines[lines.sum(axis=1) > 0][:, lines.sum(axis=0) > 0]
    freedom = (some.shape[0] - 1) * (some.shape[1] - 1)
    if freedom <= 0:
        return 0.0
    expected = np.outer(some.sum(axis=1), some.sum(axis=0)) / some.sum()
    return float(((some - expected) ** 2 / expected).sum() / freedom)


def _largest(bought: pd.DataFrame, labels: Sequence[str]) -> tuple[pd.DataFrame, Sequence[str]]:
    """The categories with most revenue by name and the rest as one: a table of all would not fit into memory."""
    if len(labels) <= MOST_NAMED:
        return bought, labels
    totals = bought.groupby(columns.CATEGORY)[columns.NET_REVENUE].sum().sort_values(ascending=False, kind="stable")
    kept = [int(code) for code in totals.index[:MOST_NAMED]]
    place = np.full(len(labels), len(kept))
    place[kept] = np.arange(len(kept))
    named = [*(labels[code] for code in kept), REST]
    return bought.assign(**{columns.CATEGORY: place[bought[columns.CATEGORY]]}), named


def _sums(lines: pd.DataFrame, measure: str, shape: tuple[int, int]) -> Integers:
    """A measure of known lines, by customer and category."""
    sums = np.zeros(shape, dtype=np.int64)
    np.add.at(sums, (lines[columns.CUSTOMER].to_numpy(), lines[columns.CATEGORY].to_numpy()), lines[measure].to_numpy())
    return sums
