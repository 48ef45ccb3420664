"""Cohorts: customers by the month or quarter they first bought in, how many still buy and what they left so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, month_number

A_MONTH: Final = 1
A_QUARTER: Final = 3


@dataclass(frozen=True)
class Cohorts:
    """Rows of customers who came together; columns are spans of the same length since then.

    Attributes:
        names: Each cohort's first month, ``2026-01``, or quarter, ``2026 Q1``.
        customers: How many came.
        buyers: For each cohort and span how many bought, None where the span is not whole in the files.
        contribution: Contribution margin up to the end of each span, minor units, None likewise.
    """

    names: tuple[str, ...]
    customers: tuple[int, ...]
    buyers: tuple[tuple[int | None, ...], ...]
    contribution: tuple[tuple[int | None, ...], ...]


def cohorts(
    sizes: Mapping[int, int],
    months: Mapping[tuple[int, int], int],
    buyers: Mapping[tuple[int, int], int],
    whole: Sequence[int],
    span: int = A_MONTH,
) -> Cohorts:
    """Put customers into rows by when they came.

    Args:
        sizes: First month -> how many customers came in it.
        months: First month and month -> what those who came in the one left in the other, minor units.
        buyers: First month or quarter and span, each by its number since the year 0 -> how many bought in the span.
        whole: Months that the files hold whole, in order.
        span: Months of a span: ``A_MONTH`` or ``A_QUARTER``.

    >>> left = {(202601, 202601): 50, (202601, 202602): 5}
    >>> own = {(24312, 24312): 2, (24312, 24313): 1}
    >>> found = cohorts({202601: 2}, left, own, [202601, 202602])
    >>> found.names, found.buyers, found.contribution
    (('2026-01',), ((2, 1),), ((50, 55),))
    >>> cohorts({202601: 2}, left, own, [202601]).buyers
    ((2,),)
    """
    sums: dict[tuple[int, int], int] = {}
    for (first, month), left in months.items():
        key = (span_number(first, span), span_number(month, span))
        sums[key] = sums.get(key, 0) + left
    came: dict[int, int] = {}
    for first, size in sizes.items():
        came[span_number(first, span)] = came.get(span_number(first, span), 0) + size
    told = _whole_spans(whole, span)
    rows = sorted(came)
    last = max(told, default=-1)
    return Cohorts(
        tuple(span_name(row, span) for row in rows),
        tuple(came[row] for row in rows),
        tuple(
            tuple(buyers.get((row, each), 0) if each in told else None for each in range(row, last + 1)) for row in rows
        ),
        tuple(_running(sums, row, last, told) for row in rows),
    )


def span_number(month: int, span: int) -> int:
    """Number of the month or quarter that a month lies in, counted since the year 0.

    >>> span_number(202602, A_MONTH), span_number(202602, A_QUARTER)
    (24313, 8104)
    """
    return month_number(month) // span


def span_name(number: int, span: int) -> str:
    """Name of a month or quarter.

    >>> span_name(24313, A_MONTH), span_name(8104, A_QUARTER)
    ('2026-02', '2026 Q1')
    """
    year, place = divmod(number, MONTHS_A_YEAR // span)
    return f"{year:04d}-{place + 1:02d}" if span == A_MONTH else f"{year:04d} Q{place + 1}"


def _whole_spans(whole: Sequence[int], span: int) -> frozenset[int]:
    """Months or quarters that the files hold whole."""
    held: dict[int, int] = {}
    for month in whole:
        held[span_number(month, span)] = held.get(span_number(month, span), 0) + 1
    return frozenset(number for number, months in held.items() if months == span)


def _running(sums: Mapping[tuple[int, int], int], row: int, last: int, told: frozenset[int]) -> tuple[int | None, ...]:
    found: list[int | None] = []
    so_far = 0
    for each in range(row, last + 1):
        so_far += sums.get((row, each), 0)
        found.append(so_far if each in told else None)
    return tuple(found)
