"""The whale curve: exact where it is read, thin where it is drawn."""

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whalecurve.domain.ranks.whale import MOST_POINTS, share, whale_curve

PROFITS = st.lists(st.integers(-100, 100) | st.integers(-(10**14), 10**14), max_size=60).map(
    lambda some: sorted(some, reverse=True)
)


def curve_of(profits, most_points=MOST_POINTS):
    return whale_curve(np.array(profits, dtype=np.int64), most_points)


@given(PROFITS, st.integers(3, 70))
@settings(max_examples=200, deadline=None)
def test_a_thinned_curve_is_exact_at_every_point_it_keeps_and_keeps_ends_and_peak(profits, most_points):
    totals = [0, *accumulate(profits)]
    curve = curve_of(profits, most_points)
    customers = curve.customers.tolist()
    assert len(customers) <= most_points
    assert customers == sorted(set(customers))
    assert curve.cumulative_profit.tolist() == [totals[number] for number in customers]
    assert (customers[0], customers[-1]) == (0, len(profits))
    assert curve.peak == max(totals) == totals[curve.peak_customers]
    assert curve.peak_customers == totals.index(max(totals))
    assert curve.peak_customers in customers
    assert (curve.total, curve.give_back) == (totals[-1], max(totals) - totals[-1])


@pytest.mark.parametrize("count", [998, 999, 1000, 1001, 5000, 100_003])
@pytest.mark.parametrize("winners", [0, 1, 7, 997])
def test_at_most_a_thousand_points_and_never_a_wide_gap(count, winners):
    profits = np.concatenate([np.full(winners, 10), np.full(count - winners, -1)])
    curve = whale_curve(profits)
    assert len(curve.customers) <= MOST_POINTS
    assert curve.peak_customers == winners
    assert winners in curve.customers
    assert int(np.diff(curve.customers).max()) <= count // (MOST_POINTS - 3) + 1
    assert curve.customer_share[0] == 0
    assert curve.customer_share[-1] == 1


def test_when_all_lose_the_peak_is_to_have_none():
    curve = curve_of([-1, -2, -3])
    assert (curve.peak, curve.peak_customers, curve.give_back, curve.total) == (0, 0, 6, -6)
    assert curve.peak_share is None
    assert curve.top_20_percent_share is None


def test_one_customer_and_none():
    one = curve_of([7])
    assert (one.customers.tolist(), one.peak_share, one.top_20_percent_share) == ([0, 1], 1.0, 1.0)
    none = curve_of([])
    assert (none.customers.tolist(), none.count, none.total, none.peak_share) == ([0], 0, 0, None)
    assert none.customer_share.tolist() == [0.0]


@pytest.mark.parametrize(("count", "best"), [(1, 1), (4, 1), (5, 1), (6, 2), (10, 2), (11, 3)])
def test_the_best_fifth_is_rounded_up(count, best):
    profits = list(range(count, 0, -1))
    assert curve_of(profits).top_20_percent == sum(profits[:best])


@given(st.integers(-(10**18), 10**18), st.integers(-(10**18), 10**18))
def test_a_share_of_zero_or_less_means_nothing(part, whole):
    assert share(part, whole) == (part / whole if whole > 0 else None)
