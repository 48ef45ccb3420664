"""A first plan from an uploaded list of costs."""

from decimal import Decimal

import pandas as pd
import pytest

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.cost_list import plan_of_costs
from whalecurve.domain.plan.scenario import CostPool, Scenario


def costs(*rows):
    return pd.DataFrame(rows, columns=["name", "annual_amount", "kind", "driver"], dtype="str")


def test_each_cost_is_a_pool_shared_as_it_says():
    plan = plan_of_costs(
        costs(("Rent", "1200.50", "fixed", ""), ("Fees", "90", "Variable", ""), ("Vans", "7", "", "visit"))
    )
    assert plan.fixed == (
        CostPool("Rent", Decimal("1200.50"), "customers"),
        CostPool("Fees", Decimal(90), "revenue"),
        CostPool("Vans", Decimal(7), "visit"),
    )


def test_months_of_a_cost_are_added_up_exactly_where_it_first_stood():
    plan = plan_of_costs(
        costs(("Rent", "0.10", "", ""), ("Light", "5", "", ""), ("Rent", "0.20", "", ""), ("Rent", "-0.05", "", ""))
    )
    assert [(pool.name, pool.annual_amount) for pool in plan.fixed] == [
        ("Rent", Decimal("0.25")),
        ("Light", Decimal(5)),
    ]


def test_a_driver_of_its_own_wins_over_the_kind():
    assert plan_of_costs(costs(("Fees", "1", "variable", "orders"))).fixed[0].driver == "orders"


def test_no_costs_make_an_empty_plan():
    assert plan_of_costs(costs()) == Scenario()


def test_a_name_that_the_statement_uses_is_refused():
    with pytest.raises(PlanError, match="rename one of them"):
        plan_of_costs(costs(("net_revenue", "1", "", "")))
