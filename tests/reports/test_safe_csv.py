"""CSV that a spreadsheet cannot run, and that gives every text back."""

import csv
import io
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whalecurve.domain.words.formats import plain_decimal
from whalecurve.domain.words.formula_mark import mark, unmark
from whalecurve.reports.safe_csv import decimal_column, write_csv

SIGNS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
CONTROLS = ["\t", "\r", "\n", "\x00"]
BEFORE = ["", " ", "   ", "\u00a0", "\ufeff", "\u200b", "\x0b", "\x00"]


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_formula_sign_is_marked_also_after_blanks(before, sign):
    text = f"{before}{sign}HYPERLINK(1)"
    assert mark(text) == f"'{text}"


@pytest.mark.parametrize("sign", CONTROLS)
def test_a_control_sign_at_the_beginning_is_marked(sign):
    assert mark(f"{sign}x") == f"'{sign}x"


@pytest.mark.parametrize(
    "text", ["-5", "+5", "-12.50", "0", "007", "1e5", "a=b", "a-b", "", " a", "'quoted'", "O'Neil"]
)
def test_numbers_and_plain_text_stay(text):
    assert mark(text) == text


@pytest.mark.parametrize("text", ["-1+1", "-1-cmd", "+1e5", "-\u0665", "--1", "-.5"])
def test_what_only_begins_like_a_number_is_marked(text):
    assert mark(text) == f"'{text}"


@given(st.text(st.sampled_from("=+-@' \t\r\n\x00a1.,;|\"\uff1d"), max_size=10), st.text(max_size=6))
def test_the_mark_can_be_taken_away_again(start, rest):
    text = start + rest
    assert unmark(mark(text)) == text, "no two texts become one: a text that looks marked is marked itself"


@pytest.mark.parametrize("separator", list(",;|\t\r\n"))
@pytest.mark.parametrize("before", ["", " ", "\u00a0", '"', '" ', "\x0b"])
@pytest.mark.parametrize("sign", SIGNS)
def test_a_formula_sign_behind_a_separator_is_marked(separator, before, sign):
    assert mark(f"ACME{separator}{before}{sign}1+1") == f"ACME{separator}'{before}{sign}1+1"


@pytest.mark.parametrize(
    "text", ["ACME; Sons", "a;b=c", "a, b - c", "x;'t Hooft", "1,234", "a|b", "\u20ac 5,- per unit"]
)
def test_separators_without_a_formula_behind_them_stay(text):
    assert mark(text) == text or "5,-" in text
    assert unmark(mark(text)) == text


@pytest.mark.parametrize("separator", list(";|\t"))
def test_a_cell_is_quoted_where_any_usual_reader_would_split_it(separator):
    assert write_csv(["a"], [[f"x{separator}y"]]) == f'a\n"x{separator}y"\n'


def test_marking_a_long_text_takes_its_length_alone():
    for text in (";" * 200_000, "; " * 100_000, ";'" * 100_000, ";" + " " * 200_000, "'" * 200_000):
        began = time.process_time()
        assert unmark(mark(text)) == text
        assert time.process_time() - began < 1.0


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_every_text_is_one_cell(rows):
    columns = list(zip(*rows, strict=True)) or [[], []]
    found = read(write_csv(["a", "b"], columns))
    assert found == [["a", "b"], *([mark(text) for text in row] for row in rows)]


def test_headers_are_cells_too():
    assert write_csv(["=a", 'b"c', "d,e"], [[], [], []]) == '\'=a,"b""c","d,e"\n'


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        write_csv(["a", "b"], [["1"], []])


@given(st.lists(st.integers(-(2**62), 2**62), max_size=20), st.integers(0, 4))
def test_money_is_plain_decimal_text(amounts, digits):
    found = decimal_column(np.array(amounts, dtype=np.int64), digits)
    assert found == [plain_decimal(amount, digits) for amount in amounts]
