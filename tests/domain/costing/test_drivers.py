"""By what costs are shared and counted, and what happens where the data does not carry it."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from tests.domain.build import make_ledger
from whalecurve.domain.costing.drivers import (
    basis_quantity,
    column_quantity,
    driver_names,
    driver_quantity,
    driver_weights,
    tried_drivers,
)
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.errors import PlanError
from whalecurve.domain.money.exact_numbers import Quantity
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.scenario import CostPool, Scenario

IDS = ["a", "b", "c"]
MARGIN = Quantity(np.array([500, -200, 0]), 2)


def ledger(**changes):
    made = make_ledger(
        IDS,
        net_revenue=[1000, 2000, 0, 700],
        quantity=[5, -3, 0, 9],
        orders=[2, 1, 0, 4],
        lines=[3, 1, 0, 5],
        cost_0=[10, 20, 0, 5],
        activities={"Site visit": [4, 0, 1]},
        traits={"Floor m2": ["10.5", "", "2"], "days_of_credit": ["30", "7.5", "0"], "Region": ["N", "S", "N"]},
    )
    made = replace(made, cost_names=("Freight",), scales={**made.scales, "cost_0": 2})
    return replace(made, **changes)


def charged(plan, **changes):
    """Minor units of the plan's only cost."""
    statements = make_statements(ledger(**changes), scenario_from_json(plan))
    line = next(iter({**statements.variable, **statements.fixed}.values()))
    return line.amounts.tolist(), line.unassigned


def test_drivers_are_what_the_data_carries():
    usual = ("customers", "revenue", "orders", "lines", "units", "gross_margin", "Site visit")
    assert driver_names(ledger()) == (*usual, "Floor m2", "days_of_credit")
    assert tried_drivers(ledger()) == usual
    bare = driver_names(ledger(has=frozenset(), activities={}))
    assert bare == ("customers", "revenue", "lines", "gross_margin", "Floor m2", "days_of_credit")


@pytest.mark.parametrize(
    ("driver", "quantity"),
    [
        ("customers", [1, 1, 1, 0]),
        ("REVENUE", [10, 20, 0, 7]),
        ("Orders", [2, 1, 0, 4]),
        ("lines", [3, 1, 0, 5]),
        ("units", [5, -3, 0, 9]),
        ("Gross Margin", [5, -2, 0, 0]),
        ("site_visit", [4, 0, 1, 0]),
        ("floor M2", [10.5, 0, 2, 0]),
    ],
)
def test_a_driver_counts_what_its_name_says_in_any_case(driver, quantity):
    found = driver_quantity(ledger(), driver, MARGIN)
    assert [float(found.exact(place)) for place in range(4)] == quantity


@pytest.mark.parametrize(
    ("per", "quantity"),
    [
        ("revenue", [10, 20, 0, 7]),
        ("order", [2, 1, 0, 4]),
        ("line", [3, 1, 0, 5]),
        ("unit", [5, -3, 0, 9]),
        ("new_customer", [1, 1, 1, 0]),
        ("credit_day", [300, 150, 0, 0]),
        ("SITE VISIT", [4, 0, 1, 0]),
    ],
)
def test_a_cost_is_counted_in_what_it_says(per, quantity):
    found = basis_quantity(ledger(), per)
    assert [float(found.exact(place)) for place in range(4)] == quantity


@pytest.mark.parametrize(
    ("plan", "missing", "words"),
    [
        ({"fixed": [{"name": "A", "annual_amount": 1, "driver": "pallets"}]}, {}, "pallets.*customers, revenue"),
        ({"fixed": [{"name": "A", "annual_amount": 1, "driver": "orders"}]}, {"has": frozenset()}, "orders"),
        (
            {"variable": [{"name": "A", "rate": 1, "per": "pallet"}]},
            {},
            "pallet. To fix it: count it per revenue, order",
        ),
        (
            {"variable": [{"name": "A", "rate": 1, "per": "order"}]},
            {"has": frozenset()},
            "without order. To fix it: count",
        ),
        ({"variable": [{"name": "A", "rate": 1, "per": "unit"}]}, {"has": frozenset({"order"})}, "without quantity"),
        ({"variable": [{"name": "A", "column": "postage"}]}, {}, "postage. To fix it: use: Freight"),
        ({"variable": [{"name": "A", "column": "Freight"}]}, {"cost_names": ()}, "no further cost column was mapped"),
        ({"variable": [{"name": "A", "rate": 1, "only": {"colour": ["red"]}}]}, {}, "colour. To fix it: use one of"),
    ],
)
def test_what_the_data_does_not_carry_is_refused_with_what_it_does(plan, missing, words):
    with pytest.raises(PlanError, match=words) as refused:
        charged(plan, **missing)
    assert "To fix it: " in str(refused.value)


def test_a_cost_of_credit_needs_to_know_the_days():
    bare = make_ledger(IDS, net_revenue=[1, 2, 3])
    with pytest.raises(PlanError, match="add a days_of_credit column"):
        basis_quantity(bare, "credit_day")


def test_days_of_credit_that_would_not_be_exact_are_refused():
    large = make_ledger(["a"], net_revenue=[2**60], traits={"days_of_credit": ["30"]})
    with pytest.raises(PlanError, match="check the customers' days of credit"):
        basis_quantity(large, "credit_day")


def test_credit_costs_a_share_of_revenue_a_year():
    plan = {"variable": [{"name": "Credit", "rate": "0.365", "per": "credit_day"}]}
    assert charged(plan) == ([30, 15, 0], 0)


def test_a_column_of_the_files_is_charged_as_it_is():
    assert charged({"variable": [{"name": "Postage", "column": "FREIGHT"}]}) == ([10, 20, 0], 5)
    assert column_quantity(ledger(), "Freight", (("Region", ("N",)),)).values.tolist() == [10, 0, 0, 0]


def test_returns_count_as_no_share_of_a_pool():
    pool = {"fixed": [{"name": "Store", "annual_amount": 9, "driver": "units"}]}
    assert charged(pool) == ([900, 0, 0], 0)
    assert driver_weights(ledger(), "units", MARGIN, "all").tolist() == [5, 0, 0]
    assert driver_weights(ledger(), "gross_margin", MARGIN, "all").tolist() == [500, 0, 0]


def test_a_pool_that_nothing_can_share_belongs_to_nobody():
    pool = {"fixed": [{"name": "Store", "annual_amount": 9, "driver": "Site visit"}]}
    assert charged(pool, activities={"Site visit": np.array([0, -2, 0, 5])}) == ([0, 0, 0], 900)


def test_only_active_customers_share_where_the_plan_says_so():
    plan = {"fixed": [{"name": "Rent", "annual_amount": 9}]}
    active = {**plan, "settings": {"share_with": "active"}}
    assert charged(plan) == ([300, 300, 300], 0)
    assert charged(active) == ([450, 450, 0], 0)


def test_an_idle_period_leaves_a_pool_for_active_customers_to_nobody():
    idle = make_ledger(IDS, lines=[0, 0, 0, 2])
    plan = Scenario(
        fixed=(CostPool("Rent", Decimal(9)),),
        settings=scenario_from_json({"settings": {"share_with": "active"}}).settings,
    )
    line = make_statements(idle, plan).fixed["Rent"]
    assert (line.amounts.tolist(), line.unassigned) == ([0, 0, 0], 900)


def test_a_column_of_words_or_of_zeros_is_no_driver():
    words = make_ledger(IDS, traits={"Region": ["N", "S", "3"], "Zero": ["0", "", "0.0"]})
    assert not words.numeric_traits
    with pytest.raises(PlanError, match="Region"):
        driver_quantity(words, "Region", MARGIN)
