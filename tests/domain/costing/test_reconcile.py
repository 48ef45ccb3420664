"""Results against files."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import facts_of, make_ledger
from whalecurve.domain.costing.reconcile import reconcile
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.quantities.facts import Period, sum_period

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


COSTS = st.lists(
    st.tuples(st.sampled_from([*IDS, "stranger"]), st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)),
    min_size=1,
    max_size=12,
)
PLANS = {
    "nothing": [],
    "a rate on top of the goods": [{"name": "Materials", "kind": "cost_of_goods", "rate": "0.0137", "per": "revenue"}],
    "a column of the files": [{"name": "Freight", "kind": "freight", "column": "freight"}],
    "both": [
        {"name": "Materials", "kind": "cost_of_goods", "column": "freight"},
        {"name": "Carriage", "kind": "freight", "column": "freight"},
    ],
}


def costs_of(lines, variable, currency="USD"):
    """Statements of lines with cost of goods and a cost column at four decimals, and their control totals."""
    sums = {name: [0, 0, 0] for name in ("net_revenue", "cost_of_goods", "cost_0")}
    for who, goods, freight in lines:
        place = [*IDS, "stranger"].index(who)
        for name, amount in (("net_revenue", goods), ("cost_of_goods", goods), ("cost_0", freight)):
            sums[name][place] += amount
    ledger = make_ledger(IDS, scale=4, period=Period(202601, 202601), **sums)
    ledger = replace(ledger, cost_names=("freight",), scales={**ledger.scales, "cost_0": 4})
    scenario = scenario_from_json({"currency": currency, "variable": variable})
    return make_statements(ledger, scenario), {name: {202601: sum(places)} for name, places in sums.items()}


@given(COSTS, st.sampled_from(list(PLANS)), st.sampled_from(["JPY", "USD", "CLF"]))
@settings(max_examples=100, deadline=None)
def test_every_cost_of_the_files_ties_too(lines, variable, currency):
    statements, totals = costs_of(lines, PLANS[variable], currency)
    tie = reconcile(statements, totals)
    assert (tie.cost_difference, tie.cost_files) == (0, tie.cost_results)
    names = [one["name"] for one in PLANS[variable] if one["kind"] == "freight"]
    assert [one.name for one in tie.costs] == ["cost_of_goods", *names]


@pytest.mark.parametrize("measure", ["cost_of_goods", "cost_0"])
def test_a_cost_that_was_lost_shows_and_two_faults_do_not_hide_each_other(measure):
    statements, totals = costs_of([("a", 50_000, 20_000), ("stranger", 700, 100)], PLANS["a column of the files"])
    totals[measure][202601] += 10_000
    assert reconcile(statements, totals).cost_difference == 100
    totals["net_revenue"][202601] -= 10_000
    assert reconcile(statements, totals).cost_difference == 100
    other = "cost_0" if measure == "cost_of_goods" else "cost_of_goods"
    totals[other][202601] -= 10_000
    assert reconcile(statements, totals).cost_difference == 200
