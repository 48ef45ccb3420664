"""How each cost line of the statements comes about: quantities times rates, as a spreadsheet can work it out again.

Largest remainder is no formula. Running sums are: an amount is the difference of two rounded running sums, the
customer's and that of the one before, so that a column adds up to its rounded total whatever the rate is. What the
statements have more or less than that, customer by customer, is the correction of a running sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import (
    GROSS_MARGIN_DRIVER,
    column_quantity,
    driver_quantity,
    driver_weights,
)
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.costing.scopes import customer_mask, line_part
from whalecurve.domain.costing.statement import DAYS_A_YEAR, Line, Statements, cost_stretches
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.money.exact_numbers import Quantity
from whalecurve.domain.plan.pool_amount import annual_amount, exact_period_amount
from whalecurve.domain.plan.scenario import BASIS_CREDIT_DAY, COST_OF_GOODS_KIND, SHARE_ACTIVE, CostPool, VariableCost
from whalecurve.domain.quantities.facts import Period

MOST_MINOR: Final = 10**14
"""Running sums beyond so many minor units leave a spreadsheet's numbers no room for the last one."""


@dataclass(frozen=True)
class Term:
    """One quantity of a cost line and what a unit of it costs.

    Attributes:
        owner: The plan's cost, None for what the files themselves say.
        quantity: How much each customer has, what belongs to nobody known last; shape (customers + 1,).
        factor: Major units for one of the quantity, exactly.
        rate: The rate of the plan that the factor comes of; None where it comes of an amount, or of nothing.
        span: The months in which the rate holds, None for the whole period.
    """

    owner: CostPool | VariableCost | None
    quantity: Quantity
    factor: Fraction
    rate: Decimal | None = None
    span: Period | None = None


@dataclass(frozen=True)
class Working:
    """How one cost line comes about.

    Attributes:
        name: Name of the statement line.
        line: Its amounts.
        terms: What is added up before it is rounded; none where nothing can be shared by.
        margin_of: Whose gross margin the quantity is, where a rate of the plan moves that; shape (customers,).
    """

    name: str
    line: Line
    terms: tuple[Term, ...]
    margin_of: npt.NDArray[np.bool_] | None = None

    @property
    def is_of_files(self) -> bool:
        """Whether no rate or amount of the plan is in it."""
        return bool(self.terms) and all(term.owner is None or _is_column(term.owner) for term in self.terms)

    def running(self, order: npt.NDArray[np.intp], digits: int) -> "Running":
        """Its running sums over the customers in an order, what belongs to nobody known last.

        Args:
            order: Positions of all customers.
            digits: Decimals of the currency.
        """
        places = np.append(order, len(order))
        amounts = np.append(self.line.amounts, self.line.unassigned).astype(object)[places]
        factors = [term.factor * 10**digits / 10**term.quantity.scale for term in self.terms]
        whole = lcm(*(factor.denominator for factor in factors))
        sums = [np.cumsum(term.quantity.values.astype(object)[places]) for term in self.terms]
        exact = sum(
            (added * int(factor * whole) for added, factor in zip(sums, factors, strict=True)),
            np.zeros(len(places), dtype=object),
        )
        largest = sum(max(map(abs, added)) * abs(factor) for added, factor in zip(sums, factors, strict=True))
        correction = (np.cumsum(amounts) * whole - exact) / whole
        return Running(correction.astype(np.float64), largest < MOST_MINOR)


@dataclass(frozen=True)
class Running:
    """The corrections of a line's running sums.

    Attributes:
        correction: Running amount of the statements less the exact one, minor units; float64, shape (customers + 1,).
        is_safe: Whether a spreadsheet's numbers keep the last minor unit of these sums.
    """

    correction: npt.NDArray[np.float64]
    is_safe: bool


def workings(statements: Statements) -> tuple[Working, ...]:
    """Every cost line of the statements with what it is made of, in the order in which it is subtracted."""
    plan = statements.scenario
    goods = [cost for cost in plan.variable if cost.kind == COST_OF_GOODS_KIND]
    others = [cost for cost in plan.variable if cost.kind != COST_OF_GOODS_KIND]
    files = Term(None, statements.ledger.measure(c.COST_OF_GOODS), Fraction(1))
    of_goods = (files, *(term for cost in goods for term in _terms(statements, cost)))
    return (
        Working(c.COST_OF_GOODS, statements.cost_of_goods, of_goods),
        *(Working(cost.name, statements.variable[cost.name], tuple(_terms(statements, cost))) for cost in others),
        *(_pool(statements, pool) for pool in plan.fixed),
    )


def _is_column(owner: CostPool | VariableCost) -> bool:
    return isinstance(owner, VariableCost) and owner.rate is None


def _terms(statements: Statements, cost: VariableCost) -> Iterator[Term]:
    ledger = statements.ledger
    if cost.rate is None:
        yield Term(cost, column_quantity(ledger, cost.column, cost.only), Fraction(1))
        return
    days = DAYS_A_YEAR if cost.per == BASIS_CREDIT_DAY else 1
    for span, rate, quantity in cost_stretches(ledger, cost):
        whole = span == ledger.facts.period
        yield Term(cost, quantity, Fraction(rate) / days, rate, None if whole else span)


def _pool(statements: Statements, pool: CostPool) -> Working:
    line, charged = statements.fixed[pool.name], statements.charged
    margin, ledger = statements.gross_margin_quantity, statements.ledger
    follows = _margin_of(statements, pool)
    if pool.practical_capacity is not None:
        used = driver_quantity(ledger, pool.driver, margin, pool.only)
        rate = annual_amount(pool, charged) / Fraction(pool.practical_capacity)
        return Working(pool.name, line, (Term(pool, used, rate),), follows)
    weights = driver_weights(ledger, pool.driver, margin, statements.scenario.settings.share_with, pool.only)
    whole = exact_sum(weights)
    if whole == 0:
        return Working(pool.name, line, ())
    scale = driver_quantity(ledger, pool.driver, margin, pool.only).scale
    share = Quantity(np.append(weights, 0), scale)
    amount = exact_period_amount(pool, charged, statements.digits) / 10**statements.digits
    return Working(pool.name, line, (Term(pool, share, amount * 10**scale / whole),), follows)


def _margin_of(statements: Statements, pool: CostPool) -> npt.NDArray[np.bool_] | None:
    """Whose gross margin a pool is shared by, where a rate moves it; that of a part of the lines no rate does."""
    ledger, plan = statements.ledger, statements.scenario
    part = line_part(pool.only, ledger.traits, ledger.line_columns)
    moved = any(cost.kind == COST_OF_GOODS_KIND and cost.rate is not None for cost in plan.variable)
    if not moved or part or find_name(pool.driver, (GROSS_MARGIN_DRIVER,)) is None:
        return None
    inside = customer_mask(pool.only, ledger.customers, ledger.line_columns)[:-1]
    only_active = plan.settings.share_with == SHARE_ACTIVE and pool.practical_capacity is None
    return np.asarray(inside & ledger.facts.active if only_active else inside)
