"""Sharing whole units: against plain fractions, at the edges of 64 bits too."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.oracle import largest_remainder, nearest
from whalecurve.domain.money.apportion import allocate, exact_sum, round_half_up, round_shares

QUICK = settings(max_examples=150, deadline=None)
SMALL = st.integers(-50, 50)
LARGE = st.sampled_from([0, 1, -1, 2**31, -(2**31), 10**15, -(10**15), 2**61 - 1, -(2**61) + 1])
QUANTITIES = st.lists(SMALL | LARGE | st.integers(-(2**61), 2**61), min_size=1, max_size=12)
WEIGHTS = st.lists(st.integers(0, 9) | st.integers(0, 10**14), min_size=1, max_size=12).filter(any)
TOTALS = st.integers(-1000, 1000) | st.integers(-(10**17), 10**17)
MULTIPLIERS = st.integers(-9, 9) | st.integers(-(2**40), 2**40) | st.sampled_from([10**20, -(10**20), 2**64 + 1])
DIVISORS = st.integers(1, 12) | st.integers(1, 2**70) | st.sampled_from([2**59 - 1, 2**59, 2**62, 3**40, 10**18 + 9])


def reference(quantities: list[int], multiplier: int, divisor: int) -> list[int]:
    exact = {f"{place:02d}": Fraction(q * multiplier, divisor) for place, q in enumerate(quantities)}
    return list(largest_remainder(exact).values())


def fits(quantities: list[int], multiplier: int, divisor: int) -> bool:
    return max(map(abs, quantities)) * abs(multiplier) // divisor < 2**62


@given(QUANTITIES, MULTIPLIERS, DIVISORS)
@QUICK
def test_shares_are_those_of_plain_fractions(quantities, multiplier, divisor):
    assume(any(quantities) and fits(quantities, multiplier, divisor))
    expected = reference(quantities, multiplier, divisor)
    assert round_shares(np.array(quantities), multiplier, divisor).tolist() == expected
    assert round_shares(np.array(quantities, dtype=object), multiplier, divisor).tolist() == expected


@given(st.lists(st.integers(-(2**90), 2**90), min_size=1, max_size=8), st.integers(2**40, 2**95))
@QUICK
def test_numbers_beyond_64_bits_are_shared_exactly_where_the_parts_fit(quantities, divisor):
    assume(fits(quantities, 7, divisor) and any(quantities))
    shares = round_shares(np.array(quantities, dtype=object), 7, divisor)
    assert shares.dtype == np.int64
    assert shares.tolist() == reference(quantities, 7, divisor)


@pytest.mark.parametrize("divisor", [3, 2**58 + 1, 2**59 - 1, 2**59 + 1, 2**62 + 1, 10**18 + 9, 2**66 + 1])
@pytest.mark.parametrize("biggest", [2**61 - 1, 2**62 - 1])
def test_quotas_as_large_as_is_allowed_are_exact(divisor, biggest):
    quantities = [biggest, -1, 0, biggest - 1, 1, -(biggest // 3)]
    for multiplier in (divisor - 1, 1 - divisor, divisor // 2 + 1):
        found = round_shares(np.array(quantities), multiplier, divisor)
        assert found.tolist() == reference(quantities, multiplier, divisor)


@pytest.mark.parametrize(
    ("quantity", "multiplier", "divisor"), [(2**62, 1, 1), (1, 2**62, 1), (2**40, 2**40, 3), (2**62, 4, 3)]
)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_quota_beyond_64_bits_is_refused_and_named(quantity, multiplier, divisor, sign):
    with pytest.raises(OverflowError, match="too large to share exactly"):
        round_shares(np.array([1, sign * quantity]), multiplier, divisor)


@given(QUANTITIES, MULTIPLIERS, DIVISORS)
@QUICK
def test_negating_everything_negates_every_share(quantities, multiplier, divisor):
    assume(any(quantities) and fits(quantities, multiplier, divisor))
    shares = round_shares(np.array(quantities), multiplier, divisor)
    assert (-shares).tolist() == round_shares(-np.array(quantities), multiplier, divisor).tolist()
    assert (-shares).tolist() == round_shares(np.array(quantities), -multiplier, divisor).tolist()


@given(TOTALS, WEIGHTS)
@QUICK
def test_an_allocation_adds_up_and_each_share_is_within_one_unit_of_its_quota(total, weights):
    shares, whole = allocate(total, np.array(weights)).tolist(), sum(weights)
    assert sum(shares) == total
    assert all(abs(share - Fraction(total * weight, whole)) < 1 for share, weight in zip(shares, weights, strict=True))
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if weight == 0)


@given(st.integers(0, 10**17), WEIGHTS)
@QUICK
def test_a_larger_weight_never_gets_less_and_equal_weights_differ_by_at_most_one_unit(total, weights):
    shares = allocate(total, np.array(weights)).tolist()
    pairs = sorted(zip(weights, shares, strict=True))
    assert [share for _, share in pairs] == sorted(shares)
    for weight in set(weights):
        equal = [share for share, own in zip(shares, weights, strict=True) if own == weight]
        assert max(equal) - min(equal) <= 1


@given(TOTALS, WEIGHTS)
@QUICK
def test_a_negative_total_is_the_mirror_image(total, weights):
    assert allocate(-total, np.array(weights)).tolist() == (-allocate(total, np.array(weights))).tolist()


@given(st.fractions(-(10**6), 10**6, max_denominator=997), WEIGHTS)
@QUICK
def test_a_total_that_is_no_whole_number_is_shared_as_it_is_and_rounded_once(total, weights):
    exact = {f"{place:02d}": total * weight / sum(weights) for place, weight in enumerate(weights)}
    shares = allocate(total, np.array(weights)).tolist()
    assert shares == list(largest_remainder(exact).values())
    assert sum(shares) == nearest(total)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (2, [1, 1, 1], [1, 1, 0]),
        (1, [1, 1, 1], [1, 0, 0]),
        (-1, [1, 1, 1], [-1, 0, 0]),
        (1, [0, 1, 0, 1], [0, 1, 0, 0]),
        (100, [1, 1, 2], [25, 25, 50]),
        (0, [3, 4], [0, 0]),
        (7, [5], [7]),
    ],
)
def test_equal_remainders_go_to_the_earlier_position(total, weights, shares):
    assert allocate(total, np.array(weights)).tolist() == shares


def test_nobody_shares_nothing():
    assert round_shares(np.zeros(0, dtype=np.int64), 5, 3).tolist() == []
    with pytest.raises(ValueError, match="nothing to allocate by"):
        allocate(5, np.zeros(0, dtype=np.int64))


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError, match="cannot be negative: -2"):
        allocate(5, np.array([3, -2]))


def test_the_quantities_that_came_in_are_not_changed():
    quantities = np.array([5, -3, 8])
    round_shares(quantities, 7, 3)
    assert quantities.tolist() == [5, -3, 8]


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=40))
@QUICK
def test_a_sum_is_exact_where_64_bits_would_overflow(values):
    assert exact_sum(np.array(values, dtype=np.int64)) == sum(values)
    assert exact_sum(np.array(values, dtype=object)) == sum(values)


@given(st.fractions())
@QUICK
def test_rounding_is_to_the_nearest_and_halves_go_away_from_zero(value):
    rounded = round_half_up(value)
    assert rounded == nearest(value)
    assert rounded == -round_half_up(-value)
