"""A statement in seven lines: it adds up, the biggest costs are those, and the sentence says why."""

from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from tests.sentences import faults
from whalecurve.domain.costing.explain import LESS
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.scenario import Scenario, VariableCost
from whalecurve.domain.ranks.short_statement import short_statement, why_words


def statements_of(*amounts, revenue=(100_000, 50_000), goods=(40_000, 20_000)):
    """Two customers; each further amount is a cost of the first customer alone, in major units."""
    activities = {f"act{number}": [1, 0] for number in range(len(amounts))}
    costs = tuple(
        VariableCost(f"Cost {number}", "", rate=Decimal(amount), per=f"act{number}")
        for number, amount in enumerate(amounts)
    )
    ledger = make_ledger(["A", "B"], net_revenue=revenue, cost_of_goods=goods, activities=activities)
    return make_statements(ledger, Scenario(currency="USD", variable=costs))


def test_the_three_biggest_costs_and_the_rest():
    lines = short_statement(statements_of(10, 90, 20, 80, 30), 0)
    assert [(line.label, line.amount) for line in lines] == [
        ("Net revenue", 100_000),
        ("Cost of goods", 40_000),
        ("Cost 1", 9000),
        ("Cost 3", 8000),
        ("Cost 4", 3000),
        ("2 other costs", 3000),
        ("Customer profit", 37_000),
    ]
    assert lines[5].sentence == "30.00 = Cost 2 20.00 and Cost 0 10.00."


def test_a_single_further_cost_keeps_its_name():
    assert [line.label for line in short_statement(statements_of(10, 90, 20, 80), 0)][2:-1] == [
        "Cost 1",
        "Cost 3",
        "Cost 2",
        "Cost 0",
    ]


def test_costs_of_nothing_are_left_out():
    lines = short_statement(statements_of(10, 90, 20, 80, 30), 1)
    assert [line.label for line in lines] == ["Net revenue", "Cost of goods", "Customer profit"]


def test_without_any_cost_there_is_nothing_below_revenue():
    ledger = make_ledger(["A", "B"], net_revenue=[100, 50])
    assert [line.label for line in short_statement(make_statements(ledger, Scenario()), 0)] == ["Net revenue"]


def test_discounts_are_said_at_net_revenue():
    ledger = make_ledger(["A"], net_revenue=[90_00], cost_of_goods=[10_00])
    ledger.facts.sums["list_revenue"] = np.array([100_00, 0])
    first = short_statement(make_statements(ledger, Scenario()), 0)[0]
    assert (first.label, first.kind) == ("Net revenue", "start")
    assert "Discounts 10.00 = 100.00 at list price less 90.00 paid." in first.sentence


@given(st.lists(st.integers(0, 10**7), max_size=9), st.integers(0, 1))
def test_the_lines_add_up_to_the_profit_and_read_well(amounts, place):
    statements = statements_of(*amounts)
    lines = short_statement(statements, place)
    assert lines[0].amount - sum(line.amount for line in lines if line.kind == LESS) == lines[-1].amount
    assert lines[-1].amount == statements.customer_profit[place]
    assert len(lines) <= 7
    assert [fault for line in lines for fault in faults(line.sentence)] == []
    assert faults(why_words(statements, place)) == []


def test_why_one_falls_short_and_another_earns_more():
    statements = statements_of(500)
    assert why_words(statements, 0) == (
        "It falls short of your average through Cost 0 (the whole gap): 50 % of its revenue, 0 % of everybody else's."
    )
    assert why_words(statements, 1).startswith(
        "It earns more than its revenue would say. The whole gap comes from Cost 0"
    )
