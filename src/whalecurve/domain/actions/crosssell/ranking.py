"""The best items for each customer by learned weights, or by how many bought them: never one that is theirs already."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from whalecurve.domain.actions.crosssell.purchases import Bools, buyers

Places = npt.NDArray[np.int64]
OFFERS: Final = 5
_CELLS_AT_ONCE: Final = 4_000_000


def best_items(
    have: sparse.csr_array, weights: sparse.csr_array, taboo: sparse.csr_array, live: Bools, most: int = OFFERS
) -> Places:
    """The best items of each customer, best first; -1 where there are no more.

    Args:
        have: What customers have, customers by items.
        weights: From ``ridge.learn``.
        taboo: What is not offered to whom.
        live: Items that are still sold; shape (items,).
        most: How many each.

    Returns:
        Shape (customers, most). Nothing is ranked for a customer who has nothing.
    """
    parts = []
    for rows in _pieces(*have.shape):
        scores = (have[rows] @ weights).toarray()
        parts.append(_top(scores, np.diff(have.indptr[rows.start : rows.stop + 1]) > 0, taboo[rows], live, most))
    return np.concatenate(parts) if parts else np.empty((0, most), dtype=np.int64)


def popular_items(
    lately: sparse.csr_array, have: sparse.csr_array, taboo: sparse.csr_array, most: int = OFFERS
) -> Places:
    """The same by how many customers bought each item in the last window: what has no buyer there is not offered."""
    counts = buyers(lately).astype(np.float32)
    parts = []
    for rows in _pieces(*have.shape):
        scores = np.tile(counts, (rows.stop - rows.start, 1))
        anything = np.diff(have.indptr[rows.start : rows.stop + 1]) > 0
        parts.append(_top(scores, anything, taboo[rows], counts > 0, most))
    return np.concatenate(parts) if parts else np.empty((0, most), dtype=np.int64)


def _top(scores: npt.NDArray[np.float32], anything: Bools, taboo: sparse.csr_array, live: Bools, most: int) -> Places:
    scores[:, ~live] = -np.inf
    scores[np.repeat(np.arange(len(scores)), np.diff(taboo.indptr)), taboo.indices] = -np.inf
    wide = min(most, scores.shape[1])
    top = np.full((len(scores), most), -1, dtype=np.int64)
    if not wide:
        return top
    chosen = np.argpartition(-scores, wide - 1, axis=1)[:, :wide]
    chosen.sort(axis=1)  # equal scores go by the item's code, on every machine
    values = np.take_along_axis(scores, chosen, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    ranked = np.take_along_axis(chosen, order, axis=1)
    open_ = np.isfinite(np.take_along_axis(values, order, axis=1)) & anything[:, None]
    top[:, :wide] = np.where(open_, ranked, -1)
    return top


def _pieces(customers: int, items: int) -> Iterator[slice]:
    step = max(_CELLS_AT_ONCE // max(items, 1), 1)
    for start in range(0, customers, step):
        yield slice(start, min(start + step, customers))
