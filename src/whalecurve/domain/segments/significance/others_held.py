"""Each trait with the others held: which of two entangled traits, such as rep and region, stands by itself?

The scores are explained by the other traits first; the trait is tested on what they leave. Small samples permute the
residuals of the reduced model (Freedman and Lane 1983, "A nonstochastic interpretation of reported significance
levels").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
from scipy import stats

from whalecurve.domain.segments.arrays import Floats, Integers
from whalecurve.domain.segments.significance.rank_tests import EXACT_UP_TO
from whalecurve.domain.segments.traits.trait import Trait

Standing = Literal["by itself", "explained by", "cannot be told apart from", "not tested"]
_PERMUTATIONS: Final = 499
_CUSTOMERS_PER_LEVEL: Final = 5
_RANK_TOLERANCE: Final = 1e-6


@dataclass(frozen=True)
class HeldTest:
    """A trait tested with the other traits that hold kept equal.

    Attributes:
        p_value: With all the others held; NaN if not tested.
        standing: Whether it stands by itself, is explained by another trait, or cannot be told apart from one.
        partner: The trait that explains it or from which it cannot be told apart.
    """

    p_value: float
    standing: Standing
    partner: str = ""


NOT_TESTED: Final = HeldTest(float("nan"), "not tested")


def held_tests(
    traits: Sequence[Trait], scores: Floats, alpha: float, seed: int, check: Callable[[], None] = lambda: None
) -> list[HeldTest]:
    """Test each of the traits that hold alone with the others held.

    Args:
        traits: Those that hold alone, strongest first; the weakest are not held where that would leave fewer than
            five customers per level.
        scores: One per customer.
        alpha: Below this p-value a trait stands.
        seed: Seed of the permutations.
        check: Called before each test; raises to give up.

    Returns:
        One test per trait, in their order.
    """
    if not traits:
        return []
    model = _Model(traits, scores, seed, check)
    everyone = list(range(len(traits)))
    return [_judge(model, traits, place, everyone, alpha) for place in everyone]


def _judge(model: "_Model", traits: Sequence[Trait], place: int, everyone: list[int], alpha: float) -> HeldTest:
    others = [other for other in everyone if other != place]
    joint = model.p_value(place, model.affordable(others))
    if joint <= alpha or not others:
        return HeldTest(joint, "by itself")
    given = {other: model.p_value(place, [other]) for other in others}
    partner = max(given, key=lambda other: (given[other], -other))
    explains = model.p_value(partner, [place]) <= alpha < given[partner]
    return HeldTest(joint, "explained by" if explains else "cannot be told apart from", traits[partner].name)


@dataclass(frozen=True, eq=False)
class _Part:
    """Some traits of the model: their columns, the inverse of their cross products, how many directions they span."""

    places: Integers
    inverse: Floats
    rank: int

    def explained(self, products: Floats) -> Floats:
        """Sum of squares that these columns explain, given the cross products of all columns with some scores."""
        own = products[self.places]
        return np.asarray(np.einsum("ij,ij->j", own, self.inverse @ own))


class _Model:
    """Additive model of the scores on the levels of the traits, all through one matrix of cross products."""

    def __init__(self, traits: Sequence[Trait], scores: Floats, seed: int, check: Callable[[], None]) -> None:
        self.columns = np.hstack([_centred_levels(trait) for trait in traits])
        sizes = [len(trait.levels) for trait in traits]
        starts = np.cumsum([0, *sizes])
        self.places = [np.arange(start, start + size) for start, size in zip(starts[:-1], sizes, strict=True)]
        self.scores = scores - scores.mean()
        self.products = self.columns.T @ self.columns
        self.with_scores = self.columns.T @ self.scores
        self.seed, self.check = seed, check

    def affordable(self, others: list[int]) -> list[int]:
        """Keep the strongest traits whose levels leave at least five customers each."""
        room = self.scores.size / _CUSTOMERS_PER_LEVEL
        used = np.cumsum([self.places[other].size for other in others])
        return [other for other, total in zip(others, used, strict=True) if total <= room] or others[:1]

    def p_value(self, place: int, held: list[int]) -> float:
        """Return the p-value of a trait with others held; 1 where nothing of it is left."""
        self.check()
        reduced, whole = self._part(held), self._part([*held, place])
        added, rest = whole.rank - reduced.rank, self.scores.size - 1 - whole.rank
        if added <= 0 or rest <= 0:
            return 1.0
        products = self.with_scores[:, None]
        total = float(self.scores @ self.scores)
        observed = float(_ratio(products, total, reduced, whole)[0])
        if self.scores.size > EXACT_UP_TO:
            return float(stats.f.sf(observed * rest / added, added, rest))
        own = reduced.places
        left = self.scores - self.columns[:, own] @ (reduced.inverse @ products[own, 0])
        drawn = _ratio(self._shuffled(left, whole.places), float(left @ left), reduced, whole)
        return float((1 + (drawn >= observed * (1 - 1e-9)).sum()) / (1 + _PERMUTATIONS))

    def _part(self, traits: list[int]) -> _Part:
        if not traits:
            return _Part(np.zeros(0, dtype=np.int64), np.zeros((0, 0)), 0)
        places = np.concatenate([self.places[trait] for trait in traits])
        inner = self.products[np.ix_(places, places)]
        rank = int(np.linalg.matrix_rank(inner, tol=_RANK_TOLERANCE * float(np.trace(inner)), hermitian=True))
        inverse = np.linalg.pinv(inner, rcond=_RANK_TOLERANCE, hermitian=True)
        return _Part(places, np.asarray(inverse, dtype=np.float64), rank)

    @cached_property
    def _orders(self) -> Integers:
        random = np.random.default_rng(self.seed)
        return random.permuted(np.tile(np.arange(self.scores.size), (_PERMUTATIONS, 1)), axis=1).T

    def _shuffled(self, left: Floats, places: Integers) -> Floats:
        """Cross products of some columns with shuffled residuals, columns x permutations."""
        products = np.zeros((self.columns.shape[1], _PERMUTATIONS))
        products[places] = self.columns[:, places].T @ left[self._orders]
        return products


def _ratio(products: Floats, total: float, reduced: _Part, whole: _Part) -> Floats:
    everything = whole.explained(products)
    added = np.maximum(everything - reduced.explained(products), 0)
    return np.asarray(added / np.maximum(total - everything, 1e-12))


def _centred_levels(trait: Trait) -> Floats:
    indicator = (trait.codes[:, None] == np.arange(len(trait.levels))).astype(np.float64)
    return np.asarray(indicator - indicator.mean(axis=0))
