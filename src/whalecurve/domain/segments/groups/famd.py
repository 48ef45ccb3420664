"""Mixed traits on one scale: factor analysis of mixed data.

A number counts with its standard score; a level with one over the root of its frequency, so that two customers who
share a rare level are alike and a trait with many levels does not outweigh the rest. Source: Pagès 2004, "Analyse
factorielle de données mixtes".
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from whalecurve.domain.segments.arrays import Floats, Singles
from whalecurve.domain.segments.traits.trait import Trait

_SKEWED: Final = 20.0
_FARTHEST: Final = 3.0


def mixed_matrix(traits: Sequence[Trait]) -> Singles:
    """Return the traits as coordinates whose distances can be compared.

    Args:
        traits: At least one.

    Returns:
        float32, customers x columns, each column with mean 0. Sizes that spread over orders of magnitude count by
        their logarithm, no number counts farther than three standard deviations, and an unknown number lies at the
        mean.

    >>> industry = Trait("industry", "text", ("bank", "farm"), np.array([0, 1, 1, 1], dtype=np.int32))
    >>> mixed_matrix([industry])[:2].astype(float).round(2).tolist()
    [[1.5, -0.87], [-0.5, 0.29]]
    """
    parts = [_levels(trait) if trait.values is None else standard_scores(trait.values)[:, None] for trait in traits]
    return np.hstack([part.astype(np.float32) for part in parts])


def standard_scores(values: Floats) -> Floats:
    """Return z-scores, cut at three, with 0 for unknown.

    >>> standard_scores(np.array([1.0, 3.0, np.nan])).tolist()
    [-1.0, 1.0, 0.0]
    """
    known = np.isfinite(values)
    if not known.any():
        return np.zeros(values.size)
    seen = values[known]
    middle = float(np.median(seen))
    skewed = seen.min() >= 0 and middle > 0 and seen.max() > _SKEWED * middle
    seen = np.log1p(seen) if skewed else seen
    spread = float(seen.std())
    scores = np.zeros(values.size)
    if spread > 0:
        scores[known] = np.clip((seen - seen.mean()) / spread, -_FARTHEST, _FARTHEST)
    return scores


def two_components(matrix: Singles) -> tuple[Singles, Floats]:
    """Project customers onto the two directions in which they differ most.

    Returns:
        Coordinates, customers x 2, and the share of all differences that each direction shows.
    """
    centred = matrix - matrix.mean(axis=0)
    products = (centred.T @ centred).astype(np.float64)
    values, vectors = np.linalg.eigh(products)
    axes = vectors[:, ::-1][:, :2]
    axes = axes * np.where(np.abs(axes).max(axis=0) == axes.max(axis=0), 1, -1)
    if axes.shape[1] == 1:
        axes = np.hstack([axes, np.zeros_like(axes)])
        values = np.append(0.0, values)
    total = float(products.trace())
    return (centred @ axes.astype(np.float32)), values[::-1][:2] / total if total else np.zeros(2)


def _levels(trait: Trait) -> Floats:
    counts = trait.counts
    filled = np.flatnonzero(counts > 0)
    indicator = (trait.codes[:, None] == filled).astype(np.float64)
    frequency = counts[filled] / trait.codes.size
    return np.asarray((indicator - frequency) / np.sqrt(frequency))
