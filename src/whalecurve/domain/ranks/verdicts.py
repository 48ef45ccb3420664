"""Sentences of a ranking: is the share of profit in line with the share of revenue, which way not, and why.

Every word is chosen from exact whole numbers and fractions, never from floats.
"""

from collections.abc import Mapping
from typing import Final

from whalecurve.domain.costing.cost_cover import cost_cover
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.gap import explain_gap
from whalecurve.domain.ranks.gap_words import reason_words, shortfall_words
from whalecurve.domain.ranks.ranking import BOTTOM, MIDDLE, TOP, Group, Places, group_at
from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import share_of, them

_WHO: Final = {TOP: "biggest", MIDDLE: "middle", BOTTOM: "smallest"}
_AS_BIG: Final = {TOP: "as big", MIDDLE: "of the same size", BOTTOM: "as small"}


def group_verdict(group: Group, statements: Statements) -> str:
    """One sentence on a group's shares of revenue and profit, and one on the reason when they are not in line.

    >>> import numpy as np
    >>> empty = Group("middle", np.zeros(0, dtype=np.intp), 0, 0, None, None)
    >>> group_verdict(empty, statements=None)
    'There are too few customers for a middle group.'
    """
    number = len(group.places)
    if number == 0:
        return f"There are too few customers for a {group.name} group."
    if group.revenue_share is None:
        return "No group has a share of revenue: all customers together bring zero or less."
    if _all_alike(statements):
        return f"All {counted(statements.ledger.size, 'customer')} bring the same revenue: none is bigger than another."
    who = f"{_who(group, statements)} {agree(number, 'brings', 'bring')}"
    revenue = f"{who} {share_of(group.revenue_share, 'revenue')}"
    return f"{revenue}." if statements.is_revenue_only else f"{revenue} and {_against_profit(group, statements)}"


def _against_profit(group: Group, statements: Statements) -> str:
    if group.profit_share is None:
        return f"{_made(group)}; all together make no profit to share."
    profit = share_of(group.profit_share, "profit")
    if not cost_cover(statements).is_judged:
        return f"{profit}; not judged while costs are missing."
    if group.in_line:
        return f"{profit}: in line."
    because = reason_words(explain_gap(group.places, statements), len(group.places))
    return f"{profit}: not in line, {_direction(group)}.{because}"


def losers_verdict(places: Places, statements: Statements) -> str:
    """Through what the customers at a loss fall short of the others, in one sentence; empty where nothing stands out.

    Args:
        places: Positions of the customers whose profit is below zero.
        statements: Statements of all.
    """
    if not 0 < len(places) < statements.ledger.size or not cost_cover(statements).is_judged:
        return ""
    who = agree(len(places), "The customer at a loss falls", "The customers at a loss fall")
    return shortfall_words(explain_gap(places, statements), len(places), who)


def part_verdict(places: Places, statements: Statements) -> str:
    """The shares of some customers, whoever they are, as ``group_verdict`` says them; empty without a total to share.

    Args:
        places: Their positions.
        statements: Statements of all.
    """
    group = group_at("", places, statements.net_revenue.amounts, statements.customer_profit)
    if group.revenue_share is None or not len(places) or statements.is_revenue_only:
        return ""
    they = agree(len(places), "It brings", "They bring")
    return f"{they} {share_of(group.revenue_share, 'revenue')} and {_against_profit(group, statements)}"


def worst_part(parts: Mapping[str, Places], statements: Statements) -> str:
    """Which of several parts of the customers falls furthest short of everybody's average, and through what.

    Args:
        parts: Name of each part -> positions of its customers.
        statements: Statements of all.
    """
    if not cost_cover(statements).is_judged or statements.is_revenue_only:
        return ""
    gaps = {name: explain_gap(places, statements) for name, places in parts.items()}
    known = {name: gap for name, gap in gaps.items() if gap is not None}
    if len(known) < 2:  # noqa: PLR2004 - one part is everybody
        return ""
    worst = max(known, key=lambda name: known[name].exact)
    return shortfall_words(known[worst], len(parts[worst]), f"{worst} falls")


def _who(group: Group, statements: Statements) -> str:
    number, tied = len(group.places), tied_with(group, statements)
    if not tied:
        return (
            f"Your {counted(number, f'{_WHO[group.name]} customer') if number > 1 else f'{_WHO[group.name]} customer'}"
        )
    others = f"{them(tied, 'other is', 'others are')} {_AS_BIG[group.name]}"
    return f"{them(number, 'of your', 'of your')} {_WHO[group.name]} customers ({others})"


def tied_with(group: Group, statements: Statements) -> int:
    """How many customers outside a group have the very revenue of one inside it that stands at its edge."""
    revenue = statements.net_revenue.amounts
    edges = {int(revenue[group.places[0]]), int(revenue[group.places[-1]])}
    alike = sum(int((revenue == edge).sum()) for edge in edges)
    inside = revenue[group.places]
    return alike - sum(int((inside == edge).sum()) for edge in edges)


def _all_alike(statements: Statements) -> bool:
    revenue = statements.net_revenue.amounts
    return len(revenue) > 1 and bool((revenue == revenue[0]).all())


def _direction(group: Group) -> str:
    number = len(group.places)
    they, their = agree(number, "it earns", "they earn"), agree(number, "its", "their")
    return f"{they} {'more' if group.earns_more else 'less'} than {their} revenue would say"


def _made(group: Group) -> str:
    number, profit = len(group.places), group.customer_profit
    if profit == 0:
        return agree(number, "breaks even", "break even")
    if profit > 0:
        return agree(number, "earns a profit", "earn a profit")
    return agree(number, "loses money", "lose money")
