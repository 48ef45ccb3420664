"""Working days of the sample's eighteen months, busier in autumn than in August."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from whalecurve.domain.sample.dice import Dice

FIRST_DAY = date(2025, 5, 1)
LAST_DAY = date(2026, 10, 31)
MONTHS = 18
PRICE_RISE = date(2026, 1, 1)

_HOLIDAYS = frozenset({date(2025, 7, 4), date(2025, 11, 27), date(2025, 12, 25), date(2026, 1, 1), date(2026, 7, 3)})
_SATURDAY = 5
_BUSY_BY_MONTH = (0, 96, 98, 106, 101, 100, 97, 84, 82, 112, 116, 108, 88)


@dataclass(frozen=True)
class Window:
    """First and last month, counted from 0, in which a customer trades."""

    first: int = 0
    last: int = MONTHS - 1


@lru_cache(maxsize=1)
def working_days() -> tuple[tuple[date, ...], ...]:
    """The working days of each month.

    >>> len(working_days()), working_days()[0][0].isoformat(), working_days()[-1][-1].isoformat()
    (18, '2025-05-01', '2026-10-30')
    """
    days = (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
    months: list[list[date]] = [[] for _ in range(MONTHS)]
    for day in days:
        if day.weekday() < _SATURDAY and day not in _HOLIDAYS:
            months[_month_index(day)].append(day)
    return tuple(tuple(month) for month in months)


def draw_day(dice: Dice, window: Window) -> date:
    """A working day inside ``window``, likelier in the busy months."""
    return dice.pick(working_days()[_draw_month(dice, range(window.first, window.last + 1))])


def days_later(day: date, days: int) -> date:
    """``days`` later, moved on to a working day, and never after the end of the files.

    >>> days_later(date(2025, 5, 2), 1).isoformat(), days_later(date(2026, 10, 30), 9).isoformat()
    ('2025-05-05', '2026-10-30')
    """
    later = day + timedelta(days=days)
    while later.weekday() >= _SATURDAY or later in _HOLIDAYS:
        later += timedelta(days=1)
    return min(later, working_days()[-1][-1])


def _draw_month(dice: Dice, months: Sequence[int]) -> int:
    busy = [_BUSY_BY_MONTH[(FIRST_DAY.month - 1 + month) % 12 + 1] for month in months]
    point = dice.below(sum(busy))
    for month, weight in zip(months, busy, strict=True):
        point -= weight
        if point < 0:
            return month
    raise AssertionError("a draw below the sum of the weights falls on one of them")


def _month_index(day: date) -> int:
    return (day.year - FIRST_DAY.year) * 12 + day.month - FIRST_DAY.month
