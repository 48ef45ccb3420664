"""A month's statement lines before rounding: what known customers have and what nobody has, each an exact amount."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import driver_quantity
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.statement import Line, Statements, as_one, cost_parts
from whalecurve.domain.lines.segment_rounding import round_within
from whalecurve.domain.money.apportion import Ints, exact_sum, round_half_up, round_shares
from whalecurve.domain.money.exact_numbers import Quantity
from whalecurve.domain.plan.pool_amount import annual_amount, exact_period_amount
from whalecurve.domain.plan.scenario import COST_OF_GOODS_KIND, CostPool
from whalecurve.domain.quantities.charged_months import ChargedMonths

LISTED: Final = ""
"""List revenue among the lines of a month: a cost may be called ``list_revenue``, and none is called nothing."""


@dataclass(frozen=True)
class ExactLine:
    """One line of all customers before rounding: quantity times rate, minor units.

    Attributes:
        values: Quantity of each customer and, last, of nobody; shape (customers + 1,).
        rate: Minor units for one of it.
    """

    values: Ints
    rate: Fraction

    @staticmethod
    def of(parts: Sequence[tuple[Quantity, Fraction]], digits: int) -> "ExactLine":
        """Quantities with their rates in major units as one line."""
        quantity, rate = as_one(parts)
        return ExactLine(quantity.values, rate * Fraction(10**digits, 10**quantity.scale))

    @property
    def sums(self) -> "ExactSums":
        """What the line comes to; its customers are let go of."""
        return ExactSums(exact_sum(self.values[:-1]) * self.rate, int(self.values[-1]) * self.rate)

    def line(self, known: int, nobodys: int) -> Line:
        """The line rounded so that known customers add up to a total."""
        values, rate = self.values[:-1], self.rate
        if known == round_half_up(self.sums.known):  # as a rule, and several times faster
            return Line(round_shares(values, rate.numerator, rate.denominator), nobodys)
        segments, totals = np.zeros(len(values), dtype=np.int64), np.array([known], dtype=np.int64)
        return Line(round_within(values, rate.numerator, rate.denominator, segments, totals), nobodys)


@dataclass(frozen=True)
class ExactSums:
    """What a line comes to before rounding, minor units.

    Attributes:
        known: What all known customers have.
        nobodys: What belongs to no known customer.
    """

    known: Fraction
    nobodys: Fraction

    @property
    def rounded(self) -> tuple[int, int]:
        """Whole minor units of known customers and of nobody, as a period of its own has them."""
        known = round_half_up(self.known)
        return known, round_half_up(self.known + self.nobodys) - known if self.nobodys else 0


def own_lines(whole: Statements, ledger: Ledger) -> Mapping[str, ExactLine]:
    """Revenue, goods and every variable cost of a month, by name.

    Args:
        whole: Statements of the period under the plan.
        ledger: Quantities of the month.
    """
    digits, costs = whole.digits, whole.scenario.variable
    goods = [part for cost in costs if cost.kind == COST_OF_GOODS_KIND for part in cost_parts(ledger, cost)]
    listed, net, files = (
        (ledger.measure(name), Fraction(1)) for name in (c.LIST_REVENUE, c.NET_REVENUE, c.COST_OF_GOODS)
    )
    measured = {LISTED: [listed], c.NET_REVENUE: [net], c.COST_OF_GOODS: [files, *goods]}
    measured |= {cost.name: cost_parts(ledger, cost) for cost in costs if cost.kind != COST_OF_GOODS_KIND}
    return {name: ExactLine.of(parts, digits) for name, parts in measured.items()}


def used_capacity(whole: Statements, ledger: Ledger, pool: CostPool, margin: Ints) -> ExactLine:
    """What a month's use of a pool's capacity costs, at the period's rate.

    Args:
        whole: Statements of the period.
        ledger: Quantities of the month.
        pool: A fixed cost with practical capacity.
        margin: Gross margin of each customer in the month, minor units.
    """
    rate = annual_amount(pool, whole.charged) / Fraction(pool.practical_capacity or 1)
    quantity = driver_quantity(ledger, pool.driver, Quantity(margin, whole.digits), pool.only)
    return ExactLine.of([(quantity, rate)], whole.digits)


def month_amount(whole: Statements, pool: CostPool, month: int, part: Fraction) -> Fraction:
    """What a fixed cost comes to in one month, minor units before rounding.

    Args:
        whole: Statements of the period.
        pool: A fixed cost.
        month: ``year * 100 + month``.
        part: The part of the month that is charged, 0 to 1.
    """
    return exact_period_amount(pool, ChargedMonths({month: part}), whole.digits)
