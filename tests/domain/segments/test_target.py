import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whalecurve.domain.segments import above_zero, top_margin, top_share
from whalecurve.domain.segments.errors import TargetError
from whalecurve.domain.segments.target import top_scores

MONEY = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=60)


@given(MONEY, st.sampled_from([0.1, 0.2, 0.5]))
def test_the_best_are_never_below_the_rest(profit, share):
    profit = np.array(profit)
    target = top_share(profit, np.ones_like(profit), share)
    best, rest = target.measure[target.high], target.measure[~target.high]
    assert best.size == 0 or rest.size == 0 or best.min() > rest.max()


@given(MONEY)
def test_scores_follow_the_order(profit):
    measure = np.array(profit, dtype=float)
    order = np.argsort(measure)
    assert (np.diff(top_scores(measure)[order]) >= 0).all()


def test_equal_profits_stay_together():
    target = top_share(np.array([5, 5, 5, 5, 1]), np.ones(5, dtype=np.int64))
    assert target.high.sum() in (0, 4)


def test_who_bought_nothing_does_not_take_part():
    assert top_share(np.array([3, -9, 1]), np.array([5, 0, 5])).rows.tolist() == [0, 2]


def test_margin_is_profit_over_revenue_where_there_is_revenue():
    target = top_margin(np.array([50, 1, 9, 9]), np.array([1000, 2, 0, -3]), share=0.5)
    assert target.rows.tolist() == [0, 1]
    assert target.measure.tolist() == [0.05, 0.5]
    assert target.high.tolist() == [False, True]


def test_names_say_which_profit():
    args = np.array([1, 2]), np.array([1, 1])
    assert top_share(*args, basis="contribution margin").name == "top 20 % by contribution margin"
    assert above_zero(*args).name == "customer profit above zero"
    assert top_margin(*args, 0.1).name == "top 10 % by margin of customer profit"


@pytest.mark.parametrize("share", [0, 1, 20, -0.2])
def test_a_share_outside_is_refused(share):
    with pytest.raises(TargetError, match=r"0\.2 for 20"):
        top_share(np.array([1]), np.array([1]), share)


def test_amounts_of_different_customers_are_refused():
    with pytest.raises(TargetError):
        top_share(np.array([1, 2]), np.array([1]))
