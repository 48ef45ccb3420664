"""What each factor of a product does to its change, whatever order they change in.

Each factor gets its Shapley value (Shapley, A Value for n-Person Games, 1953; for decompositions Shorrocks, Journal of
Economic Inequality, 2013): the mean of what its change makes over all orders in which the factors could change. Of two
factors that is Bennet's indicator (Journal of the Royal Statistical Society, 1920): the change of the one at the mean
of the other.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def shapley_of_product(before: Sequence[Floats], after: Sequence[Floats]) -> list[Floats]:
    """Shapley value of each factor in the change of a product, element by element.

    Args:
        before: The factors before, each of shape (n,).
        after: The same factors after, in the same order.

    Returns:
        One array for each factor; together they are the product after less the product before.

    >>> price, units = (np.array([10.0]), np.array([12.0])), (np.array([100.0]), np.array([150.0]))
    >>> [float(part[0]) for part in shapley_of_product([price[0], units[0]], [price[1], units[1]])]
    [250.0, 550.0]
    """
    return [_value(place, before, after) for place in range(len(before))]


def _value(place: int, before: Sequence[Floats], after: Sequence[Floats]) -> Floats:
    others = [other for other in range(len(before)) if other != place]
    change = after[place] - before[place]
    value = np.zeros_like(change)
    for size in range(len(others) + 1):
        weight = 1 / (len(before) * comb(len(others), size))
        for changed in combinations(others, size):
            part = change * weight
            for other in others:
                part = part * (after[other] if other in changed else before[other])
            value += part
    return value
