"""How likely an action is to succeed: from what was recorded of such actions, before that from an assumption."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from whalecurve.domain.actions.action import CROSS_SELL, PROSPECT, REFERRAL, REPRICE, TIME

_ASSUMED: Final[Mapping[str, tuple[int, int]]] = {TIME: (1, 2), REPRICE: (1, 2), REFERRAL: (1, 10)}
"""Kind -> successes among tries that are assumed beforehand; recorded ones are added to them."""


@dataclass(frozen=True)
class Tried:
    """How many actions of a kind were finished, and how many of them worked."""

    worked: int = 0
    tried: int = 0


def likelihood(kind: str, tried: Tried | None = None) -> float:
    """Share of such actions that work: recorded successes with the assumed ones added (the mean of a Beta prior).

    What a customer buys next and who becomes one has a likelihood of its own, from the data.

    >>> likelihood("reprice"), likelihood("reprice", Tried(8, 10)), likelihood("referral", Tried(2, 10))
    (0.5, 0.75, 0.15)
    >>> likelihood("cross-sell")
    Traceback (most recent call last):
    ...
    ValueError: cross-sell has a likelihood of its own
    """
    if kind in {CROSS_SELL, PROSPECT}:
        raise ValueError(f"{kind} has a likelihood of its own")
    worked, of = _ASSUMED[kind]
    recorded = tried or Tried()
    return (worked + recorded.worked) / (of + recorded.tried)
