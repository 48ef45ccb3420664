"""The people of a ranking: the biggest customer in a sentence, who stands at both ends, and why one falls behind."""

from dataclasses import dataclass
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.ranks.gap import gap_of_one
from whalecurve.domain.ranks.gap_words import reason_names
from whalecurve.domain.ranks.ranking import Places
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.words.formats import count, money, ordinal
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import share_of

AT_EACH_END: Final = 5


@dataclass(frozen=True)
class Ends:
    """Who stands at both ends of a ranking, nobody twice.

    Attributes:
        best: Positions of those with the most profit, best first; of revenue where no cost is known.
        worst: Positions of those with the least, worst first; empty where no cost is known.
    """

    best: Places
    worst: Places


def find_ends(results: Results, most: int = AT_EACH_END) -> Ends:
    """The customers at both ends; with few of them the best take the one in the middle.

    Args:
        results: The ranking.
        most: How many at each end.
    """
    order = results.revenue_order if results.statements.is_revenue_only else results.profit_order
    best = min(most, (len(order) + 1) // 2)
    worst = 0 if results.statements.is_revenue_only else min(most, len(order) - best)
    return Ends(order[:best], order[::-1][:worst])


def name_of(statements: Statements, place: int) -> str:
    """What a customer is called; its id where it has no name."""
    customer = statements.ledger.customers.iloc[place]
    return str(customer[c.CUSTOMER_NAME]).strip() or str(customer[c.CUSTOMER_ID])


def why_behind(statements: Statements, place: int) -> str:
    """Through what one customer falls short of everybody's average, as names; empty where nothing stands out.

    Args:
        statements: Statements of all.
        place: Position of the customer.
    """
    return reason_names(gap_of_one(statements, place))


def biggest_words(results: Results, marks: NumberMarks = ENGLISH) -> str:
    """Where the biggest customer stands in profit, and through what it falls behind; empty where nobody is bigger.

    Args:
        results: The ranking.
        marks: The reader's marks.
    """
    statements, order = results.statements, results.revenue_order
    if len(order) < 2:  # noqa: PLR2004 - an only customer is no biggest one
        return ""
    place, revenue = int(order[0]), statements.net_revenue.amounts
    alike = int((revenue == revenue[place]).sum())
    if revenue[place] <= 0 or alike == len(order):
        return ""
    one = agree(alike, "your biggest customer", f"one of your {count(alike, marks=marks)} biggest customers")
    name = name_of(statements, place)
    who = f"{f'Customer {name}' if name.isdigit() else name} is {one}"
    if statements.is_revenue_only:
        return f"{who}: {share_of(_share(results, place), 'revenue', marks=marks)}."
    return f"{who} and {_standing(results, place, marks)}."


def _standing(results: Results, place: int, marks: NumberMarks) -> str:
    statements, rank = results.statements, int(results.profit_rank[place])
    profit = money(statements.customer_profit[place], statements.scenario.currency, cents="auto", marks=marks)
    if rank == 1:
        return f"your most profitable one ({profit})"
    why = why_behind(statements, place) if rank > results.revenue_rank[place] else ""
    return f"your {ordinal(rank, marks=marks)} in profit ({profit}){f': {why}' if why else ''}"


def _share(results: Results, place: int) -> float | None:
    revenue = results.statements.net_revenue.amounts
    whole = exact_sum(revenue)
    return int(revenue[place]) / whole if whole > 0 else None
