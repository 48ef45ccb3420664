from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks, marks_for
from whalecurve.domain.words.formats import (
    count,
    minor_digits,
    money,
    month_name,
    percent,
    plain_decimal,
    quantity,
    short_number,
)

PLAIN = NumberMarks(minus="-")
MONEY = st.integers(-(10**18), 10**18)


@given(MONEY, st.integers(0, 6))
def test_plain_text_is_exactly_the_amount(minor, digits):
    text = plain_decimal(minor, digits)
    assert Decimal(text) == Decimal(minor).scaleb(-digits)
    assert len(text.partition(".")[2]) == digits


@given(MONEY, st.sampled_from(["USD", "JPY", "KWD", "CLF"]))
def test_money_on_screen_is_the_same_amount(minor, currency):
    text = money(minor, currency, marks=PLAIN).replace(",", "")
    assert text == plain_decimal(minor, minor_digits(currency))


@given(MONEY)
def test_whole_units_are_never_more_than_half_a_unit_away(minor):
    whole = int(money(minor, "USD", cents=False, marks=PLAIN).replace(",", ""))
    assert abs(whole * 100 - minor) <= 50


@given(MONEY)
def test_gains_and_losses_are_written_alike(minor):
    gain, loss = (money(sign * abs(minor), "USD", cents="auto", marks=PLAIN) for sign in (1, -1))
    assert loss.removeprefix("-") == gain


@pytest.mark.parametrize(
    ("minor", "cents", "text"),
    [
        (-40, False, "0"),
        (-50, False, "-1"),
        (50, False, "1"),
        (999_999, "auto", "9,999.99"),
        (1_000_000, "auto", "10,000"),
        (-1_000_050, "auto", "-10,001"),
        (0, True, "0.00"),
    ],
)
def test_cents(minor, cents, text):
    assert money(minor, "USD", cents=cents, marks=PLAIN) == text


def test_a_loss_has_a_true_minus_on_screen_and_a_hyphen_in_a_file():
    assert money(-123_456, "USD") == "\N{MINUS SIGN}1,234.56"
    assert plain_decimal(-123_456, 2) == "-1234.56"


@pytest.mark.parametrize("currency", ["ISK", "VND", "XOF", "jpy "])
def test_some_currencies_have_no_cents(currency):
    assert money(1234, currency) == "1,234"


@pytest.mark.parametrize("number", [1.0, np.float64(1), Decimal(1), True, None, "1", float("nan")])
@pytest.mark.parametrize("write", [lambda number: money(number, "USD"), lambda number: plain_decimal(number, 2), count])
def test_only_whole_numbers_are_money(write, number):
    with pytest.raises(WhalecurveError, match="must be a whole number"):
        write(number)


def test_numbers_from_a_table_are_whole_numbers_too():
    assert money(np.int64(1999), "EUR") == "19.99"
    assert count(np.int32(57_851)) == "57,851"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.46, "46 %"), (2.713, "271 %"), (-0.5, "-50 %"), (0.099, "9.9 %"), (0.01, "1.0 %"), (0.005, "0.50 %"),
        (0, "0 %"), (1, "100 %"), (10, "1,000 %"), (12.5, "12.5 times"), (-29.307, "-29.3 times"),
        (2930.7, "2,931 times"), (-1e-9, "under 0.01 %"), (float("inf"), "n/a"), (None, "n/a"),
        (np.float64("nan"), "n/a"),
    ],
)  # fmt: skip
def test_percent(share, text):
    assert percent(share, marks=PLAIN) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (999_999.6, "1,000,000"),
        (1_000_000, "1 M"),
        (-2_345_678, "-2.35 M"),
        (123_456_789, "123 M"),
        (99.5, "99.50"),
        (-0.001, "0.00"),
    ],
)
def test_short_numbers(number, text):
    assert short_number(number, marks=PLAIN) == text


def test_a_quantity_shows_the_digits_it_has():
    assert [quantity(*pair) for pair in ((1200, 2), (1250, 3), (0, 4), (1_000, 0))] == ["12", "1.25", "0", "1,000"]


def test_each_reader_gets_the_marks_of_home():
    written = [
        money(123_456_789, "EUR", marks=marks_for(locale)) for locale in ("en-GB", "de-DE", "fr-FR", "de-CH", "es-MX")
    ]
    assert written == [
        "1,234,567.89",
        "1.234.567,89",
        "1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,89",
        "1\N{RIGHT SINGLE QUOTATION MARK}234\N{RIGHT SINGLE QUOTATION MARK}567.89",
        "1,234,567.89",
    ]
    assert marks_for("tlh") == marks_for("") == ENGLISH


@pytest.mark.parametrize("month", [202600, 202613, 5, -202605, 99999901])
def test_what_is_no_month_is_refused(month):
    with pytest.raises(WhalecurveError, match="not a month"):
        month_name(month)
