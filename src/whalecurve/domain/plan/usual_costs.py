"""The costs that most companies have, to add with one press; they cost nothing before an amount is typed."""

from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost

_NOTHING: Final = Decimal(0)
_SHARED: Final = (
    CostPool("Rent", _NOTHING),
    CostPool("Payroll", _NOTHING),
    CostPool("Software", _NOTHING),
)
_FOLLOWING: Final = (
    VariableCost("Commission", "commission", _NOTHING, "revenue"),
    VariableCost("Payment fee", "payment_fee", _NOTHING, "revenue"),
    VariableCost("Delivery", "freight", _NOTHING, "order"),
    VariableCost("Service", "service", _NOTHING, "order"),
    VariableCost("Lead fee", "lead_generation", _NOTHING, "new_customer"),
)


def usual_shared(scenario: Scenario) -> tuple[CostPool, ...]:
    """Usual costs of a year that the scenario does not have.

    >>> [cost.name for cost in usual_shared(Scenario(fixed=(CostPool("rent", Decimal(1)),)))]
    ['Payroll', 'Software']
    """
    return tuple(cost for cost in _SHARED if cost.name.casefold() not in _names(scenario))


def usual_following(scenario: Scenario, has: AbstractSet[str]) -> tuple[VariableCost, ...]:
    """Usual costs that follow the customer, that the scenario does not have and the files can count.

    Args:
        scenario: The plan in force.
        has: Measures and keys that the files carry: without orders nothing is counted by them.
    """
    counted = _FOLLOWING if c.ORDER in has else tuple(cost for cost in _FOLLOWING if cost.per != "order")
    return tuple(cost for cost in counted if cost.name.casefold() not in _names(scenario))


def _names(scenario: Scenario) -> set[str]:
    return {cost.name.casefold() for cost in scenario.costs}
