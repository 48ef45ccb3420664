"""Where a cost belongs: to a line, to an order, to a customer, or to nobody.

The levels are those of Cooper and Kaplan (Profit Priorities from Activity-Based Costing, Harvard Business Review,
May-June 1991): what is spent on an order is not caused by its lines one by one, and what is spent on a customer not by
what it happens to buy.
"""

from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import GROSS_MARGIN_DRIVER, MEASURE_OF_BASIS, MEASURE_OF_DRIVER
from whalecurve.domain.costing.ledger import Ledger, find_name
from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.cost_levels import CUSTOMER_LEVEL, LINE_LEVEL, ORDER_LEVEL
from whalecurve.domain.plan.scenario import (
    BASIS_CREDIT_DAY,
    BASIS_NEW_CUSTOMER,
    DRIVER_CUSTOMERS,
    CostPool,
    VariableCost,
)

NOBODY_LEVEL: Final = "nobody"
_OF_MEASURE: Final = {c.NET_REVENUE: LINE_LEVEL, c.LINES: LINE_LEVEL, c.QUANTITY: LINE_LEVEL, c.ORDERS: ORDER_LEVEL}
_OF_BASIS: Final = {basis: _OF_MEASURE[measure] for basis, measure in MEASURE_OF_BASIS.items()} | {
    BASIS_NEW_CUSTOMER: CUSTOMER_LEVEL,
    BASIS_CREDIT_DAY: CUSTOMER_LEVEL,
}
_OF_DRIVER: Final = {driver: _OF_MEASURE[measure] for driver, measure in MEASURE_OF_DRIVER.items()} | {
    GROSS_MARGIN_DRIVER: LINE_LEVEL,
    DRIVER_CUSTOMERS: CUSTOMER_LEVEL,
}


def level_of(ledger: Ledger, cost: CostPool | VariableCost) -> str:
    """Where a cost of the plan belongs, from its basis or its driver.

    A column of the files belongs to its lines, an activity to the customer unless the plan says otherwise, and so does
    what is shared by a column of the customers.

    Raises:
        PlanError: The plan moves a cost that is counted in something else than an activity.
    """
    if isinstance(cost, VariableCost) and cost.rate is None:
        found: str | None = LINE_LEVEL
    elif isinstance(cost, VariableCost):
        found = _OF_BASIS.get(cost.per)
    else:
        found = _OF_DRIVER.get(find_name(cost.driver, tuple(_OF_DRIVER)) or "")
    if found is not None:
        _refuse_to_move(cost)
        return found
    if counted_in_activity(ledger, cost):
        return cost.belongs_to or CUSTOMER_LEVEL
    _refuse_to_move(cost)
    return CUSTOMER_LEVEL


def counted_in_activity(ledger: Ledger, cost: CostPool | VariableCost) -> bool:
    """Whether a cost is counted in, or shared by, an activity: only the user knows what those are done for."""
    if isinstance(cost, VariableCost):
        return cost.rate is not None and cost.per not in _OF_BASIS and _is_activity(ledger, cost.per)
    return find_name(cost.driver, tuple(_OF_DRIVER)) is None and _is_activity(ledger, cost.driver)


def _is_activity(ledger: Ledger, name: str) -> bool:
    return find_name(name, tuple(ledger.activities)) is not None


def _refuse_to_move(cost: CostPool | VariableCost) -> None:
    if cost.belongs_to:
        raise PlanError(
            "Only a cost that is counted in an activity can be told where it belongs",
            found=f"{cost.name} belongs to {cost.belongs_to}",
            remedy='leave "belongs_to" out: the basis or the driver says it',
        )
