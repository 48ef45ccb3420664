"""What a customer's part of a fixed cost is made of, in words with its numbers."""

from whalecurve.domain.costing.drivers import driver_quantity, driver_weights
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum, round_half_up
from whalecurve.domain.money.exact_numbers import Quantity
from whalecurve.domain.plan.pool_amount import period_amount, yearly
from whalecurve.domain.plan.quantity_words import any_of, number_of, quantity_text, rate_text, scope_words
from whalecurve.domain.plan.scenario import DRIVER_CUSTOMERS, SHARE_ACTIVE, SHARE_MONTHS, CostPool
from whalecurve.domain.quantities.charged_months import ChargedMonths
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR
from whalecurve.domain.words.formats import counted, minor_digits, money, quantity


def pool_words(statements: Statements, pool: CostPool, place: int) -> str:
    """The amount that is shared, by what, and how much of that is this customer's.

    Args:
        statements: All customers' statements.
        pool: A fixed cost of their scenario.
        place: Code of the customer.
    """
    whole, where = _whole(statements, pool), scope_words(pool.only)
    margin, share_with = statements.gross_margin_quantity, statements.scenario.settings.share_with
    used = driver_quantity(statements.ledger, pool.driver, margin, pool.only)
    if pool.practical_capacity is not None:
        capacity = f"{number_of(rate_text(pool.practical_capacity), pool.driver)} of practical capacity"
        yearly = year_text(pool, statements.charged)
        taken = number_of(quantity_text(used, place), pool.driver)
        return f"{taken}{where} x ({yearly} a year / {capacity})"
    weights = driver_weights(statements.ledger, pool.driver, margin, share_with, pool.only)
    if not weights.any():
        return f"nothing: no customer has {any_of(pool.driver)}{where}, so {whole} stays unassigned"
    if pool.driver != DRIVER_CUSTOMERS:
        part = quantity_text(Quantity(weights, used.scale), place)
        of_all = number_of(quantity(exact_sum(weights), used.scale), pool.driver)
        return f"{whole} x {part} of {of_all}{where}"
    if share_with == SHARE_MONTHS:
        return f"{whole} x {int(weights[place])} of {counted(exact_sum(weights), 'month')} on file{where}"
    active = " active" if share_with == SHARE_ACTIVE else ""
    return f"{whole} shared equally by {counted(exact_sum(weights), f'{active} customer'.strip())}{where}"


def year_text(pool: CostPool, charged: ChargedMonths) -> str:
    """What a pool comes to a year; of amounts with dates, at the pace of the months charged.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.quantities.facts import Period
    >>> year_text(CostPool("Rent", Decimal("1200.50")), ChargedMonths.of(Period(202601, 202603)))
    '1,200.5'
    """
    return rate_text(yearly(pool, charged))


def dated_caption(pool: CostPool, charged: ChargedMonths, currency: str) -> str:
    """What a cost with dates comes to over the period, and what a year would be at that pace.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.plan.dated_amounts import DatedAmount
    >>> from whalecurve.domain.quantities.facts import Period
    >>> half = Period(202601, 202606)
    >>> dated_caption(CostPool("Rent", dated=(DatedAmount(half, Decimal(6600)),)), ChargedMonths.of(half), "USD")
    '6,600.00 over the 6 months of your sales, 13,200 a year'
    """
    amount = money(period_amount(pool, charged, minor_digits(currency)), currency)
    return f"{amount} over the {months_text(charged)} of your sales, {year_text(pool, charged)} a year"


def months_text(charged: ChargedMonths) -> str:
    """How many months are charged; parts of one with two decimals.

    >>> from fractions import Fraction
    >>> months_text(ChargedMonths({202601: Fraction(1), 202602: Fraction(1, 3)}))
    '1.33 months'
    """
    if charged.total.denominator == 1:
        return counted(int(charged.total), "month")
    return f"{quantity(round_half_up(charged.total * 100), 2)} months"


def _whole(statements: Statements, pool: CostPool) -> str:
    """What is shared over the period, and how it comes of a year or of the months."""
    charged = statements.charged
    whole = money(period_amount(pool, charged, statements.digits), statements.scenario.currency)
    if pool.dated:
        return f"{whole} (what your list has for {months_text(charged)})"
    if charged.total != MONTHS_A_YEAR:
        whole += f" ({months_text(charged)} of {rate_text(pool.annual_amount)} a year)"
    return whole
