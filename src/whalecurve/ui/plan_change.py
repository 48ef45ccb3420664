"""Putting a changed plan in force, and saying why one cannot be."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from whalecurve.domain.plan.plan_words import SHARES
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import attempt, say

PERCENT: Final = Decimal(100)
ONE: Final = Decimal(1)
_FAULT: Final = "plan_fault"


def change_plan(desk: Desk, change: Callable[[], Scenario]) -> bool:
    """Put a changed scenario in force; when it cannot be, the reason is kept for the page to say."""
    return attempt(lambda: desk.change(change()), _FAULT)


def shown_times(per: str) -> Decimal:
    """What a rate is multiplied by to be shown: a share of revenue is shown in percent.

    >>> shown_times("revenue"), shown_times("order")
    (Decimal('100'), Decimal('1'))
    """
    return PERCENT if per in SHARES else ONE


def say_fault() -> None:
    """Why the last change could not be carried out."""
    say(_FAULT)
