"""Finds a rule again in trees grown on other samples of the same customers."""

import numpy as np

from whalecurve.domain.segments.arrays import Floats, Integers


def best_match(rules: Integers, groups: Integers) -> tuple[Integers, Floats]:
    """Find for each rule the group that holds most nearly the same customers.

    Args:
        rules: Rule of each customer, 0, 1, ...
        groups: Group of each customer in another tree, 0, 1, ...

    Returns:
        For each rule its group, and the overlap with it: customers in both over customers in either (Jaccard), 0 to 1.

    >>> match, overlap = best_match(np.array([0, 0, 0, 1]), np.array([5, 5, 2, 2]))
    >>> match.tolist(), overlap.round(2).tolist()
    ([5, 2], [0.67, 0.5])
    """
    width = int(groups.max()) + 1
    both = np.bincount(rules * width + groups, minlength=(int(rules.max()) + 1) * width).reshape(-1, width)
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0) - both
    overlap = both / np.maximum(either, 1)
    return overlap.argmax(axis=1), overlap.max(axis=1)
