"""Shares of the product mix on equal terms: compared among customers with about as many lines, thinned to as many.

Whoever buys more often has bought the rare things at some time, and whoever buys once has bought one thing only. A raw
share therefore tells how much a customer buys, which is a component of profit. Here each customer is compared with
others who have about as many lines, and of each of them only as many lines count as the smallest of them has, drawn
without replacement (rarefaction; Hurlbert 1971, "The nonconcept of species diversity"). What is left of a share is its
place among those, 0 to 1, evenly spread however much somebody buys. Customers who bought the same amount of a category
are put in an order by lot.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from whalecurve.domain.segments.arrays import Floats, Integers

_PEERS: Final = 40
"""Customers who are compared with each other, at least; fewer only where their numbers of lines are far apart."""
_FEWEST_PEERS: Final = 10
_ABOUT_AS_MANY: Final = 2.0
_SEED: Final = 26


def places_on_equal_terms(lines: Integers) -> Floats:
    """Return each customer's place in each category among those with about as many lines.

    Args:
        lines: int64, customers x categories: how many lines fall on each.

    Returns:
        float64 of the same shape, above 0 and below 1: 0.8 buys more of it than four fifths of the customers with
        about as many lines; NaN for a customer without a line.

    >>> lines = np.array([[9, 1]] * 15 + [[1, 9]] * 15)
    >>> places = places_on_equal_terms(lines)
    >>> bool(places[:15, 0].min() > 0.5 > places[15:, 0].max())
    True
    >>> np.isnan(places_on_equal_terms(np.array([[0, 0]]))).all().item()
    True
    """
    random = np.random.default_rng(_SEED)
    total = lines.sum(axis=1)
    places = np.full(lines.shape, np.nan)
    for rows in _peers(total):
        thinned = _thinned(lines[rows], total[rows], int(total[rows].min()), random)
        order = np.lexsort((random.random(thinned.shape), thinned), axis=0).argsort(axis=0)
        places[rows] = (order + random.random(thinned.shape)) / rows.size
    return places


def _peers(total: Integers) -> Iterator[Integers]:
    """Customers in the order of their number of lines, cut into groups with about as many; equal ones stay together."""
    order = np.argsort(total, kind="stable").astype(np.int64)
    order = order[total[order] > 0]
    sizes = total[order]
    if not order.size:
        return iter(())
    cuts = [0]
    for place in np.flatnonzero(np.diff(sizes)) + 1:
        members = place - cuts[-1]
        far = members >= _FEWEST_PEERS and sizes[place] > _ABOUT_AS_MANY * sizes[cuts[-1]]
        if members >= _PEERS or far:
            cuts.append(int(place))
    if len(cuts) > 1 and order.size - cuts[-1] < _FEWEST_PEERS:
        cuts.pop()
    return iter(np.split(order, cuts[1:]))


def _thinned(lines: Integers, total: Integers, kept: int, random: np.random.Generator) -> Integers:
    """Draw so many of each customer's lines without replacement, category by category."""
    thinned = np.empty_like(lines)
    left, wanted = total.copy(), np.full(total.size, kept)
    for category in range(lines.shape[1]):
        own = lines[:, category]
        thinned[:, category] = random.hypergeometric(own, left - own, wanted)
        left, wanted = left - own, wanted - thinned[:, category]
    return thinned
