"""Round thresholds: a tree splits half-way between two customers, a reader wants the rounder figure beside it."""

from dataclasses import replace

import numpy as np

from whalecurve.domain.segments.arrays import Integers, Singles
from whalecurve.domain.segments.tree.growth import Grown

_MOST_DIGITS = 7


def rounded(grown: Grown, matrix: Singles) -> Grown:
    """Return the same tree with the roundest thresholds that part its customers in the same way.

    Args:
        grown: The tree.
        matrix: float32, the customers that it was grown on.
    """
    inner = np.flatnonzero(grown.left >= 0)
    threshold = grown.threshold.copy()
    leaves = grown.apply(matrix)
    for node in inner:
        cells = matrix[np.isin(leaves, _below(grown, int(node))), grown.feature[node]]
        low = cells <= threshold[node]
        threshold[node] = roundest(float(cells[low].max()), float(cells[~low].min()))
    return replace(grown, threshold=threshold)


def roundest(low: float, high: float) -> float:
    """Return the roundest figure that is at least ``low`` and below ``high``.

    >>> roundest(40.0, 47.0), roundest(22.0, 28.0), roundest(0.0, 0.3), roundest(1994.0, 1995.0), roundest(-0.52, -0.47)
    (40.0, 25.0, 0.0, 1994.0, -0.5)
    """
    if low <= 0 < high:
        return 0.0
    top = np.floor(np.log10(max(abs(low), abs(high))))
    for power in range(int(top), int(top) - _MOST_DIGITS, -1):
        for step in (10.0**power, 10.0**power / 2):
            figure = float(f"{np.ceil(low / step) * step:.10g}")
            if low <= figure < high:
                return figure
    return low


def _below(grown: Grown, node: int) -> Integers:
    """All nodes of the part of the tree under a node; children come after their parents."""
    inside = np.zeros(grown.feature.size, dtype=np.bool_)
    inside[node] = True
    for later in range(node + 1, inside.size):
        inside[later] = inside[grown.parent[later]]
    return np.flatnonzero(inside)
