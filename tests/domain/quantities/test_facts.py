"""A period's sums: months inside it, orders that span months, amounts too large to be exact."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import facts_of
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.quantities.facts import Facts, Period, add_up, month_number, sum_period

IDS = ["a", "b"]
MONTHS = [202511, 202512, 202601, 202602, 202603]
ROW = st.fixed_dictionaries(
    {
        "customer": st.sampled_from([*IDS, "stranger"]),
        "date": st.sampled_from([f"{month // 100}-{month % 100:02d}-15" for month in MONTHS]),
        "order": st.sampled_from(["A", "B", "C", ""]),
        "net_revenue": st.integers(-500, 500),
        "cost_of_goods": st.integers(-500, 500),
        "quantity": st.integers(-5, 5),
    }
)
ROWS = st.lists(ROW, min_size=1, max_size=25)
PERIODS = st.tuples(st.sampled_from(MONTHS), st.sampled_from(MONTHS)).map(lambda ends: Period(min(ends), max(ends)))
NO_REPEATS = pd.DataFrame(
    {name: pd.Series(dtype="int64") for name in ("customer", "month", "previous_month", "orders")}
)


def month_of(row):
    return int(row["date"][:7].replace("-", ""))


def owners(rows):
    """The rows of each place: two customers, then nobody."""
    return [[row for row in rows if row["customer"] == one] for one in (*IDS, "stranger")]


@given(ROWS, PERIODS)
@settings(max_examples=200, deadline=None)
def test_a_period_sums_its_own_months_and_counts_an_order_once(rows, period):
    inside = [row for row in rows if period.first <= month_of(row) <= period.last]
    sums = sum_period(facts_of(rows, IDS), len(IDS), period).sums
    for name in ("net_revenue", "cost_of_goods", "quantity"):
        assert sums[name].tolist() == [sum(row[name] for row in own) for own in owners(inside)]
    assert sums["lines"].tolist() == [len(own) for own in owners(inside)]
    assert sums["orders"].tolist() == [len({row["order"] for row in own} - {""}) for own in owners(inside)]


@given(ROWS, PERIODS)
@settings(max_examples=150, deadline=None)
def test_who_is_new_and_who_is_active(rows, period):
    found = sum_period(facts_of(rows, IDS), len(IDS), period)
    months = [[month_of(row) for row in own] for own in owners(rows)]
    assert found.first_month.tolist() == [min(own, default=0) for own in months]
    assert found.active.tolist() == [any(month in period for month in own) for own in months[:2]]
    assert found.is_new.tolist() == [int(bool(own) and min(own) in period) for own in months[:2]] + [0]


@given(st.sampled_from(MONTHS), st.integers(1, 60))
def test_a_period_lists_each_of_its_months_once_and_in_order(first, count):
    last = first
    for _ in range(count - 1):
        last += 89 if last % 100 == 12 else 1
    period = Period(first, last)
    listed = period.list_months()
    assert (listed[0], listed[-1], len(listed), period.months) == (first, last, count, count)
    assert all(month in period and 1 <= month % 100 <= 12 for month in listed)
    assert all(month_number(later) - month_number(earlier) == 1 for earlier, later in pairwise(listed))


@pytest.mark.parametrize(("first", "last"), [(202600, 202601), (202601, 202613), (0, 0), (202699, 202701)])
def test_a_month_that_is_none_is_refused(first, last):
    with pytest.raises(WhalecurveError, match="write a month as 2026-05"):
        Period(first, last)


def test_a_period_that_runs_backwards_is_refused():
    with pytest.raises(WhalecurveError, match="swap the two months"):
        Period(202602, 202601)


def test_the_span_is_from_the_first_month_with_a_line_to_the_last():
    monthly = pd.DataFrame({"customer": [0, 1], "month": [202603, 202512], "lines": [1, 1]})
    assert Facts(monthly, NO_REPEATS).span == Period(202512, 202603)
    assert Facts(monthly.iloc[:0], NO_REPEATS).span is None


@pytest.mark.parametrize("amounts", [[2**62, 2**62], [-(2**62), -(2**62), -(2**62)], [2**63 - 1, 1]])
def test_sums_that_64_bits_cannot_hold_are_refused(amounts):
    values = pd.Series(amounts, dtype="int64").to_numpy()
    with pytest.raises(WhalecurveError, match="too large to add up exactly"):
        add_up((values * 0), values, 1)


def test_large_sums_that_still_fit_are_exact():
    values = pd.Series([2**62, -(2**61), 2**60], dtype="int64").to_numpy()
    assert add_up(values * 0, values, 1).tolist() == [2**62 - 2**61 + 2**60]


def test_a_period_without_lines_is_all_zero():
    rows = [{"customer": "a", "date": "2026-01-01", "order": "A", **dict.fromkeys(("net_revenue", "cost_of_goods"), 7)}]
    found = sum_period(facts_of([{**rows[0], "quantity": 1}], IDS), 2, Period(202603, 202604))
    assert not any(values.any() for values in found.sums.values())
    assert not found.active.any()


def test_summing_changes_nothing_that_came_in():
    facts = facts_of(
        [{"customer": "a", "date": "2026-01-01", "order": "A", "quantity": 1, "net_revenue": 5, "cost_of_goods": 2}],
        IDS,
    )
    before = facts.monthly.copy()
    sum_period(facts, 2, Period(202601, 202601))
    pd.testing.assert_frame_equal(facts.monthly, before)
