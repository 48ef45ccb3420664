"""What a reader should know of amounts with dates: months of the period without one, and months outside it."""

from collections.abc import Iterable
from typing import Final

from whalecurve.domain.dated_amounts import months_with, months_without
from whalecurve.domain.facts import Period, month_number
from whalecurve.domain.formats import count, month_name
from whalecurve.domain.scenario import CostPool

_NAMES: Final = 4


def dated_notes(pools: Iterable[CostPool], period: Period) -> list[str]:
    """A sentence for each run of months that some costs leave open, and for each that lies outside the period.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.dated_amounts import DatedAmount
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
    sentences = [f"No cost is given for {months}: {_some(names)}." for months, names in missing.items() if months]
    why = "Not counted, because it is outside the period"
    return sentences + [f"{why}: {months} of {_some(names)}." for months, names in outside.items() if months]


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
    return ", ".join(month_name(run[0]) + (f" to {month_name(run[-1])}" if len(run) > 1 else "") for run in runs)


def _some(names: list[str]) -> str:
    more = f" and {count(len(names) - _NAMES)} more" if len(names) > _NAMES else ""
    return ", ".join(names[:_NAMES]) + more
