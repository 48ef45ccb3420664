"""Would it have worked? Offers from the earlier months beside what was bought later, and beside the most popular."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.stats import binomtest

from whalecurve.domain.actions.crosssell.purchases import Purchases, buyers, together
from whalecurve.domain.actions.crosssell.ranking import Places, best_items, popular_items
from whalecurve.domain.actions.crosssell.ridge import Recipe, learn, recipes

LEVEL: Final = 0.05
_MOST_TESTED: Final = 50_000
FEWEST_TESTED: Final = 20
"""With fewer customers who bought something new, nothing can be said to be ahead."""


@dataclass(frozen=True, eq=False)
class Backtest:
    """What offers of the earlier months would have hit.

    Attributes:
        recipe: The way that did best on the last window, to be used from now on.
        tested: Customers who bought something new in the last window and something before.
        hits: How many of them bought one of the items offered, by what goes with what they had.
        popular_hits: The same by the most popular items that they did not have.
        p_value: One-sided sign test over the customers whom only one of the two hit.
        rates: Share of all customers who were offered something that bought the offer of each rank; shape (offers,).
        popular_rates: The same of the most popular.
    """

    recipe: Recipe
    tested: int
    hits: int
    popular_hits: int
    p_value: float
    rates: npt.NDArray[np.float64]
    popular_rates: npt.NDArray[np.float64]

    @property
    def is_ahead(self) -> bool:
        """Whether going by what customers have beats popularity by more than chance would."""
        return self.tested >= FEWEST_TESTED and self.p_value < LEVEL


def backtest(found: Purchases) -> Backtest | None:
    """Learn from all windows but the last, and look what was bought in it.

    The way to learn is chosen on the window before, so that the last one is seen by nothing that it judges. From then
    on the way that did best on the last window is used.

    Args:
        found: Purchases in four windows.

    Returns:
        None where nobody bought anything new in the last window, or anything before it.
    """
    found = _fewer(found)
    tried = recipes(len(found.names))
    chosen = max(tried, key=lambda recipe: _hit(found, 2, recipe)[0].sum()) if len(tried) > 1 else tried[0]
    ours, took = _hit(found, 3, chosen)
    popular, popular_took = _popular_hit(found, 3)
    tested = _new(found, 3)
    if not tested.any():
        return None
    only, other = int((ours & ~popular).sum()), int((popular & ~ours).sum())
    p_value = binomtest(only, only + other, 0.5, alternative="greater").pvalue if only + other else 1.0
    later = max(tried, key=lambda recipe: _hit(found, 3, recipe)[0].sum()) if len(tried) > 1 else chosen
    return Backtest(later, int(tested.sum()), int(ours.sum()), int(popular.sum()), float(p_value), took, popular_took)


def _fewer(found: Purchases) -> Purchases:
    """At most so many customers, drawn: how often offers are taken is known from them as well."""
    if found.customers <= _MOST_TESTED:
        return found
    rows = np.sort(np.random.default_rng(0).choice(found.customers, _MOST_TESTED, replace=False))
    return Purchases(found.names, tuple(part[rows] for part in found.bought), found.returned[rows])


def offers(found: Purchases, recipe: Recipe) -> Places:
    """What to offer now: learned from every window."""
    weights = learn(found.ever, found.bought[-1], recipe)
    return best_items(found.ever, weights, found.taboo, buyers(found.bought[-1]) > 0)


def popular_offers(found: Purchases) -> Places:
    """The most popular items of the last window that customers do not have."""
    return popular_items(found.bought[-1], found.ever, found.taboo)


def _hit(found: Purchases, window: int, recipe: Recipe) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
    have, lately = together(found.bought[:window]), found.bought[window - 1]
    weights = learn(have, lately, recipe)
    return _judged(best_items(have, weights, have, buyers(lately) > 0), found, window)


def _popular_hit(found: Purchases, window: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
    have, lately = together(found.bought[:window]), found.bought[window - 1]
    return _judged(popular_items(lately, have, have), found, window)


def _judged(offered: Places, found: Purchases, window: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
    """Whom an offer hit, shape (customers,), and which share took the offer of each rank."""
    bought = found.bought[window]
    taken = np.zeros(offered.shape, dtype=np.bool_)
    for rank in range(offered.shape[1]):
        taken[:, rank] = _has(bought, offered[:, rank])
    reached = (offered >= 0).sum(axis=0)
    rates = taken.sum(axis=0) / np.maximum(reached, 1)
    return np.asarray(taken.any(axis=1), dtype=np.bool_), np.asarray(rates, dtype=np.float64)


def _has(matrix: sparse.csr_array, items: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether each customer's row holds its item; -1 is held by none."""
    asked = np.flatnonzero(items >= 0)
    held = np.zeros(len(items), dtype=np.bool_)
    width = matrix.shape[1]
    there = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) * width + matrix.indices
    held[asked] = np.isin(asked * width + items[asked], there)
    return held


def _new(found: Purchases, window: int) -> npt.NDArray[np.bool_]:
    """Customers who bought something before the window and something new in it."""
    have, bought = together(found.bought[:window]), found.bought[window]
    new = np.diff(bought.indptr) - np.diff(sparse.csr_array(bought.multiply(have)).indptr)
    return np.asarray((new > 0) & (np.diff(have.indptr) > 0), dtype=np.bool_)
