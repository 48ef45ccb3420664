"""The few moves that lift profit most: at most so many actions, within the hours at hand, one for each customer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from whalecurve.domain.actions.action import CROSS_SELL, PROSPECT, REFERRAL, REPRICE, TIME, Action
from whalecurve.domain.actions.levers import PRICE, levers_of, moved
from whalecurve.domain.actions.turnaround import Move, Turnaround
from whalecurve.domain.costing.statement import Statements

HOURS_EACH: Final[Mapping[str, float]] = {REPRICE: 3.0, TIME: 2.0, CROSS_SELL: 1.0, PROSPECT: 4.0, REFERRAL: 0.5}
"""Hours that an action of a kind takes, where nobody says: an assumption."""


@dataclass(frozen=True)
class FewMoves:
    """What to do with few hours.

    Attributes:
        chosen: The actions, those worth most first.
        hours: Hours that they take.
        expected: What they are worth together by money and likelihood, minor units a year.
    """

    chosen: tuple[Action, ...]
    hours: float
    expected: float


def few_moves(
    actions: Sequence[Action], most: int, hours: float, hours_each: Mapping[str, float] = HOURS_EACH
) -> FewMoves:
    """Choose the actions that are worth most together.

    An integer programme: each action is taken or not, their hours and their number are bounded, and of each customer at
    most one is taken. (Solved by HiGHS: Huangfu and Hall, 2018, through ``scipy.optimize.milp``.)

    Args:
        actions: Candidates; only those of customers whose sign holds are looked at.
        most: How many at most.
        hours: Hours at hand.
        hours_each: Hours of each kind.

    >>> big, small, other = (Action("time", name, "", "", "", stake, 0.5) for name, stake in
    ...                      (("a", 100), ("a", 60), ("b", 50)))
    >>> [action.money_at_stake for action in few_moves([big, small, other], 2, 4.0).chosen]
    [100, 50]
    >>> few_moves([big, other], 2, 1.5).chosen
    ()
    """
    sure = [each for each in actions if each.stable and each.money_at_stake > 0]
    if not sure or most < 1:
        return FewMoves((), 0.0, 0.0)
    takes = np.array([hours_each[each.kind] for each in sure])
    worth = np.array([each.expected for each in sure])
    people = sorted({each.customer_id for each in sure})
    whose = np.array([[each.customer_id == name for each in sure] for name in people], dtype=np.float64)
    limits = LinearConstraint(
        np.vstack([takes, np.ones(len(sure)), whose]), ub=np.array([hours, most, *np.ones(len(people))])
    )
    # Scaled, so that the solver's tolerances mean the same for a small company and a large one.
    solved = milp(-worth / worth.max(), integrality=np.ones(len(sure)), bounds=Bounds(0, 1), constraints=limits)
    taken = np.flatnonzero(np.round(solved.x) > 0) if solved.x is not None else np.zeros(0, dtype=np.int64)
    chosen = sorted((sure[place] for place in taken.tolist()), key=lambda each: -each.expected)
    return FewMoves(tuple(chosen), float(takes[taken].sum()), float(worth[taken].sum()))


def carried_out(statements: Statements, turnarounds: Sequence[Turnaround]) -> Statements:
    """Everybody's statements when the first way of each turnaround is carried out, everything costed again.

    Args:
        statements: As they are.
        turnarounds: Of different customers; one without a way that gains anything changes nothing.

    Raises:
        OverflowError: If an amount does not fit 64 bits.
    """
    after = statements
    for found in turnarounds:
        first = next((move for move in found.alone if move.gain > 0), None)
        if first is not None:
            after = _moved(after, found.place, first)
    return after


def _moved(statements: Statements, place: int, move: Move) -> Statements:
    """A move found on other statements: what is there may be counted more finely now."""
    lever = move.lever
    if lever.kind == PRICE:
        return moved(statements, place, lever, move.steps)
    same = (each for each in levers_of(statements, place) if (each.kind, each.name) == (lever.kind, lever.name))
    now = next(same, None)
    if now is None:
        return statements
    steps = -(-move.steps * now.there // lever.there)
    return moved(statements, place, now, min(steps, now.most))
