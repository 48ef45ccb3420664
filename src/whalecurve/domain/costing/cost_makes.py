"""What one cost of the plan makes: from what was typed to its amount in the period, and to one customer or order."""

from fractions import Fraction
from typing import Final

from whalecurve.domain.costing.drivers import basis_quantity, driver_quantity, driver_weights
from whalecurve.domain.costing.explain_pools import months_text
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum, round_half_up
from whalecurve.domain.plan.plan_words import basis_words
from whalecurve.domain.plan.pool_amount import period_amount
from whalecurve.domain.plan.quantity_words import any_of, each_of, rate_text, scope_words
from whalecurve.domain.plan.scenario import (
    BASIS_CREDIT_DAY,
    BASIS_REVENUE,
    DRIVER_CUSTOMERS,
    SHARE_MONTHS,
    CostPool,
    VariableCost,
)
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR
from whalecurve.domain.words.formats import money, quantity
from whalecurve.domain.words.wording import share_of

_MONEY_DRIVERS: Final = ("revenue", "gross_margin")


def pool_makes(statements: Statements, pool: CostPool) -> str:
    """What a fixed cost comes to in the period, and for one of what it is shared by.

    Args:
        statements: Of the plan that holds the cost.
        pool: The cost.
    """
    cash, charged = statements.scenario.currency, statements.charged
    whole = period_amount(pool, charged, statements.digits)
    amount, where = money(whole, cash), scope_words(pool.only)
    if pool.dated:
        made = f"{amount} over the {months_text(charged)} of your sales"
    elif charged.total == MONTHS_A_YEAR:
        made = f"{amount} a year"
    else:
        made = f"{rate_text(pool.annual_amount)} a year x {months_text(charged)} / {MONTHS_A_YEAR} = {amount}"
    return f"{made}{_shared(statements, pool, whole)}{where}"


def variable_makes(statements: Statements, cost: VariableCost) -> str:
    """What a cost that follows the customer comes to in the period.

    Args:
        statements: Of the plan that holds the cost.
        cost: The cost.
    """
    cash, where = statements.scenario.currency, scope_words(cost.only)
    line = statements.variable.get(cost.name) or statements.goods_by_plan[cost.name]
    amount = money(exact_sum(line.amounts) + line.unassigned, cash)
    if cost.rate is None:
        return f"{amount} in the column {cost.column} of your files{where}"
    if cost.later or cost.per == BASIS_CREDIT_DAY:
        return f"{amount} in the period{where}"
    basis = basis_quantity(statements.ledger, cost.per, cost.only)
    total = exact_sum(basis.values)
    if cost.per == BASIS_REVENUE:
        revenue = money(round_half_up(Fraction(total * 10**statements.digits, 10**basis.scale)), cash)
        return f"{rate_text(cost.rate * 100)} % of revenue {revenue} = {amount}{where}"
    return f"{basis_words(cost.per)}: {quantity(total, basis.scale)} x {rate_text(cost.rate)} = {amount}{where}"


def _shared(statements: Statements, pool: CostPool, whole: int) -> str:
    """For one of what the cost is shared by, or what is left over; empty where nothing is to be shared."""
    cash = statements.scenario.currency
    if pool.practical_capacity is not None:
        unused = statements.unused.get(pool.name, 0)
        return f", {money(unused, cash)} of it for capacity that nobody used" if unused > 0 else ", all of it used"
    margin, share_with = statements.gross_margin_quantity, statements.scenario.settings.share_with
    weights = driver_weights(statements.ledger, pool.driver, margin, share_with, pool.only)
    total, scale = exact_sum(weights), driver_quantity(statements.ledger, pool.driver, margin, pool.only).scale
    if total <= 0:
        return f", shared by nobody: no customer has {any_of(pool.driver)}"
    if not whole:
        return ""
    if pool.driver in _MONEY_DRIVERS:
        part = Fraction(whole * 10**scale, total * 10**statements.digits)
        return f", {share_of(float(part), pool.driver.replace('_', ' '))}"
    by_month = pool.driver == DRIVER_CUSTOMERS and share_with == SHARE_MONTHS
    one = money(round_half_up(Fraction(whole * 10**scale, total)), cash, cents="auto")
    return f", {one} for {'each month of a customer' if by_month else each_of(pool.driver)}"
