"""Ranks, groups and disagreements."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whalecurve.domain.ranks.ranking import best_first, disagreements, group_by_revenue, ranks

AMOUNTS = st.lists(st.integers(-50, 50) | st.integers(-(2**60), 2**60), max_size=40)


def grouped(revenue, profit, size):
    revenue = np.array(revenue, dtype=np.int64)
    return group_by_revenue(best_first(revenue), revenue, np.array(profit, dtype=np.int64), size)


@given(AMOUNTS)
@settings(max_examples=100, deadline=None)
def test_ranks_go_from_the_largest_down_and_ties_by_position(amounts):
    expected = sorted(range(len(amounts)), key=lambda place: (-amounts[place], place))
    order = best_first(np.array(amounts, dtype=np.int64))
    assert order.tolist() == expected
    assert ranks(order).tolist() == [expected.index(place) + 1 for place in range(len(amounts))]


@given(st.lists(st.integers(-100, 100), max_size=40), st.integers(1, 60), st.data())
@settings(max_examples=150, deadline=None)
def test_groups_are_disjoint_and_of_one_size(revenue, size, data):
    profit = data.draw(st.lists(st.integers(-100, 100), min_size=len(revenue), max_size=len(revenue)))
    top, middle, bottom = grouped(revenue, profit, size)
    places = [place for group in (top, middle, bottom) for place in group.places.tolist()]
    assert len(places) == len(set(places))
    order = best_first(np.array(revenue, dtype=np.int64)).tolist()
    if len(revenue) >= 3:
        expected = min(size, len(revenue) // 3)
        assert [len(group.places) for group in (top, middle, bottom)] == [expected] * 3
        assert top.places.tolist() == order[:expected]
        assert bottom.places.tolist() == order[len(order) - expected :]
        start = order.index(middle.places[0])
        assert middle.places.tolist() == order[start : start + expected]
        before, after = start - expected, len(order) - 2 * expected - start
        assert after - before in {0, 1}
    for group in (top, middle, bottom):
        assert group.net_revenue == sum(revenue[place] for place in group.places)
        assert group.customer_profit == sum(profit[place] for place in group.places)


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, (0, 0, 0)), (1, (1, 0, 0)), (2, (1, 0, 1)), (3, (1, 1, 1)), (5, (1, 1, 1)), (6, (2, 2, 2))]
)
def test_few_customers_make_small_groups(count, sizes):
    assert tuple(len(group.places) for group in grouped(range(count), range(count), 5)) == sizes


def test_shares_of_nothing_mean_nothing():
    top, *_ = grouped([5, -5, 0], [9, 1, 1], 1)
    assert (top.revenue_share, top.profit_share, top.in_line) == (None, 9 / 11, None)
    top, *_ = grouped([5, 3, 2], [-9, 1, 1], 1)
    assert (top.revenue_share, top.profit_share, top.in_line) == (0.5, None, None)


@pytest.mark.parametrize(
    ("profit", "in_line"), [(50, True), (60, True), (40, True), (61, False), (39, False), (-50, False)]
)
def test_profit_is_in_line_within_a_fifth_of_the_share_of_revenue(profit, in_line):
    top, *_ = grouped([50, 30, 20], [profit, 100 - profit, 0], 1)
    assert top.in_line is in_line


def test_equal_customers_are_ranked_by_position():
    top, middle, bottom = grouped([7] * 6, [1] * 6, 2)
    assert [group.places.tolist() for group in (top, middle, bottom)] == [[0, 1], [2, 3], [4, 5]]


@given(st.permutations(range(1, 15)), st.permutations(range(1, 15)), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_disagreements_are_the_largest_differences_of_rank(revenue_rank, profit_rank, most):
    gaps = [abs(one - other) for one, other in zip(revenue_rank, profit_rank, strict=True)]
    expected = sorted((place for place in range(14) if gaps[place]), key=lambda place: (-gaps[place], place))[:most]
    assert disagreements(np.array(revenue_rank), np.array(profit_rank), most).tolist() == expected
