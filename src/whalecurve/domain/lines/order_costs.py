"""What belongs to orders: the same for each order of a customer, then to its lines by their revenue."""

from math import lcm

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.lines.line_basis import line_rates
from whalecurve.domain.lines.line_table import LineTable, Mask
from whalecurve.domain.lines.segment_rounding import add_within, share_within
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.plan.scenario import CostPool, VariableCost


def on_orders(
    statements: Statements, cost: CostPool | VariableCost, lines: LineTable, counted: Mask, totals: Ints
) -> Ints:
    """A cost of orders on the lines; shape (lines,).

    Args:
        statements: The period's statements.
        cost: A cost of their plan that belongs to orders.
        lines: All lines of some customers.
        counted: The lines that the cost is about.
        totals: Minor units of each customer, of nobody last.
    """
    there = counted & (lines.order_of >= 0)
    orders = lines.order_of[there]
    alike = np.zeros(len(lines.order_places), dtype=np.int64)
    alike[orders] = 1
    if isinstance(cost, VariableCost) and cost.rate is not None:
        alike = _by_rate(statements, cost, lines, there, alike)
    of_orders = share_within(totals, alike, lines.order_places)
    parts = np.zeros(len(lines), dtype=np.int64)
    parts[there] = share_within(of_orders, _weights(lines.measure(c.NET_REVENUE)[there], orders, len(alike)), orders)
    return parts


def _weights(revenue: Ints, orders: Ints, size: int) -> Ints:
    """By what the lines of an order share its cost: revenue above zero, without any the size of it, else alike.

    >>> _weights(np.array([70, -30, 30, -5, -15, 0]), np.array([0, 0, 0, 1, 1, 2]), 3).tolist()
    [70, 0, 30, 5, 15, 1]
    """
    weights = np.maximum(revenue, 0)
    for fallback in (np.abs(revenue), np.ones(len(revenue), dtype=np.int64)):
        weights = np.where(add_within(weights, orders, size)[orders] > 0, weights, fallback)
    return weights


def _by_rate(statements: Statements, cost: VariableCost, lines: LineTable, there: Mask, alike: Ints) -> Ints:
    """Orders weighed by the rate of the month of their first line, where the rate changes in the period."""
    rates = line_rates(statements, cost, lines)
    if len(rates) == 1:
        return alike
    whole = lcm(*(rate.denominator for _, rate in rates))
    weighed = np.zeros(len(alike), dtype=np.int64)
    for mask, rate in reversed(rates):
        weighed[lines.order_of[there & mask]] = int(rate * whole)
    return weighed
