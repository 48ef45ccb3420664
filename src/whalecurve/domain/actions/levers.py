"""Levers: what can be moved at one customer so that it loses nothing any more, with everything costed again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.break_even import MOST_TIMES, at_prices
from whalecurve.domain.costing.costed_again import costed_again
from whalecurve.domain.costing.drivers import MEASURE_OF_BASIS, MEASURE_OF_DRIVER
from whalecurve.domain.costing.ledger import Ledger, find_name
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.quantities.facts import INT64_LIMIT, PeriodFacts

PRICE: Final = "price"
DISCOUNT: Final = "discount"
ORDERS: Final = "orders"
ACTIVITY: Final = "activity"
COST: Final = "cost"
_STEPS_A_CENT: Final = 4
"""So fine are quantities cut that a step moves no line by more than a part of a minor unit."""


@dataclass(frozen=True)
class Lever:
    """One thing that can be moved at one customer.

    Attributes:
        kind: ``price``, ``discount``, ``orders``, ``activity`` or ``cost``.
        name: Of the activity, or of the cost column; empty for the others.
        there: How much of it there is now, in steps: revenue or discount in minor units, orders, activities or costs
            in units of ``scale`` decimals.
        scale: Decimals of ``there`` and of the steps.
        most: The most steps that it can move.
    """

    kind: str
    name: str
    there: int
    scale: int
    most: int

    def share(self, steps: int) -> Fraction:
        """Steps as a share of what is there."""
        return Fraction(steps, self.there)

    def amount(self, steps: int) -> Fraction:
        """Steps in the lever's own units."""
        return Fraction(steps, 10**self.scale)


def levers_of(statements: Statements, place: int) -> tuple[Lever, ...]:
    """Every lever that the files and the plan know at one customer, each fine enough to be exact.

    Args:
        statements: Statements of all.
        place: The customer's position.
    """
    return (*_money_levers(statements, place), *_quantity_levers(statements, place))


def moved(statements: Statements, place: int, lever: Lever, steps: int) -> Statements:
    """Everybody's statements again, with one lever moved at one customer.

    Args:
        statements: As they are.
        place: The customer's position.
        lever: One of ``levers_of``.
        steps: How far, from 0 to its ``most``.

    Raises:
        OverflowError: If an amount does not fit 64 bits.
    """
    if lever.kind == PRICE:
        return at_prices(statements, place, steps)
    if lever.kind == DISCOUNT:
        return _undiscounted(statements, place, steps)
    if lever.kind == ACTIVITY:
        return _fewer(statements, place, c.ACTIVITY_QUANTITY, lever, steps)
    return _fewer(
        statements, place, c.ORDERS if lever.kind == ORDERS else _column(statements.ledger, lever), lever, steps
    )


def _money_levers(statements: Statements, place: int) -> list[Lever]:
    net, before = int(statements.net_revenue.amounts[place]), int(statements.list_revenue.amounts[place])
    found = []
    if net > 0:
        found.append(Lever(PRICE, "", net, statements.digits, MOST_TIMES * net))
    if 0 < net < before:
        found.append(Lever(DISCOUNT, "", before - net, statements.digits, before - net))
    return found


def _quantity_levers(statements: Statements, place: int) -> list[Lever]:
    ledger, used = statements.ledger, _counted_in(statements.scenario)
    wanted: list[tuple[str, str, str]] = []
    if c.ORDERS in used and c.ORDER in ledger.has:
        wanted.append((ORDERS, "", c.ORDERS))
    names = dict.fromkeys(find_name(name, tuple(ledger.activities)) for name in used)
    wanted += [(ACTIVITY, name, c.ACTIVITY_QUANTITY) for name in names if name]
    columns = dict.fromkeys(find_name(each.column, ledger.cost_names) for each in statements.scenario.variable)
    wanted += [(COST, name, c.cost_column(ledger.cost_names.index(name))) for name in columns if name]
    found = (_quantity_lever(statements, place, kind, name, measure) for kind, name, measure in wanted)
    return [lever for lever in found if lever is not None]


def _counted_in(scenario: Scenario) -> set[str]:
    """Measures and activities that costs of the plan are counted in or shared by."""
    bases = {MEASURE_OF_BASIS.get(cost.per, cost.per) for cost in scenario.variable if cost.rate is not None}
    return bases | {MEASURE_OF_DRIVER.get(pool.driver, pool.driver) for pool in scenario.fixed}


def _quantity_lever(statements: Statements, place: int, kind: str, name: str, measure: str) -> Lever | None:
    """The lever with steps so fine that none moves profit by a minor unit; None where it moves nothing upwards."""
    ledger = statements.ledger
    there = int((ledger.activities[name] if kind == ACTIVITY else ledger.facts.sums[measure])[place])
    scale = ledger.scales.get(measure, 0)
    kept = 10**scale if kind == ORDERS else 0
    if there <= kept:
        return None
    whole = Lever(kind, name, there, scale, there - kept)
    gain = _gain(statements, place, whole)
    if gain <= 0:
        return None
    finer = max(len(str(_STEPS_A_CENT * gain // whole.most)), 0) if _STEPS_A_CENT * gain > whole.most else 0
    if _largest(ledger, kind, measure) * 10**finer >= INT64_LIMIT:
        return None
    return Lever(kind, name, there * 10**finer, scale + finer, whole.most * 10**finer)


def _gain(statements: Statements, place: int, lever: Lever) -> int:
    after = moved(statements, place, lever, lever.most)
    return int(after.customer_profit[place]) - int(statements.customer_profit[place])


def _largest(ledger: Ledger, kind: str, measure: str) -> int:
    """The largest amount that a finer scale would multiply."""
    arrays = ledger.activities.values() if kind == ACTIVITY else [ledger.facts.sums[measure]]
    return max((int(np.abs(values).max(initial=0)) for values in arrays), default=0)


def _undiscounted(statements: Statements, place: int, more: int) -> Statements:
    """Net revenue up by so many minor units while list revenue stays."""
    raised = at_prices(statements, place, more)
    own = statements.ledger.facts.sums.get(c.LIST_REVENUE)
    if own is None:
        return raised
    ledger, scales = raised.ledger, statements.ledger.scales
    factor = 10 ** (ledger.scales.get(c.LIST_REVENUE, 0) - scales.get(c.LIST_REVENUE, 0))
    before = int(own[place]) * factor
    listed = ledger.with_sums(lambda facts: _put(facts, c.LIST_REVENUE, place, before), ledger.scales)
    return costed_again(raised, listed, {c.LIST_REVENUE})


def _put(facts: PeriodFacts, name: str, place: int, value: int) -> PeriodFacts:
    values = facts.sums[name].copy()
    values[place] = value
    return replace(facts, sums={**facts.sums, name: values})


def _column(ledger: Ledger, lever: Lever) -> str:
    return c.cost_column(ledger.cost_names.index(lever.name))


def _fewer(statements: Statements, place: int, measure: str, lever: Lever, steps: int) -> Statements:
    """Less of a quantity at one customer, in all lines and in those of every scope by the same share."""
    ledger = statements.ledger
    factor, left = 10 ** (lever.scale - ledger.scales.get(measure, 0)), 1 - lever.share(steps)

    def less(values: Ints) -> Ints:
        finer = values * np.int64(factor)
        finer[place] = int(finer[place]) * left.numerator // left.denominator
        return np.asarray(finer, dtype=np.int64)

    def change(facts: PeriodFacts) -> PeriodFacts:
        return replace(facts, sums={**facts.sums, measure: less(facts.sums[measure])})

    def done(activities: Mapping[str, Ints]) -> Mapping[str, Ints]:
        scaled = {name: values * np.int64(factor) for name, values in activities.items()}
        return {**scaled, lever.name: less(activities[lever.name])}

    scales = {**ledger.scales, measure: lever.scale}
    if measure == c.ACTIVITY_QUANTITY:
        other = ledger.with_sums(lambda facts: facts, scales, done)
    else:
        other = ledger.with_sums(change, scales)
    return costed_again(statements, other, {measure})
