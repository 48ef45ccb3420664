"""Whether a verdict survives argument: the exact range of each customer's profit when every assumption moves.

Profit is linear in every rate and in every pool, so its range over a box of assumptions lies at the box's corners:
each variable rate moves by the swing on its own, each pool moves by the swing and may be shared by any driver that
the data allows. Costs read from a column are facts, not assumptions, and stay. Nothing is sampled. (Interval
arithmetic of a linear form: Moore, 1966.)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.costing.drivers import GROSS_MARGIN_DRIVER, driver_weights, tried_drivers
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import Ints, exact_sum
from whalecurve.domain.plan.pool_amount import period_amount
from whalecurve.domain.plan.scenario import CostPool, Scope

ALWAYS_PROFITABLE: Final = "always profitable"
DEPENDS: Final = "depends"
ALWAYS_LOSING: Final = "always losing"
VERDICTS: Final = np.array([ALWAYS_LOSING, DEPENDS, ALWAYS_PROFITABLE], dtype=object)
_TOO_CLOSE_SHARE: Final = 1e-12

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Stability:
    """The lowest and highest profit of each customer over all assumptions.

    Attributes:
        low: Lowest profit, minor units, float64, shape (customers,).
        high: Highest profit, likewise.
        sign: -1 always losing, 0 depends, 1 always profitable; decided exactly, int8, shape (customers,).
    """

    low: Floats
    high: Floats
    sign: npt.NDArray[np.int8]

    @property
    def verdicts(self) -> npt.NDArray[np.object_]:
        """The verdict of each customer in words; shape (customers,)."""
        return np.asarray(VERDICTS[self.sign.astype(np.intp) + 1])


@dataclass(frozen=True)
class _Tried:
    """Ways of sharing a pool: each driver's weights with their total, and the smallest and largest share they give."""

    weights: tuple[Ints, ...]
    totals: tuple[int, ...]
    least: Floats
    most: Floats

    def joined(self, other: "_Tried") -> "_Tried":
        """Both sets of ways together."""
        if not self.weights or not other.weights:
            return self if self.weights else other
        least, most = np.minimum(self.least, other.least), np.maximum(self.most, other.most)
        return _Tried((*self.weights, *other.weights), (*self.totals, *other.totals), least, most)


@dataclass(frozen=True)
class _Pools:
    """The pools of one scope: their costs and credits, and the shares that they may fall by."""

    tried: _Tried
    costs: int
    credits: int

    def dearest(self, swing: float) -> Floats:
        """The most that each customer may have to bear, credits taken off apart."""
        return np.asarray(self.costs * (1 + swing) * self.tried.most)

    def cheapest(self, swing: float) -> Floats:
        """The least that each customer may have to bear."""
        return np.asarray(self.costs * (1 - swing) * self.tried.least)

    def smallest_credit(self, swing: float) -> Floats:
        """The least that each customer may be credited."""
        return np.asarray(self.credits * (1 - swing) * self.tried.least)

    def largest_credit(self, swing: float) -> Floats:
        """The most that each customer may be credited."""
        return np.asarray(self.credits * (1 + swing) * self.tried.most)

    def exact_range(self, place: int, swing: Fraction) -> tuple[Fraction, Fraction]:
        """The least and the most that one customer may have to bear, credits taken off, in exact fractions."""
        pairs = zip(self.tried.weights, self.tried.totals, strict=True)
        shares = [Fraction(int(weights[place]), total) for weights, total in pairs] or [Fraction(0)]
        up, down, most, least = 1 + swing, 1 - swing, max(shares), min(shares)
        lowest = self.costs * down * least - self.credits * up * most
        return lowest, self.costs * up * most - self.credits * down * least


@dataclass(frozen=True)
class _Model:
    """Profit as a linear form: what is firm, what moves by the swing, and the pools of each scope."""

    firm: Ints
    charged: Ints
    wobble: Ints
    pools: tuple[_Pools, ...]
    swing: Fraction


def judge_stability(statements: Statements) -> Stability:
    """Range of each customer's profit under the scenario's swing and every driver that the data allows."""
    model = _model(statements)
    swing = float(model.swing)
    centre = (model.firm - model.charged).astype(np.float64)
    wobble = swing * model.wobble
    dearest, cheapest = (
        _added(pools.dearest(swing) for pools in model.pools),
        _added(pools.cheapest(swing) for pools in model.pools),
    )
    smallest_credit = _added(pools.smallest_credit(swing) for pools in model.pools)
    largest_credit = _added(pools.largest_credit(swing) for pools in model.pools)
    low, high = centre - wobble - dearest + smallest_credit, centre + wobble - cheapest + largest_credit
    size = np.abs(centre) + wobble
    unsure = np.flatnonzero(
        _too_close(low, size + dearest + smallest_credit) | _too_close(high, size + cheapest + largest_credit)
    )
    # The statement's own figure is rounded, the range is not: it must still hold what is on the screen.
    profit = statements.customer_profit
    low, high = np.minimum(low, profit), np.maximum(high, profit)
    sign = ((low > 0).astype(np.int8) - (high < 0).astype(np.int8)).astype(np.int8)
    for place in unsure:
        exact_low, exact_high = _exact_range(model, int(place))
        own = int(profit[place])
        sign[place] = int(exact_low > 0 and own > 0) - int(exact_high < 0 and own < 0)
    return Stability(low, high, sign)


def _added(parts: Iterable[Floats]) -> Floats | float:
    """The sum over the scopes; most plans have one."""
    return sum(parts, 0.0)


def _too_close(bound: Floats, size: Floats) -> npt.NDArray[np.bool_]:
    """Where the sign of a sum is not safe in floating point; a sum of nothing but zeros is zero exactly."""
    return np.asarray((np.abs(bound) <= size * _TOO_CLOSE_SHARE) & (size > 0))


def _model(statements: Statements) -> _Model:
    ledger, scenario = statements.ledger, statements.scenario
    rated = [cost.name for cost in scenario.variable if cost.rate is not None]
    lines = {**statements.goods_by_plan, **statements.variable}
    used = [pool.name for pool in scenario.fixed if pool.practical_capacity is not None]
    moving = [*(lines[name].amounts for name in rated), *(statements.fixed[name].amounts for name in used)]
    shared = [pool for pool in scenario.fixed if pool.practical_capacity is None]
    charged = sum(moving, np.zeros(ledger.size, dtype=np.int64))
    allocated = sum((statements.fixed[pool.name].amounts for pool in shared), np.zeros(ledger.size, dtype=np.int64))
    return _Model(
        firm=statements.customer_profit + charged + allocated,
        charged=charged,
        wobble=sum((np.abs(line) for line in moving), np.zeros(ledger.size, dtype=np.int64)),
        pools=tuple(_pools(statements, only, shared) for only in dict.fromkeys(pool.only for pool in shared)),
        swing=Fraction(scenario.settings.swing),
    )


def _pools(statements: Statements, only: Scope, shared: list[CostPool]) -> _Pools:
    amounts = [period_amount(pool, statements.charged, statements.digits) for pool in shared if pool.only == only]
    return _Pools(
        tried=_tried_shares(statements, only),
        costs=sum(amount for amount in amounts if amount > 0),
        credits=-sum(amount for amount in amounts if amount < 0),
    )


def _tried_shares(statements: Statements, only: Scope) -> _Tried:
    """Shares by every driver that could share a pool: those the data allows and those the plan itself names.

    No rate moves any of them but the gross margin, so the others are worked out once for a ledger.
    """
    scenario, ledger = statements.scenario, statements.ledger
    named = [pool.driver for pool in scenario.fixed if pool.practical_capacity is None and pool.only == only]
    drivers = tuple(dict.fromkeys([*tried_drivers(ledger), *named]))
    still = tuple(driver for driver in drivers if find_name(driver, (GROSS_MARGIN_DRIVER,)) is None)
    key = ("shares", still, scenario.settings.share_with, only)
    kept = ledger.once(key, lambda: _shares(statements, still, only))
    return kept if still == drivers else kept.joined(_shares(statements, (GROSS_MARGIN_DRIVER,), only))


def _shares(statements: Statements, drivers: tuple[str, ...], only: Scope) -> _Tried:
    ledger, share_with = statements.ledger, statements.scenario.settings.share_with
    margin = statements.gross_margin_quantity
    tried = [driver_weights(ledger, driver, margin, share_with, only) for driver in drivers]
    weights = tuple(one for one in tried if one.any())
    totals = tuple(exact_sum(one) for one in weights)
    if not weights:
        return _Tried((), (), np.zeros(ledger.size), np.zeros(ledger.size))
    shares = [one / float(total) for one, total in zip(weights, totals, strict=True)]
    return _Tried(weights, totals, np.minimum.reduce(shares), np.maximum.reduce(shares))


def _exact_range(model: _Model, place: int) -> tuple[Fraction, Fraction]:
    """Range of one customer's profit in exact fractions, for those too close to zero for floating point."""
    centre = int(model.firm[place]) - int(model.charged[place])
    wobble = model.swing * int(model.wobble[place])
    ranges = [pools.exact_range(place, model.swing) for pools in model.pools]
    lowest, highest = (sum((pair[end] for pair in ranges), Fraction(0)) for end in (0, 1))
    return centre - wobble - highest, centre + wobble - lowest
