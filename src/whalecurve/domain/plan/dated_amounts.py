"""Amounts with dates: what a list of costs says of a month, a quarter or a year, and their sum over a period."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from whalecurve.domain.errors import PlanError
from whalecurve.domain.quantities.facts import Period

_KEY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:\.\.([0-9]{4})-([0-9]{2}))?")


@dataclass(frozen=True)
class DatedAmount:
    """An amount of major units for the months of a span, the same part for each of them."""

    span: Period
    amount: Decimal


def dated_total(amounts: Iterable[DatedAmount], parts: Mapping[int, Fraction]) -> Fraction:
    """What falls on some months, exactly.

    Args:
        amounts: Amounts with their months; several of a month add up.
        parts: Month -> the part of it that counts.

    >>> year = DatedAmount(Period(202601, 202612), Decimal(1200))
    >>> dated_total([year, DatedAmount(Period(202602, 202602), Decimal(5))], {202602: Fraction(1), 202701: Fraction(1)})
    Fraction(105, 1)
    """
    total = Fraction(0)
    for each in amounts:
        if each.span.first == each.span.last:
            total += Fraction(each.amount) * parts.get(each.span.first, 0)
        else:
            covered = sum((parts.get(month, Fraction(0)) for month in each.span.list_months()), Fraction(0))
            total += Fraction(each.amount) * covered / each.span.months
    return total


def months_without(amounts: Sequence[DatedAmount], period: Period) -> list[int]:
    """Months of a period that no amount speaks of; an amount of zero speaks.

    >>> months_without([DatedAmount(Period(202601, 202602), Decimal(0))], Period(202601, 202603))
    [202603]
    """
    told = months_with(amounts)
    return [month for month in period.list_months() if month not in told]


def months_with(amounts: Iterable[DatedAmount]) -> frozenset[int]:
    """Every month that an amount speaks of."""
    return frozenset(month for each in amounts for month in each.span.list_months())


def span_of(amounts: Iterable[DatedAmount]) -> Period:
    """From the first to the last month that the amounts speak of; there is one at least."""
    months = months_with(amounts)
    return Period(min(months), max(months))


def in_order(amounts: Iterable[DatedAmount]) -> tuple[DatedAmount, ...]:
    """The amounts by their months, those of one span added up, so that equal lists are equal values."""
    sums: dict[tuple[int, int], Decimal] = {}
    for each in amounts:
        key = (each.span.first, each.span.last)
        sums[key] = sums[key] + each.amount if key in sums else each.amount
    return tuple(DatedAmount(Period(*key), sums[key]) for key in sorted(sums))


def span_from_text(text: str) -> Period:
    """The months of ``2025-03``, ``2025`` (a whole year) or ``2025-01..2025-03``.

    >>> span_from_text("2025"), span_from_text("2025-01..2025-03")
    (Period(first=202501, last=202512), Period(first=202501, last=202503))
    >>> span_from_text("March")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: An amount belongs to a month or a year. Found: March. To fix it: write 2025-03,
        2025, or 2025-01..2025-03.
    """
    found = _KEY.fullmatch(text.strip())
    if found is None or (found[3] and not found[2]) or not _are_months(found[2], found[4]):
        raise PlanError(
            "An amount belongs to a month or a year", found=text, remedy="write 2025-03, 2025, or 2025-01..2025-03"
        )
    year = int(found[1]) * 100
    first = year + int(found[2] or 1)
    last = int(found[3]) * 100 + int(found[4]) if found[3] else year + int(found[2] or 12)
    return Period(first, last)


def span_text(span: Period) -> str:
    """A span as ``span_from_text`` reads it.

    >>> [span_text(span_from_text(text)) for text in ("2025", "2025-03", "2024-11..2025-01")]
    ['2025', '2025-03', '2024-11..2025-01']
    """
    first, last = (f"{month // 100:04d}-{month % 100:02d}" for month in (span.first, span.last))
    if span.first == span.last:
        return first
    is_year = span.first % 100 == 1 and span.last == span.first + 11
    return first[:4] if is_year else f"{first}..{last}"


def _are_months(*texts: str | None) -> bool:
    return all(text is None or 1 <= int(text) <= 12 for text in texts)  # noqa: PLR2004 - months of a year
