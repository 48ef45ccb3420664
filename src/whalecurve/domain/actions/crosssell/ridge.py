"""What customers buy next, from what they have: a ridge regression of every item on all others, in closed form.

The item's own weight is held at zero, so that having an item never speaks for itself. (EASE: Steck, "Embarrassingly
Shallow Autoencoders for Sparse Data", WWW 2019, equation 8.) Where what was bought lately is predicted instead of what
was bought at any time, the same inverse serves: the constraint is put back for each column.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.linalg import lapack

Floats = npt.NDArray[np.float32]

STRENGTHS: Final = (5.0, 50.0, 500.0)
"""Strengths of the ridge that are tried, in customers."""

_FEW_ITEMS: Final = 1_500
"""With more items one way is taken: each takes an inverse, and what was bought lately a product of large matrices."""

_MIDDLE: Final = 50.0
_KEPT: Final = 50
_MOST_LEARNED_FROM: Final = 50_000


@dataclass(frozen=True)
class Recipe:
    """One way to learn.

    Attributes:
        strength: Of the ridge.
        lately: Whether what was bought in the last window is predicted, else what was bought at any time.
    """

    strength: float
    lately: bool


def recipes(items: int) -> tuple[Recipe, ...]:
    """The ways that are tried for so many items."""
    if items > _FEW_ITEMS:
        return (Recipe(_MIDDLE, lately=False),)
    return tuple(Recipe(strength, lately) for strength in STRENGTHS for lately in (True, False))


def learn(ever: sparse.csr_array, lately: sparse.csr_array, recipe: Recipe) -> sparse.csr_array:
    """Weights of items by items by one recipe, see ``learn_each``."""
    return next(learn_each(ever, lately, [recipe]))


def learn_each(ever: sparse.csr_array, lately: sparse.csr_array, tried: Sequence[Recipe]) -> Iterator[sparse.csr_array]:
    """Weights of items by items for each recipe: having the row's item speaks so much for buying the column's.

    Recipes of one strength share an inverse, and all of them the counts it is taken of.

    Args:
        ever: What customers bought at any time, see ``Purchases``.
        lately: What they bought in the last window.
        tried: How to learn; those of one strength follow each other.

    Returns:
        The fifty strongest weights of each row; float32, compressed rows. Of more than 50,000 customers so many are
        drawn: what goes together is known from them as well.
    """
    if ever.shape[0] > _MOST_LEARNED_FROM:
        rows = np.sort(np.random.default_rng(0).choice(ever.shape[0], _MOST_LEARNED_FROM, replace=False))
        ever, lately = ever[rows], lately[rows]
    counts = (ever.T @ ever).toarray()
    after = (ever.T @ lately).toarray() if any(recipe.lately for recipe in tried) else None
    for strength, same in groupby(tried, key=lambda recipe: recipe.strength):
        inverse = _inverse(counts, strength)
        for recipe in same:
            yield _weights(inverse, after if recipe.lately else None)


def _weights(inverse: Floats, after: Floats | None) -> sparse.csr_array:
    """Weights that predict what was bought lately, or without that what was bought at any time."""
    if after is None:
        weights = np.asarray(-inverse / np.diag(inverse), dtype=np.float32)
    else:
        weights = np.asarray(inverse @ after, dtype=np.float32)
        weights -= inverse * np.asarray(np.diag(weights) / np.diag(inverse), dtype=np.float32)
    weights[np.diag_indices_from(weights)] = 0
    return strongest(weights)


def _inverse(counts: Floats, strength: float) -> Floats:
    """The inverse of counts with a ridge on their diagonal, which is symmetric, by Cholesky: half the work."""
    ridged = counts.copy(order="F")
    ridged[np.diag_indices_from(ridged)] += np.float32(strength)
    lower, failed = lapack.spotrf(ridged, lower=1, clean=1, overwrite_a=1)
    if failed:
        raise ValueError("the matrix of counts is not positive definite")
    half, _ = lapack.spotri(lower, lower=1, overwrite_c=1)
    return np.asarray(half + np.tril(half, -1).T, dtype=np.float32)  # above the diagonal it is clean


def strongest(weights: Floats, most: int = _KEPT) -> sparse.csr_array:
    """The strongest weights of each row alone, above or below zero.

    >>> strongest(np.array([[0.0, 3.0, -4.0], [1.0, 0.0, 0.5]], dtype=np.float32), 1).toarray().tolist()
    [[0.0, 0.0, -4.0], [1.0, 0.0, 0.0]]
    """
    items = weights.shape[1]
    if items <= most:
        return sparse.csr_array(weights)
    kept = np.argpartition(-np.abs(weights), most, axis=1)[:, :most]
    values = np.take_along_axis(weights, kept, axis=1)
    starts = np.arange(0, most * len(weights) + 1, most)
    return sparse.csr_array((values.ravel(), kept.ravel(), starts), shape=weights.shape)
