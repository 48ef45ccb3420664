"""Which months at the ends of the data are not whole, as the days of their lines tell."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median
from typing import Final

from whalecurve.domain.quantities.charged_months import LEAVE_OUT, WHOLE, ChargedMonths, EdgeMonth
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.words.formats import month_name

FREE_DAYS: Final = 3
"""Days that a month may lack at its end without a word: a weekend and a holiday."""
Days = Mapping[int, tuple[int, int]]


def edge_months(days: Days, period: Period) -> tuple[EdgeMonth, ...]:
    """The first and last month of the data that a period reaches and that are not whole.

    A month is not whole where it lacks days at the open end and most other months reach further: a firm that invoices
    on the fifteenth has whole months, though each of them holds one day.

    Args:
        days: Month -> the first and the last day of the month with a line.
        period: The months that count; a month inside the data is whole.

    >>> edge_months({202601: (28, 28), 202602: (10, 10), 202603: (3, 3)}, Period(202601, 202603))
    (EdgeMonth(month=202601, days=4, of=31), EdgeMonth(month=202603, days=3, of=31))
    >>> edge_months({202601: (15, 15), 202602: (15, 15), 202603: (15, 15)}, Period(202601, 202603))
    ()
    """
    if not days:
        return ()
    found = {}
    first, last = min(days), max(days)
    if first in period:
        lacking = days[first][0] - 1
        if lacking > FREE_DAYS and days[first][0] > _usual(days, first, end=0, alone=1):
            found[first] = lacking
    if last in period:
        lacking = _length(last) - days[last][1]
        if lacking > FREE_DAYS and days[last][1] < _usual(days, last, end=1, alone=_length(last)):
            found[last] = found.get(last, 0) + lacking
    return tuple(EdgeMonth(month, _length(month) - lacking, _length(month)) for month, lacking in found.items())


def _usual(days: Days, month: int, *, end: int, alone: int) -> float:
    """The day on which the other months begin or end, half of them earlier and half later."""
    return median([day[end] for other, day in days.items() if other != month] or [alone])


def usual_way(edges: Sequence[EdgeMonth]) -> str:
    """What a plan begins with: a month that holds a day or two of lines is left out, any other counts whole."""
    return LEAVE_OUT if any(edge.holds_next_to_nothing for edge in edges) else WHOLE


def edge_words(edges: Sequence[EdgeMonth], charged: ChargedMonths) -> str:
    """What the months at the ends hold and what they are charged, in one sentence; empty when all are whole.

    >>> edges, period = [EdgeMonth(201701, 17, 31), EdgeMonth(201801, 1, 31)], Period(201701, 201801)
    >>> edge_words(edges[1:], ChargedMonths.of(period, edges))
    'January 2018 holds 1 of 31 days and is charged a whole month of fixed costs.'
    >>> edge_words(edges, ChargedMonths.of(period, edges, LEAVE_OUT)).partition("; ")[2]
    'January 2018 holds 1 of 31 days and is charged no fixed costs.'
    """
    return "; ".join(_words(edge, charged.parts[edge.month]) for edge in edges) + ("." if edges else "")


def _words(edge: EdgeMonth, part: Fraction) -> str:
    how = "a whole month of fixed costs" if part == 1 else "fixed costs for these days" if part else "no fixed costs"
    return f"{month_name(edge.month)} holds {edge.days} of {edge.of} days and is charged {how}"


def _length(month: int) -> int:
    return monthrange(month // 100, month % 100)[1]
