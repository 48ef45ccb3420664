"""The factors of a bridge, and terms of profit that are products of some of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from whalecurve.domain.bridge.shapley import Floats

PRICES: Final = "prices"
VOLUME: Final = "volume"
MIX: Final = "product mix"
DISCOUNTS: Final = "discounts"
UNIT_COSTS: Final = "unit costs"
COST_RATES: Final = "cost rates"
DRIVERS_USE: Final = "use of drivers"
FIXED_COSTS: Final = "fixed costs"
WON: Final = "customers won"
LOST: Final = "customers lost"
ROUNDING: Final = "rounding"
UNASSIGNED: Final = "unassigned"
UNUSED: Final = "unused capacity"
OF_CUSTOMERS: Final = (
    VOLUME,
    MIX,
    PRICES,
    DISCOUNTS,
    UNIT_COSTS,
    COST_RATES,
    DRIVERS_USE,
    FIXED_COSTS,
    WON,
    LOST,
    ROUNDING,
)
"""What can change a customer's profit; what is left over belongs to the company alone."""


@dataclass(frozen=True)
class Factor:
    """One factor of a term in both periods.

    Attributes:
        name: One of ``OF_CUSTOMERS``.
        before: Its value for each customer, shape (customers,).
        after: The same in the later period.
    """

    name: str
    before: Floats
    after: Floats


@dataclass(frozen=True)
class Term:
    """A part of every customer's profit: the product of its factors.

    Attributes:
        sign: 1 for what adds to profit, -1 for a cost.
        factors: Their product is the amount in minor units, in both periods.
        of_all: Whether it falls on customers who did not buy as well, as parts of fixed costs do.
    """

    sign: int
    factors: Sequence[Factor]
    of_all: bool = False


def rated(use: tuple[Floats, Floats], cost: tuple[Floats, Floats]) -> tuple[Factor, Factor]:
    """A cost as what it is counted in times the cost of one, for both periods; the names are left to the caller.

    Who used nothing in one period has the rate of the other. Where a cost is not use times rate at all (what was used
    adds up to nothing and its cost does not), the cost itself stands for the use.
    """
    (used, uses), (costed, costs) = use, cost
    odd = ((used == 0) & (costed != 0)) | ((uses == 0) & (costs != 0))
    used, uses = np.where(odd, costed, used), np.where(odd, costs, uses)
    rate_before, rate_after = ratio(costed, used), ratio(costs, uses)
    before = np.where(used == 0, rate_after, rate_before)
    after = np.where(uses == 0, rate_before, rate_after)
    return Factor("", used, uses), Factor("", before, after)


def ratio(part: Floats, whole: Floats) -> Floats:
    """Part by whole, 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole != 0)
