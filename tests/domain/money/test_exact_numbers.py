"""Numbers in customers' own columns."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whalecurve.domain.money.exact_numbers import quantity_from_text

NUMBERS = st.decimals(-(10**8), 10**8, allow_nan=False, allow_infinity=False, places=6)


@given(st.lists(NUMBERS.map(lambda n: n.normalize()), min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_a_column_of_decimal_text_is_exactly_its_numbers(numbers):
    found = quantity_from_text([f"{number:f}" for number in numbers])
    assert found is not None
    assert [found.exact(place) for place in range(len(numbers))] == [Fraction(number) for number in numbers]


@pytest.mark.parametrize("texts", [["", " ", "3"], ["3", "3", ""], ["1e2", "0.10"]])
def test_blanks_count_as_zero_and_repeats_stay_in_place(texts):
    found = quantity_from_text(texts)
    assert found is not None
    assert [found.exact(place) for place in range(len(texts))] == [
        Fraction(Decimal(text.strip() or 0)) for text in texts
    ]


@pytest.mark.parametrize("text", ["many", "1,5", "NaN", "Infinity", "-inf", "1e400", "1000000000", "0x10", "1 000"])
def test_a_text_that_is_no_ordinary_number_makes_the_column_none(text):
    assert quantity_from_text(["1", text]) is None


def test_the_scale_is_as_fine_as_the_finest_number_needs():
    found = quantity_from_text(["30.50", "2", "0.125"])
    assert found is not None
    assert (found.scale, found.values.tolist()) == (3, [30500, 2000, 125])


def test_no_texts_make_no_numbers():
    found = quantity_from_text([])
    assert found is not None
    assert found.values.tolist() == []
