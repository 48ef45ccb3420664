"""Which spans of months can be set against each other: whole months on both sides."""

from collections.abc import Mapping
from typing import Final

from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, Period, month_number
from whalecurve.domain.trend.trend import Trend

_A_MONTH: Final = 1
_LENGTHS: Final = (_A_MONTH, 3, 12)
Pair = tuple[Period, Period]


def pairs_up_to(trend: Trend, month: int) -> Mapping[Pair, str]:
    """Earlier and later span of each comparison that ends with a month, with what it is called.

    Args:
        trend: Every month.
        month: Last month of the later span.
    """
    whole = {each.month for each in trend.months} - trend.incomplete
    found: dict[Pair, str] = {}
    for length in _LENGTHS:
        for back in (MONTHS_A_YEAR, length):
            later, earlier = span_up_to(month, length), span_up_to(moved(month, -back), length)
            if whole.issuperset([*later.list_months(), *earlier.list_months()]):
                found[earlier, later] = _words(length, back)
    return found


def span_up_to(month: int, months: int) -> Period:
    """The months up to and with one.

    >>> span_up_to(202602, 3)
    Period(first=202512, last=202602)
    """
    return Period(moved(month, 1 - months), month)


def moved(month: int, by: int) -> int:
    """A month so many months later, or earlier below zero.

    >>> moved(202601, -1), moved(202612, 1)
    (202512, 202701)
    """
    year, place = divmod(month_number(month) + by, MONTHS_A_YEAR)
    return year * 100 + place + 1


def _words(length: int, back: int) -> str:
    if length == _A_MONTH:
        return "this month with the month before" if back == _A_MONTH else "this month with that of the year before"
    same = "the same of the year before" if back != length else f"the {length} before"
    return f"these {length} months with {same}"
