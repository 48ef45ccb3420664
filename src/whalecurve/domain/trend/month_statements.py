"""Every customer's statement of single months, which add up to the statements of their period to the minor unit.

A month is costed as a period of its own would be, with five differences that make months add up:
an order of several months counts where it is first known; a line is rounded so that months reach the period's total;
a month that the period does not charge stays uncharged; a month in which nobody used a pool's driver shares it as the
period does; a pool that the period cannot share stays nobody's in each month.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import driver_weights
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.statement import Line, Statements
from whalecurve.domain.money.apportion import Ints, allocate, exact_sum, round_half_up
from whalecurve.domain.plan.pool_amount import period_amount
from whalecurve.domain.plan.scenario import CostPool
from whalecurve.domain.trend.cut import cut_total
from whalecurve.domain.trend.month_lines import LISTED, ExactSums, month_amount, own_lines, used_capacity

LedgerOf = Callable[[int], Ledger]
Totals = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class MonthTotals:
    """What the lines of one month come to, whole minor units.

    Attributes:
        month: ``year * 100 + month``.
        lines: Name -> what known customers have and what nobody has.
        amounts: Fixed cost -> all of it, what nobody used among it.
    """

    month: int
    lines: Totals
    amounts: Mapping[str, int]


def month_totals(whole: Statements, parts: Mapping[int, Fraction], ledger_of: LedgerOf) -> list[MonthTotals]:
    """Totals of each month, in order; those of the period's months add up to the period's.

    Args:
        whole: Statements of the period.
        parts: Month -> the part of it that is charged; months of the period and others.
        ledger_of: Quantities of a month.
    """
    months = sorted(parts)
    found = [_exact_sums(whole, ledger_of(month)) for month in months]
    amounts = {
        pool.name: [month_amount(whole, pool, month, parts[month]) for month in months] for pool in whole.scenario.fixed
    }
    inside = [place for place, month in enumerate(months) if month in whole.ledger.facts.period]
    lines = {name: _rounded([each[name] for each in found], inside, _line(whole, name)) for name in found[0]}
    pools = {name: _amounts(whole, name, exact, inside) for name, exact in amounts.items()}
    for pool in whole.scenario.fixed:
        if pool.practical_capacity is None:
            lines[pool.name] = _shared(whole, pool, pools[pool.name])
    return [
        MonthTotals(
            month,
            {name: cells[place] for name, cells in lines.items()},
            {name: cells[place] for name, cells in pools.items()},
        )
        for place, month in enumerate(months)
    ]


def month_statements(whole: Statements, totals: MonthTotals, ledger: Ledger) -> Statements:
    """Statements of one month; nothing of its totals is left over.

    Args:
        whole: Statements of the period.
        totals: What the month's lines come to.
        ledger: Quantities of the month.
    """
    exact = own_lines(whole, ledger)
    lines = {name: line.line(*totals.lines[name]) for name, line in exact.items()}
    costs = {cost.name: lines[cost.name] for cost in whole.scenario.variable if cost.name in lines}
    before = replace(
        whole,
        ledger=ledger,
        list_revenue=lines[LISTED],
        net_revenue=lines[c.NET_REVENUE],
        cost_of_goods=lines[c.COST_OF_GOODS],
        variable=costs,
        fixed={},
        unused={},
        goods_by_plan={},
    )
    fixed = {pool.name: _pool(whole, before, pool, totals) for pool in whole.scenario.fixed}
    unused = {name: totals.amounts[name] - sum(totals.lines[name]) for name in whole.unused}
    return replace(before, fixed=fixed, unused=unused)


def _exact_sums(whole: Statements, ledger: Ledger) -> dict[str, ExactSums]:
    """Sums of each line of a month; of a large company's months, only these lie in memory together."""
    lines = own_lines(whole, ledger)
    found = {name: line.sums for name, line in lines.items()}
    with_capacity = [pool for pool in whole.scenario.fixed if pool.practical_capacity is not None]
    if with_capacity:
        revenue, goods = (lines[name].line(*found[name].rounded) for name in (c.NET_REVENUE, c.COST_OF_GOODS))
        margin = revenue.amounts - goods.amounts
        found |= {pool.name: used_capacity(whole, ledger, pool, margin).sums for pool in with_capacity}
    return found


def _line(whole: Statements, name: str) -> Line:
    own = {LISTED: whole.list_revenue, c.NET_REVENUE: whole.net_revenue}
    return own[name] if name in own else whole.cost_lines[name]


def _rounded(exact: Sequence[ExactSums], inside: Sequence[int], line: Line) -> list[tuple[int, int]]:
    """Known customers' and nobody's part of a line in each month; months inside the period add up to the period's."""
    cells = [each.rounded for each in exact]
    known = cut_total(exact_sum(line.amounts), [exact[place].known for place in inside])
    nobodys = cut_total(line.unassigned, [exact[place].nobodys for place in inside])
    for number, place in enumerate(inside):
        cells[place] = (known[number], nobodys[number])
    return cells


def _amounts(whole: Statements, name: str, exact: Sequence[Fraction], inside: Sequence[int]) -> list[int]:
    """Whole minor units of a fixed cost in each month."""
    cells = [round_half_up(each) for each in exact]
    pool = whole.scenario.by_name[name]
    if not isinstance(pool, CostPool):
        raise TypeError(f"{name} is no fixed cost")
    own = cut_total(period_amount(pool, whole.charged, whole.digits), [exact[place] for place in inside])
    for number, place in enumerate(inside):
        cells[place] = own[number]
    return cells


def _shared(whole: Statements, pool: CostPool, amounts: Sequence[int]) -> list[tuple[int, int]]:
    """All of a pool is the customers', or nobody's where the period has nothing to share it by."""
    if _weights(whole, whole, pool).any():
        return [(amount, 0) for amount in amounts]
    return [(0, amount) for amount in amounts]


def _weights(whole: Statements, one: Statements, pool: CostPool) -> Ints:
    sharing = whole.scenario.settings.share_with
    return driver_weights(one.ledger, pool.driver, one.gross_margin_quantity, sharing, pool.only)


def _pool(whole: Statements, before: Statements, pool: CostPool, totals: MonthTotals) -> Line:
    known, nobodys = totals.lines[pool.name]
    if pool.practical_capacity is not None:
        return used_capacity(whole, before.ledger, pool, before.gross_margin).line(known, nobodys)
    weights = _weights(whole, before, pool)
    if not weights.any():
        weights = _weights(whole, whole, pool)
    if not known or not weights.any():
        return Line(np.zeros(len(weights), dtype=np.int64), nobodys)
    return Line(allocate(known, weights), nobodys)
