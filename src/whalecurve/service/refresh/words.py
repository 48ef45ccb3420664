"""A refresh in one line, for a terminal and a scheduler's log."""

from collections.abc import Sequence
from typing import Final

from whalecurve.analysis.results import Analysis
from whalecurve.domain.money.number_marks import NumberMarks
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.trend.trend import Trend
from whalecurve.domain.words.formats import counted, money
from whalecurve.domain.words.wording import listed
from whalecurve.service.refresh.kpis import Restated

_MARKS: Final = NumberMarks(minus="-")


def same_words(name: str, head: int) -> str:
    """Nothing is new.

    >>> same_words("My company", 3)
    'My company: nothing new since revision 3.'
    """
    return f"{name}: nothing new since revision {head}."


def done_words(name: str, number: int, answered: Analysis, trend: Trend, changed: Sequence[Restated]) -> str:
    """What was saved, the profit, the last whole month, and months of the past that are others now."""
    statements, cash = answered.results.statements, answered.results.statements.scenario.currency
    period = statements.ledger.facts.period
    months = f"{month_text(period.first)} to {month_text(period.last)}"
    profit = money(statements.company_profit, cash, marks=_MARKS)
    said = [f"{name}: revision {number}, {months}, profit of the company {profit}"]
    if trend.latest is not None:
        latest = money(trend.latest.company_profit, cash, marks=_MARKS)
        said.append(f"{month_text(trend.latest.month)} {latest}")
    if changed:
        moves = [money(each.after - each.before, cash, signed=True, marks=_MARKS) for each in changed]
        told = [f"{month_text(each.month)} by {move}" for each, move in zip(changed, moves, strict=True)]
        said.append(f"{counted(len(changed), 'month')} of the past restated: {listed(told)}")
    return "; ".join(said) + "."
