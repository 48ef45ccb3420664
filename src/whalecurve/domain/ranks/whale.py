"""The whale curve: cumulative customer profit, best customer first (Kaplan and Narayanan, 2001)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from whalecurve.domain.money.apportion import Ints

MOST_POINTS = 1000


@dataclass(frozen=True)
class WhaleCurve:
    """The curve and what one reads off it.

    Attributes:
        customers: How many of the best customers each point counts, starting with none; int64, shape (points,).
        cumulative_profit: Their profit together, minor units; int64, shape (points,).
        count: Number of customers.
        total: Profit of all customers.
        peak: The highest cumulative profit.
        peak_customers: With how many customers it is first reached.
        top_20_percent: Profit of the best fifth of customers (rounded up).
    """

    customers: Ints
    cumulative_profit: Ints
    count: int
    total: int
    peak: int
    peak_customers: int
    top_20_percent: int

    @property
    def give_back(self) -> int:
        """What the customers after the peak take away again."""
        return self.peak - self.total

    @property
    def peak_share(self) -> float | None:
        """Peak as a share of the total; None when the total is zero or less, where a share means nothing."""
        return share(self.peak, self.total)

    @property
    def top_20_percent_share(self) -> float | None:
        """The best fifth's share of the total; None when the total is zero or less."""
        return share(self.top_20_percent, self.total)

    @cached_property
    def customer_share(self) -> npt.NDArray[np.float64]:
        """``customers`` as a share of all; shape (points,)."""
        return self.customers / max(self.count, 1)


def share(part: int, whole: int) -> float | None:
    """Part of a whole as a share, or None when the whole is zero or less: -340 % would mean nothing.

    >>> share(1, 4), share(1, 0), share(1, -4)
    (0.25, None, None)
    """
    return part / whole if whole > 0 else None


def whale_curve(profits_best_first: Ints, most_points: int = MOST_POINTS) -> WhaleCurve:
    """Draw the curve through at most ``most_points`` points, exact at both ends and at the peak.

    Args:
        profits_best_first: Minor units, shape (customers,), largest first.
        most_points: At least 3.

    >>> curve = whale_curve(np.array([60, 50, -10]))
    >>> curve.customers.tolist(), curve.cumulative_profit.tolist(), curve.peak_customers, curve.give_back
    ([0, 1, 2, 3], [0, 60, 110, 100], 2, 10)
    """
    cumulative = np.concatenate([[0], np.cumsum(profits_best_first)]).astype(np.int64)
    count = len(profits_best_first)
    peak_customers = int(np.argmax(cumulative))
    places = np.arange(count + 1)
    if count + 1 > most_points:
        places = np.unique(np.append(np.linspace(0, count, most_points - 1).round().astype(np.int64), peak_customers))
    return WhaleCurve(
        customers=places,
        cumulative_profit=cumulative[places],
        count=count,
        total=int(cumulative[-1]),
        peak=int(cumulative[peak_customers]),
        peak_customers=peak_customers,
        top_20_percent=int(cumulative[-(-count // 5)]),
    )
