"""Ranks, the top, middle and bottom by revenue with their verdicts, and where revenue and profit disagree most."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.ranks.whale import share

TOP: Final = "top"
MIDDLE: Final = "middle"
BOTTOM: Final = "bottom"
_IN_LINE_PART: Final = 5
"""Profit is in line when it is off by at most this part of the share of revenue: a fifth."""

_PACKED_LIMIT = 2**62

Places = npt.NDArray[np.intp]


def best_first(amounts: Ints) -> Places:
    """Positions from the largest amount to the smallest, ties by position, that is by customer id; shape (customers,).

    >>> best_first(np.array([5, 9, 5])).tolist()
    [1, 0, 2]
    """
    count = len(amounts)
    if count == 0:
        return np.zeros(0, dtype=np.intp)
    highest, lowest = int(amounts.max()), int(amounts.min())
    if (highest - lowest + 1) * count < _PACKED_LIMIT:
        packed = (highest - amounts) * np.int64(count) + np.arange(count)
        packed.sort()
        return np.asarray(packed % count, dtype=np.intp)
    return np.lexsort((np.arange(count), -amounts))


def ranks(order: Places) -> Ints:
    """Rank of each position, 1 the best; shape (customers,).

    >>> ranks(np.array([1, 0, 2])).tolist()
    [2, 1, 3]
    """
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    return rank


@dataclass(frozen=True)
class Group:
    """Some customers by revenue, and whether their share of profit is in line with it.

    Attributes:
        name: ``top``, ``middle`` or ``bottom``.
        places: Their positions, by revenue rank.
        net_revenue: Minor units together.
        customer_profit: Minor units together.
        revenue_share: Of all customers' revenue; None when that is zero or less.
        profit_share: Of all customers' profit; None when that is zero or less.
        revenue_of_all: Minor units of all customers.
        profit_of_all: Likewise.
    """

    name: str
    places: Places
    net_revenue: int
    customer_profit: int
    revenue_share: float | None
    profit_share: float | None
    revenue_of_all: int = 0
    profit_of_all: int = 0

    @property
    def in_line(self) -> bool | None:
        """Whether profit follows revenue within a fifth of the share of revenue; None when a share means nothing."""
        if self.revenue_share is None or self.profit_share is None:
            return None
        return abs(self._beyond) * _IN_LINE_PART <= abs(self.net_revenue) * self.profit_of_all

    @property
    def earns_more(self) -> bool:
        """Whether the share of profit is above the share of revenue."""
        return self._beyond > 0

    @property
    def _beyond(self) -> int:
        """Share of profit less share of revenue, times both totals: exact, so that no word hangs on a float."""
        return self.customer_profit * self.revenue_of_all - self.net_revenue * self.profit_of_all


def group_by_revenue(order: Places, net_revenue: Ints, customer_profit: Ints, group_size: int) -> tuple[Group, ...]:
    """The top, the middle and the bottom customers by revenue, no customer in two groups.

    Args:
        order: Positions by revenue, best first.
        net_revenue: Minor units, shape (customers,).
        customer_profit: Minor units, shape (customers,).
        group_size: Customers in each group; fewer when there are not three times as many.

    >>> groups = group_by_revenue(np.arange(7), np.arange(7, 0, -1), np.ones(7, dtype=np.int64), 2)
    >>> [group.places.tolist() for group in groups]
    [[0, 1], [2, 3], [5, 6]]
    """
    count = len(order)
    size = min(group_size, max(count // 3, 1))
    middle = (count - size) // 2
    spans = {TOP: order[:size], MIDDLE: order[middle : middle + size], BOTTOM: order[count - size :]}
    if count < 3:  # noqa: PLR2004 - one customer cannot be both ends and the middle
        spans = {TOP: order[: min(count, 1)], MIDDLE: order[:0], BOTTOM: order[1:]}
    revenue, profit = int(net_revenue.sum()), int(customer_profit.sum())
    return tuple(_group(name, places, net_revenue, customer_profit, revenue, profit) for name, places in spans.items())


def group_at(name: str, places: Places, net_revenue: Ints, customer_profit: Ints) -> Group:
    """The customers at some places as a group, whoever they are."""
    return _group(name, places, net_revenue, customer_profit, int(net_revenue.sum()), int(customer_profit.sum()))


def _group(name: str, places: Places, net_revenue: Ints, customer_profit: Ints, revenue: int, profit: int) -> Group:
    own_revenue, own_profit = int(net_revenue[places].sum()), int(customer_profit[places].sum())
    shares = share(own_revenue, revenue), share(own_profit, profit)
    return Group(name, places, own_revenue, own_profit, *shares, revenue, profit)


def disagreements(revenue_rank: Ints, profit_rank: Ints, most: int = 10) -> Places:
    """Positions where revenue rank and profit rank differ most, largest difference first, ties by position.

    >>> disagreements(np.array([1, 2, 3]), np.array([3, 2, 1]), most=2).tolist()
    [0, 2]
    """
    gap = np.abs(revenue_rank - profit_rank)
    order = best_first(gap)[:most]
    return np.asarray(order[gap[order] > 0], dtype=np.intp)
