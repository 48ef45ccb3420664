"""Reprice, re-serve or let go: a loser's action in words, from its exact break-even."""

from fractions import Fraction
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.actions.action import REPRICE, Action, yearly
from whalecurve.domain.actions.levers import ACTIVITY, DISCOUNT, ORDERS, PRICE
from whalecurve.domain.actions.turnaround import Move, Pair, Turnaround
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.people import name_of, why_behind
from whalecurve.domain.words.formats import money, percent_rounded, quantity
from whalecurve.domain.words.wording import stopped

_TOLD: Final = 3
_TIMES_FROM: Final = 10


def reprice_action(
    statements: Statements, found: Turnaround, *, stable: bool, chance: float, rep: str = "", again: str = ""
) -> Action:
    """The action for one customer at a loss.

    Args:
        statements: Statements of all.
        found: What turns it around.
        stable: Whether it loses whatever is assumed.
        chance: How likely such an action works.
        rep: Who sells to it.
        again: When else it lost, in words, where it lost in two periods running.
    """
    months = statements.ledger.facts.period.months
    customers = statements.ledger.customers
    return Action(
        kind=REPRICE,
        customer_id=str(customers[c.CUSTOMER_ID].iloc[found.place]),
        customer_name=name_of(statements, found.place),
        why=_why(statements, found, again),
        what=_what(statements, found, stable=stable),
        money_at_stake=yearly(found.loss, months),
        likelihood=chance,
        place=found.place,
        rep=rep,
        stable=stable,
    )


def move_words(statements: Statements, place: int, move: Move) -> str:
    """A move as an owner would say it; quantities are whole where they were, on the safe side."""
    lever, cash = move.lever, statements.scenario.currency
    if lever.kind == PRICE:
        return _price_words(statements, move)
    if lever.kind == DISCOUNT:
        before = int(statements.list_revenue.amounts[place])
        then, now = Fraction(lever.there - move.steps, before), Fraction(lever.there, before)
        return f"a discount of {percent_rounded(then)} instead of {percent_rounded(now)}"
    if lever.kind == ORDERS:
        unit = 10**lever.scale
        left = max((lever.there - move.steps) // unit, 1)
        least = -(-int(statements.net_revenue.amounts[place]) // left)
        orders = f"{quantity(left, 0)} orders instead of {quantity(lever.there // unit, 0)}"
        return f"{orders}, at least {money(least, cash)} each" if least > 0 else orders
    if lever.kind == ACTIVITY:
        unit, was = 10**lever.scale, Fraction(lever.there, 10**lever.scale)
        left = (lever.there - move.steps) // unit
        return f"{quantity(left, 0)} instead of {quantity(round(was * 10), 1)} ({lever.name})"
    less = -(-move.steps * 10**statements.digits // 10**lever.scale)
    return f"{money(less, cash)} less of {lever.name}"


def pair_words(statements: Statements, place: int, pair: Pair) -> str:
    """Two moves together."""
    return f"{move_words(statements, place, pair.first)} together with {move_words(statements, place, pair.second)}"


def _price_words(statements: Statements, move: Move) -> str:
    more = money(move.steps, statements.scenario.currency)
    if move.share < _TIMES_FROM:
        return f"prices {percent_rounded(move.share, up=True)} higher ({more} more revenue)"
    times = -(-(1 + move.share).numerator * 10 // (1 + move.share).denominator)
    return f"prices {quantity(times, 1)} times as high ({more} more revenue)"


def _why(statements: Statements, found: Turnaround, again: str) -> str:
    cash = statements.scenario.currency
    lost = f"Loses {money(found.loss, cash)}"
    behind = why_behind(statements, found.place)
    through = f", through {behind}" if behind else ""
    return stopped(f"{lost}{through}") + (f" It lost {again}." if again else "")


def _what(statements: Statements, found: Turnaround, *, stable: bool) -> str:
    ways = [move_words(statements, found.place, move) for move in found.alone if move.gain > 0][:_TOLD]
    first = "" if stable else "Check the assumptions first: its sign depends on them. "
    if not ways:
        paired = [pair_words(statements, found.place, pair) for pair in found.pairs[:1]]
        ways = paired or ["no single price, discount, order size or service level suffices: agree on new terms"]
    return first + stopped(f"To break even: {'; or '.join(ways)}{_going(statements, found.place)}")


def _going(statements: Statements, place: int) -> str:
    contribution, cash = int(statements.contribution_margin[place]), statements.scenario.currency
    if contribution > 0:
        return f". Do not let it go: it still contributes {money(contribution, cash)} to fixed costs, which would stay"
    if contribution < 0:
        return f". Letting it go would save {money(-contribution, cash)}"
    return ""
