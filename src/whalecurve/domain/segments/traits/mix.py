"""Product mix: on which categories a customer's order lines fall.

Only counts of lines come in, and only places among customers with about as many lines leave this module: neither the
size of the revenue nor how often somebody buys can enter the traits this way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.segments.arrays import Floats, Integers
from whalecurve.domain.segments.errors import TraitError
from whalecurve.domain.segments.traits.equal_terms import places_on_equal_terms

SURELY: Final = 3.0
"""Standard deviations above what chance gives, from which customers differ in what they buy."""

MOST_NAMED: Final = 40
REST: Final = "all other categories"
NO_CATEGORY: Final = "no category"


@dataclass(frozen=True, eq=False)
class ProductMix:
    """Order lines by customer and category.

    Attributes:
        lines: int64, customers x categories: how many lines of the customer fall on it.
        labels: Name of each category.

    >>> ProductMix(np.array([[3, 1], [0, 2]]), ["bikes", "parts"]).by_size.tolist()
    [0, 1]
    """

    lines: Integers
    labels: Sequence[str]

    def __post_init__(self) -> None:
        """Refuse a matrix that does not fit its labels or holds anything but counts."""
        if self.lines.ndim != 2 or self.lines.shape[1] != len(self.labels):  # noqa: PLR2004 - a matrix has two axes
            raise TraitError(
                "The product mix needs a column for each category",
                found=f"{self.lines.shape} for {len(self.labels)} categories",
            )
        if not np.issubdtype(self.lines.dtype, np.integer) or (self.lines < 0).any():
            raise TraitError("The product mix needs counts of lines", found=str(self.lines.dtype))

    @classmethod
    def of_lines(cls, bought: pd.DataFrame, labels: Sequence[str], customers: int) -> "ProductMix":
        """Sum the order lines of known customers.

        Args:
            bought: ``customer`` and ``category`` as codes (-1 none), and how many ``lines`` each row stands for.
            labels: Name of each category. A line without one counts as "no category": whoever has many lines would
                otherwise have some of known category more often.
            customers: Number of customers on file.

        >>> bought = pd.DataFrame({"customer": [0, 0, -1, 1], "category": [0, 1, 0, -1], "lines": [3, 1, 7, 8]})
        >>> mix = ProductMix.of_lines(bought, ["bikes", "parts"], 2)
        >>> mix.labels, mix.lines.tolist()
        (['bikes', 'parts', 'no category'], [[3, 1, 0], [0, 0, 8]])
        """
        known = bought[bought[columns.CUSTOMER] >= 0]
        code, count = known[columns.CATEGORY].to_numpy(), known[columns.LINES].to_numpy()
        names = [*labels, NO_CATEGORY] if (code < 0).any() else list(labels)
        place, kept = _largest(np.where(code < 0, len(names) - 1, code), count, names)
        lines = np.zeros((customers, len(kept)), dtype=np.int64)
        np.add.at(lines, (known[columns.CUSTOMER].to_numpy(), place), count)
        return cls(lines, kept)

    @property
    def beyond_chance(self) -> bool:
        """Whether customers differ in what they buy more than if every line fell on a category by chance.

        >>> ProductMix(np.array([[9, 0], [0, 9]] * 9), ["bikes", "parts"]).beyond_chance
        True
        >>> ProductMix(np.array([[9], [7]]), ["bikes"]).beyond_chance
        False
        """
        return spread_of(self.lines) > SURELY

    @cached_property
    def places(self) -> Floats:
        """Place of each customer in each category, see ``places_on_equal_terms``."""
        return places_on_equal_terms(self.lines)

    @property
    def by_size(self) -> Integers:
        """Positions of the categories that anybody buys, most lines first."""
        totals = self.lines.sum(axis=0)
        return np.array([place for place in np.argsort(-totals, kind="stable") if totals[place] > 0], dtype=np.int64)

    def take(self, rows: Integers) -> "ProductMix":
        """Return the mix of some customers, who are then compared among themselves."""
        return ProductMix(self.lines[rows], self.labels)


def spread_of(lines: Integers) -> float:
    """How much more customers differ in what they buy than if every line fell on a category by chance.

    Pearson's chi-square, less its mean and over its standard deviation when lines are dealt to customers and categories
    by lot with both totals kept. Source of the variance: Haldane 1940, "The mean and variance of chi-squared, when used
    as a test of homogeneity, when expectations are small"; Dawson 1954.

    Args:
        lines: Lines by customer and category.

    >>> round(spread_of(np.array([[20, 0], [0, 20]])), 1), spread_of(np.array([[5], [3]]))
    (27.2, 0.0)
    """
    some = lines[lines.sum(axis=1) > 0][:, lines.sum(axis=0) > 0].astype(np.float64)
    rows, columns_ = some.shape
    total = some.sum()
    if min(rows, columns_) < 2 or total <= 3 or total <= max(rows, columns_):  # noqa: PLR2004 - nothing to compare
        return 0.0
    by_row, by_column = some.sum(axis=1), some.sum(axis=0)
    distance = total * ((some**2 / np.outer(by_row, by_column)).sum() - 1)
    mean = total * (rows - 1) * (columns_ - 1) / (total - 1)
    first, first_over = _margin(by_row, total)
    second, second_over = _margin(by_column, total)
    variance = 2 * total / (total - 3) * (first - first_over) * (second - second_over)
    variance += total**2 / (total - 1) * first_over * second_over
    return float((distance - mean) / np.sqrt(max(variance, 1e-12)))


def _margin(sizes: Floats, total: float) -> tuple[float, float]:
    """The two terms of one margin in the variance of chi-square."""
    count = sizes.size
    return (count - 1) * (total - count) / (total - 1), float((total * (1 / sizes).sum() - count**2) / (total - 2))


def _largest(code: Integers, count: Integers, labels: Sequence[str]) -> tuple[Integers, Sequence[str]]:
    """The categories with most lines by name and the rest as one: a table of all would not fit into memory."""
    if len(labels) <= MOST_NAMED:
        return code, labels
    totals = np.bincount(code, weights=count, minlength=len(labels))
    kept = np.argsort(-totals, kind="stable")[:MOST_NAMED]
    place = np.full(len(labels), MOST_NAMED)
    place[kept] = np.arange(MOST_NAMED)
    return place[code], [*(labels[category] for category in kept), REST]
