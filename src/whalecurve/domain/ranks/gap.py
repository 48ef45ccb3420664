"""Why some customers earn more or less than their revenue would bring at everybody's average: an exact sum of reasons.

From list revenue down: what they pay for the same products, discounts, what they buy, what the same products cost, and
each further cost. Writing S for list revenue at everybody's prices, N for net revenue and P for profit (of all; small
letters are the customers' own), with t = s / S and m = P / N:

- a reason above the revenue line, say discounts D, is worth (d - t D) (1 - m): with the average discount their revenue
  would be another, and so would what is expected of it;
- a cost K is worth k - t K: what they carry beyond their part.

All of them add up to n m - p, the gap, whatever the figures are. Where the files do not say list prices, S is N; where
they do not say products or quantities, prices and what is bought cannot be told apart from the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.cost_cover import cost_cover
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum, round_half_up
from whalecurve.domain.ranks.ranking import Places

PRICES: Final = "prices"
DISCOUNTS: Final = "discounts"
MIX: Final = "product mix"
UNIT_COST: Final = "unit cost"


@dataclass(frozen=True)
class Pair:
    """A figure of some customers and of all, exact minor units."""

    own: Fraction
    whole: Fraction

    def __sub__(self, other: "Pair") -> "Pair":
        """The difference of both."""
        return Pair(self.own - other.own, self.whole - other.whole)

    @property
    def others(self) -> Fraction:
        """What everybody else has of it."""
        return self.whole - self.own


@dataclass(frozen=True)
class GapReason:
    """One reason for a gap.

    Attributes:
        line: ``prices``, ``discounts``, ``product mix``, ``unit cost``, or the name of a cost line.
        part: Its part of the gap, exact; above one where others make up for it.
    """

    line: str
    part: Fraction


@dataclass(frozen=True)
class Gap:
    """What is missing from some customers' profit against everybody's average, and why.

    Attributes:
        exact: Expected less actual profit, minor units; below zero where they earn more.
        reasons: Each reason's exact worth by name, in the order of the statement; they add up to ``exact``.
        listed: Their and everybody's list revenue at everybody's prices.
        net: Their and everybody's net revenue.
        figures: The same for each reason.
        currency: Of all amounts.
    """

    exact: Fraction
    reasons: Mapping[str, Fraction]
    listed: Pair
    net: Pair
    figures: Mapping[str, Pair]
    currency: str = ""

    @cached_property
    def amount(self) -> int:
        """The gap in whole minor units."""
        return round_half_up(self.exact)

    @cached_property
    def amounts(self) -> Mapping[str, int]:
        """Each reason in whole minor units; they add up to ``amount`` (largest remainder)."""
        floors = {name: worth.numerator // worth.denominator for name, worth in self.reasons.items()}
        left = self.amount - sum(floors.values())
        by_rest = sorted(self.reasons, key=lambda name: floors[name] - self.reasons[name])
        step, those = (1, by_rest[:left]) if left >= 0 else (-1, by_rest[left:])
        return {name: floor + step * (name in those) for name, floor in floors.items()}

    @property
    def most(self) -> GapReason | None:
        """The reason that makes most of the gap; None where there is none to speak of."""
        if not self.reasons or abs(self.exact) < 1:
            return None
        line = max(self.reasons, key=lambda name: self.reasons[name] / self.exact)
        return GapReason(line, self.reasons[line] / self.exact)

    def leading(self, most: int, least_part: Fraction) -> tuple[GapReason, ...]:
        """The reasons that make most of the gap, the greatest first.

        Args:
            most: How many at most.
            least_part: The part of the gap that each must make at least.
        """
        if abs(self.exact) < 1:
            return ()
        parts = [GapReason(line, worth / self.exact) for line, worth in self.reasons.items()]
        return tuple(sorted((one for one in parts if one.part >= least_part), key=lambda one: -one.part)[:most])


def explain_gap(places: Places, statements: Statements) -> Gap | None:
    """Why the customers at some places earn more or less than their revenue would bring.

    Args:
        places: Their positions.
        statements: Statements of all.

    Returns:
        None where all customers together have no revenue, so that a share of it means nothing.
    """
    net = _pair(statements.net_revenue.amounts, places)
    if net.whole <= 0:
        return None
    profit = _pair(statements.customer_profit, places)
    listed, given = _from_list(statements, places, net)
    if listed.whole <= 0:
        listed, given = net, {}
    part, margin = listed.own / listed.whole, profit.whole / net.whole
    costs = _costs(statements, places)
    reasons = {name: (pair.own - part * pair.whole) * (1 - margin) for name, pair in given.items()}
    reasons |= {name: pair.own - part * pair.whole for name, pair in costs.items()}
    return Gap(net.own * margin - profit.own, reasons, listed, net, {**given, **costs}, statements.scenario.currency)


def gap_of_one(statements: Statements, place: int) -> Gap | None:
    """The gap of one customer; None where it cannot be judged: alone, without a cost, or with costs of too few lines.

    Args:
        statements: Statements of all.
        place: Position of the customer.
    """
    alone = statements.ledger.size <= 1
    if alone or statements.is_revenue_only or not cost_cover(statements).is_judged:
        return None
    return explain_gap(np.array([place], dtype=np.intp), statements)


def _from_list(statements: Statements, places: Places, net: Pair) -> tuple[Pair, dict[str, Pair]]:
    """List revenue at everybody's prices, and what is given away down to net revenue by reason."""
    paid = _pair(statements.list_revenue.amounts, places)
    given = {} if paid == net and not _has(statements, c.LIST_REVENUE) else {DISCOUNTS: paid - net}
    usual = _standard(statements, c.STANDARD_REVENUE, places)
    if usual is None:
        return paid, given
    return usual, {PRICES: usual - paid, **given}


def _costs(statements: Statements, places: Places) -> dict[str, Pair]:
    pairs = {name: _pair(line.amounts, places) for name, line in statements.cost_lines.items()}
    usual = _standard(statements, c.STANDARD_COST, places)
    if usual is None:
        return pairs
    goods = pairs.pop(c.COST_OF_GOODS)
    planned = [_pair(line.amounts, places) for line in statements.goods_by_plan.values()]
    # What the plan adds to the goods is no unit cost of the files: it stays cost of goods.
    added = Pair(sum((one.own for one in planned), Fraction(0)), sum((one.whole for one in planned), Fraction(0)))
    rest = {c.COST_OF_GOODS: added} if planned else {}
    return {MIX: usual, UNIT_COST: goods - added - usual, **rest, **pairs}


def _standard(statements: Statements, measure: str, places: Places) -> Pair | None:
    """A standard measure of the files in minor units, or None where they do not carry it."""
    ledger = statements.ledger
    if not _has(statements, measure) or measure not in ledger.facts.sums:
        return None
    quantity = ledger.measure(measure)
    unit = Fraction(10**statements.digits, 10**quantity.scale)
    pair = _pair(quantity.values[:-1], places)
    return Pair(pair.own * unit, pair.whole * unit)


def _has(statements: Statements, measure: str) -> bool:
    return measure in statements.ledger.has


def _pair(amounts: np.ndarray[tuple[int], np.dtype[np.int64]], places: Places) -> Pair:
    return Pair(Fraction(exact_sum(amounts[places])), Fraction(exact_sum(amounts)))
