"""Which assumption to measure next, worked by hand, and grades in the plan's text."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.domain.build import make_ledger
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.grades import GRADES
from whalecurve.domain.plan.plan_json import scenario_from_json, scenario_to_json
from whalecurve.domain.plan.plan_words import plan_sentences
from whalecurve.domain.plan.scenario import CostPool, Scenario, Settings, VariableCost
from whalecurve.domain.ranks.measure_next import doubts, measure_next_words

RENT = CostPool("Rent", Decimal(90), sure="measured")
ORDERS = VariableCost("Orders", rate=Decimal(10), per="order", sure="guess")
VISITS = VariableCost("Visits", rate=Decimal(1), per="visit", sure="estimate")


def statements(plan):
    """Three customers: before costs 100, 100 and 31; Rent takes 30 of each."""
    ledger = make_ledger(
        ["a", "b", "c"],
        net_revenue=[10000, 10000, 3100],
        orders=[1, 6, 0],
        activities={"visit": [2, 2, 1]},
    )
    return make_statements(ledger, plan)


def test_what_hangs_on_each_assumption_by_hand():
    """a: 100 - 30 - 10 - 2 = 58; b: 100 - 30 - 60 - 2 = 8; c: 31 - 30 - 0 - 1 = 0.

    Half of the order's rate more or less: b crosses, between 38 and -22. A fifth of the visit's: c, 0.20 and -0.20.
    2 % of the rent: c between 0.60 and -0.60.
    """
    found = {each.name: each for each in doubts(statements(Scenario(fixed=(RENT,), variable=(ORDERS, VISITS))))}
    assert {name: (each.places.tolist(), each.profit) for name, each in found.items()} == {
        "Orders": ([1], 800),
        "Rent": ([2], 0),
        "Visits": ([2], 0),
    }
    assert list(found) == ["Orders", "Rent", "Visits"]


def test_the_sentence_names_the_first_and_says_why():
    made = statements(Scenario(currency="EUR", fixed=(RENT,), variable=(ORDERS,)))
    assert measure_next_words(doubts(made), "EUR") == (
        "Measure Orders next: it is a guess, and within 50 % more or less 1 customer crosses zero, with 10.00 of "
        "profit and loss."
    )


def test_nothing_to_measure_is_said():
    still = Settings(swing=Decimal(0))
    plan = Scenario(fixed=(CostPool("Rent", Decimal(90)),), settings=still)
    assert measure_next_words(doubts(statements(plan)), "") == (
        "No assumption moves a customer across zero within its range: none needs measuring first."
    )
    assert measure_next_words((), "") == ""
    column = VariableCost("Freight", column="freight")
    assert doubts(replace(statements(Scenario()), scenario=Scenario(variable=(column,)))) == ()


def test_without_a_grade_the_plans_swing_counts():
    plan = Scenario(variable=(replace(ORDERS, sure=""),), settings=Settings(swing=Decimal("0.3")))
    assert doubts(statements(plan))[0].off_by == Decimal("0.3")


@pytest.mark.parametrize("grade", ["", *GRADES])
def test_a_grade_comes_back_from_the_plans_text_and_moves_no_figure(grade):
    plan = Scenario(fixed=(replace(RENT, sure=grade),), variable=(replace(ORDERS, sure=grade),))
    assert scenario_from_json(scenario_to_json(plan)) == plan
    assert ("sure" in str(scenario_to_json(plan))) == bool(grade)
    ungraded = Scenario(fixed=(replace(RENT, sure=""),), variable=(replace(ORDERS, sure=""),))
    assert statements(plan).customer_profit.tolist() == statements(ungraded).customer_profit.tolist()
    assert grade in " ".join(plan_sentences(plan))


def test_a_grade_that_is_none_is_refused():
    with pytest.raises(PlanError, match="four grades"):
        scenario_from_json({"fixed": [{"name": "Rent", "annual_amount": 1, "sure": "certain"}]})
