"""The levels of the cost hierarchy that a user can name: a line, an order, a customer."""

from typing import Final

from whalecurve.domain.errors import PlanError

LINE_LEVEL: Final = "line"
ORDER_LEVEL: Final = "order"
CUSTOMER_LEVEL: Final = "customer"
LEVELS: Final = (LINE_LEVEL, ORDER_LEVEL, CUSTOMER_LEVEL)


def require_level(cost: str, belongs_to: str) -> None:
    """Refuse a level that is none; the empty text leaves it to the basis or the driver.

    >>> require_level("Picking", "pallet")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: Picking can belong to a line, an order or a customer. Found: pallet. To fix it:
        use one of line, order, customer.
    """
    if belongs_to and belongs_to not in LEVELS:
        raise PlanError(
            f"{cost} can belong to a line, an order or a customer",
            found=belongs_to,
            remedy="use one of " + ", ".join(LEVELS),
        )
