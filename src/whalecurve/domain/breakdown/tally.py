"""Adding lines up by the values of a dimension, piece by piece, so that all lines are never in memory."""

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from whalecurve.domain import columns as c
from whalecurve.domain.breakdown.breakdown import Breakdown
from whalecurve.domain.breakdown.dimension import OF_ORDERS
from whalecurve.domain.breakdown.order_bands import join_bands, joined_names
from whalecurve.domain.breakdown.values import Values
from whalecurve.domain.costing.hierarchy import level_of
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.lines.segment_rounding import add_within
from whalecurve.domain.lines.spread import LineFigures
from whalecurve.domain.money.apportion import Ints, exact_sum
from whalecurve.domain.plan.cost_levels import CUSTOMER_LEVEL


@dataclass
class Tally:
    """Sums of one dimension while lines come in; lines of nobody are left out.

    Attributes:
        statements: The answer that is broken down.
        values: The values of the dimension.
        chosen: Codes of customers whose parts are kept one by one, ascending.
    """

    statements: Statements
    values: Values
    chosen: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    amounts: dict[str, Ints] = field(init=False)
    customers: Ints = field(init=False)
    losers: Ints = field(init=False)
    orders: Ints = field(init=False)
    cells: Ints = field(init=False)
    _pairs: list[Ints] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with nothing."""
        plan = self.statements.scenario.by_name
        costs = {**self.statements.variable, **self.statements.fixed}
        inner = [name for name in costs if level_of(self.statements.ledger, plan[name]) != CUSTOMER_LEVEL]
        self.amounts = {name: self._none() for name in (c.NET_REVENUE, c.COST_OF_GOODS, *inner)}
        self.customers, self.losers, self.orders = self._none(), self._none(), self._none()
        self.cells = np.zeros((len(self.chosen), len(self.values.names) + 1), dtype=np.int64)

    def add(self, figures: LineFigures) -> None:
        """Count lines in: all that some customers have."""
        size = self.statements.ledger.size
        known = figures.lines.place < size
        codes = self.values.of_lines(figures, size)[known]
        places = figures.lines.place[known]
        told = {c.NET_REVENUE: figures.net_revenue, c.COST_OF_GOODS: figures.cost_of_goods, **figures.costs}
        for name, sums in self.amounts.items():
            np.add.at(sums, codes, told[name][known])
        mine = np.isin(places, self.chosen)
        np.add.at(
            self.cells, (np.searchsorted(self.chosen, places[mine]), codes[mine]), figures.contribution[known][mine]
        )
        pairs = distinct((places << 32) + codes)
        if self.values.dimension.kind == OF_ORDERS:
            self._pairs.append(pairs)
            self._count_orders(figures, known, codes)
        else:
            self._count(pairs, self.customers, self.losers)

    def breakdown(self) -> Breakdown:
        """The sums as a breakdown; what the lines do not carry belongs to the customers."""
        figures = self.statements.cost_lines
        carried = {name: exact_sum(sums) for name, sums in self.amounts.items()}
        rest = {name: exact_sum(figure.amounts) - carried.get(name, 0) for name, figure in figures.items()}
        found = Breakdown(
            self.values.dimension,
            self.values.names,
            self.amounts[c.NET_REVENUE],
            self.amounts[c.COST_OF_GOODS],
            {name: sums for name, sums in self.amounts.items() if name not in {c.NET_REVENUE, c.COST_OF_GOODS}},
            self.customers,
            self.losers,
            {name: amount for name, amount in rest.items() if amount},
            cells=self.cells,
            chosen=self.chosen,
        )
        return self._joined(found) if self.values.dimension.kind == OF_ORDERS else found

    def _none(self) -> Ints:
        return np.zeros(len(self.values.names) + 1, dtype=np.int64)

    def _count(self, pairs: Ints, customers: Ints, losers: Ints) -> None:
        """Count pairs of customer and value, each once."""
        codes = pairs & 0xFFFFFFFF
        np.add.at(customers, codes, 1)
        np.add.at(losers, codes[self.statements.customer_profit[pairs >> 32] < 0], 1)

    def _count_orders(self, figures: LineFigures, known: npt.NDArray[np.bool_], codes: Ints) -> None:
        orders = figures.lines.order_of[known]
        there = orders >= 0
        _, first = np.unique(orders[there], return_index=True)
        np.add.at(self.orders, codes[there][first], 1)

    def _joined(self, found: Breakdown) -> Breakdown:
        """Bands joined to a few; a customer counts once in each."""
        bands = join_bands(self.orders[:-1])
        into = np.full(len(self.orders), len(bands), dtype=np.int64)
        for place, (first, last) in enumerate(bands):
            into[first : last + 1] = place

        def together(sums: Ints) -> Ints:
            return add_within(sums, into, len(bands) + 1)

        customers, losers = np.zeros(len(bands) + 1, dtype=np.int64), np.zeros(len(bands) + 1, dtype=np.int64)
        for pairs in self._pairs:
            self._count(distinct((pairs >> 32 << 32) + into[pairs & 0xFFFFFFFF]), customers, losers)
        return replace(
            found,
            names=joined_names(bands, self.statements.digits),
            net_revenue=together(found.net_revenue),
            cost_of_goods=together(found.cost_of_goods),
            costs={name: together(sums) for name, sums in found.costs.items()},
            customers=customers,
            losers=losers,
            orders=together(self.orders),
            codes=tuple(bands),
        )


def distinct(values: Ints) -> Ints:
    """The values that occur, in order; sorting is several times faster here than numpy's own way of hashing them.

    >>> distinct(np.array([3, 1, 3])).tolist(), distinct(np.array([], dtype=np.int64)).tolist()
    ([1, 3], [])
    """
    ordered = np.sort(values)
    return np.asarray(ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]], dtype=np.int64)


def by_customers(statements: Statements, values: Values) -> Breakdown:
    """Profit by a column of the customers: whole statements added up, costs of customers among them."""
    size = len(values.names) + 1
    codes = np.where(values.customer_codes < 0, size - 1, values.customer_codes)

    def together(amounts: Ints) -> Ints:
        return add_within(amounts, codes, size)

    costs = {**statements.variable, **statements.fixed}
    return Breakdown(
        values.dimension,
        values.names,
        together(statements.net_revenue.amounts),
        together(statements.cost_of_goods.amounts),
        {name: together(line.amounts) for name, line in costs.items()},
        together(np.ones(len(codes), dtype=np.int64)),
        together((statements.customer_profit < 0).astype(np.int64)),
    )
