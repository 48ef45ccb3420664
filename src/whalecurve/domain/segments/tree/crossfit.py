"""Out-of-fold skill of trees of every size, and the choice of the size."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from whalecurve.domain.segments.arrays import Floats, Integers, Singles
from whalecurve.domain.segments.settings import Settings
from whalecurve.domain.segments.tree.growth import Grown, fewest_per_leaf, grow

_FEWEST_LEAVES: Final = 2


@dataclass(frozen=True, eq=False)
class FoldFit:
    """A tree grown without one fold, and where the customers of the fold fall in it."""

    grown: Grown
    outside: Integers
    nodes: Integers


@dataclass(frozen=True, eq=False)
class CrossFit:
    """Repeated cross-validation.

    Attributes:
        fits: One per fold and repeat.
        losses: Brier score of each fit (row) and number of leaves 1, 2, ... (column).
        base: Brier score of each fit when everyone is given the share of all.
    """

    fits: tuple[FoldFit, ...]
    losses: Floats
    base: Floats

    @property
    def skills(self) -> Floats:
        """Out-of-fold skill by number of leaves: 1 is perfect, 0 is what the base rate knows, below 0 is worse."""
        return np.asarray(1 - self.losses.mean(axis=0) / max(float(self.base.mean()), 1e-12))

    def chosen_leaves(self, folds: int) -> int:
        """Return the smallest tree with two leaves or more within one standard error of the best.

        Source: Breiman, Friedman, Olshen and Stone 1984, "Classification and regression trees", section 3.4.3.
        """
        by_fold = self.losses.reshape(-1, folds, self.losses.shape[1]).mean(axis=0)
        means = by_fold.mean(axis=0)[_FEWEST_LEAVES - 1 :]
        best = int(means.argmin())
        error = float(by_fold[:, best + 1].std(ddof=1)) / np.sqrt(folds)
        return int(np.flatnonzero(means <= means[best] + error)[0]) + _FEWEST_LEAVES


def fold_of(high: Floats, keys: Floats, folds: int) -> Integers:
    """Deal customers into folds with equal parts of high-profit ones, in the order of random keys.

    >>> fold_of(np.array([1.0, 0, 1, 0]), np.array([0.1, 0.2, 0.3, 0.4]), 2).tolist()
    [0, 0, 1, 1]
    """
    order = np.lexsort((keys, high))
    fold = np.empty(high.size, dtype=np.int64)
    fold[order] = np.arange(high.size) % folds
    return fold


def cross_fit(
    matrix: Singles, high: Floats, settings: Settings, repeats: int, check: Callable[[], None] = lambda: None
) -> CrossFit:
    """Grow trees without each fold in turn and score every size on the fold.

    Args:
        matrix: float32, customers x columns.
        high: 1.0 for a high-profit customer, else 0.0.
        settings: Folds, bounds of the tree and the seed.
        repeats: How often the customers are dealt anew.
        check: Called before each tree; raises to give up.
    """
    keys = np.random.default_rng(settings.seed).random((repeats, high.size))
    leaf_size = fewest_per_leaf(high.size)
    fits, losses, base = [], [], []
    for repeat in range(repeats):
        fold = fold_of(high, keys[repeat], settings.folds)
        for number in range(settings.folds):
            check()
            outside = np.flatnonzero(fold == number)
            inside = np.flatnonzero(fold != number)
            grown = grow(matrix[inside], high[inside], settings, leaf_size=leaf_size)
            nodes = grown.apply(matrix[outside])
            fits.append(FoldFit(grown, outside, nodes))
            losses.append(_losses(grown, nodes, high[outside], settings.max_leaves))
            base.append(float(((high[outside] - high[inside].mean()) ** 2).mean()))
    return CrossFit(tuple(fits), np.array(losses), np.array(base))


def _losses(grown: Grown, nodes: Integers, high: Floats, most_leaves: int) -> Floats:
    """Brier score by number of leaves, from counts per node: the customers are looked at once."""
    count = np.bincount(nodes, minlength=grown.feature.size)
    hits = np.bincount(nodes, weights=high, minlength=grown.feature.size)
    losses = np.empty(most_leaves)
    for leaves in range(1, most_leaves + 1):
        rate = grown.rates[grown.leaf_of(min(leaves, grown.most_leaves))]
        losses[leaves - 1] = (count * rate**2 - 2 * rate * hits + hits).sum()
    return losses / max(nodes.size, 1)
