"""The months that a period's fixed costs are charged for: whole ones, and what is done about half ones at its ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Final

from whalecurve.domain.quantities.facts import Period

WHOLE: Final = "whole"
DAYS: Final = "days"
LEAVE_OUT: Final = "leave_out"
PART_MONTHS: Final = (WHOLE, DAYS, LEAVE_OUT)
"""What a part month costs: as much as any other, its part by days, or nothing where it holds next to nothing."""

NEXT_TO_NOTHING: Final = 2


@dataclass(frozen=True)
class EdgeMonth:
    """The first or last month of the data, which may not be whole.

    Attributes:
        month: ``year * 100 + month``.
        days: Days from the data's first day to the month's end, or from its beginning to the data's last day.
        of: Days that the month has.
    """

    month: int
    days: int
    of: int

    @property
    def holds_next_to_nothing(self) -> bool:
        """Whether it is a day or two."""
        return self.days <= NEXT_TO_NOTHING

    def charged(self, part_months: str) -> Fraction:
        """The part of a month's fixed cost that it is charged.

        >>> [EdgeMonth(201801, 1, 31).charged(way) for way in PART_MONTHS]
        [Fraction(1, 1), Fraction(1, 31), Fraction(0, 1)]
        """
        if part_months == DAYS:
            return Fraction(self.days, self.of)
        return Fraction(0 if part_months == LEAVE_OUT and self.holds_next_to_nothing else 1)


@dataclass(frozen=True)
class ChargedMonths:
    """Which part of each month of a period is charged, 0 to 1.

    >>> ChargedMonths.of(Period(202601, 202603)).total
    Fraction(3, 1)
    >>> ChargedMonths.of(Period(202601, 202603), [EdgeMonth(202603, 3, 31)], DAYS).total
    Fraction(65, 31)
    """

    parts: Mapping[int, Fraction]

    @staticmethod
    def of(period: Period, edges: Sequence[EdgeMonth] = (), part_months: str = WHOLE) -> "ChargedMonths":
        """The months of a period; when nothing at all would be charged, its months count whole."""
        parts = dict.fromkeys(period.list_months(), Fraction(1))
        parts |= {edge.month: edge.charged(part_months) for edge in edges if edge.month in period}
        if not any(parts.values()):
            parts = dict.fromkeys(parts, Fraction(1))
        return ChargedMonths(MappingProxyType(parts))

    @cached_property
    def total(self) -> Fraction:
        """How many months are charged."""
        return sum(self.parts.values(), Fraction(0))
