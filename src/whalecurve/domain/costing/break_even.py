"""Break-even: how far a customer's prices can move until a figure of its statement is zero.

Prices move for this customer alone, all by the same share. The real costing is done again for every price tried, so
whatever follows revenue moves along: rates on revenue, days of credit, pools shared by revenue or gross margin.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.costed_again import costed_again
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import Ints, round_half_up
from whalecurve.domain.quantities.facts import INT64_LIMIT, PeriodFacts

MOST_TIMES: Final = 100
"""Prices beyond so many times today's are no advice."""

_PRICED: Final = (c.NET_REVENUE, c.LIST_REVENUE)
_CLOSE: Final = 4
_MOST_TRIES: Final = 80


@dataclass(frozen=True)
class PriceMove:
    """A move of one customer's prices.

    Attributes:
        revenue: By how much net revenue moves, minor units, above zero either way.
        share: The same as a share of net revenue.
        followed: What each cost line changes by along with it, by name, minor units; only lines that change.
    """

    revenue: int
    share: Fraction
    followed: Mapping[str, int]


def rise_to_zero(statements: Statements, place: int) -> PriceMove | None:
    """The smallest rise that brings the customer's profit to zero; None where no price in reach does.

    Args:
        statements: Statements in which the customer makes a loss and has revenue.
        place: The customer's position.
    """
    revenue = int(statements.net_revenue.amounts[place])
    return _move(statements, place, +1, MOST_TIMES * revenue, lambda tried: int(tried.customer_profit[place]))


def fall_to_zero(statements: Statements, place: int) -> PriceMove | None:
    """The smallest fall that takes the customer's contribution margin; None where even a gift leaves some.

    Its part of fixed costs plays no role: that would not go away with the customer.

    Args:
        statements: Statements in which the customer contributes and has revenue.
        place: The customer's position.
    """
    revenue = int(statements.net_revenue.amounts[place])
    return _move(statements, place, -1, revenue, lambda tried: -int(tried.contribution_margin[place]))


def at_prices(statements: Statements, place: int, more: int) -> Statements:
    """Everybody's statements again, with one customer's prices moved.

    Args:
        statements: The statements as they are.
        place: The customer's position; its net revenue is not zero.
        more: By how much its net revenue moves, minor units.

    Raises:
        OverflowError: If an amount does not fit 64 bits.
    """
    ledger = _fine_enough(statements.ledger, statements.digits)
    revenue = int(ledger.facts.sums[c.NET_REVENUE][place])
    extra = more * 10 ** (ledger.scales.get(c.NET_REVENUE, 0) - statements.digits)
    share = Fraction(extra, revenue)
    moved = ledger.with_sums(lambda facts: _moved(facts, place, share), ledger.scales)
    return costed_again(statements, moved, set(_PRICED))


def _move(
    statements: Statements, place: int, sign: int, most: int, figure: Callable[[Statements], int]
) -> PriceMove | None:
    revenue = int(statements.net_revenue.amounts[place])
    try:
        found = first_at_zero(lambda size: figure(at_prices(statements, place, sign * size)), figure(statements), most)
        after = None if found is None else at_prices(statements, place, sign * found)
    except OverflowError:
        return None
    if found is None or after is None:
        return None
    changes = {
        name: int(after.cost_lines[name].amounts[place] - line.amounts[place])
        for name, line in statements.cost_lines.items()
    }
    return PriceMove(found, Fraction(found, revenue), {name: change for name, change in changes.items() if change})


def first_at_zero(figure: Callable[[int], int], start: int, most: int) -> int | None:
    """The smallest whole number up to ``most`` at which a figure that begins below zero is not below it any more.

    Figures are straight lines or nearly so, which is why a chord finds the place within a few tries.

    Args:
        figure: Whole number -> figure; does not fall.
        start: The figure at 0, below zero.
        most: The largest number tried.

    Returns:
        The number, or None where even ``most`` does not suffice.

    >>> first_at_zero(lambda steps: 3 * steps - 100, -100, 50), first_at_zero(lambda steps: steps - 100, -100, 50)
    (34, None)
    """
    low, below, high, above = 0, start, most, figure(most)
    if above < 0:
        return None
    for _ in range(_MOST_TRIES):
        width = high - low
        if width <= 1:
            break
        chord = low - below * width // (above - below)
        # Both sides of where the chord crosses, so that the bracket closes around a straight line at once.
        for tried in (chord - _CLOSE // 2, chord + _CLOSE // 2) if width > _CLOSE else ((low + high) // 2,):
            if low < tried < high:
                value = figure(tried)
                low, below, high, above = (low, below, tried, value) if value >= 0 else (tried, value, high, above)
        if high - low > max(width // 2, _CLOSE):
            middle = (low + high) // 2
            value = figure(middle)
            low, below, high, above = (low, below, middle, value) if value >= 0 else (middle, value, high, above)
    return high


def _moved(facts: PeriodFacts, place: int, share: Fraction) -> PeriodFacts:
    sums = dict(facts.sums)
    for name in _PRICED:
        if name in sums:
            values = sums[name].copy()
            values[place] = _checked(round_half_up(int(values[place]) * (1 + share)))
            sums[name] = values
    return replace(facts, sums=sums)


def _fine_enough(ledger: Ledger, digits: int) -> Ledger:
    """The ledger with revenue held at least in minor units, where the files have only whole amounts."""
    coarse = {name: digits - ledger.scales.get(name, 0) for name in _PRICED if ledger.scales.get(name, 0) < digits}
    if not coarse:
        return ledger
    scales = {**ledger.scales, **dict.fromkeys(coarse, digits)}
    return ledger.with_sums(lambda facts: _finer(facts, coarse), scales)


def _finer(facts: PeriodFacts, coarse: Mapping[str, int]) -> PeriodFacts:
    finer = {name: _times(facts.sums[name], 10**digits) for name, digits in coarse.items() if name in facts.sums}
    return replace(facts, sums={**facts.sums, **finer})


def _times(values: Ints, factor: int) -> Ints:
    _checked(int(np.abs(values).max(initial=0)) * factor)
    return values * np.int64(factor)


def _checked(amount: int) -> int:
    if abs(amount) >= INT64_LIMIT:
        raise OverflowError("the price tried makes amounts too large to be exact")
    return amount
