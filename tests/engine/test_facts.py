"""Facts: a literal table of lines in, the expected sums out, the same on every engine."""

import numpy as np
import pandas as pd
import pytest

from tests.engine.build import make_lines
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.quantities.facts import Period, sum_period
from whalecurve.engine.facts import compute_facts, open_lines

JAN, FEB, MAR, MAY = 202601, 202602, 202603, 202605


def facts_of(engine, lines, measures=("net_revenue",), **options):
    with engine(lines) as frame:
        return compute_facts(frame, measures=measures, **options)


def rows(frame):
    return frame.to_numpy().tolist()


def test_one_row_per_customer_and_month_sorted_unassigned_first(engine):
    lines = make_lines(
        (1, FEB, 3, 7), (0, FEB, 2, 5), (1, JAN, 1, 100), (-1, FEB, 4, 9), (0, FEB, 0, -20), (1, JAN, 1, 1)
    )
    facts = facts_of(engine, lines)
    assert list(facts.monthly.columns) == ["customer", "month", "lines", "orders", "net_revenue"]
    assert rows(facts.monthly) == [
        [-1, FEB, 1, 1, 9],
        [0, FEB, 2, 2, -15],
        [1, JAN, 2, 1, 101],
        [1, FEB, 1, 1, 7],
    ]
    assert rows(facts.order_repeats) == []


def test_codes_are_int32_and_sums_int64(engine):
    facts = facts_of(engine, make_lines((0, JAN, 0, 1), (0, FEB, 0, 1)))
    assert facts.monthly.dtypes.to_dict() == {
        "customer": np.int32,
        "month": np.int32,
        "lines": np.int64,
        "orders": np.int64,
        "net_revenue": np.int64,
    }
    assert facts.order_repeats.dtypes.to_dict() == {
        "customer": np.int32,
        "month": np.int32,
        "previous_month": np.int32,
        "orders": np.int64,
    }


def test_measures_come_in_the_order_asked_for(engine):
    lines = make_lines((0, JAN, 0, 10), quantity=[3], cost_0=[4], cost_of_goods=[6])
    facts = facts_of(engine, lines, ["cost_0", "quantity", "net_revenue", "cost_of_goods"])
    assert list(facts.monthly.columns[4:]) == ["cost_0", "quantity", "net_revenue", "cost_of_goods"]
    assert rows(facts.monthly) == [[0, JAN, 1, 1, 4, 3, 10, 6]]


def test_lines_without_an_order_count_as_no_order(engine):
    lines = make_lines((0, JAN, -1, 1), (0, JAN, -1, 2), (0, JAN, 5, 3), (1, JAN, -1, 4))
    assert rows(facts_of(engine, lines).monthly) == [[0, JAN, 3, 1, 6], [1, JAN, 1, 0, 4]]


def test_files_without_orders_have_none_and_no_repeats(engine):
    lines = make_lines((0, JAN, -1, 1), (0, FEB, -1, 2), (0, FEB, -1, 3))
    facts = facts_of(engine, lines)
    assert rows(facts.monthly) == [[0, JAN, 1, 0, 1], [0, FEB, 2, 0, 5]]
    assert rows(facts.order_repeats) == []


def test_an_order_that_comes_back_is_counted_in_each_month_and_named_as_a_repeat(engine):
    lines = make_lines(
        (0, JAN, 7, 1), (0, MAR, 7, 2), (0, MAY, 7, 3), (0, MAR, 7, 4), (0, MAR, 8, 5), (0, MAY, 8, 6), (0, MAY, 9, 7)
    )
    facts = facts_of(engine, lines)
    assert rows(facts.monthly) == [[0, JAN, 1, 1, 1], [0, MAR, 3, 2, 11], [0, MAY, 3, 3, 16]]
    assert rows(facts.order_repeats) == [[0, MAR, JAN, 1], [0, MAY, MAR, 2]]


def test_one_order_number_of_two_customers_is_two_orders(engine):
    lines = make_lines((0, JAN, 7, 1), (1, FEB, 7, 2), (2, JAN, 7, 4), (2, MAR, 7, 8))
    facts = facts_of(engine, lines)
    assert rows(facts.monthly) == [[0, JAN, 1, 1, 1], [1, FEB, 1, 1, 2], [2, JAN, 1, 1, 4], [2, MAR, 1, 1, 8]]
    assert rows(facts.order_repeats) == [[2, MAR, JAN, 1]]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(JAN, MAY, 2), (JAN, FEB, 1), (FEB, MAR, 2), (MAR, MAY, 2), (MAY, MAY, 1), (FEB, FEB, 0)],
)
def test_distinct_orders_of_any_period_follow_from_the_repeats(engine, first, last, expected):
    lines = make_lines((0, JAN, 7, 1), (0, MAR, 7, 1), (0, MAY, 7, 1), (0, MAR, 8, 1))
    facts = facts_of(engine, lines)
    assert sum_period(facts, 1, Period(first, last)).sums["orders"].tolist() == [expected, 0]


def test_a_scope_is_the_lines_with_one_of_its_codes_in_every_column(engine):
    lines = make_lines(
        (0, JAN, 0, 1), (0, JAN, 1, 2), (0, FEB, 1, 4), (1, JAN, 2, 8), category=[1, 2, 1, 3], rep=[5, 5, 6, 5]
    )
    assert rows(facts_of(engine, lines, where={"category": [1, 3]}).monthly) == [
        [0, JAN, 1, 1, 1],
        [0, FEB, 1, 1, 4],
        [1, JAN, 1, 1, 8],
    ]
    assert rows(facts_of(engine, lines, where={"category": [1, 2], "rep": [5]}).monthly) == [[0, JAN, 2, 2, 3]]


def test_an_order_repeats_only_with_its_lines_in_the_scope(engine):
    lines = make_lines((0, JAN, 7, 1), (0, FEB, 7, 2), (0, MAR, 7, 4), category=[1, 2, 1])
    assert rows(facts_of(engine, lines, where={"category": [1]}).order_repeats) == [[0, MAR, JAN, 1]]


@pytest.mark.parametrize("where", [{"category": []}, {"category": [9]}])
def test_a_scope_that_nothing_fits_has_no_facts(engine, where):
    facts = facts_of(engine, make_lines((0, JAN, 0, 1)), where=where)
    assert rows(facts.monthly) == []
    assert list(facts.monthly.columns) == ["customer", "month", "lines", "orders", "net_revenue"]


def test_a_scope_of_very_many_codes_is_no_trouble(engine):
    lines = make_lines((0, JAN, 0, 1), (0, JAN, 1, 2), product=[49_999, 50_000])
    assert rows(facts_of(engine, lines, where={"product": range(50_000)}).monthly) == [[0, JAN, 1, 1, 1]]


def test_an_empty_table_has_empty_facts_of_the_same_types(engine):
    empty, full = facts_of(engine, make_lines()), facts_of(engine, make_lines((0, JAN, 0, 1)))
    pd.testing.assert_frame_equal(empty.monthly, full.monthly.iloc[:0])
    pd.testing.assert_frame_equal(empty.order_repeats, full.order_repeats)
    assert empty.span is None


def test_lines_and_orders_alone_are_facts_too(engine):
    lines = make_lines((0, JAN, 0, 1), (0, JAN, 1, 2), (0, FEB, 1, 4))
    assert rows(facts_of(engine, lines, []).monthly) == [[0, JAN, 2, 2], [0, FEB, 1, 1]]


@pytest.mark.parametrize("amount", [2**53 // 4 - 1, 2**53 // 4, 2**53 // 4 + 1])
def test_sums_are_exact_on_both_sides_of_what_floats_hold(engine, amount):
    lines = make_lines((0, JAN, 0, amount), (0, JAN, 0, amount), (0, JAN, 1, amount), (0, JAN, 2, amount - 1))
    assert rows(facts_of(engine, lines).monthly) == [[0, JAN, 4, 3, 4 * amount - 1]]


def test_an_order_across_months_keeps_its_lines_in_their_months_beside_lines_without_order(engine):
    lines = make_lines(
        (0, JAN, 7, 1), (0, FEB, 7, 2), (0, JAN, -1, 4), (0, FEB, -1, 8), (0, MAR, -1, 16), (-1, JAN, 7, 32)
    )
    facts = facts_of(engine, lines)
    assert rows(facts.monthly) == [[-1, JAN, 1, 1, 32], [0, JAN, 2, 1, 5], [0, FEB, 2, 1, 10], [0, MAR, 1, 0, 16]]
    assert rows(facts.order_repeats) == [[0, FEB, JAN, 1]]
    assert facts.monthly.dtypes.tolist() == [np.int32, np.int32, *[np.int64] * 3]


def test_sums_beyond_32_bits_and_beyond_floats_are_exact(engine):
    big = 2**53
    lines = make_lines((0, JAN, 0, big), (0, JAN, 0, 1), (0, JAN, 0, big), (0, JAN, 0, -big), (0, FEB, 0, -(10**14)))
    assert rows(facts_of(engine, lines).monthly) == [[0, JAN, 4, 1, big + 1], [0, FEB, 1, 1, -(10**14)]]


@pytest.mark.parametrize(
    "amounts",
    [
        [2**63 - 1, 2**63 - 1],
        [-(2**63), 0],
        [-(2**63), -1],
        [2**62, 2**62],
        [2**63 - 1, -(2**63)],
        [2**61] * 4,
        [2**63 - 2, -2],
    ],
)
def test_amounts_that_64_bits_cannot_add_up_are_refused(engine, amounts):
    lines = make_lines(*[(0, JAN, -1, amount) for amount in amounts])
    with pytest.raises(WhalecurveError, match="net_revenue are too large to add up exactly") as refusal:
        facts_of(engine, lines)
    assert refusal.value.found.startswith("single amounts up to")
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "amounts", [[2**62, 1], [2**62, -(2**61), 3], [-(2**62) - 5] + [1] * 9, [2**63 - 3, -2], [2**63 - 1, 0, 0]]
)
def test_large_amounts_that_do_fit_are_added_exactly(engine, amounts):
    lines = make_lines(*[(0, JAN, -1, amount) for amount in amounts])
    assert rows(facts_of(engine, lines).monthly) == [[0, JAN, len(amounts), 0, sum(amounts)]]


def test_a_missing_measure_is_named_with_what_is_there(engine):
    with pytest.raises(WhalecurveError, match="lacks a column") as refusal:
        facts_of(engine, make_lines((0, JAN, 0, 1)), ["net_revenue", "cost_7"])
    assert "but no cost_7" in refusal.value.found


def test_a_scope_over_an_amount_is_refused(engine):
    with pytest.raises(WhalecurveError, match="cannot be limited by this column"):
        facts_of(engine, make_lines((0, JAN, 0, 1)), where={"net_revenue": [1]})


def test_the_lines_that_come_in_are_not_changed():
    lines = make_lines((1, JAN, 0, 1), (0, JAN, 0, 1))
    before = lines.copy()
    compute_facts(lines, measures=["net_revenue"], where={"customer": [0]})
    pd.testing.assert_frame_equal(lines, before)


def test_shuffled_lines_have_the_same_facts(engine):
    lines = make_lines(*[(n % 7 - 1, JAN + n % 3, n % 40, n * n) for n in range(300)])
    once, again = facts_of(engine, lines), facts_of(engine, lines.sample(frac=1, random_state=4))
    pd.testing.assert_frame_equal(once.monthly, again.monthly)
    pd.testing.assert_frame_equal(once.order_repeats, again.order_repeats)


def test_a_parquet_file_is_read_where_it_lies(tmp_path):
    lines = make_lines((0, JAN, 0, 1), (0, FEB, 0, 2), category=[3, 4])
    path = tmp_path / "transactions.parquet"
    lines.to_parquet(path)
    facts = compute_facts(path, measures=["net_revenue"])
    assert rows(facts.monthly) == [[0, JAN, 1, 1, 1], [0, FEB, 1, 1, 2]]
    assert rows(facts.order_repeats) == [[0, FEB, JAN, 1]]


def test_several_scopes_share_one_session(tmp_path):
    path = tmp_path / "transactions.parquet"
    make_lines((0, JAN, 0, 1), (0, FEB, 0, 2), category=[3, 4]).to_parquet(path)
    with open_lines(path) as lines:
        parts = [compute_facts(lines, measures=["net_revenue"], where={"category": [code]}) for code in (3, 4)]
    assert [rows(part.monthly) for part in parts] == [[[0, JAN, 1, 1, 1]], [[0, FEB, 1, 1, 2]]]
