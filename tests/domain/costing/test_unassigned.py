"""What belongs to nobody, in figures and in words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.costing.unassigned import company_sentence, find_nobodys, nobody_sentences
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.reports.totals_csv import COMPANY, CUSTOMERS, total_rows

IDS = ["a", "b"]


def plan(**parts):
    return scenario_from_json({"currency": "USD", **parts})


def statements_of(revenue, goods=(), scenario=None, lines=(1, 1, 0), **more):
    ledger = make_ledger(IDS, net_revenue=revenue, cost_of_goods=goods, lines=lines, **more)
    return make_statements(ledger, scenario or plan())


def test_the_share_of_revenue_that_names_nobody_is_told():
    statements = statements_of([600_00, 250_00, 150_00], [10_00, 20_00, 5_00], lines=(3, 2, 1200))
    assert find_nobodys(statements).share == 0.15
    assert nobody_sentences(statements) == [
        "1,200 lines of no known customer stand apart: 150.00, 15 % of net revenue.",
        "Cost that belongs to nobody: 5.00.",
        "It is cost of goods 5.00, of those lines.",
    ]
    assert company_sentence(statements) == (
        "Profit of the company: 965.00 (all customers 820.00, no known customer 145.00)."
    )


def test_a_cost_below_zero_is_explained():
    statements = statements_of([100_00, 0, -80_00], [0, 0, -50_00], lines=(1, 0, 1))
    assert nobody_sentences(statements) == [
        "1 line of no known customer stands apart: \N{MINUS SIGN}80.00.",
        "Cost that belongs to nobody: \N{MINUS SIGN}50.00.",
        "It is cost of goods \N{MINUS SIGN}50.00, of those lines.",
        "A cost below zero comes back: those lines are returns or credits.",
    ]


def test_a_pool_that_nothing_can_share_and_unused_capacity_are_told_apart():
    fixed = [
        {"name": "Visits", "annual_amount": "120", "driver": "Visit"},
        {"name": "Rent", "annual_amount": "600", "driver": "customers", "practical_capacity": "3"},
    ]
    statements = statements_of([100_00, 0], scenario=plan(fixed=fixed), activities={"Visit": [0, 0]})
    assert nobody_sentences(statements) == [
        "Cost that belongs to nobody: 120.00.",
        "It is Visits 120.00, nothing in the period to share by.",
        "Unused capacity: 200.00.",
    ]


def test_capacity_that_a_stranger_used_is_not_said_to_have_nothing_to_share_by():
    fixed = [{"name": "Field", "annual_amount": "1200", "driver": "Visit", "practical_capacity": "120"}]
    statements = statements_of([100_00, 0], scenario=plan(fixed=fixed), activities={"Visit": [6, 0, 4]})
    assert nobody_sentences(statements) == [
        "Cost that belongs to nobody: 40.00.",
        "It is Field 40.00, used by no known customer.",
        "Unused capacity: 1,100.00.",
    ]


def test_where_everything_has_its_customer_nothing_is_said():
    statements = statements_of([100_00, 50_00])
    assert (nobody_sentences(statements), company_sentence(statements)) == ([], "")
    assert not find_nobodys(statements).is_anything


@pytest.mark.parametrize(
    ("revenue", "share"), [([1, 1, -1], None), ([-5, 0, 3], None), ([0, 0, 0], None), ([0, 0, 5], 1)]
)
def test_a_share_that_would_mean_nothing_is_none(revenue, share):
    assert find_nobodys(statements_of(revenue, lines=(1, 1, 1))).share == share


AMOUNTS = st.lists(st.integers(-(10**12), 10**12), min_size=3, max_size=3)


@given(AMOUNTS, AMOUNTS, st.sampled_from(["1", "3", "250.01"]), st.sampled_from(["", "2", "7"]))
@settings(max_examples=60, deadline=None)
def test_the_parts_add_up_to_the_company_line_by_line(revenue, goods, amount, capacity):
    pool = {"name": "Rent", "annual_amount": amount, "driver": "customers"}
    fixed = [{**pool, "practical_capacity": capacity}] if capacity else [pool]
    rates = [{"name": "Fees", "kind": "payment", "rate": "0.013", "per": "revenue"}]
    statements = statements_of(revenue, goods, plan(fixed=fixed, variable=rates))
    rows = total_rows(statements)
    assert rows[COMPANY]["customer_profit"] == statements.company_profit
    assert rows[CUSTOMERS]["customer_profit"] == statements.profit
    assert rows[COMPANY]["net_revenue"] - rows[COMPANY]["cost_of_goods"] == rows[COMPANY]["gross_margin"]


def test_a_pool_shared_in_full_leaves_nothing_to_nobody():
    shared = plan(fixed=[{"name": "Rent", "annual_amount": "100.01", "driver": "customers"}])
    statements = statements_of([1, 1], scenario=replace(shared))
    assert find_nobodys(statements).of_pools == {}
