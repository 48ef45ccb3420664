"""A plan beside the list of costs in the files: whether they say the same, line by line, and taking the list."""

from dataclasses import dataclass, replace

from whalecurve.domain.plan.pool_amount import period_amount
from whalecurve.domain.plan.scenario import CostPool, Scenario
from whalecurve.domain.quantities.charged_months import ChargedMonths
from whalecurve.domain.words.formats import minor_digits, money
from whalecurve.domain.words.wording import MOST_NAMES, stopped


@dataclass(frozen=True)
class ListedCost:
    """One fixed cost in the list and in the plan, minor units of the period; None where it is not there."""

    name: str
    listed: int | None
    planned: int | None

    @property
    def difference(self) -> int:
        """The plan less the list."""
        return (self.planned or 0) - (self.listed or 0)


def plan_differs(plan: Scenario, listed: Scenario) -> bool:
    """Whether the plan has another amount than the list for any cost of the list, or lacks it.

    Who shares a cost is no matter of the list's amounts, and further costs of the plan are the plan's own.

    >>> from decimal import Decimal
    >>> old, new = (Scenario(fixed=(CostPool("Rent", Decimal(amount)),)) for amount in (1, 2))
    >>> plan_differs(old, new), plan_differs(old, old)
    (True, False)
    """
    planned = {pool.name: pool for pool in plan.fixed}
    return any(pool.name not in planned or not _same_amount(planned[pool.name], pool) for pool in listed.fixed)


def _same_amount(one: CostPool, other: CostPool) -> bool:
    return (one.annual_amount, one.dated) == (other.annual_amount, other.dated)


def listed_costs(plan: Scenario, listed: Scenario, charged: ChargedMonths, digits: int) -> tuple[ListedCost, ...]:
    """Every fixed cost of the list, then those of the plan alone, for the months charged."""
    amounts = [{pool.name: period_amount(pool, charged, digits) for pool in side.fixed} for side in (listed, plan)]
    names = dict.fromkeys([*amounts[0], *amounts[1]])
    return tuple(ListedCost(name, amounts[0].get(name), amounts[1].get(name)) for name in names)


def list_words(plan: Scenario, listed: Scenario, charged: ChargedMonths) -> str:
    """That a list of costs says something else than the plan in force, cost by cost; empty where it does not.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.quantities.facts import Period
    >>> year = ChargedMonths.of(Period(202601, 202612))
    >>> old, new = (Scenario(fixed=(CostPool("Rent", Decimal(amount)),)) for amount in (1, 2))
    >>> list_words(old, new, year)
    'The list of costs differs from the plan, and the plan counts: Rent 2.00 in the list, 1.00 in the plan.'
    >>> list_words(old, old, year)
    ''
    """
    if not listed.fixed or not plan_differs(plan, listed):
        return ""
    cash = plan.currency
    apart = [
        row
        for row in listed_costs(plan, listed, charged, minor_digits(cash))
        if row.listed is not None and row.difference
    ]
    told = [
        f"{row.name} {_amount(row.listed, cash)} in the list, {_amount(row.planned, cash)} in the plan" for row in apart
    ]
    words = "The list of costs differs from the plan, and the plan counts"
    return stopped(f"{words}: {'; '.join(told[:MOST_NAMES])}" if told else words)


def _amount(minor: int | None, currency: str) -> str:
    return "nothing" if minor is None else money(minor, currency)


def take_list(plan: Scenario, listed: Scenario) -> Scenario:
    """The plan with the fixed costs of the list; how a cost is shared stays as the plan has it.

    Raises:
        PlanError: A cost of the list has the name of another cost of the plan.

    >>> from decimal import Decimal
    >>> plan = Scenario(fixed=(CostPool("Rent", Decimal(1), "orders"), CostPool("Vans", Decimal(5))))
    >>> take_list(plan, Scenario(fixed=(CostPool("Rent", Decimal(2)),))).fixed[0]
    CostPool(name='Rent', annual_amount=Decimal('2'), driver='orders', practical_capacity=None, only=(), dated=(),
        belongs_to='', sure='')
    """
    planned = {pool.name: pool for pool in plan.fixed}
    fixed = tuple(
        replace(planned.get(pool.name, pool), annual_amount=pool.annual_amount, dated=pool.dated)
        for pool in listed.fixed
    )
    return replace(plan, fixed=fixed)
