"""Bands of order size: fixed edges of 1, 2 and 5 times a power of ten, joined afterwards to a few."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.words.formats import quantity

MOST_BANDS: Final = 8
EDGES: Final = (0, *(step * 10**power for power in range(15) for step in (1, 2, 5)))
"""In minor units: below the first one lie orders of more returns than sales."""

BELOW_ZERO: Final = "below zero"


def band_names(digits: int) -> tuple[str, ...]:
    """Name of every band before joining, from the one below zero on.

    >>> band_names(2)[0], band_names(2)[1], band_names(2)[8], band_names(2)[-1]
    ('below zero', '0 to 0.01', '1 to 2', '5,000,000,000,000 and more')
    """
    return tuple(band_name(place, place, digits) for place in range(len(EDGES) + 1))


def band_name(first: int, last: int, digits: int) -> str:
    """Name of the bands from one place to another, both included.

    >>> band_name(1, 12, 2), band_name(9, 9, 2), band_name(1, len(EDGES), 0)
    ('0 to 50', '2 to 5', '0 and more')
    """
    if last == 0:
        return BELOW_ZERO
    low = quantity(EDGES[first - 1], digits)
    return f"{low} and more" if last >= len(EDGES) else f"{low} to {quantity(EDGES[last], digits)}"


def join_bands(orders: Ints, most: int = MOST_BANDS) -> list[tuple[int, int]]:
    """First and last place of each of a few bands: neighbours with the fewest orders are joined first.

    Args:
        orders: Number of orders in each band before joining; the one below zero stays apart.
        most: How many bands are left, that one not counted.

    >>> import numpy as np
    >>> counts = np.zeros(len(EDGES) + 1, dtype=np.int64)
    >>> counts[[0, 10, 11, 12, 14]] = 3, 5, 1, 9, 4
    >>> join_bands(counts, 2)
    [(0, 0), (10, 11), (12, 14)]
    """
    there = [place for place, count in enumerate(orders.tolist()) if count and place]
    bands = [(place, place) for place in range(there[0], there[-1] + 1)] if there else []
    while len(bands) > most:
        sizes = [_count(orders, (one[0], other[1])) for one, other in pairwise(bands)]
        least = sizes.index(min(sizes))
        bands[least : least + 2] = [(bands[least][0], bands[least + 1][1])]
    return ([(0, 0)] if orders[0] else []) + bands


def _count(orders: Ints, band: tuple[int, int]) -> int:
    return int(orders[band[0] : band[1] + 1].sum())


def joined_names(bands: Sequence[tuple[int, int]], digits: int) -> tuple[str, ...]:
    """Names of joined bands."""
    return tuple(band_name(first, last, digits) for first, last in bands)
