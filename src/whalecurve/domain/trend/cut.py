"""A period's whole units cut to its months."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def cut_total(total: int, exact: Sequence[Fraction]) -> list[int]:
    """Whole units for each month that add up to the period's.

    Each month gets its exact amount rounded, by largest remainder (ties to the earlier month). Where the months' own
    amounts are not the period's, what they lack is first spread alike over the months that have anything.

    Args:
        total: Whole units of the period.
        exact: Exact amount of each month; there is one at least.

    >>> thirds = [Fraction(100, 3)] * 3
    >>> cut_total(100, thirds), cut_total(-100, [-third for third in thirds])
    ([34, 33, 33], [-33, -33, -34])
    >>> cut_total(10, [Fraction(2), Fraction(0), Fraction(2)])
    [5, 0, 5]
    """
    whole = [floor(each) for each in exact]
    missing = total - sum(whole)
    if not 0 <= missing <= sum(each != floor(each) for each in exact):
        exact = _levelled(total, exact)
        whole = [floor(each) for each in exact]
        missing = total - sum(whole)
    by_rest = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in by_rest[:missing]:
        whole[place] += 1
    return whole


def _levelled(total: int, exact: Sequence[Fraction]) -> list[Fraction]:
    """The amounts with what they lack of the total spread alike over those that are not zero."""
    places = {place for place, each in enumerate(exact) if each} or set(range(len(exact)))
    shift = (total - sum(exact, Fraction(0))) / len(places)
    return [each + shift if place in places else each for place, each in enumerate(exact)]
