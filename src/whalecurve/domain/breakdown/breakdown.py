"""Profit by the values of one dimension: what lines and orders leave, and what belongs to customers in a row apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.breakdown.dimension import OF_MONTHS, OF_ORDERS, Dimension
from whalecurve.domain.money.apportion import Ints, exact_sum

PROFIT: Final = "profit"
COST_OF_CUSTOMERS: Final = "cost_of_customers"
"""Columns of a breakdown: what is left of a value, and what belongs to customers and to no value."""


@dataclass(frozen=True)
class Breakdown:
    """Known customers' profit by a dimension; money in minor units, costs positive.

    Each array has one place per value and a last one for what has no value.

    Attributes:
        dimension: What it is broken down by.
        names: Name of each value.
        net_revenue: Of the lines with the value.
        cost_of_goods: Likewise.
        costs: Every cost that reaches a value, by name: those of lines and orders; where the values are the
            customers' own, all of them.
        customers: How many customers have such a line, or are such customers.
        losers: How many of them are at a loss, all their lines counted.
        of_customers: What belongs to customers and to no value, by name of the statement line; empty where the values
            are the customers' own.
        orders: Number of orders of each value, where the dimension is one of orders.
        codes: For each value the codes that it stands for, where several were joined: first and last.
        chosen: Codes of some customers, ascending, whose parts are told one by one.
        cells: What each of them leaves in each value; shape (chosen, values + 1).
    """

    dimension: Dimension
    names: tuple[str, ...]
    net_revenue: Ints
    cost_of_goods: Ints
    costs: Mapping[str, Ints]
    customers: Ints
    losers: Ints
    of_customers: Mapping[str, int] = field(default_factory=dict)
    orders: Ints | None = None
    codes: tuple[tuple[int, int], ...] = ()
    chosen: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    cells: Ints = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))

    @property
    def gross_margin(self) -> Ints:
        """Net revenue less cost of goods."""
        return self.net_revenue - self.cost_of_goods

    @cached_property
    def profit(self) -> Ints:
        """What is left of each value: after costs of lines and orders, or after all where these are the customers'."""
        return self.gross_margin - sum(self.costs.values(), np.zeros(len(self.net_revenue), dtype=np.int64))

    @property
    def cost_of_customers(self) -> int:
        """What belongs to customers and to no value."""
        return sum(self.of_customers.values())

    @property
    def total(self) -> int:
        """Profit of all customers: all values less what belongs to customers. The Ranking's total."""
        return exact_sum(self.profit) - self.cost_of_customers

    @property
    def without(self) -> str:
        """Name of what has no value."""
        return f"no {self.dimension.name}"

    @cached_property
    def present(self) -> Ints:
        """Places of the values that occur, best first; what has no value among them."""
        there = self.customers > 0
        for amounts in (self.net_revenue, self.cost_of_goods, *self.costs.values()):
            there = there | (amounts != 0)
        places = np.flatnonzero(there)
        return np.asarray(places[np.argsort(-self.profit[places], kind="stable")], dtype=np.int64)

    @cached_property
    def listed(self) -> Ints:
        """The same places as a table lists them: months and order sizes in their own order, others best first."""
        has_order = self.dimension.kind in {OF_MONTHS, OF_ORDERS}
        return np.sort(self.present) if has_order else self.present

    def name(self, place: int) -> str:
        """Name of a value, or of what has none."""
        return self.names[place] if place < len(self.names) else self.without

    def row(self, place: int) -> dict[str, int]:
        """Minor units of one value by column."""
        return {
            c.NET_REVENUE: int(self.net_revenue[place]),
            c.COST_OF_GOODS: int(self.cost_of_goods[place]),
            c.GROSS_MARGIN: int(self.gross_margin[place]),
            **{name: int(amounts[place]) for name, amounts in self.costs.items()},
            **({} if self.dimension.of_customers else {COST_OF_CUSTOMERS: 0}),
            PROFIT: int(self.profit[place]),
        }
