"""Results against files."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import facts_of, make_ledger
from whalecurve.domain.facts import Period, sum_period
from whalecurve.domain.reconcile import reconcile
from whalecurve.domain.scenario import Scenario
from whalecurve.domain.statement import make_statements

IDS = ["a", "b"]
MONTHS = [202512, 202601, 202602]
LINES = st.lists(
    st.tuples(st.sampled_from([*IDS, "stranger"]), st.sampled_from(MONTHS), st.integers(-(10**9), 10**9)),
    min_size=1,
    max_size=15,
)


def statements_of(lines, period, currency="USD"):
    rows = [
        {
            "customer": who,
            "date": f"{month // 100}-{month % 100:02d}-01",
            "order": "",
            "quantity": 0,
            "cost_of_goods": 0,
            "net_revenue": amount,
        }
        for who, month, amount in lines
    ]
    ledger = make_ledger(IDS, scale=4)
    return make_statements(replace(ledger, facts=sum_period(facts_of(rows, IDS), 2, period)), Scenario(currency))


def controls(lines):
    totals = dict.fromkeys(MONTHS, 0)
    for _, month, amount in lines:
        totals[month] += amount
    return {"net_revenue": totals}


@given(LINES, st.sampled_from(["JPY", "USD", "KWD", "CLF"]))
@settings(max_examples=100, deadline=None)
def test_results_tie_to_the_files_to_the_minor_unit(lines, currency):
    tie = reconcile(statements_of(lines, Period(202601, 202602), currency), controls(lines))
    assert tie.difference == 0
    whole = reconcile(statements_of(lines, Period(202512, 202602), currency), controls(lines))
    assert (whole.difference, whole.outside_period) == (0, 0)
    assert tie.files + tie.outside_period == whole.files


@pytest.mark.parametrize("off", [1, -1, 10**12])
def test_a_line_lost_or_doubled_shows_as_a_difference(off):
    lines = [("a", 202601, 5_000_000), ("stranger", 202602, 700)]
    broken = controls(lines)
    broken["net_revenue"][202602] += off * 100
    tie = reconcile(statements_of(lines, Period(202601, 202602)), broken)
    assert tie.difference == off
    assert tie.results == tie.files - off


def test_a_customer_whose_figure_moved_shows_as_a_difference():
    lines = [("a", 202601, 5_000_000)]
    statements = statements_of(lines, Period(202601, 202601))
    moved = replace(statements, net_revenue=replace(statements.net_revenue, amounts=np.array([50_001, 0])))
    assert reconcile(moved, controls(lines)).difference == -1


def test_revenue_outside_the_period_is_told_apart():
    lines = [("a", 202512, 30_000), ("a", 202601, 50_000), ("b", 202602, -10_000)]
    tie = reconcile(statements_of(lines, Period(202601, 202601)), controls(lines))
    assert (tie.files, tie.results, tie.outside_period) == (500, 500, 200)


def test_without_control_totals_all_results_are_a_difference():
    tie = reconcile(statements_of([("a", 202601, 50_000)], Period(202601, 202601)), {})
    assert (tie.files, tie.difference) == (0, -500)
