"""One grown tree and its nested smaller trees.

scikit-learn grows a tree with bounded leaves best split first and numbers the nodes in that order. The first ``2 k -
1`` nodes are therefore the tree with ``k`` leaves: one fit gives every size, and no path of prunings needs to be
computed or searched.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import sklearn
from sklearn.tree import DecisionTreeRegressor

from whalecurve.domain.segments.arrays import Floats, Integers, Singles
from whalecurve.domain.segments.settings import Settings

_SMALLEST_LEAF: Final = 7
_PRIOR_CUSTOMERS: Final = 2.0


def fewest_per_leaf(customers: int) -> int:
    """Return how many customers a rule needs: half the root of their number, at least seven.

    A level that has customers enough to stand by itself has enough for a rule of its own. With the whole root, a level
    of one customer in twenty was hardly ever a rule among 400, since a tree grown without a fifth of them sees fewer.

    >>> fewest_per_leaf(30), fewest_per_leaf(400), fewest_per_leaf(200_000)
    (7, 10, 224)
    """
    return max(_SMALLEST_LEAF, int(np.ceil(np.sqrt(customers) / 2)))


@dataclass(frozen=True, eq=False)
class Grown:
    """A tree grown best split first.

    Attributes:
        feature: Column of each node's split, below 0 for a leaf.
        threshold: Where it splits; at most goes left.
        left: Left child of each node, -1 for a leaf.
        right: Right child.
        counts: Customers of each node in training.
        rates: Share of high-profit customers of each node in training, drawn a little towards the share of all.
    """

    feature: Integers
    threshold: Floats
    left: Integers
    right: Integers
    counts: Integers
    rates: Floats

    @property
    def most_leaves(self) -> int:
        """Leaves of the whole tree."""
        return (self.feature.size + 1) // 2

    @cached_property
    def parent(self) -> Integers:
        """Parent of each node; the root is its own."""
        parent = np.zeros(self.feature.size, dtype=np.int64)
        inner = np.flatnonzero(self.left >= 0)
        parent[self.left[inner]], parent[self.right[inner]] = inner, inner
        return parent

    def leaf_of(self, leaves: int) -> Integers:
        """Map each node to the leaf that it belongs to in the smaller tree with so many leaves."""
        home = np.arange(self.feature.size)
        for node in range(2 * leaves - 1, home.size):
            home[node] = home[self.parent[node]]
        return home

    def apply(self, matrix: Singles) -> Integers:
        """Return the leaf of the whole tree for each customer."""
        nodes = np.zeros(len(matrix), dtype=np.int64)
        inner = np.arange(len(matrix)) if self.left[0] >= 0 else np.zeros(0, dtype=np.int64)
        while inner.size:
            here = nodes[inner]
            low = matrix[inner, self.feature[here]] <= self.threshold[here]
            nodes[inner] = np.where(low, self.left[here], self.right[here])
            inner = inner[self.left[nodes[inner]] >= 0]
        return nodes


def grow(matrix: Singles, high: Floats, settings: Settings, *, leaf_size: int, leaves: int | None = None) -> Grown:
    """Grow a shallow tree.

    Squared error on zeros and ones is Gini impurity, so that the regressor grows the classifier's tree and keeps the
    share of each node even where only one class is left.

    Args:
        matrix: float32, customers x columns, see ``Encoded``.
        high: 1.0 for a high-profit customer, else 0.0.
        settings: Bounds of leaves and depth.
        leaf_size: Fewest customers of a leaf.
        leaves: Fewer leaves than the settings allow.
    """
    model = DecisionTreeRegressor(
        max_leaf_nodes=leaves or settings.max_leaves,
        max_depth=settings.max_depth,
        min_samples_leaf=leaf_size,
        random_state=settings.seed,
    )
    with sklearn.config_context(skip_parameter_validation=True, assume_finite=True):
        inner = model.fit(matrix, high, check_input=False).tree_
    counts = np.asarray(inner.n_node_samples, dtype=np.int64)
    means = np.asarray(inner.value[:, 0, 0], dtype=np.float64)
    rates = (means * counts + _PRIOR_CUSTOMERS * means[0]) / (counts + _PRIOR_CUSTOMERS)
    return Grown(
        feature=np.asarray(inner.feature, dtype=np.int64),
        threshold=np.asarray(inner.threshold),
        left=np.asarray(inner.children_left, dtype=np.int64),
        right=np.asarray(inner.children_right, dtype=np.int64),
        counts=counts,
        rates=rates,
    )
