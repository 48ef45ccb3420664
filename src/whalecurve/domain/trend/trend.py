"""The trend: months beside those of the year before, sums of twelve months, and which months are not whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from whalecurve.domain.quantities.charged_months import EdgeMonth
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, Period, month_number
from whalecurve.domain.trend.month_figures import MonthFigures, Time

A_YEAR: Final = 100
"""How far two months of neighbouring years are apart when written ``year * 100 + month``."""


@dataclass(frozen=True)
class Trend:
    """Every month of the files under one plan.

    Attributes:
        months: Figures of each month in order, without a gap: those of the files, and all of the period.
        period: The period in force; its months add up to the Ranking.
        held: First to last month with a line in the files.
        edges: First and last month of the files where they are not whole.
        not_over: First month that is not over yet, 0 for none.
        time: The activity that time is counted in, where one is known.
        without_lines: Months between the first and the last of the files that hold nothing.
        has_undated: Whether activities without a date are spread over the months.
        free_of: Fixed cost -> months for which its list of dated amounts says nothing.
    """

    months: tuple[MonthFigures, ...]
    period: Period
    held: Period
    edges: tuple[EdgeMonth, ...] = ()
    not_over: int = 0
    time: Time | None = None
    without_lines: tuple[int, ...] = ()
    has_undated: bool = False
    free_of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def by_month(self) -> Mapping[int, MonthFigures]:
        """Figures by month."""
        return {each.month: each for each in self.months}

    @cached_property
    def inside(self) -> tuple[MonthFigures, ...]:
        """Months of the period: they add up to the Ranking."""
        return tuple(each for each in self.months if each.month in self.period)

    @cached_property
    def incomplete(self) -> frozenset[int]:
        """Months that the files do not hold whole: sums and comparisons leave them out."""
        cut = {edge.month for edge in self.edges}
        months = (each.month for each in self.months)
        return frozenset(
            month
            for month in months
            if month in cut or month not in self.held or (self.not_over and month >= self.not_over)
        )

    @property
    def latest(self) -> MonthFigures | None:
        """The last month that is whole."""
        return next((each for each in reversed(self.months) if each.month not in self.incomplete), None)

    def last_year(self, month: int) -> MonthFigures | None:
        """The same month of the year before; None where the files do not hold both months whole."""
        found = self.by_month.get(month - A_YEAR)
        return None if found is None or {month, found.month} & self.incomplete else found

    def twelve(self, month: int) -> tuple[MonthFigures, ...]:
        """The twelve months up to one; empty where one of them is missing or not whole."""
        last = month_number(month)
        found = tuple(each for each in self.months if last - MONTHS_A_YEAR < month_number(each.month) <= last)
        whole = len(found) == MONTHS_A_YEAR and not {each.month for each in found} & self.incomplete
        return found if whole else ()
