"""Sentences of a ranking: is the share of profit in line with the share of revenue, and what makes the gap."""

from dataclasses import dataclass

from whalecurve.domain import columns as c
from whalecurve.domain.formats import count, percent
from whalecurve.domain.ranking import BOTTOM, MIDDLE, TOP, Group
from whalecurve.domain.statement import Statements

_WHO = {TOP: "biggest", MIDDLE: "middle", BOTTOM: "smallest"}
_MOST_OF_A_GAP = 0.3


@dataclass(frozen=True)
class GapReason:
    """The cost line that explains most of a gap between expected and actual profit.

    Attributes:
        line: Name of the cost line.
        share: Its part of the gap, 0 to 1 and more.
    """

    line: str
    share: float


def gap_reason(group: Group, statements: Statements) -> GapReason | None:
    """The cost line that takes the group's profit furthest from what its revenue would bring at everybody's average.

    A group in line with its revenue would carry each cost in proportion to revenue; what it carries beyond that,
    line by line, adds up to the gap in profit. None when the share of revenue means nothing or the gap is nothing.
    """
    if group.revenue_share is None:
        return None
    gap = group.revenue_share * statements.profit - group.customer_profit
    beyond = {
        name: int(line.amounts[group.places].sum()) - group.revenue_share * int(line.amounts.sum())
        for name, line in statements.cost_lines.items()
    }
    if not beyond or abs(gap) < 1:
        return None
    worst = max(beyond, key=lambda name: beyond[name] / gap)
    return GapReason(worst, beyond[worst] / gap)


def group_verdict(group: Group, statements: Statements) -> str:
    """One sentence on a group's shares of revenue and profit.

    >>> import numpy as np
    >>> empty = Group("middle", np.zeros(0, dtype=np.intp), 0, 0, None, None)
    >>> group_verdict(empty, statements=None)
    'There are too few customers for a middle group.'
    """
    if len(group.places) == 0:
        return f"There are too few customers for a {group.name} group."
    number = len(group.places)
    who = f"Your {count(number)} {_WHO[group.name]} customers" if number > 1 else f"Your {_WHO[group.name]} customer"
    verb = "bring" if number > 1 else "brings"
    if group.revenue_share is None:
        return f"{who} {verb} no comparable share: total revenue is zero or less."
    if group.profit_share is None:
        made = (
            "earn a profit"
            if group.customer_profit > 0
            else "lose money"
            if group.customer_profit < 0
            else "break even"
        )
        made = (
            made
            if number > 1
            else {"earn a profit": "earns a profit", "lose money": "loses money"}.get(made, "breaks even")
        )
        return (
            f"{who} {verb} {percent(group.revenue_share)} of revenue and {made}; all together make no profit to share."
        )
    shares = f"{who} {verb} {percent(group.revenue_share)} of revenue and {percent(group.profit_share)} of profit"
    return f"{shares}: {'in line' if group.in_line else 'not in line'}.{_because(group, statements)}"


def _because(group: Group, statements: Statements) -> str:
    reason = None if group.in_line else gap_reason(group, statements)
    if reason is None or reason.share < _MOST_OF_A_GAP:
        return ""
    name = "cost of goods" if reason.line == c.COST_OF_GOODS else reason.line
    if reason.share > 1:
        return f" {name[:1].upper() + name[1:]} alone makes more than the whole gap."
    return f" {percent(reason.share)} of the gap is {name}."
