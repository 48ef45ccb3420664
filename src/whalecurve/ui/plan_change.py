"""Putting a changed plan in force, and saying why one cannot be."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from whalecurve.domain.plan.scenario import Scenario
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import attempt, say

PERCENT: Final = Decimal(100)
_FAULT: Final = "plan_fault"


def change_plan(desk: Desk, change: Callable[[], Scenario]) -> bool:
    """Put a changed scenario in force; when it cannot be, the reason is kept for the page to say."""
    return attempt(lambda: desk.change(change()), _FAULT)


def say_fault() -> None:
    """Why the last change could not be carried out."""
    say(_FAULT)
