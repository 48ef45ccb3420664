"""Why an offer: what the customer has that goes with it, among profitable customers, with support and lift."""

from dataclasses import dataclass
from math import exp, sqrt
from typing import Final

import numpy as np
from scipy import sparse

from whalecurve.domain.actions.crosssell.purchases import Bools, buyers
from whalecurve.domain.money.apportion import Ints

FEWEST_BUYERS: Final = 5
"""An offer needs so many profitable customers who have both."""

_Z: Final = 1.959964


@dataclass(frozen=True)
class Evidence:
    """What speaks for an offer.

    Attributes:
        given: Code of the item that the customer has.
        both: Profitable customers who have both.
        having: Those who have the given item.
        lift: How many times as many of those who have it buy the offer as of all.
        lift_low: Lower end of its 95 % interval, above 1.
    """

    given: int
    both: int
    having: int
    lift: float
    lift_low: float


def lift(both: int, having: int, buyers: int, customers: int) -> tuple[float, float]:
    """Lift of an item given another, and the lower end of its 95 % interval.

    The interval is that of a ratio of two shares on the scale of logarithms. (Katz, Baptista, Azen and Pike, Obtaining
    confidence intervals for the risk ratio in cohort studies, Biometrics 34, 1978.)

    Args:
        both: Customers who have both.
        having: Customers who have the given item.
        buyers: Customers who have the offered one.
        customers: All.

    >>> [round(end, 2) for end in lift(30, 40, 100, 400)], [round(end, 2) for end in lift(2, 4, 100, 400)]
    ([3.0, 2.34], [2.0, 0.74])
    """
    ratio = both * customers / (having * buyers)
    spread = sqrt(max(1 / both - 1 / having + 1 / buyers - 1 / customers, 0.0))
    return ratio, ratio * exp(-_Z * spread)


@dataclass(frozen=True, eq=False)
class Circle:
    """Customers whose purchases count as evidence: profitable ones, of one kind or all.

    Attributes:
        words: Who they are, in a few words.
        rows: What they have, customers by items, compressed rows.
        columns: The same, compressed columns.
        counts: How many of them have each item.
    """

    words: str
    rows: sparse.csr_array
    columns: sparse.csc_array
    counts: Ints

    @property
    def size(self) -> int:
        """How many they are."""
        return int(self.rows.shape[0])


def circle(have: sparse.csr_array, among: Bools, words: str) -> Circle:
    """The customers of a mask with what they have.

    Args:
        have: What customers have, customers by items.
        among: Who counts; shape (customers,).
        words: Who they are.
    """
    rows = sparse.csr_array(have[np.flatnonzero(among)])
    return Circle(words, rows, sparse.csc_array(rows), buyers(rows))


def evidence(around: Circle, owned: Ints, item: int) -> Evidence | None:
    """The strongest reason among what a customer has: the one whose lift is surest to be above 1.

    Args:
        around: Whose purchases count.
        owned: Codes of the items that the customer has; the offer is none of them.
        item: Code of the offer.

    Returns:
        None where too few have both, or no lift is surely above 1.
    """
    column = around.columns
    holders = around.rows[column.indices[column.indptr[item] : column.indptr[item + 1]]]
    together = buyers(holders)
    best: Evidence | None = None
    for given in owned.tolist():
        both, having = int(together[given]), int(around.counts[given])
        if both < FEWEST_BUYERS or given == item:
            continue
        ratio, low = lift(both, having, int(around.counts[item]), around.size)
        if low > 1 and (best is None or low > best.lift_low):
            best = Evidence(given, both, having, ratio, low)
    return best
