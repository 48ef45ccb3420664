"""Moves of time as actions: for whom to find more time, and what that time earns on average."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.actions.action import TIME, Action, yearly
from whalecurve.domain.actions.time_moves import TimeMoves
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import round_half_up
from whalecurve.domain.ranks.people import name_of
from whalecurve.domain.ranks.ranking import best_first
from whalecurve.domain.words.formats import money, quantity

BY_ORDERS: Final = "orders"
MOST_TOLD: Final = 50


def time_actions(statements: Statements, time: TimeMoves, reps: Sequence[str], chance: float) -> list[Action]:
    """An action for each customer that deserves more time, the most first.

    What is at stake is the time moved at what a unit contributes on average over all customers: that is no promise,
    only the measure that the list is ranked by.

    Args:
        statements: Statements of all.
        time: Where time goes and should go.
        reps: Each customer's rep.
        chance: How likely such an action works.
    """
    whole = int(np.maximum(time.now, 0).sum())
    earned = int(np.maximum(statements.contribution_margin, 0).sum())
    if not whole or time.unit == BY_ORDERS:
        return []  # orders come from the customer: they show who takes time, they cannot be moved
    places = best_first(time.moves)[:MOST_TOLD]
    each = Fraction(earned, whole)
    return [
        _action(statements, time, place, each, reps[place], chance)
        for place in places.tolist()
        if time.moves[place] > 0
    ]


def _action(statements: Statements, time: TimeMoves, place: int, each: Fraction, rep: str, chance: float) -> Action:
    cash, more = statements.scenario.currency, int(time.moves[place])
    own, now = int(statements.contribution_margin[place]), int(time.now[place])
    worth = yearly(round_half_up(each * more), statements.ledger.facts.period.months)
    return Action(
        kind=TIME,
        customer_id=str(statements.ledger.customers[c.CUSTOMER_ID].iloc[place]),
        customer_name=name_of(statements, place),
        why=(
            f"Contributes {money(own, cash)} and gets {quantity(now, time.scale)} ({time.unit}); "
            f"by what it contributes it would get {quantity(int(time.deserved[place]), time.scale)}."
        ),
        what=f"Give {quantity(more, time.scale)} more ({time.unit}), taken from customers that contribute less.",
        money_at_stake=worth,
        likelihood=chance,
        place=place,
        rep=rep,
    )
