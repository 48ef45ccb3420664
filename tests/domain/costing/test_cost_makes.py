"""What a cost makes, in exact words: the way from what was typed to the period and to one customer."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from tests.sentences import faults
from whalecurve.domain.costing.cost_makes import pool_makes, variable_makes
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.scenario import CostPool, Scenario, Settings, VariableCost
from whalecurve.domain.plan.usual_costs import usual_following, usual_shared
from whalecurve.domain.quantities.facts import Period

HALF = Period(202601, 202606)


def makes(cost, *, period=HALF, **more):
    ledger = make_ledger(
        ["A", "B"],
        net_revenue=[60_000, 40_000],
        cost_of_goods=[10_000, 40_000],
        orders=[3, 1],
        activities={"Visit": [0, 5], "Never": [0, 0]},
        period=period,
    )
    kind = "fixed" if isinstance(cost, CostPool) else "variable"
    statements = make_statements(ledger, Scenario(currency="USD", **{kind: (cost,)}, **more))
    return pool_makes(statements, cost) if kind == "fixed" else variable_makes(statements, cost)


RENT = Decimal(12_000)


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        (CostPool("Rent", RENT), "12,000 a year x 6 months / 12 = 6,000.00, 3,000.00 for each customer"),
        (CostPool("Rent", RENT, "orders"), "12,000 a year x 6 months / 12 = 6,000.00, 1,500.00 for each order"),
        (CostPool("Rent", RENT, "revenue"), "12,000 a year x 6 months / 12 = 6,000.00, 600 % of revenue"),
        (CostPool("Rent", RENT, "Visit"), "12,000 a year x 6 months / 12 = 6,000.00, 1,200.00 for each 1 (Visit)"),
        (
            CostPool("Rent", RENT, "Never"),
            "12,000 a year x 6 months / 12 = 6,000.00, shared by nobody: no customer has any (Never)",
        ),
        (
            CostPool("Rent", RENT, "Visit", Decimal(20)),
            "12,000 a year x 6 months / 12 = 6,000.00, 3,000.00 of it for capacity that nobody used",
        ),
        (CostPool("Rent", Decimal(0)), "0 a year x 6 months / 12 = 0.00"),
        (VariableCost("Fee", "", Decimal("0.05"), "revenue"), "5 % of revenue 1,000.00 = 50.00"),
        (VariableCost("Parcel", "", Decimal("4.5"), "order"), "per order: 4 x 4.5 = 18.00"),
        (VariableCost("Trip", "", Decimal(10), "Visit"), "per Visit: 5 x 10 = 50.00"),
    ],
)
def test_each_cost_says_what_it_makes(cost, said):
    assert makes(cost) == said


def test_a_whole_year_needs_no_months():
    year = Period(202601, 202612)
    assert makes(CostPool("Rent", RENT), period=year) == "12,000.00 a year, 6,000.00 for each customer"


def test_by_months_on_file_it_is_a_month_of_a_customer():
    said = makes(CostPool("Rent", RENT), settings=Settings(share_with="months"))
    assert said.endswith("500.00 for each month of a customer")


@given(st.integers(0, 10**9), st.sampled_from(["customers", "revenue", "gross_margin", "orders", "lines", "Visit"]))
def test_whatever_it_is_it_reads_well(amount, driver):
    assert faults(f"{makes(CostPool('Rent', Decimal(amount), driver))}.") == []


def test_usual_costs_are_offered_until_they_are_there_and_only_where_they_can_be_counted():
    ledger = make_ledger(["A"], net_revenue=[1])
    every = usual_following(Scenario(), ledger.has)
    assert {"Commission", "Delivery", "Lead fee", "Service", "Payment fee"} == {cost.name for cost in every}
    plan = Scenario(fixed=usual_shared(Scenario()), variable=every)
    assert (usual_shared(plan), usual_following(plan, ledger.has)) == ((), ())
    make_statements(ledger, plan)
    ledger = make_ledger(["A"], net_revenue=[1])
    object.__setattr__(ledger, "has", frozenset())
    assert "Delivery" not in {cost.name for cost in usual_following(Scenario(), ledger.has)}
