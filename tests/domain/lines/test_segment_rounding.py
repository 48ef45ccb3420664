"""Many small sums rounded at once are the same as each of them rounded alone."""

from fractions import Fraction
from math import floor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import largest_remainder
from whalecurve.domain.lines.segment_rounding import round_within, share_within
from whalecurve.domain.money.apportion import allocate, round_shares

AMOUNTS = st.sampled_from([0, 1, -1, 5, -5, 10**12]) | st.integers(-(10**6), 10**6)
SEGMENTS = st.lists(st.lists(AMOUNTS, min_size=1, max_size=6), min_size=1, max_size=5)
RATES = st.tuples(st.integers(-999, 999), st.integers(1, 999))


def flat(segments):
    """All quantities, shuffled the same way each time, with the segment of each."""
    pairs = [(segment, value) for segment, values in enumerate(segments) for value in values]
    pairs.sort(key=lambda pair: (pair[1] % 7, pair[0]))
    owners, values = zip(*pairs, strict=True)
    return np.array(values, dtype=np.int64), np.array(owners, dtype=np.int64)


@given(SEGMENTS, RATES)
def test_each_segment_is_rounded_as_if_it_were_alone(segments, rate):
    values, owners = flat(segments)
    alone = [round_shares(values[owners == n], *rate) for n in range(len(segments))]
    totals = np.array([int(parts.sum()) for parts in alone], dtype=np.int64)
    together = round_within(values, *rate, owners, totals)
    for n, parts in enumerate(alone):
        assert together[owners == n].tolist() == parts.tolist()


@given(SEGMENTS, RATES, st.data())
def test_parts_add_up_to_any_total_that_is_a_rounding_of_the_exact_one(segments, rate, data):
    values, owners = flat(segments)
    exact = [Fraction(int(values[owners == n].sum()) * rate[0], rate[1]) for n in range(len(segments))]
    totals = [floor(each) + data.draw(st.integers(0, int(each.denominator > 1))) for each in exact]
    parts = round_within(values, *rate, owners, np.array(totals, dtype=np.int64))
    for n, total in enumerate(totals):
        assert int(parts[owners == n].sum()) == total
    for part, value in zip(parts.tolist(), values.tolist(), strict=True):
        assert abs(part - Fraction(value * rate[0], rate[1])) < 1


@given(SEGMENTS, st.lists(AMOUNTS, min_size=5, max_size=5))
def test_shares_are_those_of_one_sum_at_a_time(segments, totals):
    values, owners = flat([[abs(value) for value in values] for values in segments])
    chosen = np.array(totals[: len(segments)], dtype=np.int64)
    shares = share_within(chosen, values, owners)
    for n, total in enumerate(chosen.tolist()):
        weights = values[owners == n]
        expected = allocate(total, weights) if weights.any() else np.zeros(len(weights), dtype=np.int64)
        assert shares[owners == n].tolist() == expected.tolist()


def test_an_amount_beyond_64_bits_on_the_way_is_exact():
    weights = np.array([10**13 + 1, 10**13 - 1, 1], dtype=np.int64)
    exact = {str(n): Fraction(10**13 * int(weight), int(weights.sum())) for n, weight in enumerate(weights)}
    shares = share_within(np.array([10**13]), weights, np.zeros(3, dtype=np.int64))
    assert shares.tolist() == list(largest_remainder(exact).values())


@given(SEGMENTS, RATES)
def test_negating_negates(segments, rate):
    values, owners = flat(segments)
    totals = np.array([int(round_shares(values[owners == n], *rate).sum()) for n in range(len(segments))])
    assert (round_within(-values, *rate, owners, -totals) == -round_within(values, *rate, owners, totals)).all()


def test_what_no_quantity_can_carry_stays():
    assert round_within(np.array([0, 0]), 1, 1, np.array([0, 0]), np.array([7])).tolist() == [0, 0]
    assert share_within(np.array([7]), np.array([0, 0]), np.array([0, 0])).tolist() == [0, 0]
