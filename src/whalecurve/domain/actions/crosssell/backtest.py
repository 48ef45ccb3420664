"""Would it have worked? Offers from the earlier months beside what was bought later, and beside the most popular."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.stats import binomtest

from whalecurve.domain.actions.crosssell.purchases import Purchases, buyers, together
from whalecurve.domain.actions.crosssell.ranking import Places, best_items, popular_items
from whalecurve.domain.actions.crosssell.ridge import Recipe, learn, learn_each, recipes

Judged = tuple[npt.NDArray[np.bool_], npt.NDArray[np.float64]]
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
    tested = _new(found, 3)
    if not tested.any():
        return None
    tried = recipes(len(found.names))
    chosen = _best(_hits(found, 2, tried)) if len(tried) > 1 else tried[0]
    last = _hits(found, 3, tried)
    ours, took = last[chosen]
    popular, popular_took = _popular_hit(found, 3)
    only, other = int((ours & ~popular).sum()), int((popular & ~ours).sum())
    p_value = binomtest(only, only + other, 0.5, alternative="greater").pvalue if only + other else 1.0
    count, hits, popular_hits = (int(each.sum()) for each in (tested, ours, popular))
    return Backtest(_best(last), count, hits, popular_hits, float(p_value), took, popular_took)


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


def _hits(found: Purchases, window: int, tried: Sequence[Recipe]) -> dict[Recipe, Judged]:
    """What the offers of each recipe would have hit in a window."""
    have, lately = together(found.bought[:window]), found.bought[window - 1]
    live = buyers(lately) > 0
    learned = zip(tried, learn_each(have, lately, tried), strict=True)
    return {recipe: _judged(best_items(have, weights, have, live), found, window) for recipe, weights in learned}


def _best(hits: Mapping[Recipe, Judged]) -> Recipe:
    """The recipe with the most hits, the first of equal ones."""
    return max(hits, key=lambda recipe: int(hits[recipe][0].sum()))


def _popular_hit(found: Purchases, window: int) -> Judged:
    have, lately = together(found.bought[:window]), found.bought[window - 1]
    return _judged(popular_items(lately, have, have), found, window)


def _judged(offered: Places, found: Purchases, window: int) -> Judged:
    """Whom an offer hit, shape (customers,), and which share took the offer of each rank."""
    rows = np.arange(len(offered))[:, None]
    taken = (found.bought[window][rows, np.maximum(offered, 0)].toarray() > 0) & (offered >= 0)
    rates = taken.sum(axis=0) / np.maximum((offered >= 0).sum(axis=0), 1)
    return np.asarray(taken.any(axis=1), dtype=np.bool_), np.asarray(rates, dtype=np.float64)


def _new(found: Purchases, window: int) -> npt.NDArray[np.bool_]:
    """Customers who bought something before the window and something new in it."""
    have, bought = together(found.bought[:window]), found.bought[window]
    new = np.diff(bought.indptr) - np.diff(sparse.csr_array(bought.multiply(have)).indptr)
    return np.asarray((new > 0) & (np.diff(have.indptr) > 0), dtype=np.bool_)
