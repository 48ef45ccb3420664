"""Every figure of the statements on the lines that make it: whole minor units that add up to the figure.

A line's part is its exact cost, rounded by largest remainder among the lines of the same customer until they add up to
the customer's figure. What belongs to an order goes to the orders first, then to the lines of each by their revenue.
What belongs to a customer stands on no line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import GROSS_MARGIN_DRIVER
from whalecurve.domain.costing.hierarchy import level_of
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.costing.scopes import line_part
from whalecurve.domain.costing.statement import Line, Statements
from whalecurve.domain.lines.line_basis import line_basis, whose
from whalecurve.domain.lines.line_table import LineTable, Mask, join_lines
from whalecurve.domain.lines.order_costs import on_orders
from whalecurve.domain.lines.segment_rounding import round_within, share_within
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.plan.cost_levels import CUSTOMER_LEVEL, ORDER_LEVEL
from whalecurve.domain.plan.scenario import CostPool, VariableCost

Labels = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class LineFigures:
    """Parts of the statements' figures, minor units, each of shape (lines,); costs positive.

    Attributes:
        lines: The lines.
        list_revenue: Before discounts.
        net_revenue: After discounts and returns.
        cost_of_goods: Of the files and of the plan.
        variable: Parts of each variable cost by name; zeros where it belongs to the customer.
        fixed: Parts of each fixed cost by name, likewise.
    """

    lines: LineTable
    list_revenue: Ints
    net_revenue: Ints
    cost_of_goods: Ints
    variable: Mapping[str, Ints]
    fixed: Mapping[str, Ints]

    @property
    def gross_margin(self) -> Ints:
        """Net revenue less cost of goods."""
        return self.net_revenue - self.cost_of_goods

    @cached_property
    def costs(self) -> Mapping[str, Ints]:
        """Every cost but that of goods, in the order of the statement."""
        return {**self.variable, **self.fixed}

    @cached_property
    def contribution(self) -> Ints:
        """What a line leaves after everything that belongs to it or to its order."""
        return self.gross_margin - sum(self.costs.values(), np.zeros(len(self.lines), dtype=np.int64))

    def take(self, rows: npt.NDArray[np.intp]) -> "LineFigures":
        """The figures at some positions."""
        return LineFigures(
            self.lines.take(rows),
            self.list_revenue[rows],
            self.net_revenue[rows],
            self.cost_of_goods[rows],
            {name: parts[rows] for name, parts in self.variable.items()},
            {name: parts[rows] for name, parts in self.fixed.items()},
        )


def joined(pieces: Sequence[LineFigures]) -> LineFigures:
    """Pieces of lines as one, in the order of the files; there is at least one piece."""
    first = pieces[0]
    together = LineFigures(
        join_lines([piece.lines for piece in pieces]),
        np.concatenate([piece.list_revenue for piece in pieces]),
        np.concatenate([piece.net_revenue for piece in pieces]),
        np.concatenate([piece.cost_of_goods for piece in pieces]),
        {name: np.concatenate([piece.variable[name] for piece in pieces]) for name in first.variable},
        {name: np.concatenate([piece.fixed[name] for piece in pieces]) for name in first.fixed},
    )
    return together.take(together.lines.in_order)


def spread(statements: Statements, lines: LineTable, labels: Labels) -> LineFigures:
    """Put the figures of the customers who are in ``lines`` on their lines.

    Args:
        statements: The period's statements.
        lines: All lines of some customers in that period, those of nobody among them or not.
        labels: Texts of the codes, for costs that are limited to some lines.
    """
    scales = statements.ledger.scales
    revenue, listed = (
        _measured(figure, lines.measure(name), scales.get(name, 0), statements, lines)
        for figure, name in ((statements.net_revenue, c.NET_REVENUE), (statements.list_revenue, c.LIST_REVENUE))
    )
    goods = _own_goods(statements, lines)
    plan = statements.scenario.by_name
    for name, figure in statements.goods_by_plan.items():
        goods += spread_cost(statements, plan[name], figure, lines, labels, revenue)
    margin = revenue - goods
    variable, fixed = (
        {name: spread_cost(statements, plan[name], figure, lines, labels, margin) for name, figure in figures.items()}
        for figures in (statements.variable, statements.fixed)
    )
    return LineFigures(lines, listed, revenue, goods, variable, fixed)


def spread_cost(
    statements: Statements,
    cost: CostPool | VariableCost,
    figure: Line,
    lines: LineTable,
    labels: Labels,
    margin: Ints,
) -> Ints:
    """One cost on the lines; zeros where it belongs to the customer.

    Args:
        statements: The period's statements.
        cost: A cost of their plan.
        figure: What it comes to for each customer and for nobody.
        lines: All lines of some customers.
        labels: Texts of the codes.
        margin: Gross margin of each line in minor units, for what is shared by it.
    """
    level = level_of(statements.ledger, cost)
    if level == CUSTOMER_LEVEL or not len(lines):
        return np.zeros(len(lines), dtype=np.int64)
    counted = _counted(statements, cost, lines, labels)
    totals = _totals(figure)
    if level == ORDER_LEVEL:
        return on_orders(statements, cost, lines, counted, totals)
    basis = line_basis(statements, cost, lines)
    if basis is not None:
        quantities = np.where(counted, basis.quantities, 0)
        return round_within(quantities, basis.rate.numerator, basis.rate.denominator, lines.place, totals)
    by_margin = isinstance(cost, CostPool) and find_name(cost.driver, (GROSS_MARGIN_DRIVER,)) is not None
    weights = np.maximum(margin, 0) if by_margin else np.ones(len(lines), dtype=np.int64)
    return share_within(totals, np.where(counted, weights, 0), lines.place)


def _measured(figure: Line, quantities: Ints, scale: int, statements: Statements, lines: LineTable) -> Ints:
    return round_within(quantities, 10**statements.digits, 10**scale, lines.place, _totals(figure))


def _own_goods(statements: Statements, lines: LineTable) -> Ints:
    """Cost of goods as the files have it: what the plan adds is taken off the figure first."""
    added = statements.goods_by_plan.values()
    whole = statements.cost_of_goods
    own = Line(
        whole.amounts - sum((line.amounts for line in added), np.zeros(len(whole.amounts), dtype=np.int64)),
        whole.unassigned - sum(line.unassigned for line in added),
    )
    scale = statements.ledger.scales.get(c.COST_OF_GOODS, 0)
    return _measured(own, lines.measure(c.COST_OF_GOODS), scale, statements, lines)


def _counted(statements: Statements, cost: CostPool | VariableCost, lines: LineTable, labels: Labels) -> Mask:
    """The lines that a cost is about: inside its scope, of a customer who carries it."""
    ledger = statements.ledger
    part = line_part(cost.only, ledger.traits, ledger.line_columns)
    return np.asarray(lines.inside(part, labels) & whose(statements, cost)[lines.place])


def _totals(figure: Line) -> Ints:
    return np.append(figure.amounts, np.int64(figure.unassigned))
