"""Costs below zero: refused with one sentence wherever a plan comes in. Plans kept before open as they are."""

from decimal import Decimal

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost


def not_below_zero(amount: Decimal | float, of: str = "") -> None:
    """Refuse a cost below zero.

    Raises:
        PlanError: The amount is below zero.

    >>> not_below_zero(Decimal(0))
    >>> not_below_zero(Decimal(-5), "Rent")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: A cost is not below zero. Found: Rent: -5. To fix it: write what it costs as a
        plain amount; take what you get back off the cost that it belongs to, or count it as revenue.
    """
    if amount < 0:
        raise PlanError(
            "A cost is not below zero",
            found=f"{of}: {amount}" if of else str(amount),
            remedy="write what it costs as a plain amount; take what you get back off the cost that it belongs to, or "
            "count it as revenue",
        )


def without_credits(plan: Scenario) -> Scenario:
    """The plan, when none of its costs is below zero; months with dates are judged by their sum.

    Raises:
        PlanError: A cost is below zero.
    """
    for cost in plan.costs:
        for amount in _amounts(cost):
            not_below_zero(amount, cost.name)
    return plan


def _amounts(cost: CostPool | VariableCost) -> tuple[Decimal, ...]:
    if isinstance(cost, CostPool):
        return cost.annual_amount, sum((each.amount for each in cost.dated), Decimal(0))
    return cost.rate or Decimal(0), *(each.rate for each in cost.later)
