"""Rates with a date from which they hold: "40 until March, 55 from April"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, Period, month_number


@dataclass(frozen=True)
class DatedRate:
    """A rate that holds from the first day of a month (``year * 100 + month``) on."""

    month: int
    rate: Decimal


def rates_by_month(rates: Iterable[DatedRate]) -> tuple[DatedRate, ...]:
    """Rates in the order of their months, so that equal plans are equal values."""
    return tuple(sorted(rates, key=lambda each: each.month))


def rate_spans(first: Decimal, later: Sequence[DatedRate], period: Period) -> tuple[tuple[Period, Decimal], ...]:
    """The stretches of a period with the rate that holds in each.

    Args:
        first: The rate before any other holds.
        later: Further rates, in the order of their months.
        period: The months to cost.

    >>> later = (DatedRate(202604, Decimal(55)),)
    >>> [(str(rate), span.months) for span, rate in rate_spans(Decimal(40), later, Period(202601, 202612))]
    [('40', 3), ('55', 9)]
    >>> [(str(rate), span.months) for span, rate in rate_spans(Decimal(40), later, Period(202605, 202606))]
    [('55', 2)]
    """
    begun = [each for each in later if each.month <= period.first]
    rate = begun[-1].rate if begun else first
    spans, start = [], period.first
    for each in later:
        if each.month > period.first and each.month in period:
            spans.append((Period(start, month_before(each.month)), rate))
            start, rate = each.month, each.rate
    return (*spans, (Period(start, period.last), rate))


def last_months(rates: Iterable[Sequence[DatedRate]], period: Period) -> tuple[int, ...]:
    """The months inside a period after which some rate changes, in order, each once.

    >>> last_months([(DatedRate(202604, Decimal(1)),), (DatedRate(202601, Decimal(1)),)], Period(202601, 202612))
    (202603,)
    """
    changes = {each.month for later in rates for each in later if each.month in period and each.month != period.first}
    return tuple(sorted(map(month_before, changes)))


def month_before(month: int) -> int:
    """The month before one, both ``year * 100 + month``.

    >>> month_before(202601)
    202512
    """
    number = month_number(month) - 1
    return (number // MONTHS_A_YEAR) * 100 + number % MONTHS_A_YEAR + 1
