"""How sure an assumption is: four grades, and how far each may plausibly be off."""

from decimal import Decimal
from typing import Final

from whalecurve.domain.errors import PlanError

MEASURED: Final = "measured"
FROM_BOOKS: Final = "from the books"
ESTIMATE: Final = "estimate"
GUESS: Final = "guess"
GRADES: Final = (MEASURED, FROM_BOOKS, ESTIMATE, GUESS)

OFF_BY: Final = {
    MEASURED: Decimal("0.02"),
    FROM_BOOKS: Decimal("0.05"),
    ESTIMATE: Decimal("0.2"),
    GUESS: Decimal("0.5"),
}
"""By which share of itself an assumption of each grade may be off: ours, not a finding of anybody's."""


def off_by(grade: str, ungraded: Decimal) -> Decimal:
    """How far an assumption may be off, 0 to 1; one without a grade as far as the plan says for all.

    >>> off_by("guess", Decimal("0.2")), off_by("", Decimal("0.2"))
    (Decimal('0.5'), Decimal('0.2'))
    """
    return OFF_BY.get(grade, ungraded)


def require_grade(cost: str, grade: str) -> None:
    """Refuse a grade that is none; the empty text says nothing.

    >>> require_grade("Rent", "maybe")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: How sure Rent is has four grades. Found: maybe. To fix it: use one of measured,
        from the books, estimate, guess.
    """
    if grade and grade not in GRADES:
        raise PlanError(
            f"How sure {cost} is has four grades", found=grade[:80], remedy="use one of " + ", ".join(GRADES)
        )
