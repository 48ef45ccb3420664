"""Margin against cost to serve."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.ranks.quadrants import place_quadrants

PLAN = {"variable": [{"name": "Visits", "rate": 1, "per": "visit"}], "fixed": [{"name": "Rent", "annual_amount": 4}]}


def quadrants(revenue, goods, visits):
    ids = [f"c{place:02d}" for place in range(len(revenue))]
    ledger = make_ledger(ids, net_revenue=revenue, cost_of_goods=goods, activities={"visit": visits})
    statements = make_statements(ledger, scenario_from_json(PLAN))
    return place_quadrants(statements), statements


@given(st.lists(st.tuples(st.integers(-500, 9000), st.integers(0, 5000), st.integers(0, 30)), min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_each_customer_with_revenue_stands_in_the_quarter_that_its_shares_say(rows):
    found, statements = quadrants(*map(list, zip(*rows, strict=True)))
    places = [place for place, (revenue, *_) in enumerate(rows) if revenue > 0]
    assert found.places.tolist() == places
    revenue = sum(rows[place][0] for place in places) or 1
    margin_line = Fraction(sum(int(statements.gross_margin[place]) for place in places), revenue)
    served = (statements.variable_cost + statements.fixed_cost).tolist()
    served_line = Fraction(sum(served[place] for place in places), revenue)
    assert found.margin_line == pytest.approx(float(margin_line))
    assert found.cost_to_serve_line == pytest.approx(float(served_line))
    for number, place in enumerate(places):
        margin, cost = (
            Fraction(int(statements.gross_margin[place]), rows[place][0]),
            Fraction(served[place], rows[place][0]),
        )
        if abs(margin - margin_line) > Fraction(1, 10**9) and abs(cost - served_line) > Fraction(1, 10**9):
            earned, served_how = "high" if margin > margin_line else "low", "costly" if cost > served_line else "cheap"
            assert found.quadrant[number] == f"{earned} margin, {served_how} to serve"


def test_all_four_quarters():
    found, _ = quadrants([1000, 1000, 1000, 1000], [200, 200, 800, 800], [0, 9, 0, 9])
    assert found.quadrant.tolist() == [
        "high margin, cheap to serve",
        "high margin, costly to serve",
        "low margin, cheap to serve",
        "low margin, costly to serve",
    ]
    assert found.margin_line == 0.5


def test_without_revenue_nobody_stands_anywhere():
    found, _ = quadrants([0, -5], [3, 0], [1, 1])
    assert found.places.tolist() == found.quadrant.tolist() == []
    assert (found.margin_line, found.cost_to_serve_line) == (0.0, 0.0)
