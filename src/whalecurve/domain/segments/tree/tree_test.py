"""Is the tree better than chance? The whole procedure is repeated on customers whose profits were shuffled."""

from collections.abc import Callable
from typing import Final

import numpy as np
from scipy import stats

from whalecurve.domain.segments.arrays import Floats, Singles
from whalecurve.domain.segments.settings import Settings, Watch
from whalecurve.domain.segments.tree.crossfit import cross_fit
from whalecurve.domain.segments.tree.growth import fewest_per_leaf, grow

HALVES_FROM: Final = 3000
_STOP_AFTER: Final = 8


def tree_p_value(matrix: Singles, high: Floats, settings: Settings, watch: Watch) -> float:
    """Return the p-value of "the traits say nothing about who is high-profit".

    Up to 3,000 customers the statistic is the best out-of-fold skill over all sizes of the tree, and the search for
    it is repeated for each permutation. Above that the search is done on one half of the customers and its tree is
    tested on the other half, which the search never saw.

    Args:
        matrix: float32, customers x columns.
        high: 1.0 for a high-profit customer, else 0.0.
        settings: Bounds of the search, number of permutations, seed.
        watch: Told of progress.
    """
    if matrix.shape[1] == 0 or np.ptp(high) == 0:
        return 1.0
    if high.size > HALVES_FROM:
        return _on_the_other_half(matrix, high, settings, watch)
    random = np.random.default_rng([settings.seed, 1])  # apart from the draws that deal the folds

    def draw() -> float:
        watch.check()
        return _best_skill(matrix, random.permutation(high), settings)

    return sequential_p_value(_best_skill(matrix, high, settings), draw, settings.permutations)


def sequential_p_value(observed: float, draw: Callable[[], float], most: int, stop_after: int = _STOP_AFTER) -> float:
    """Compare an observed figure with drawn ones and stop as soon as chance is plainly as good.

    Exact at every level. Source: Besag and Clifford 1991, "Sequential Monte Carlo p-values".

    Args:
        observed: The figure of the real data; large speaks against chance.
        draw: Gives the figure of one permutation.
        most: Most permutations.
        stop_after: Stop when so many are as large.

    >>> sequential_p_value(5.0, lambda: 1.0, most=99)
    0.01
    >>> sequential_p_value(5.0, lambda: 9.0, most=99, stop_after=8)
    1.0
    """
    reached = 0
    for drawn in range(1, most + 1):
        reached += draw() >= observed - 1e-12
        if reached == stop_after:
            return reached / drawn
    return (1 + reached) / (1 + most)


def _best_skill(matrix: Singles, high: Floats, settings: Settings) -> float:
    return float(cross_fit(matrix, high, settings, repeats=1).skills[1:].max())


def _on_the_other_half(matrix: Singles, high: Floats, settings: Settings, watch: Watch) -> float:
    first = np.random.default_rng(settings.seed).permutation(high.size) < high.size // 2
    fitted = cross_fit(matrix[first], high[first], settings, repeats=1, check=watch.check)
    leaves = fitted.chosen_leaves(settings.folds)
    grown = grow(matrix[first], high[first], settings, leaf_size=fewest_per_leaf(int(first.sum())), leaves=leaves)
    groups = grown.apply(matrix[~first])
    count = np.bincount(groups)
    hits = np.bincount(groups, weights=high[~first])[count > 0]
    rate = float(high[~first].mean())
    spread = rate * (1 - rate)
    if count[count > 0].size < 2 or spread == 0:  # noqa: PLR2004 - nothing to compare
        return 1.0
    distance = ((hits - count[count > 0] * rate) ** 2 / count[count > 0]).sum() / spread
    return float(stats.chi2.sf(distance, count[count > 0].size - 1))
