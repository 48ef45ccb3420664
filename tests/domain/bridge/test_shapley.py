"""Shapley values of a product against the definition: the mean over all orders."""

from itertools import permutations
from math import prod

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from whalecurve.domain.bridge.shapley import shapley_of_product

numbers = st.integers(-20, 20).map(float)
pairs = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5)


def by_orders(pairs):
    """What each factor makes, on the mean over every order in which they could change."""
    made, orders = [0.0] * len(pairs), list(permutations(range(len(pairs))))
    for order in orders:
        now = [before for before, _ in pairs]
        for place in order:
            was = prod(now)
            now[place] = pairs[place][1]
            made[place] += (prod(now) - was) / len(orders)
    return made


@given(pairs)
def test_each_factor_gets_the_mean_over_all_orders(pairs):
    before, after = ([np.array([value]) for value in side] for side in zip(*pairs, strict=True))
    found = [float(part[0]) for part in shapley_of_product(before, after)]
    assert np.allclose(found, by_orders(pairs), atol=1e-6)
    assert np.isclose(sum(found), prod(a for _, a in pairs) - prod(b for b, _ in pairs), atol=1e-6)
