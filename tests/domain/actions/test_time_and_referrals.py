"""Moves of time sum to zero within each rep, and who is held keeps what it has."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.actions_build import rented_out
from whalecurve.domain.actions.referrals import referral_actions
from whalecurve.domain.actions.time_actions import time_actions
from whalecurve.domain.actions.time_moves import move_time

ROWS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(-9_000, 9_000), st.integers(0, 2), st.booleans()),
    min_size=1,
    max_size=20,
)


@given(ROWS)
def test_moves_sum_to_zero_for_each_rep_and_take_at_most_half(rows) -> None:
    now, worth, reps, held = (np.array(column) for column in zip(*rows, strict=True))
    time = move_time("visit", 0, now, worth, reps, held)
    for rep in set(reps.tolist()):
        assert int(time.moves[reps == rep].sum()) == 0
    assert not time.moves[held].any()
    assert (time.moves >= -(now // 2)).all()
    assert not (time.moves[worth <= 0] > 0).any()


def test_the_best_get_the_time_of_the_others() -> None:
    statements = rented_out()
    time = move_time("visit", 0, np.array([2, 8]), statements.contribution_margin, np.zeros(2), np.zeros(2, dtype=bool))
    # contribution 90 and 10 of 100 for ten visits: 9 and 1, but at most half of the eight are taken
    assert (time.deserved.tolist(), time.moves.tolist()) == ([9, 1], [4, -4])
    (action,) = time_actions(statements, time, ["Ann", "Ann"], 0.5)
    # four visits at 100.00 / 10 each
    assert (action.customer_id, action.money_at_stake, action.rep) == ("a", 40_00, "Ann")
    assert "gets 2 (visit); by what it contributes it would get 9." in action.why


def test_only_who_is_always_profitable_is_asked_for_referrals() -> None:
    (action,) = referral_actions(rented_out(), [1, 0], ["", ""], 0.1)
    # two customers like the lower middle one of those that contribute, 10.00
    assert (action.customer_id, action.money_at_stake) == ("a", 20_00)
