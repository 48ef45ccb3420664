"""Costs that count only for some: which lines, which customers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle
from tests.domain.build import facts_of, make_ledger
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.scopes import customer_mask, line_part, line_scopes, scope_codes
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.scenario import scope_of
from whalecurve.domain.quantities.facts import Period, sum_period

IDS = ["a", "b", "c"]
LABELS = {"category": ["Ink", "Tea"], "rep": ["Al", "Bo"]}
HAS = frozenset({"order", "quantity", "category", "rep"})
LINES = {"category": "category", "rep": "rep"}
REGIONS = {"a": "North", "b": "South", "c": "North"}
ROW = st.fixed_dictionaries(
    {
        "customer": st.sampled_from([*IDS, "stranger"]),
        "date": st.sampled_from(["2026-01-03", "2026-02-01"]),
        "order": st.sampled_from(["A", "B", ""]),
        "category": st.sampled_from(LABELS["category"]),
        "rep": st.sampled_from(LABELS["rep"]),
        "net_revenue": st.integers(-900, 900),
        "cost_of_goods": st.just(0),
        "quantity": st.integers(-5, 9),
    }
)
SOME = st.sets(st.sampled_from(["Ink", "Tea"]), min_size=1), st.sets(st.sampled_from(["Al", "Bo", "Cy"]), min_size=1)
ONLY = st.fixed_dictionaries(
    {},
    optional={"category": SOME[0], "rep": SOME[1], "region": st.sets(st.sampled_from(["North", "East"]), min_size=1)},
)
PER = st.sampled_from(["revenue", "order", "line", "unit", "new_customer"])


def _nothing_of(facts):
    """The facts of a scope without a line: no month, and no order that comes again."""
    return replace(facts, monthly=facts.monthly.iloc[:0], order_repeats=facts.order_repeats.iloc[:0])


def scoped_ledger(rows, only):
    """A ledger that knows the facts of one scope, as the engine would give them."""
    period = Period(202601, 202602)
    base = make_ledger(IDS, traits={"Region": list(REGIONS.values())}, period=period)
    part = line_part(scope_of(only), ("Region",), LINES)
    inside = [row for row in rows if all(row[column] in values for column, values in part)]
    everything = facts_of(rows, IDS)
    some = facts_of(inside, IDS) if inside else _nothing_of(everything)
    return Ledger(
        customers=base.customers,
        facts=sum_period(everything, 3, period),
        scoped={part: sum_period(some, 3, period)} if part else {},
        scales=base.scales,
        has=HAS,
        line_columns=LINES,
    )


@given(st.lists(ROW, min_size=1, max_size=12), ONLY, PER)
@settings(max_examples=150, deadline=None)
def test_a_limited_cost_is_that_of_the_lines_inside(rows, only, per):
    only = {column: sorted(values) for column, values in only.items()}
    plan = {"currency": "USD", "variable": [{"name": "Cost", "rate": "1.25", "per": per, "only": only}]}
    statements = make_statements(scoped_ledger(rows, only), scenario_from_json(plan))
    major = [{**row, "net_revenue": f"{row['net_revenue']}e-2"} for row in rows]
    customers = [{"customer_id": one, "region": region} for one, region in REGIONS.items()]
    expected = oracle.analyze(plan, major, customers, period=("2026-01", "2026-02"))
    line = statements.variable["Cost"]
    assert line.amounts.tolist() == list(expected.rounded["Cost"].values())
    assert line.unassigned == expected.unassigned["Cost"]


@pytest.mark.parametrize("column", ["category", "Category", "CATEGORY", "cate_gory"])
def test_a_line_column_is_known_in_any_case(column):
    assert line_part(scope_of({column: ["Tea"]}), ("Region",), LINES) == (("category", ("Tea",)),)


@pytest.mark.parametrize("column", ["Region", "region", "REGION"])
def test_a_customer_column_is_known_in_any_case(column):
    only = scope_of({column: ["North"]})
    assert line_part(only, ("Region",), LINES) == ()
    customers = make_ledger(IDS, traits={"Region": list(REGIONS.values())}).customers
    assert customer_mask(only, customers, LINES).tolist() == [True, False, True, False]


def test_a_rep_is_of_the_lines_where_they_carry_one_and_else_of_the_customers():
    only = scope_of({"rep": ["Al"]})
    customers = make_ledger(IDS, traits={"Rep": ["Al", "Bo", "Al"]}).customers
    assert line_part(only, ("Rep",), LINES) == (("rep", ("Al",)),)
    assert customer_mask(only, customers, LINES).all()
    assert line_part(only, ("Rep",), {}) == ()
    assert customer_mask(only, customers, {}).tolist() == [True, False, True, False]


def test_no_condition_lets_everybody_through_strangers_too():
    assert customer_mask((), make_ledger(IDS).customers, LINES).all()


def test_two_conditions_must_both_hold():
    customers = make_ledger(IDS, traits={"Region": ["N", "N", "S"], "Size": ["1", "2", "1"]}).customers
    only = scope_of({"Region": ["N"], "Size": ["1", "9"]})
    assert customer_mask(only, customers, LINES).tolist() == [True, False, False, False]


def test_an_activity_cannot_be_limited_to_a_line_column():
    ledger = replace(
        make_ledger(IDS, activities={"visit": [1, 2, 3]}, traits={"Region": list(REGIONS.values())}), line_columns=LINES
    )
    limited = {"variable": [{"name": "A", "rate": 1, "per": "visit", "only": {"Category": ["Tea"]}}]}
    scoped = replace(ledger, scoped={(("category", ("Tea",)),): ledger.facts})
    with pytest.raises(PlanError, match=r"cannot be limited to a category.*limit it by a customer column instead"):
        make_statements(scoped, scenario_from_json(limited))
    by_region = {"variable": [{"name": "A", "rate": 1, "per": "visit", "only": {"region": ["North"]}}]}
    assert make_statements(ledger, scenario_from_json(by_region)).variable["A"].amounts.tolist() == [100, 0, 300]


def test_each_line_scope_of_a_plan_is_asked_for_once():
    costs = [
        {"name": "A", "rate": 1, "only": {"Category": ["Tea"], "region": ["North"]}},
        {"name": "B", "rate": 2, "only": {"category": ["Tea"]}},
        {"name": "C", "rate": 3, "only": {"region": ["South"]}},
        {"name": "D", "rate": 4},
        {"name": "E", "rate": 5, "only": {"rep": ["Al"]}},
    ]
    scopes = line_scopes(scenario_from_json({"variable": costs}), ("Region",), LINES)
    assert scopes == ((("category", ("Tea",)),), (("rep", ("Al",)),))


def test_a_value_that_no_line_has_asks_for_no_line():
    assert scope_codes(scope_of({"category": ["Wine"], "rep": ["Bo", "Al"]}), LABELS) == {"category": [], "rep": [0, 1]}
    statements = make_statements(
        scoped_ledger([ROW_OF_A], {"category": ["Tea"], "rep": ["Cy"]}),
        scenario_from_json({"variable": [{"name": "A", "rate": 1, "only": {"category": ["Tea"], "rep": ["Cy"]}}]}),
    )
    assert not np.any(statements.variable["A"].amounts)


ROW_OF_A = {"customer": "a", "date": "2026-01-03", "order": "A", "category": "Tea", "rep": "Al"} | dict.fromkeys(
    ("net_revenue", "cost_of_goods", "quantity"), 5
)


def test_a_further_column_of_the_lines_counts_where_no_trait_has_its_name():
    lines = {**LINES, "Region": "scope_0"}
    only = scope_of({"region": ["North"]})
    assert line_part(only, (), lines) == (("scope_0", ("North",)),)
    assert line_part(only, ("Region",), lines) == ()
