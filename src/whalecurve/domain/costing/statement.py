"""Every customer's statement: net revenue down to customer profit, whole minor units, each column exact in total.

Each line is rounded once per customer so that the known customers' column adds up to their exact total; what belongs
to no known customer is the rest of the exact total of all lines, so that nothing a stranger's line does can move a
customer's figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import basis_quantity, column_quantity, driver_quantity, driver_weights
from whalecurve.domain.costing.hierarchy import level_of
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.money.apportion import Ints, allocate, exact_sum, round_half_up, round_shares
from whalecurve.domain.money.exact_numbers import Quantity
from whalecurve.domain.plan.pool_amount import annual_amount, exact_period_amount, period_amount
from whalecurve.domain.plan.scenario import BASIS_CREDIT_DAY, COST_OF_GOODS_KIND, CostPool, Scenario, VariableCost
from whalecurve.domain.quantities.charged_months import ChargedMonths
from whalecurve.domain.quantities.facts import INT64_LIMIT, Period
from whalecurve.domain.words.formats import minor_digits

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Line:
    """One statement line of every customer, minor units of shape (customers,), and the part nobody known has."""

    amounts: Ints
    unassigned: int = 0


@dataclass(frozen=True)
class Statements:
    """All customers' statements of one scenario and period, in code order; money in minor units, costs positive.

    Attributes:
        ledger: The quantities that the statements rest on.
        scenario: The plan.
        digits: Decimals of the currency.
        list_revenue: Before discounts; equals net revenue where the files do not say.
        net_revenue: What was earned, after discounts and returns.
        cost_of_goods: Product cost of what was sold.
        variable: Name -> line, in plan order.
        fixed: Name -> line, in plan order; its unassigned part is what no driver could share.
        unused: Pool name -> unused capacity cost of the period; below zero when more was used than there was.
        goods_by_plan: The part of cost of goods that the plan adds, by name.
    """

    ledger: Ledger
    scenario: Scenario
    digits: int
    list_revenue: Line
    net_revenue: Line
    cost_of_goods: Line
    variable: Mapping[str, Line]
    fixed: Mapping[str, Line]
    unused: Mapping[str, int] = field(default_factory=dict)
    goods_by_plan: Mapping[str, Line] = field(default_factory=dict)

    @property
    def charged(self) -> ChargedMonths:
        """The months that fixed costs are charged for."""
        return self.ledger.charged_months(self.scenario.settings.part_months)

    @property
    def gross_margin_quantity(self) -> Quantity:
        """Gross margin as something to share by."""
        return Quantity(self.gross_margin, self.digits)

    @cached_property
    def gross_margin(self) -> Ints:
        """Net revenue less cost of goods; shape (customers,)."""
        return self.net_revenue.amounts - self.cost_of_goods.amounts

    @cached_property
    def variable_cost(self) -> Ints:
        """All variable costs; shape (customers,)."""
        return _total(self.variable, len(self.gross_margin))

    @cached_property
    def contribution_margin(self) -> Ints:
        """Gross margin less variable costs; shape (customers,)."""
        return self.gross_margin - self.variable_cost

    @cached_property
    def fixed_cost(self) -> Ints:
        """All shares of fixed costs; shape (customers,)."""
        return _total(self.fixed, len(self.gross_margin))

    @cached_property
    def customer_profit(self) -> Ints:
        """Contribution margin less allocated fixed cost: the figure that ranks; shape (customers,)."""
        return self.contribution_margin - self.fixed_cost

    @property
    def profit(self) -> int:
        """Profit of all customers together."""
        return exact_sum(self.customer_profit)

    @property
    def unassigned_revenue(self) -> int:
        """Net revenue that belongs to no known customer."""
        return self.net_revenue.unassigned

    @property
    def unassigned_cost(self) -> int:
        """Costs that belong to no known customer: of lines without one, and of pools that nothing could share."""
        parts = [self.cost_of_goods, *self.variable.values(), *self.fixed.values()]
        return sum(part.unassigned for part in parts)

    @property
    def unused_capacity_cost(self) -> int:
        """Cost of practical capacity that nobody used."""
        return sum(self.unused.values())

    @property
    def company_profit(self) -> int:
        """Profit of all customers and of what is unassigned, less unused capacity."""
        return self.profit + self.unassigned_revenue - self.unassigned_cost - self.unused_capacity_cost

    @cached_property
    def is_revenue_only(self) -> bool:
        """Whether there is no cost at all: then profit is only another word for revenue, and no conclusion holds."""
        lines = self.cost_lines.values()
        return not any(line.unassigned or line.amounts.any() for line in lines) and not any(self.unused.values())

    @cached_property
    def cost_lines(self) -> Mapping[str, Line]:
        """Every cost line of the statement by name, in the order it is subtracted."""
        return {c.COST_OF_GOODS: self.cost_of_goods, **self.variable, **self.fixed}

    def frame(self) -> pd.DataFrame:
        """One row per customer in code order; money as int64 minor units, names as text."""
        customers = self.ledger.customers
        return pd.DataFrame(
            {
                c.CUSTOMER_ID: customers[c.CUSTOMER_ID].to_numpy(),
                c.CUSTOMER_NAME: customers[c.CUSTOMER_NAME].to_numpy(),
                c.NET_REVENUE: self.net_revenue.amounts,
                c.COST_OF_GOODS: self.cost_of_goods.amounts,
                c.GROSS_MARGIN: self.gross_margin,
                **{name: line.amounts for name, line in self.variable.items()},
                c.CONTRIBUTION_MARGIN: self.contribution_margin,
                **{name: line.amounts for name, line in self.fixed.items()},
                c.CUSTOMER_PROFIT: self.customer_profit,
            }
        )


def make_statements(ledger: Ledger, scenario: Scenario, before: Statements | None = None) -> Statements:
    """Cost every customer under a scenario.

    Args:
        ledger: Quantities of the scenario's period.
        scenario: Costs and settings.
        before: Statements of another plan, from which the lines of costs that are the same there are taken over.

    Raises:
        PlanError: If the plan names a driver, basis, column or scope that the data does not carry, or a level for a
            cost whose basis says it already.
        OverflowError: If an amount does not fit 64 bits.
    """
    for cost in scenario.costs:
        level_of(ledger, cost)  # a plan that moves what cannot be moved has no answer
    if before is None or before.ledger is not ledger or not _same_terms(before.scenario, scenario):
        before = _without_costs(ledger, scenario)
    if _goods(scenario) != _goods(before.scenario):
        before = _with_goods(before, scenario)
    gross_margin, digits = before.gross_margin_quantity, before.digits
    known = before.scenario.by_name
    same = {cost.name for cost in scenario.costs if known.get(cost.name) == cost}
    pools = {
        pool.name: (before.fixed[pool.name], before.unused.get(pool.name))
        if pool.name in same
        else _pool(ledger, scenario, pool, digits, gross_margin)
        for pool in scenario.fixed
    }
    variable = {
        cost.name: before.variable[cost.name]
        if cost.name in same
        else _charged_together(cost_parts(ledger, cost), digits)
        for cost in scenario.variable
        if cost.kind != COST_OF_GOODS_KIND
    }
    return replace(
        before,
        scenario=scenario,
        variable=variable,
        fixed={name: line for name, (line, _) in pools.items()},
        unused={name: unused for name, (_, unused) in pools.items() if unused is not None},
    )


def _same_terms(one: Scenario, other: Scenario) -> bool:
    """Whether two plans differ in their costs alone."""
    return (one.currency, one.settings, one.period) == (other.currency, other.settings, other.period)


def _goods(scenario: Scenario) -> list[VariableCost]:
    return [cost for cost in scenario.variable if cost.kind == COST_OF_GOODS_KIND]


def _without_costs(ledger: Ledger, scenario: Scenario) -> Statements:
    """What the files alone say: revenue and cost of goods."""
    digits = minor_digits(scenario.currency)
    return Statements(
        ledger=ledger,
        scenario=replace(scenario, fixed=(), variable=()),
        digits=digits,
        list_revenue=_charged(ledger.measure(c.LIST_REVENUE), Fraction(1), digits),
        net_revenue=_charged(ledger.measure(c.NET_REVENUE), Fraction(1), digits),
        cost_of_goods=_charged(ledger.measure(c.COST_OF_GOODS), Fraction(1), digits),
        variable={},
        fixed={},
    )


def _with_goods(before: Statements, scenario: Scenario) -> Statements:
    """The plan's own cost of goods; no other line is kept, since the gross margin may be what they are shared by."""
    ledger, digits = before.ledger, before.digits
    parts = {cost.name: cost_parts(ledger, cost) for cost in _goods(scenario)}
    files = (ledger.measure(c.COST_OF_GOODS), Fraction(1))
    return replace(
        before,
        scenario=replace(scenario, fixed=(), variable=()),
        cost_of_goods=_charged_together([files, *(part for one in parts.values() for part in one)], digits),
        goods_by_plan={name: _charged_together(one, digits) for name, one in parts.items()},
        variable={},
        fixed={},
        unused={},
    )


def cost_parts(ledger: Ledger, cost: VariableCost) -> list[tuple[Quantity, Fraction]]:
    """What a variable cost is counted in, and its rate in major units; several where the rate changes in the period."""
    if cost.rate is None:
        return [(column_quantity(ledger, cost.column, cost.only), Fraction(1))]
    days = DAYS_A_YEAR if cost.per == BASIS_CREDIT_DAY else 1
    return [(quantity, Fraction(rate) / days) for _, rate, quantity in cost_stretches(ledger, cost)]


def cost_stretches(ledger: Ledger, cost: VariableCost) -> list[tuple[Period, Decimal, Quantity]]:
    """Each stretch of the period with the rate that holds in it and the quantity counted in it.

    A quantity counts in the stretch in which it is first known: an order in that of its first line, an activity without
    a date in the first one. So the stretches together are the period, to the unit.
    """
    found, before = [], None
    spans = cost.spans(ledger.facts.period)
    for span, rate in spans[:-1]:
        known = basis_quantity(ledger.so_far[span.last], cost.per, cost.only)
        found.append((span, rate, known.less(before)))
        before = known
    span, rate = spans[-1]
    return [*found, (span, rate, basis_quantity(ledger, cost.per, cost.only).less(before))]


def _charged(quantity: Quantity, rate: Fraction, digits: int) -> Line:
    """Quantity times rate in minor units: known customers add up exactly, the rest of the total is unassigned."""
    exact = rate * 10**digits / 10**quantity.scale
    known = quantity.values[:-1]
    amounts = round_shares(known, exact.numerator, exact.denominator)
    rest = int(quantity.values[-1])
    if rest == 0:
        return Line(amounts)
    return Line(amounts, round_half_up((exact_sum(known) + rest) * exact) - exact_sum(amounts))


def _pool(
    ledger: Ledger, scenario: Scenario, pool: CostPool, digits: int, gross_margin: Quantity
) -> tuple[Line, int | None]:
    """A pool's line and, with practical capacity, its unused capacity cost."""
    charged = ledger.charged_months(scenario.settings.part_months)
    if pool.practical_capacity is not None:
        rate = annual_amount(pool, charged) / Fraction(pool.practical_capacity)
        used = _charged(driver_quantity(ledger, pool.driver, gross_margin, pool.only), rate, digits)
        return used, period_amount(pool, charged, digits) - exact_sum(used.amounts) - used.unassigned
    weights = driver_weights(ledger, pool.driver, gross_margin, scenario.settings.share_with, pool.only)
    if not weights.any():
        return Line(np.zeros(ledger.size, dtype=np.int64), period_amount(pool, charged, digits)), None
    return Line(allocate(exact_period_amount(pool, charged, digits), weights)), None


def _charged_together(parts: list[tuple[Quantity, Fraction]], digits: int) -> Line:
    """Several costs as one statement line, added exactly and rounded once."""
    return _charged(*as_one(parts), digits)


def as_one(parts: Sequence[tuple[Quantity, Fraction]]) -> tuple[Quantity, Fraction]:
    """Quantities with their rates in major units as one quantity with one rate, exactly the same in sum."""
    if len(parts) == 1:
        return parts[0]
    rates = [rate / 10**quantity.scale for quantity, rate in parts]
    whole = lcm(*(rate.denominator for rate in rates))
    factors = [int(rate * whole) for rate in rates]
    most = sum(_largest(part.values) * abs(factor) for (part, _), factor in zip(parts, factors, strict=True))
    # Python's own integers where 64 bits could be too few: about forty times slower.
    exact = np.int64 if most < INT64_LIMIT else object
    added = np.zeros(len(parts[0][0].values), dtype=exact)
    for (quantity, _), factor in zip(parts, factors, strict=True):
        added += quantity.values.astype(exact) * factor
    return Quantity(added), Fraction(1, whole)


def _largest(values: Ints) -> int:
    return max(abs(int(values.max(initial=0))), abs(int(values.min(initial=0))))


def _total(lines: Mapping[str, Line], size: int) -> Ints:
    total = np.zeros(size, dtype=np.int64)
    for line in lines.values():
        total += line.amounts
    return total
