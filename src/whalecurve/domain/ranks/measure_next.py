"""Which assumption to measure next: the one whose plausible range moves most profit across zero.

Every assumption is moved alone, to both ends of its range, and everybody is costed anew at each: profit is linear in a
rate, so that whoever makes a profit at one end and a loss at the other crosses zero in between.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from whalecurve.domain.costing.statement import Statements, make_statements
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.plan.grades import off_by
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.ranks.ranking import Places
from whalecurve.domain.words.formats import counted, money, percent
from whalecurve.domain.words.plurals import agree


@dataclass(frozen=True)
class Doubt:
    """What hangs on one assumption.

    Attributes:
        name: The cost.
        grade: How sure it is, empty where nobody says.
        off_by: By which share of itself it may be off.
        places: Positions of the customers who make a loss at one end of its range and none at the other.
        profit: What those customers make now, gains and losses added up without their signs; minor units.
    """

    name: str
    grade: str
    off_by: Decimal
    places: Places
    profit: int


def doubts(statements: Statements) -> tuple[Doubt, ...]:
    """Every assumption of the plan with what hangs on it, most profit first; a column of the files is none.

    Args:
        statements: The statements under the plan.
    """
    found = [
        _doubt(statements, cost)
        for cost in statements.scenario.costs
        if isinstance(cost, CostPool) or cost.rate is not None
    ]
    return tuple(sorted(found, key=lambda each: (-each.profit, -len(each.places))))


def measure_next_words(found: tuple[Doubt, ...], currency: str) -> str:
    """Which assumption to measure next, in a sentence; empty where the plan has none.

    Args:
        found: From ``doubts``.
        currency: Code of the currency.
    """
    if not found:
        return ""
    first = found[0]
    if not len(first.places):
        return "No assumption moves a customer across zero within its range: none needs measuring first."
    sure = {"": "nobody says how sure it is", "guess": "it is a guess", "estimate": "it is an estimate"}
    how = sure.get(first.grade, f"it is {first.grade}")
    cross = f"{counted(len(first.places), 'customer')} {agree(len(first.places), 'crosses', 'cross')} zero"
    return (
        f"Measure {first.name} next: {how}, and within {percent(float(first.off_by))} more or less {cross}, with "
        f"{money(first.profit, currency)} of profit and loss."
    )


def _doubt(statements: Statements, cost: CostPool | VariableCost) -> Doubt:
    share = off_by(cost.sure, statements.scenario.settings.swing)
    profit = statements.customer_profit
    ends = [_at(statements, cost, 1 + sign * share).customer_profit < 0 for sign in (-1, 1)]
    now = profit < 0
    places = np.flatnonzero((ends[0] != now) | (ends[1] != now))
    return Doubt(cost.name, cost.sure, share, places, exact_sum(np.abs(profit[places])))


def _at(statements: Statements, cost: CostPool | VariableCost, factor: Decimal) -> Statements:
    """Everybody's statements with one cost a multiple of what the plan says."""
    plan = statements.scenario
    return make_statements(statements.ledger, _with(plan, cost, _scaled(cost, factor)), statements)


def _scaled(cost: CostPool | VariableCost, factor: Decimal) -> CostPool | VariableCost:
    if isinstance(cost, CostPool):
        dated = tuple(replace(each, amount=each.amount * factor) for each in cost.dated)
        return replace(cost, annual_amount=cost.annual_amount * factor, dated=dated)
    later = tuple(replace(each, rate=each.rate * factor) for each in cost.later)
    return replace(cost, rate=None if cost.rate is None else cost.rate * factor, later=later)


def _with(plan: Scenario, cost: CostPool | VariableCost, new: CostPool | VariableCost) -> Scenario:
    if isinstance(new, CostPool):
        return replace(plan, fixed=tuple(new if each == cost else each for each in plan.fixed))
    return replace(plan, variable=tuple(new if each == cost else each for each in plan.variable))
