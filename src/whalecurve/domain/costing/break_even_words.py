"""Break-even in words: what would have to change for a customer to reach zero, or how far it is above."""

from fractions import Fraction
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.break_even import MOST_TIMES, PriceMove, fall_to_zero, rise_to_zero
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.words.formats import money, percent_rounded, quantity
from whalecurve.domain.words.wording import listed, stopped

_TIMES_FROM: Final = 10
_NAMED: Final = 3


def what_would_break_even(statements: Statements, place: int) -> str:
    """What would have to change for the customer to reach zero, or how far it is above.

    A rise is solved with everything that follows revenue. A fall rests on the contribution margin: fixed costs that
    are shared with the customer would stay without it.
    """
    profit, revenue = int(statements.customer_profit[place]), int(statements.net_revenue.amounts[place])
    if statements.is_revenue_only:
        return "No cost is known yet: this is revenue, and nothing can be said of break-even."
    if profit == 0:
        return "This customer breaks even."
    if profit > 0:
        return f"Above zero by {_money(statements, profit)}{_fall(statements, place) if revenue > 0 else '.'}"
    if revenue <= 0:
        return _without_revenue(statements, revenue, revenue - profit)
    return f"{_rise(statements, place)}{_kept(statements, place)}"


def _fall(statements: Statements, place: int) -> str:
    if int(statements.contribution_margin[place]) <= 0:
        return "."
    move = fall_to_zero(statements, place)
    if move is None:
        return ": it would not cost you money at any price."
    shared = int(statements.fixed_cost[place])
    stays = "; its part of fixed costs would stay without it" if shared else ""
    fall = f"prices could fall by {percent_rounded(move.share)} before this customer costs you money"
    return stopped(f": {fall}{stays}")


def _rise(statements: Statements, place: int) -> str:
    missing = _money(statements, -int(statements.customer_profit[place]))
    move = rise_to_zero(statements, place)
    if move is not None:
        return f"To reach zero: {_higher(move.share)}{_followed(statements, move)}, or {missing} less to serve."
    still = f"at {MOST_TIMES} times today's this customer would still lose money, since costs follow its revenue"
    return f"No price helps: {still}. To reach zero: {missing} less to serve."


def _higher(share: Fraction) -> str:
    """How far prices must go, rounded up, so that what is said is enough."""
    if share < _TIMES_FROM:
        return f"prices {percent_rounded(share, up=True)} higher"
    times = -(-(1 + share).numerator * 10 // (1 + share).denominator)
    return f"prices {quantity(times, 1)} times as high as now"


def _followed(statements: Statements, move: PriceMove) -> str:
    more = f" ({_money(statements, move.revenue)} more revenue"
    names = [_name(name) for name, change in move.followed.items() if change > 0]
    if not names:
        return f"{more})"
    taken = _money(statements, sum(change for change in move.followed.values() if change > 0))
    return f"{more}, of which {taken} goes to {listed(names, _NAMED)})"


def _kept(statements: Statements, place: int) -> str:
    contribution = int(statements.contribution_margin[place])
    if contribution <= 0:
        return ""
    return (
        f" It still contributes {_money(statements, contribution)} to fixed costs, "
        "which would stay if the customer went."
    )


def _without_revenue(statements: Statements, revenue: int, costs: int) -> str:
    if revenue == 0:
        return f"{_money(statements, costs)} of cost without revenue in the period: no price can reach zero."
    left = f"Net revenue is {_money(statements, revenue)} after returns, and costs are {_money(statements, costs)}"
    return f"{left}: no price can reach zero."


def _name(line: str) -> str:
    return "cost of goods" if line == c.COST_OF_GOODS else line


def _money(statements: Statements, amount: int) -> str:
    return money(amount, statements.scenario.currency)
