"""One customer's statement, line by line, each figure explained in words with its numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import credit_days
from whalecurve.domain.costing.explain_pools import pool_words
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.statement import Statements, cost_stretches
from whalecurve.domain.plan.quantity_words import number_of, quantity_text, rate_text, scope_words
from whalecurve.domain.plan.scenario import BASIS_CREDIT_DAY, BASIS_REVENUE, VariableCost
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.words.formats import counted, money, month_name
from whalecurve.domain.words.wording import ranged

START: Final = "start"
LESS: Final = "less"
SUBTOTAL: Final = "subtotal"
RESULT: Final = "result"


@dataclass(frozen=True)
class ExplainedLine:
    """One bar of the waterfall.

    Attributes:
        label: Name of the line.
        kind: ``start``, ``less``, ``subtotal`` or ``result``.
        amount: Minor units; costs positive.
        sentence: The figure in words, with the numbers it comes from.
    """

    label: str
    kind: str
    amount: int
    sentence: str


def explain_statement(statements: Statements, place: int) -> tuple[ExplainedLine, ...]:
    """The statement of the customer at ``place``, from list revenue to customer profit."""
    return (*_revenue(statements, place), *_margins(statements, place))


def _revenue(statements: Statements, place: int) -> Iterator[ExplainedLine]:
    listed, net = int(statements.list_revenue.amounts[place]), int(statements.net_revenue.amounts[place])
    sums, period = statements.ledger.facts.sums, statements.ledger.facts.period
    months = ranged(month_name(period.first), month_name(period.last))
    orders = f"{counted(sums[c.ORDERS][place], 'order')} with " if c.ORDER in statements.ledger.has else ""
    lines = f"{orders}{counted(sums[c.LINES][place], 'line')} from {months}"
    cash = statements.scenario.currency
    if listed != net:
        yield ExplainedLine(
            "List revenue", START, listed, f"List revenue {money(listed, cash)} = {lines}, before discounts."
        )
        given = money(listed - net, cash)
        less = f"Discounts {given} = {money(listed, cash)} at list price less {money(net, cash)} paid."
        yield ExplainedLine("Discounts", LESS, listed - net, less)
    kind = START if listed == net else SUBTOTAL
    yield ExplainedLine("Net revenue", kind, net, f"Net revenue {money(net, cash)} = {lines}, returns taken off.")


def _margins(statements: Statements, place: int) -> Iterator[ExplainedLine]:
    cash, plan = statements.scenario.currency, statements.scenario
    goods = int(statements.cost_of_goods.amounts[place])
    yield ExplainedLine(
        "Cost of goods", LESS, goods, f"Cost of goods {money(goods, cash)} = {_goods(statements, place)}."
    )
    gross = int(statements.gross_margin[place])
    yield ExplainedLine(
        "Gross margin", SUBTOTAL, gross, f"Gross margin {money(gross, cash)} = net revenue less cost of goods."
    )
    for cost in plan.variable:
        if cost.name in statements.variable:
            yield _line(
                cost.name, statements.variable[cost.name].amounts[place], cash, _variable(statements, cost, place)
            )
    margin = int(statements.contribution_margin[place])
    taken = money(int(statements.variable_cost[place]), cash)
    words = f"Contribution margin {money(margin, cash)} = gross margin less {taken} of costs that follow this customer."
    yield ExplainedLine("Contribution margin", SUBTOTAL, margin, words)
    for pool in plan.fixed:
        yield _line(pool.name, statements.fixed[pool.name].amounts[place], cash, pool_words(statements, pool, place))
    profit = int(statements.customer_profit[place])
    shared = money(int(statements.fixed_cost[place]), cash)
    last = f"Customer profit {money(profit, cash)} = contribution margin less {shared} of shared fixed costs."
    yield ExplainedLine("Customer profit", RESULT, profit, last)


def _line(name: str, amount: int, currency: str, because: str) -> ExplainedLine:
    return ExplainedLine(name, LESS, int(amount), f"{name} {money(int(amount), currency)} = {because}.")


def _goods(statements: Statements, place: int) -> str:
    plan = [cost for cost in statements.scenario.variable if cost.name in statements.goods_by_plan]
    own = int(statements.cost_of_goods.amounts[place]) - sum(
        int(line.amounts[place]) for line in statements.goods_by_plan.values()
    )
    said = f"{money(own, statements.scenario.currency)} as the lines in your files say"
    if c.COST_OF_GOODS not in statements.ledger.has:
        said = "nothing: no column of your files says what goods cost"
    parts = [said] if own or not plan else []
    parts += [f"{cost.name} ({_variable(statements, cost, place)})" for cost in plan]
    return " + ".join(parts)


def _variable(statements: Statements, cost: VariableCost, place: int) -> str:
    ledger, where = statements.ledger, scope_words(cost.only)
    period = ledger.facts.period
    if cost.rate is None:
        return f"the column {cost.column} of your files{where}"
    if cost.per == BASIS_CREDIT_DAY:
        days = quantity_text(credit_days(ledger), place)
        yearly = " and ".join(_dated(f"{rate_text(rate * 100)} %", span, ledger) for span, rate in cost.spans(period))
        return f"{yearly} a year on the net revenue{where} over {days} days of credit"
    stretches = cost_stretches(ledger, cost)
    return " + ".join(
        _dated(_counted(cost, rate, quantity_text(basis, place), where), span, ledger)
        for span, rate, basis in stretches
    )


def _counted(cost: VariableCost, rate: Decimal, used: str, where: str) -> str:
    if cost.per == BASIS_REVENUE:
        return f"{rate_text(rate * 100)} % of {used} net revenue{where}"
    return f"{number_of(used, cost.per)}{where} x {rate_text(rate)}"


def _dated(said: str, span: Period, ledger: Ledger) -> str:
    """With its months, where another rate holds in other months of the period."""
    if span == ledger.facts.period:
        return said
    return f"{said} ({ranged(month_name(span.first), month_name(span.last))})"
