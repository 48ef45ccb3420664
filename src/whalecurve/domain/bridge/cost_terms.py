"""Every cost of a plan as terms of a bridge: what it is counted in times what one of it costs."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from whalecurve.domain.bridge.chains import Chains
from whalecurve.domain.bridge.factors import (
    COST_RATES,
    DRIVERS_USE,
    FIXED_COSTS,
    UNIT_COSTS,
    VOLUME,
    Factor,
    Term,
    rated,
)
from whalecurve.domain.bridge.shapley import Floats
from whalecurve.domain.costing.drivers import basis_quantity, driver_quantity, driver_weights
from whalecurve.domain.costing.statement import Statements, cost_parts
from whalecurve.domain.plan.pool_amount import annual_amount, exact_period_amount
from whalecurve.domain.plan.scenario import (
    BASIS_CREDIT_DAY,
    BASIS_REVENUE,
    BASIS_UNIT,
    CostPool,
    VariableCost,
)


def cost_terms(chains: Chains) -> Iterator[Term]:
    """Terms of every cost but the files' own cost of goods; both periods have the same plan."""
    for cost in chains.before.scenario.variable:
        yield _variable(chains, cost)
    for pool in chains.before.scenario.fixed:
        yield _fixed(chains, pool)


def _variable(chains: Chains, cost: VariableCost) -> Term:
    spent = (_exact(chains.before, cost), _exact(chains.after, cost))
    if cost.rate is None:
        volume = chains.revenue[0]
        use, each = rated((volume.before, volume.after), spent)
        return _term(replace(use, name=VOLUME), replace(each, name=UNIT_COSTS))
    if cost.per in {BASIS_REVENUE, BASIS_CREDIT_DAY} and not cost.only:
        return _of_revenue(chains, spent)
    use, each = rated((_used(chains.before, cost), _used(chains.after, cost)), spent)
    counted = VOLUME if cost.per == BASIS_UNIT and not cost.only else DRIVERS_USE
    return _term(replace(use, name=counted), replace(each, name=COST_RATES))


def _of_revenue(chains: Chains, spent: tuple[Floats, Floats]) -> Term:
    """A share of revenue follows whatever revenue follows, and its own rate."""
    net = (chains.before.net_revenue.amounts.astype(np.float64), chains.after.net_revenue.amounts.astype(np.float64))
    use, each = rated(net, spent)
    other = (use.before != net[0]) | (use.after != net[1])
    volume, *rest = chains.revenue
    links = [
        Factor(VOLUME, np.where(other, use.before, volume.before), np.where(other, use.after, volume.after)),
        *(Factor(link.name, np.where(other, 1.0, link.before), np.where(other, 1.0, link.after)) for link in rest),
    ]
    return _term(*links, replace(each, name=COST_RATES))


def _fixed(chains: Chains, pool: CostPool) -> Term:
    share_before, amount_before = _part(chains.before, pool)
    share_after, amount_after = _part(chains.after, pool)
    ones = np.ones_like(share_before)
    used = Factor(DRIVERS_USE, share_before, share_after)
    return Term(-1, (used, Factor(FIXED_COSTS, ones * amount_before, ones * amount_after)), of_all=True)


def _part(statements: Statements, pool: CostPool) -> tuple[Floats, float]:
    """How much of a pool each customer uses, and what all of it, or one of its driver, costs in minor units."""
    ledger, charged = statements.ledger, statements.charged
    if pool.practical_capacity is not None:
        used = driver_quantity(ledger, pool.driver, statements.gross_margin_quantity, pool.only)
        rate = annual_amount(pool, charged) / Fraction(pool.practical_capacity)
        return used.values[:-1].astype(np.float64), float(rate * Fraction(10**statements.digits, 10**used.scale))
    sharing = statements.scenario.settings.share_with
    weights = driver_weights(ledger, pool.driver, statements.gross_margin_quantity, sharing, pool.only)
    exact = weights.astype(np.float64)
    whole = exact.sum()
    return exact / (whole or 1.0), float(exact_period_amount(pool, charged, statements.digits))


def _exact(statements: Statements, cost: VariableCost) -> Floats:
    """What a cost comes to for each known customer in minor units, before rounding."""
    total = np.zeros(statements.ledger.size)
    for quantity, rate in cost_parts(statements.ledger, cost):
        unit = float(rate * Fraction(10**statements.digits, 10**quantity.scale))
        total += quantity.values[:-1].astype(np.float64) * unit
    return total


def _used(statements: Statements, cost: VariableCost) -> Floats:
    return basis_quantity(statements.ledger, cost.per, cost.only).values[:-1].astype(np.float64)


def _term(*factors: Factor) -> Term:
    return Term(-1, factors)
