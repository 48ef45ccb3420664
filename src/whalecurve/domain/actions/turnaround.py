"""Turning a loser around: the exact break-even of each lever alone and of two together.

The real costing is done again for every move tried (``domain/costing/break_even.py``), so whatever follows moves along.
Where a cost is shared by what is moved, a part of the customer's gain is only other customers' loss; what the company
gains stands apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from whalecurve.domain.actions.levers import PRICE, Lever, levers_of, moved
from whalecurve.domain.costing.break_even import first_at_zero
from whalecurve.domain.costing.statement import Statements

_MOST_PAIRS: Final = 6


@dataclass(frozen=True)
class Move:
    """A lever moved so far.

    Attributes:
        lever: What is moved.
        steps: How far, in the lever's steps.
        left: The customer's profit afterwards, minor units: zero, or a cent or two where several lines round at once.
        gain: What the company gains by it, minor units; less than the customer's gain where a cost falls on others.
    """

    lever: Lever
    steps: int
    left: int
    gain: int

    @property
    def share(self) -> Fraction:
        """How far, as a share of what is there now."""
        return self.lever.share(self.steps)


@dataclass(frozen=True)
class Pair:
    """Two levers moved together: the first half as far as it would have to go alone, the second for the rest."""

    first: Move
    second: Move


@dataclass(frozen=True)
class Turnaround:
    """What turns one loser around.

    Attributes:
        place: The customer's position.
        loss: Its loss in the period, minor units, above zero.
        alone: Each lever that suffices by itself, the one that changes least first.
        pairs: Two levers together, where both are there.
    """

    place: int
    loss: int
    alone: tuple[Move, ...]
    pairs: tuple[Pair, ...]


def turn_around(statements: Statements, place: int, *, pairs: bool = True) -> Turnaround:
    """The exact break-even of one customer at a loss.

    Args:
        statements: Statements of all.
        place: Position of a customer whose profit is below zero.
        pairs: Whether two levers together are worked out as well.

    Raises:
        ValueError: The customer makes no loss.
    """
    loss = -int(statements.customer_profit[place])
    if loss <= 0:
        raise ValueError("Only a customer at a loss is turned around")
    levers = levers_of(statements, place)
    solved = {lever: solve(statements, place, lever) for lever in levers}
    alone = sorted((move for move in solved.values() if move), key=lambda move: move.share)
    together = _pairs(statements, place, solved) if pairs else []
    return Turnaround(place, loss, tuple(alone), tuple(together))


def solve(statements: Statements, place: int, lever: Lever) -> Move | None:
    """The smallest move of a lever at which the customer loses nothing; None where it does not suffice."""
    enough: list[Statements] = []  # at the last try that sufficed, which is the one that is found

    def profit(steps: int) -> int:
        after = moved(statements, place, lever, steps)
        left = int(after.customer_profit[place])
        if left >= 0:
            enough[:] = [after]
        return left

    try:
        found = first_at_zero(profit, int(statements.customer_profit[place]), lever.most)
    except OverflowError:
        return None
    return None if found is None else _move(statements, enough[0], place, lever, found)


def _move(before: Statements, after: Statements, place: int, lever: Lever, steps: int) -> Move:
    return Move(lever, steps, int(after.customer_profit[place]), after.company_profit - before.company_profit)


def _pairs(statements: Statements, place: int, solved: dict[Lever, Move | None]) -> list[Pair]:
    chosen = list(combinations(_price_last(list(solved)), 2))[:_MOST_PAIRS]
    found = (_pair(statements, place, first, second, solved[first]) for first, second in chosen)
    return [pair for pair in found if pair is not None]


def _price_last(levers: Sequence[Lever]) -> list[Lever]:
    """Price last, so that it is what closes the rest: its steps are minor units."""
    return sorted(levers, key=lambda lever: lever.kind == PRICE)


def _pair(statements: Statements, place: int, first: Lever, second: Lever, alone: Move | None) -> Pair | None:
    half = alone.steps // 2 if alone else first.most
    try:
        between = moved(statements, place, first, half)
    except OverflowError:
        return None
    if int(between.customer_profit[place]) >= 0 or not half:
        return None
    # The second lever is looked up anew: what is there of it may have moved along with the first.
    there = next(
        (each for each in levers_of(between, place) if (each.kind, each.name) == (second.kind, second.name)), None
    )
    rest = None if there is None else solve(between, place, there)
    return None if rest is None else Pair(_move(statements, between, place, first, half), rest)
