"""A holdout alarms in at most five of a hundred companies without an effect, however often one looks, and finds one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whalecurve.domain.actions.always_valid import look, planned_error_of, smallest_effect, standard_error
from whalecurve.domain.actions.holdout import draw, holdout_from_text
from whalecurve.domain.errors import WhalecurveError

WEEKS = 52
COMPANIES = 400


def looks(seed, effect=0.0, treated=80, held=40, heavy=False):
    """Whether each week's look at one company tells something: customers differ for good, and from week to week."""
    dice = np.random.default_rng(seed)
    size = treated + held
    lasting = dice.normal(0, 60, size)
    weekly = (dice.standard_t(3, (WEEKS, size)) if heavy else dice.normal(0, 1, (WEEKS, size))) * 300
    whole = lasting + np.cumsum(weekly, axis=0) / np.arange(1, WEEKS + 1)[:, None]
    whole[:, :treated] += effect
    planned = np.hypot(60, (np.sqrt(3) if heavy else 1) * 300 / np.sqrt(WEEKS)) * np.sqrt(1 / treated + 1 / held)
    return [look(week[:treated], week[treated:], planned).tells for week in whole], planned


@pytest.mark.parametrize("heavy", [False, True])
def test_without_an_effect_weekly_looks_alarm_in_at_most_five_of_a_hundred(heavy) -> None:
    alarms = sum(any(looks(seed, heavy=heavy)[0]) for seed in range(COMPANIES))
    assert alarms <= 0.05 * COMPANIES


def test_the_smallest_effect_is_found_as_often_as_promised() -> None:
    planned = looks(0)[1]
    found = sum(any(looks(seed, smallest_effect(planned))[0]) for seed in range(COMPANIES))
    # promised at the end are four of five, and whoever looks every week has found it before
    assert found >= 0.8 * COMPANIES
    half = sum(any(looks(seed, smallest_effect(planned) / 2)[0]) for seed in range(COMPANIES))
    assert half < 0.5 * COMPANIES


@given(st.integers(40, 200), st.floats(0.1, 0.9), st.integers(0, 2**32))
def test_a_draw_parts_everybody_once_and_comes_back_from_the_store(size, share, seed) -> None:
    ids = [f"c{number}" for number in range(size)]
    if not 20 <= round(share * size) <= size - 20:
        with pytest.raises(WhalecurveError, match="Too few customers"):
            draw(ids, share, seed, "2026-11-29", 1.0)
        return
    found = draw(ids, share, seed, "2026-11-29", 1.5)
    assert sorted(found.treated + found.held) == sorted(ids)
    assert holdout_from_text(found.to_text()) == found


def test_a_kept_draw_without_a_day_is_refused() -> None:
    told = draw([f"c{number}" for number in range(40)], 0.5, 1, "2026-11-29", 1.5).to_text()
    for day in ('"soon"', '""', "20261129", "null"):
        with pytest.raises(WhalecurveError, match="draw anew"):
            holdout_from_text(told.replace('"2026-11-29"', day))


def test_everybody_is_left_alone_equally_often() -> None:
    times = np.zeros(40)
    for seed in range(400):
        times[[int(name) for name in draw([str(n) for n in range(40)], 0.5, seed, "2026-11-29", 1.0).held]] += 1
    # 200 of 400 with a deviation of 10
    assert (np.abs(times - 200) < 45).all()


def test_what_is_planned_is_the_spread_over_the_sizes() -> None:
    changes = np.array([-10.0, 10.0] * 50)
    assert planned_error_of(changes, 60, 30) == pytest.approx(changes.std(ddof=1) * np.sqrt(1 / 60 + 1 / 30))
    assert standard_error(changes, changes) == pytest.approx(changes.std(ddof=1) * np.sqrt(2 / 100))
    assert planned_error_of(changes[:1], 60, 30) == 0.0
