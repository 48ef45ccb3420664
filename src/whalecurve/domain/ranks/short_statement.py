"""One customer's statement in seven lines: revenue, goods, the three biggest costs, the rest, profit."""

from typing import Final

from whalecurve.domain.costing.explain import LESS, START, ExplainedLine, explain_statement
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.gap import gap_of_one
from whalecurve.domain.ranks.gap_words import reason_words, shortfall_words
from whalecurve.domain.words.formats import counted, money
from whalecurve.domain.words.wording import listed, stopped

BIGGEST: Final = 3


def short_statement(statements: Statements, place: int) -> tuple[ExplainedLine, ...]:
    """The lines that matter most, from net revenue to customer profit; they add up as all of them do.

    Costs stand in the order of their size; several beyond the biggest are one line, a single one keeps its name.
    Where no cost is known at all there is nothing below revenue.

    Args:
        statements: Statements of all.
        place: Position of the customer.
    """
    lines = explain_statement(statements, place)
    first = next(number for number, line in enumerate(lines) if line.kind != LESS and line.label == "Net revenue")
    revenue, goods, result = lines[first], lines[first + 1], lines[-1]
    given = f" {lines[1].sentence}" if first else ""
    revenue = ExplainedLine(revenue.label, START, revenue.amount, revenue.sentence + given)
    if statements.is_revenue_only:
        return (revenue,)
    costs = [line for line in lines[first + 2 :] if line.kind == LESS and line.amount]
    costs.sort(key=lambda line: -line.amount)
    shown = costs if len(costs) <= BIGGEST + 1 else costs[:BIGGEST]
    return (revenue, goods, *shown, *_rest(costs[len(shown) :], statements.scenario.currency), result)


def why_words(statements: Statements, place: int) -> str:
    """Why one customer earns more or less than its revenue would bring, in a sentence; empty where nobody is judged.

    Args:
        statements: Statements of all.
        place: Position of the customer.
    """
    gap = gap_of_one(statements, place)
    if gap is None or gap.amount == 0:
        return ""
    if gap.exact > 0:
        return shortfall_words(gap, 1, "It falls") or "It earns less than its revenue would say."
    return f"It earns more than its revenue would say.{reason_words(gap, 1)}"


def _rest(costs: list[ExplainedLine], currency: str) -> list[ExplainedLine]:
    if not costs:
        return []
    amount = sum(line.amount for line in costs)
    names = listed([f"{line.label} {money(line.amount, currency)}" for line in costs])
    label = counted(len(costs), "other cost")
    return [ExplainedLine(label[:1].upper() + label[1:], LESS, amount, stopped(f"{money(amount, currency)} = {names}"))]
