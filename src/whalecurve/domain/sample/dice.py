"""Draws that come out the same on every platform and with every release of numpy."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")

_WORD_BITS = 64


class Dice:
    """Whole-number draws from the raw 64-bit words of PCG64, the part of numpy's random streams that never changes.

    A stream of its own for each subject keeps a change in one table from moving every other.

    Args:
        seed: Seed of the whole company.
        stream: Number of the subject.

    >>> Dice(1, 0).between(1, 6) == Dice(1, 0).between(1, 6)
    True
    >>> Dice(1, 0).below(0)
    Traceback (most recent call last):
    ...
    ValueError: a draw needs at least one outcome, not 0
    """

    def __init__(self, seed: int, stream: int) -> None:
        self._words = np.random.PCG64([seed, stream])

    def below(self, bound: int) -> int:
        """A whole number from 0 to ``bound - 1``."""
        if bound < 1:
            raise ValueError(f"a draw needs at least one outcome, not {bound}")
        return int(self._words.random_raw()) * bound >> _WORD_BITS

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: int) -> bool:
        """True in ``percent`` of a hundred draws."""
        return self.below(100) < percent

    def pick(self, things: Sequence[T]) -> T:
        """One of ``things``, each as likely as the next."""
        return things[self.below(len(things))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of ``things`` in a random order (Fisher and Yates)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order

    def deal(self, deck: Sequence[T], hands: int) -> list[T]:
        """One card for each of ``hands`` places, from deck after shuffled deck: every stretch of places sees all cards.

        >>> sorted(Dice(1, 0).deal(["a", "a", "b"], 6))
        ['a', 'a', 'a', 'a', 'b', 'b']
        """
        cards: list[T] = []
        while len(cards) < hands:
            cards += self.shuffled(deck)
        return cards[:hands]
