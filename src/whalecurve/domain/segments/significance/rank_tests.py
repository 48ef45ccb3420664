"""Does profit differ by a trait? Rank tests for many traits at once, with one set of permutations.

Each trait has one or two statistics on the scores of the target: the spread between levels (Kruskal and Wallis, with
scores) and, for numbers, the trend over the ranks of the number. The smaller p-value of the two is calibrated by
permuting the scores, which makes it exact whatever the sizes of the levels. Because all traits see the same
permutations, so is the smallest p-value of all traits (Westfall and Young 1993, "Resampling-based multiple testing").
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse, stats

from whalecurve.domain.segments.arrays import Floats
from whalecurve.domain.segments.significance.false_discovery import adjusted
from whalecurve.domain.segments.traits.trait import Trait

EXACT_UP_TO: Final = 5000
_FEWEST_PERMUTATIONS: Final = 1999
_PER_TRAIT: Final = 40
_CHUNK_CELLS: Final = 2_000_000


@dataclass(frozen=True, eq=False)
class RankTests:
    """p-values of all traits.

    Attributes:
        p_values: One per trait, unadjusted.
        effects: Share of the spread of the scores that the levels explain beyond chance, 0 to 1 (epsilon squared).
        p_any: p-value of the best trait, given that all were tried.
    """

    p_values: Floats
    effects: Floats
    p_any: float


def rank_tests(
    traits: Sequence[Trait], scores: Floats, seed: int, check: Callable[[], None] = lambda: None
) -> RankTests:
    """Test each trait alone.

    Args:
        traits: At least one.
        scores: One per customer, see ``Target.scores``.
        seed: Seed of the permutations; above 5,000 customers none are drawn, since the chi-square limit is then good.
        check: Called between chunks; raises to give up.
    """
    tests = _Statistics(traits, scores)
    asymptotic = tests.smallest_p(tests.centred[:, None])[:, 0]
    if scores.size > EXACT_UP_TO:
        p_values = np.minimum(1.0, asymptotic * tests.tries)
        return RankTests(p_values, tests.effects(), float(adjusted(p_values).min()))
    permutations = max(_FEWEST_PERMUTATIONS, _PER_TRAIT * len(traits))
    reached = np.zeros(len(traits))
    any_reached = 0.0
    for shuffled in _shuffles(tests.centred, permutations, seed):
        check()
        drawn = tests.smallest_p(shuffled)
        reached += (drawn <= asymptotic[:, None] * (1 + 1e-9)).sum(axis=1)
        any_reached += float((drawn.min(axis=0) <= asymptotic.min() * (1 + 1e-9)).sum())
    return RankTests((1 + reached) / (1 + permutations), tests.effects(), (1 + any_reached) / (1 + permutations))


class _Statistics:
    """All traits' statistics as sparse products, so that a chunk of permutations costs one multiplication."""

    def __init__(self, traits: Sequence[Trait], scores: Floats) -> None:
        self.centred = scores - scores.mean()
        self.spread = float(self.centred @ self.centred) / max(scores.size - 1, 1)
        self.counts = [trait.counts for trait in traits]
        self.levels = sparse.csr_array(sparse.hstack([_indicator(trait) for trait in traits]).T)
        self.starts = np.cumsum([0, *(count.size for count in self.counts)])
        self.trends = [None if trait.values is None else _trend(trait.values) for trait in traits]
        self.tries = np.array([1 if trend is None else 2 for trend in self.trends])

    def smallest_p(self, columns: Floats) -> Floats:
        """Return the smaller asymptotic p-value, traits x columns, for columns of centred scores."""
        if self.spread == 0:
            return np.ones((len(self.counts), columns.shape[1]))
        sums = self.levels @ columns
        return np.array([self._p_of(place, sums, columns) for place in range(len(self.counts))])

    def effects(self) -> Floats:
        """Return epsilon squared of each trait: explained spread less what chance explains."""
        if self.spread == 0:
            return np.zeros(len(self.counts))
        sums = self.levels @ self.centred[:, None]
        total = self.spread * (self.centred.size - 1)
        return np.array([self._effect(place, sums, total) for place in range(len(self.counts))])

    def _between(self, place: int, sums: Floats) -> tuple[Floats, int]:
        counts, rows = self.counts[place], sums[self.starts[place] : self.starts[place + 1]]
        filled = counts > 0
        return (rows[filled] ** 2 / counts[filled, None]).sum(axis=0), int(filled.sum()) - 1

    def _p_of(self, place: int, sums: Floats, columns: Floats) -> Floats:
        between, freedom = self._between(place, sums)
        p_levels = stats.chi2.sf(between / self.spread, freedom) if freedom else np.ones(columns.shape[1])
        trend = self.trends[place]
        if trend is None:
            return np.asarray(p_levels)
        p_trend = stats.chi2.sf((trend @ columns) ** 2 / self.spread, 1)
        return np.asarray(np.minimum(p_levels, p_trend))

    def _effect(self, place: int, sums: Floats, total: float) -> float:
        between, freedom = self._between(place, sums)
        residual_freedom = self.centred.size - freedom - 1
        if residual_freedom <= 0:
            return 0.0
        within = (total - float(between[0])) / residual_freedom
        return float(np.clip((float(between[0]) - freedom * within) / total, 0, 1))


def _indicator(trait: Trait) -> sparse.csr_array:
    rows = np.arange(trait.codes.size)
    return sparse.csr_array((np.ones(rows.size), (rows, trait.codes)), shape=(rows.size, len(trait.levels)))


def _trend(values: Floats) -> Floats:
    known = np.isfinite(values)
    ranks = np.zeros(values.size)
    ranks[known] = stats.rankdata(values[known])
    ranks[known] -= ranks[known].mean()
    length = float(np.sqrt(ranks @ ranks))
    return ranks / length if length else ranks


def _shuffles(scores: Floats, permutations: int, seed: int) -> Iterator[Floats]:
    random = np.random.default_rng(seed)
    width = max(_CHUNK_CELLS // scores.size, 1)
    for start in range(0, permutations, width):
        size = min(width, permutations - start)
        yield random.permuted(np.tile(scores, (size, 1)), axis=1).T
