"""Properties that hold for any file: nothing lost, sums exact, order and splitting without effect."""

import random
from decimal import Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.build import csv_bytes, intake, money, text_table
from whalecurve.domain.errors import WhalecurveError

HEADER = ["Customer ID", "Date", "Amount", "Quantity", "Region"]
CENTS = st.one_of(st.integers(-(10**9), 10**9), st.sampled_from([0, 1, -1, 10**16, -(10**16), 5])).map(
    lambda cents: Decimal(cents).scaleb(-2)
)
GOOD_ROW = st.tuples(
    st.sampled_from(["A", "B", "007", "NULL", "", "x,y", 'q"q', "two\nlines"]),
    st.dates(min_value=pd.Timestamp("2020-01-01").date(), max_value=pd.Timestamp("2024-12-31").date()).map(str),
    CENTS.map(str),
    st.sampled_from(["1", "2.5", "", "NULL"]),
    st.sampled_from(["N", "S", ""]),
)
ANY_CELL = st.one_of(
    st.sampled_from(["", "A", "2024-01-05", "1.5", "ten", "NaN", "1,5", '"', 'a"b', "x\ny", "\x00", "\r"]),
    st.text(max_size=6),
)
FIRST = ("A", "2024-01-05", "1.25", "1", "N")


@settings(deadline=None)
@given(st.lists(GOOD_ROW, max_size=25))
def test_the_sum_of_accepted_amounts_is_the_sum_of_the_file(rows):
    rows = [FIRST, *rows]
    result = intake(csv_bytes([HEADER, *rows]))
    assert result.problems == ()
    assert money(result) == [Decimal(row[2]) for row in rows]
    scale = result.dataset.scales["net_revenue"]
    assert Decimal(sum(result.dataset.control_totals["net_revenue"].values())).scaleb(-scale) == sum(
        Decimal(row[2]) for row in rows
    )


@settings(deadline=None)
@given(
    st.lists(st.lists(ANY_CELL, max_size=7), max_size=12),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_physical_line_is_accounted_for_whatever_stands_in_it(rows, delimiter, end):
    content = csv_bytes([HEADER, FIRST, *rows], delimiter=delimiter, end=end, encoding="utf-8").replace(
        b"\r\n", end.encode()
    )
    try:
        table = text_table(content)
    except WhalecurveError:
        return
    assert table.accounted_lines() == table.physical_lines


@settings(deadline=None)
@given(st.text(alphabet='ab,;"\n\r\x00 1', max_size=60))
def test_any_text_is_read_line_by_line_or_refused(text):
    try:
        table = text_table(text)
    except WhalecurveError:
        return
    assert table.accounted_lines() == table.physical_lines
    taken = sorted(
        [
            table.header_line,
            *table.lines.tolist(),
            *(problem.line for problem in table.problems),
            *(line for line, _ in table.ignored),
        ]
    )
    assert len(set(taken)) == len(taken)


@settings(deadline=None)
@given(st.lists(GOOD_ROW, max_size=20), st.randoms(use_true_random=False))
def test_shuffling_rows_changes_no_figure(rows, chance: random.Random):
    rows = [FIRST, *rows]
    shuffled = chance.sample(rows, len(rows))
    assert figures(intake(csv_bytes([HEADER, *rows]))) == figures(intake(csv_bytes([HEADER, *shuffled])))


@settings(deadline=None)
@given(st.lists(GOOD_ROW, max_size=20), st.integers(0, 20))
def test_splitting_a_file_in_two_changes_no_figure(rows, cut):
    first, second = [FIRST, *rows][:cut], [FIRST, *rows][cut:]
    if not first or not second or first == second:
        return
    whole = intake(csv_bytes([HEADER, *first, *second]))
    assert figures(whole) == figures(intake(csv_bytes([HEADER, *first]), csv_bytes([HEADER, *second])))


def figures(result):
    frame = result.dataset.transactions
    ids = result.dataset.customers["customer_id"].tolist()
    named = [ids[code] if code >= 0 else None for code in frame["customer"]]
    lines = sorted(zip(map(str, named), frame["date"], money(result), money(result, "quantity"), strict=True))
    totals = {
        name: {month: Decimal(value).scaleb(-result.dataset.scales.get(name, 0)) for month, value in by_month.items()}
        for name, by_month in result.dataset.control_totals.items()
    }
    return lines, totals, result.dataset.customers.to_numpy().tolist()
