"""What a cost is counted in on each line, and what it costs there."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import MEASURE_OF_BASIS, MEASURE_OF_DRIVER, driver_weights
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.costing.scopes import customer_mask
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.lines.line_table import LineTable, Mask
from whalecurve.domain.money.apportion import Ints, exact_sum
from whalecurve.domain.plan.pool_amount import annual_amount, exact_period_amount
from whalecurve.domain.plan.scenario import CostPool, VariableCost
from whalecurve.domain.quantities.facts import INT64_LIMIT


@dataclass(frozen=True)
class LineBasis:
    """Quantities of the lines, and minor units for each unit of them.

    Attributes:
        quantities: Whole numbers, shape (lines,); Python integers (object) where 64 bits are too few.
        rate: Minor units for one.
    """

    quantities: Ints
    rate: Fraction


def line_basis(statements: Statements, cost: CostPool | VariableCost, lines: LineTable) -> LineBasis | None:
    """What a cost that belongs to lines is counted in there; None for what no line counts (an activity, gross margin).

    Args:
        statements: The period's statements.
        cost: A cost of their plan.
        lines: Lines of the period.
    """
    name = _measure(statements, cost)
    if name is None:
        return None
    quantities = np.ones(len(lines), dtype=np.int64) if name == c.LINES else lines.measure(name)
    unit = Fraction(10**statements.digits, 10 ** statements.ledger.scales.get(name, 0))
    if isinstance(cost, CostPool):
        return LineBasis(quantities, _pool_rate(statements, cost, unit))
    if cost.rate is None:
        return LineBasis(quantities, unit)
    return _at_rates(quantities, line_rates(statements, cost, lines), unit)


def line_rates(statements: Statements, cost: VariableCost, lines: LineTable) -> list[tuple[Mask, Fraction]]:
    """The lines of each stretch of the period with the rate that holds there, in major units."""
    spans = cost.spans(statements.ledger.facts.period)
    return [(lines.in_months(span.first, span.last), Fraction(rate)) for span, rate in spans]


def whose(statements: Statements, cost: CostPool | VariableCost) -> Mask:
    """Who carries a cost: the customers of its scope, of a shared one those who take part; shape (customers + 1,)."""
    ledger = statements.ledger
    carriers = customer_mask(cost.only, ledger.customers, ledger.line_columns)
    if isinstance(cost, CostPool) and cost.practical_capacity is None:
        carriers &= np.append(_weights(statements, cost) > 0, np.False_)
    return carriers


def _measure(statements: Statements, cost: CostPool | VariableCost) -> str | None:
    names = statements.ledger.cost_names
    if isinstance(cost, VariableCost) and cost.rate is None:
        return c.cost_column(names.index(find_name(cost.column, names) or ""))
    if isinstance(cost, VariableCost):
        return MEASURE_OF_BASIS.get(cost.per)
    return MEASURE_OF_DRIVER.get(find_name(cost.driver, tuple(MEASURE_OF_DRIVER)) or "")


def _pool_rate(statements: Statements, pool: CostPool, unit: Fraction) -> Fraction:
    if pool.practical_capacity is not None:
        return annual_amount(pool, statements.charged) / Fraction(pool.practical_capacity) * unit
    whole = exact_sum(_weights(statements, pool))
    amount = exact_period_amount(pool, statements.charged, statements.digits)
    return amount / whole if whole else Fraction(0)


def _weights(statements: Statements, pool: CostPool) -> Ints:
    margin, share_with = statements.gross_margin_quantity, statements.scenario.settings.share_with
    return driver_weights(statements.ledger, pool.driver, margin, share_with, pool.only)


def _at_rates(quantities: Ints, rates: list[tuple[Mask, Fraction]], unit: Fraction) -> LineBasis:
    """One rate as it is; of several, each line's quantity times its own, over their common denominator."""
    if len(rates) == 1:
        return LineBasis(quantities, rates[0][1] * unit)
    whole = lcm(*(rate.denominator for _, rate in rates))
    factors = np.zeros(len(quantities), dtype=object)
    for mask, rate in rates:
        factors[mask] = int(rate * whole)
    product = quantities.astype(object) * factors
    fits = max(map(abs, product), default=0) < INT64_LIMIT
    return LineBasis(product.astype(np.int64) if fits else product, unit / whole)
