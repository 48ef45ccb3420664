"""Product mix: which share of a customer's purchases falls on each category.

Only shares leave this module. A customer who buys ten times as much of everything has the same mix, so that the size
of the revenue cannot enter the traits this way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.segments.arrays import Floats, Integers
from whalecurve.domain.segments.errors import TraitError


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
        amounts = np.zeros((customers, len(labels)), dtype=np.int64)
        places = (known[columns.CUSTOMER].to_numpy(), known[columns.CATEGORY].to_numpy())
        np.add.at(amounts, places, known[columns.NET_REVENUE].to_numpy())
        return cls(amounts, labels)

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
