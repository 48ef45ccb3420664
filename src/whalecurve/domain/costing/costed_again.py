"""Statements again where little has moved: the lines of costs that are counted in something else are taken over."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import (
    GROSS_MARGIN_DRIVER,
    MEASURE_OF_BASIS,
    MEASURE_OF_DRIVER,
    driver_names,
)
from whalecurve.domain.costing.ledger import Ledger, find_name
from whalecurve.domain.costing.statement import Statements, make_statements
from whalecurve.domain.plan.scenario import (
    BASIS_CREDIT_DAY,
    BASIS_NEW_CUSTOMER,
    COST_OF_GOODS_KIND,
    CostPool,
    VariableCost,
)


def costed_again(before: Statements, ledger: Ledger, moved: AbstractSet[str]) -> Statements:
    """Everybody's statements under the same plan, on a ledger in which nothing but some measures has moved.

    The same as ``make_statements``, to the minor unit, in a part of the time: a solver asks hundreds of times.

    Args:
        before: The statements as they were.
        ledger: The ledger afterwards, made from that of ``before``.
        moved: The measures that are others now, or are held at another scale.

    Raises:
        OverflowError: If an amount does not fit 64 bits.
    """
    plan = before.scenario
    goods = tuple(cost for cost in plan.variable if cost.kind == COST_OF_GOODS_KIND)
    bare = make_statements(ledger, replace(plan, fixed=(), variable=goods))
    charged = tuple(cost for cost in plan.variable if cost not in goods and not _rests_on(ledger, cost, moved))
    pools = tuple(pool for pool in plan.fixed if not _shared_by(ledger, pool, moved))
    known = replace(
        bare,
        scenario=replace(plan, fixed=pools, variable=(*goods, *charged)),
        variable={cost.name: before.variable[cost.name] for cost in charged},
        fixed={pool.name: before.fixed[pool.name] for pool in pools},
        unused={pool.name: before.unused[pool.name] for pool in pools if pool.name in before.unused},
    )
    return make_statements(ledger, plan, known)


def _rests_on(ledger: Ledger, cost: VariableCost, moved: AbstractSet[str]) -> bool:
    """Whether a variable cost is counted in something that has moved."""
    if cost.rate is None:
        name = find_name(cost.column, ledger.cost_names)
        return name is None or c.cost_column(ledger.cost_names.index(name)) in moved
    if cost.per == BASIS_NEW_CUSTOMER:
        return False
    counted = {**MEASURE_OF_BASIS, BASIS_CREDIT_DAY: c.NET_REVENUE}
    return counted.get(cost.per, c.ACTIVITY_QUANTITY) in moved


def _shared_by(ledger: Ledger, pool: CostPool, moved: AbstractSet[str]) -> bool:
    """Whether a fixed cost is shared by something that has moved; the gross margin moves with nearly everything."""
    driver = find_name(pool.driver, driver_names(ledger))
    if driver is None or driver == GROSS_MARGIN_DRIVER or (pool.only and c.LINES in moved):
        return True
    if driver in ledger.activities:
        return c.ACTIVITY_QUANTITY in moved
    return MEASURE_OF_DRIVER.get(driver) in moved
