"""What a reader should know of amounts with dates: months of the period without one, and months outside it."""

from collections.abc import Iterable
from typing import Final

from whalecurve.domain.plan.dated_amounts import months_with, months_without
from whalecurve.domain.plan.scenario import CostPool
from whalecurve.domain.quantities.facts import Period, month_number
from whalecurve.domain.words.formats import month_name
from whalecurve.domain.words.wording import listed, ranged, stopped

_NAMES: Final = 4


def dated_notes(pools: Iterable[CostPool], period: Period) -> list[str]:
    """A sentence for each run of months that some costs leave open, and for each that lies outside the period.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.plan.dated_amounts import DatedAmount
    >>> rent = CostPool("Rent", dated=(DatedAmount(Period(202512, 202602), Decimal(3000)),))
    >>> for sentence in dated_notes([rent], Period(202601, 202606)):
    ...     print(sentence)
    No cost is given for March 2026 to June 2026: Rent.
    Not counted, because it is outside the period: December 2025 of Rent.
    """
    dated = [pool for pool in pools if pool.dated]
    missing: dict[str, list[str]] = {}
    outside: dict[str, list[str]] = {}
    for pool in dated:
        open_months = months_words(months_without(pool.dated, period))
        missing.setdefault(open_months, []).append(pool.name)
        beyond = months_words(sorted(month for month in months_with(pool.dated) if month not in period))
        outside.setdefault(beyond, []).append(pool.name)
    sentences = [
        stopped(f"No cost is given for {months}: {listed(names, _NAMES)}")
        for months, names in missing.items()
        if months
    ]
    why = "Not counted, because it is outside the period"
    return sentences + [
        stopped(f"{why}: {months} of {listed(names, _NAMES)}") for months, names in outside.items() if months
    ]


def months_words(months: list[int]) -> str:
    """Months in order as runs: the first and the last of each.

    >>> months_words([202511, 202512, 202601, 202603])
    'November 2025 to January 2026, March 2026'
    """
    runs: list[list[int]] = []
    for month in months:
        if runs and month_number(month) == month_number(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(ranged(month_name(run[0]), month_name(run[-1])) for run in runs)
