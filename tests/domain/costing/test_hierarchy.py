"""A cost belongs to a line, an order or a customer by what it is counted in."""

from decimal import Decimal

import pytest

from tests.domain.build import make_ledger
from whalecurve.domain.costing.hierarchy import counted_in_activity, level_of
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.plan_json import scenario_from_text, scenario_to_text
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost

LEDGER = make_ledger(["a"], activities={"Phone call": [3]}, traits={"staff": ["4"]})
RATE = Decimal(1)


@pytest.mark.parametrize(
    ("per", "level"),
    [
        ("revenue", "line"),
        ("unit", "line"),
        ("line", "line"),
        ("order", "order"),
        ("new_customer", "customer"),
        ("credit_day", "customer"),
        ("Phone call", "customer"),
        ("phone_call", "customer"),
    ],
)
def test_rates(per, level):
    assert level_of(LEDGER, VariableCost("Rate", rate=RATE, per=per)) == level


def test_a_column_of_the_files_belongs_to_its_lines():
    assert level_of(LEDGER, VariableCost("Freight", column="Freight")) == "line"


@pytest.mark.parametrize(
    ("driver", "level"),
    [
        ("customers", "customer"),
        ("revenue", "line"),
        ("gross_margin", "line"),
        ("units", "line"),
        ("lines", "line"),
        ("orders", "order"),
        ("Phone call", "customer"),
        ("staff", "customer"),
    ],
)
def test_pools(driver, level):
    assert level_of(LEDGER, CostPool("Pool", RATE, driver)) == level


@pytest.mark.parametrize("level", ["line", "order", "customer"])
def test_what_is_counted_in_an_activity_can_be_moved(level):
    moved = VariableCost("Picking", rate=RATE, per="Phone call", belongs_to=level)
    assert counted_in_activity(LEDGER, moved)
    assert level_of(LEDGER, moved) == level
    plan = Scenario(variable=(moved,), fixed=(CostPool("Desk", RATE, "Phone call", belongs_to=level),))
    assert scenario_from_text(scenario_to_text(plan)) == plan


@pytest.mark.parametrize(
    "cost",
    [
        VariableCost("Commission", rate=RATE, belongs_to="customer"),
        VariableCost("Freight", column="Freight", belongs_to="customer"),
        CostPool("Rent", RATE, belongs_to="line"),
        CostPool("Rent", RATE, "staff", belongs_to="line"),
    ],
)
def test_nothing_else_can(cost):
    assert not counted_in_activity(LEDGER, cost)
    with pytest.raises(PlanError, match="Only a cost that is counted in an activity"):
        level_of(LEDGER, cost)


def test_a_plan_that_moves_something_else_is_refused_with_its_answer():
    plan = Scenario(fixed=(CostPool("Rent", RATE, belongs_to="line"),))
    with pytest.raises(PlanError, match="Rent belongs to line"):
        make_statements(LEDGER, plan)


def test_a_plan_without_it_reads_and_writes_as_before():
    text = scenario_to_text(Scenario(fixed=(CostPool("Rent", RATE),)))
    assert "belongs_to" not in text
