"""Every figure of a statement explains itself, and what it says can be worked out again."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from whalecurve.domain.costing.explain import explain_statement
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.quantity_words import rate_text
from whalecurve.domain.quantities.facts import Period

IDS = ["a", "b", "c"]
NUMBER = r"−?[\d,]+(?:\.\d+)?"
HOSTILE = [
    "<script>alert(1)</script>",
    "![x](https://beacon.test/x.png)",
    "=1+1",
    "$x^2$",
    "[a](javascript:b)",
    "Ω\u202e{0}%s",
]
PLAN = {
    "currency": "USD",
    "fixed": [
        {"name": "Rent", "annual_amount": "1000.55"},
        {"name": "Desk", "annual_amount": 700, "driver": "orders"},
        {"name": "Cars", "annual_amount": 900, "driver": "visit", "practical_capacity": 40},
        {"name": "Floor", "annual_amount": 50, "driver": "m2"},
        {"name": "Margin", "annual_amount": 60, "driver": "gross_margin"},
    ],
    "variable": [
        {"name": "Fee", "rate": "0.0375"},
        {"name": "Boxes", "rate": "1.25", "per": "order"},
        {"name": "Tape", "rate": "0.004", "per": "unit"},
        {"name": "Trips", "rate": 3, "per": "visit", "only": {"region": ["North"]}},
        {"name": "Credit", "rate": "0.1", "per": "credit_day"},
        {"name": "Welcome", "rate": 20, "per": "new_customer"},
        {"name": "Postage", "column": "Freight"},
    ],
}
THREE = st.lists(st.integers(0, 60), min_size=3, max_size=3)
MONEY = st.lists(st.integers(-5_000, 900_000), min_size=3, max_size=3)


def statements_of(plan=None, *, revenue=(90_000, 5_000, 0), visits=(3, 1, 0), orders=(4, 1, 0), months=12):
    ledger = make_ledger(
        IDS,
        net_revenue=revenue,
        cost_of_goods=[one // 3 for one in revenue],
        orders=orders,
        lines=[2 * one for one in orders],
        quantity=[9 * one for one in orders],
        cost_0=[125, 0, 0],
        activities={"visit": visits},
        traits={"region": ["North", "South", "North"], "m2": ["10.5", "4", ""], "days_of_credit": ["30", "7.5", ""]},
        period=Period(202601, 202600 + months) if months <= 12 else Period(202601, 202712),
    )
    named = replace(ledger, cost_names=("Freight",), scales={**ledger.scales, "cost_0": 2})
    return make_statements(named, scenario_from_json(plan or PLAN))


def value(text):
    return Fraction(text.replace(",", "").replace("−", "-"))


def worked_out(sentence, revenue):
    """The figure that a sentence says, and what its formula comes to, in major units."""
    head, formula = sentence.rstrip(".").split(" = ", 1)
    figure = value(re.findall(NUMBER, head)[-1])
    formula = re.sub(r" \(only [^)]*\)| \(\d+ months? of [^)]*\)", "", formula)
    numbers = [value(number) for number in re.findall(NUMBER, formula.replace("m2", "m"))]
    if "a year on the net revenue" in formula:
        rate, days = numbers
        return figure, revenue * rate / 100 * days / 365
    if " % of " in formula:
        return figure, numbers[0] / 100 * numbers[1]
    if "practical capacity" in formula:
        return figure, numbers[0] * numbers[1] / numbers[2]
    if "shared equally" in formula:
        return figure, numbers[0] / numbers[1]
    if " of " in formula:
        return figure, numbers[0] * numbers[1] / numbers[2]
    return figure, numbers[0] * numbers[1]


@given(MONEY, THREE, THREE.filter(any), st.integers(1, 13))
@settings(max_examples=80, deadline=None)
def test_the_numbers_in_each_sentence_come_to_its_figure(revenue, visits, orders, months):
    statements = statements_of(revenue=revenue, visits=visits, orders=orders, months=months)
    for place in range(3):
        net = Fraction(int(statements.net_revenue.amounts[place]), 100)
        for line in explain_statement(statements, place):
            said = value(re.findall(NUMBER, line.sentence.split(" = ")[0])[-1])
            assert said * 100 == line.amount, line.sentence
            if line.kind == "less" and not re.search("column|lines in your files|stays unassigned", line.sentence):
                figure, formula = worked_out(line.sentence, net)
                # the sum of the column decides which way a cent is rounded; the whole of a pool is said in whole cents
                assert abs(figure - formula) <= Fraction(2, 100), line.sentence


@given(MONEY, THREE, THREE, st.integers(1, 13))
@settings(max_examples=60, deadline=None)
def test_the_lines_add_up_to_each_subtotal_and_to_profit(revenue, visits, orders, months):
    statements = statements_of(revenue=revenue, visits=visits, orders=orders, months=months)
    for place in range(3):
        total = 0
        for line in explain_statement(statements, place):
            if line.kind == "less":
                total -= line.amount
            elif line.kind == "start":
                total = line.amount
            else:
                assert line.amount == total, line.label
        assert total == statements.customer_profit[place]


def test_a_statement_in_words():
    said = {line.label: line.sentence for line in explain_statement(statements_of(months=6), 0)}
    assert (
        said["Net revenue"]
        == "Net revenue 900.00 = 4 orders with 8 lines from January 2026 to June 2026, returns taken off."
    )
    assert said["Cost of goods"] == "Cost of goods 300.00 = 300.00 as the lines in your files say."
    assert said["Gross margin"] == "Gross margin 600.00 = net revenue less cost of goods."
    assert said["Fee"] == "Fee 33.75 = 3.75 % of 900 net revenue."
    assert said["Boxes"] == "Boxes 5.00 = 4 orders x 1.25."
    assert said["Tape"] == "Tape 0.14 = 36 units x 0.004."
    assert said["Trips"] == "Trips 9.00 = 3 (visit) (only region: North) x 3."
    assert said["Credit"] == "Credit 7.40 = 10 % a year on the net revenue over 30 days of credit."
    assert said["Welcome"] == "Welcome 20.00 = 1 first order in the period x 20."
    assert said["Postage"] == "Postage 1.25 = the column Freight of your files."
    assert said["Rent"] == "Rent 166.76 = 500.28 (6 months of 1,000.55 a year) shared equally by 3 customers."
    assert said["Desk"] == "Desk 280.00 = 350.00 (6 months of 700 a year) x 4 of 5 orders."
    assert said["Cars"] == "Cars 67.50 = 3 (visit) x (900 a year / 40 (visit) of practical capacity)."
    assert said["Floor"] == "Floor 18.10 = 25.00 (6 months of 50 a year) x 10.5 of 14.5 (m2)."


def test_discounts_stand_between_list_and_net_revenue():
    statements = statements_of()
    listed = replace(statements.list_revenue, amounts=statements.list_revenue.amounts + 1_000)
    lines = explain_statement(replace(statements, list_revenue=listed), 0)
    assert [(line.label, line.kind, line.amount) for line in lines[:3]] == [
        ("List revenue", "start", 91_000),
        ("Discounts", "less", 1_000),
        ("Net revenue", "subtotal", 90_000),
    ]
    assert lines[1].sentence == "Discounts 10.00 = 910.00 at list price less 900.00 paid."


def test_goods_of_the_plan_are_told_apart_from_those_of_the_files():
    plan = {"currency": "USD", "variable": [{"name": "Making", "kind": "cost_of_goods", "rate": "0.5", "per": "unit"}]}
    said = {line.label: line.sentence for line in explain_statement(statements_of(plan), 0)}
    assert (
        said["Cost of goods"]
        == "Cost of goods 318.00 = 300.00 as the lines in your files say + Making (36 units x 0.5)."
    )


def test_a_pool_that_nobody_can_share_says_so():
    plan = {"currency": "USD", "fixed": [{"name": "Cars", "annual_amount": 900, "driver": "visit"}]}
    lines = explain_statement(statements_of(plan, visits=(0, 0, 0)), 0)
    assert lines[-2].sentence == "Cars 0.00 = nothing: no customer has any (visit), so 900.00 stays unassigned."


def test_a_pool_for_active_customers_says_how_many_they_are():
    plan = {"currency": "USD", "fixed": [{"name": "Rent", "annual_amount": 900}], "settings": {"share_with": "active"}}
    lines = explain_statement(statements_of(plan), 0)
    assert lines[-2].sentence == "Rent 450.00 = 900.00 shared equally by 2 active customers."


@pytest.mark.parametrize("name", HOSTILE)
def test_names_pass_unchanged(name):
    plan = {
        "fixed": [{"name": f"{name} pool", "annual_amount": 1}],
        "variable": [{"name": name, "rate": 1, "per": "order", "only": {"region": [name]}}],
    }
    lines = {line.label: line.sentence for line in explain_statement(statements_of(plan), 0)}
    assert lines[name].startswith(f"{name} 0.00 = ")
    assert f"(only region: {name})" in lines[name]
    assert lines[f"{name} pool"].startswith(f"{name} pool 0.3")


@pytest.mark.parametrize(
    ("rate", "text"), [("0.0040", "0.004"), ("1E+5", "100,000"), ("-0.5", "−0.5"), ("0", "0"), ("0.00", "0")]
)
def test_a_rate_is_written_with_all_its_digits(rate, text):
    assert rate_text(Decimal(rate)) == text


def test_explaining_changes_nothing():
    statements = statements_of()
    before = statements.customer_profit.copy()
    explain_statement(statements, 0)
    assert np.array_equal(before, statements.customer_profit)
