"""Time: how much of an activity each customer gets and deserves, and where to move how much. Moves sum to zero."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from whalecurve.domain.money.apportion import Ints, allocate

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class TimeMoves:
    """Units of an activity of every customer in the period, in code order; shape (customers,).

    Attributes:
        unit: Name of the activity, or ``orders`` where no activities are known.
        scale: Decimals of the quantities.
        now: What each gets.
        deserved: What each would get by what it contributes, within its rep.
        moves: What to give (above zero) and to take (below zero): the sum is zero, of each rep too.
    """

    unit: str
    scale: int
    now: Ints
    deserved: Ints
    moves: Ints

    @property
    def moved(self) -> int:
        """How much changes hands."""
        return int(self.moves[self.moves > 0].sum())


def move_time(unit: str, scale: int, now: Ints, worth: Ints, reps: Ints, held: Mask) -> TimeMoves:
    """Move time to those who contribute more, within each rep.

    Deserved is the rep's time shared by what customers contribute. Nobody is asked to change everything at once: at
    most half of what a customer has is taken away, and what is taken is given in proportion to what is missing.

    Args:
        unit: What time is counted in.
        scale: Decimals of ``now``.
        now: Units of each customer, shape (customers,).
        worth: What each contributes, or could; below zero counts as zero.
        reps: Code of each customer's rep; time stays with its rep.
        held: Customers that are left as they are, because it is not sure what they are worth.

    >>> time = move_time("visit", 0, np.array([10, 2, 5]), np.array([0, 900, 500]), np.zeros(3, dtype=np.int64),
    ...                  np.array([False, False, True]))
    >>> time.deserved.tolist(), time.moves.tolist(), time.moved
    ([0, 12, 5], [-5, 5, 0], 5)
    """
    deserved, moves = np.maximum(now, 0), np.zeros(len(now), dtype=np.int64)
    for rep in np.unique(reps).tolist():
        places = np.flatnonzero((reps == rep) & ~held)
        whole, weights = int(deserved[places].sum()), np.maximum(worth[places], 0)
        if not whole or not weights.any():
            continue
        fair = allocate(whole, weights)
        moves[places] = _within(deserved[places], fair)
        deserved[places] = fair
    return TimeMoves(unit, scale, now, deserved, moves)


def _within(now: Ints, fair: Ints) -> Ints:
    gap = fair - now
    taken = np.minimum(np.maximum(-gap, 0), now // 2)
    whole = int(taken.sum())
    given = allocate(whole, np.maximum(gap, 0)) if whole else np.zeros_like(gap)
    return np.asarray(given - taken, dtype=np.int64)
