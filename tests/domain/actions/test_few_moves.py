"""The few moves are the best there are, and what is promised of them comes true when everything is costed again."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from tests.sentences import faults
from whalecurve.domain.actions.action import Action
from whalecurve.domain.actions.demand import Demand
from whalecurve.domain.actions.few_moves import HOURS_EACH, carried_out, few_moves
from whalecurve.domain.actions.leaving import leaving, spiral
from whalecurve.domain.actions.loser_words import churn_words, demand_words, leaving_words, spiral_words
from whalecurve.domain.actions.turnaround import turn_around
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json

ACTIONS = st.lists(
    st.builds(
        Action,
        kind=st.sampled_from(sorted(HOURS_EACH)),
        customer_id=st.sampled_from("abcd"),
        customer_name=st.just("x"),
        why=st.just(""),
        what=st.just(""),
        money_at_stake=st.integers(-50, 900),
        likelihood=st.sampled_from([0.1, 0.5]),
        stable=st.booleans(),
    ),
    max_size=8,
)


def best_by_trying(actions, most, hours):
    sure = [each for each in actions if each.stable and each.money_at_stake > 0]
    worth = [0.0]
    for size in range(1, min(most, len(sure)) + 1):
        for part in combinations(sure, size):
            once = len({each.customer_id for each in part}) == size
            if once and sum(HOURS_EACH[each.kind] for each in part) <= hours:
                worth.append(sum(each.expected for each in part))
    return max(worth)


@given(ACTIONS, st.integers(0, 5), st.sampled_from([0.5, 2.0, 3.5, 7.0, 40.0]))
@settings(max_examples=60, deadline=None)
def test_the_choice_is_the_best_of_all_that_fit(actions, most, hours) -> None:
    found = few_moves(actions, most, hours)
    assert found.expected == pytest.approx(best_by_trying(actions, most, hours))
    assert len(found.chosen) <= most
    assert found.hours == sum(HOURS_EACH[each.kind] for each in found.chosen) <= hours
    assert len({each.customer_id for each in found.chosen}) == len(found.chosen)
    assert all(each.stable for each in found.chosen)


def visited():
    """Two losers by visits and orders: a, 30.00 - 10.00 - 4 x 9.00 = -16.00; b, 50.00 - 20.00 - 5 x 9.00 = -15.00."""
    ledger = make_ledger(
        ["a", "b", "c"],
        net_revenue=[30_00, 50_00, 500_00],
        cost_of_goods=[10_00, 20_00, 100_00],
        activities={"visit": [4, 5, 1]},
    )
    return make_statements(ledger, scenario_from_json({"variable": [{"name": "Trips", "rate": 9, "per": "visit"}]}))


def test_carried_out_together_they_bring_exactly_what_each_promises() -> None:
    statements = visited()
    ways = [turn_around(statements, place, pairs=False) for place in (0, 1)]
    after = carried_out(statements, ways)
    assert statements.customer_profit.tolist()[:2] == [-16_00, -15_00]
    assert after.customer_profit.tolist()[:2] == [0, 0]
    assert after.company_profit - statements.company_profit == 31_00
    assert after.customer_profit[2] == statements.customer_profit[2]
    assert carried_out(statements, []) is statements


def test_what_a_rise_may_lose_is_said_with_its_figures() -> None:
    ledger = make_ledger(["a", "b"], net_revenue=[100_00, 100_00], cost_of_goods=[60_00, 130_00])
    statements = make_statements(ledger, scenario_from_json({"fixed": [{"name": "Rent", "annual_amount": 100}]}))
    assert churn_words(statements, 0) == (
        "At a margin of 40 %, prices 5 % higher pay as long as less than 11.1 % is lost."
    )
    assert "whatever volume such a rise loses is a gain" in churn_words(statements, 1)
    ten = Fraction(1, 10)
    assert demand_words(statements, 0, Demand(ten), ten) == (
        "Prices 10 % higher would then lose 20 % of the volume: that loses more than it brings."
    )
    assert "still pays" in demand_words(statements, 0, Demand(Fraction(1, 20)), ten)
    assert demand_words(statements, 0, Demand(), ten) == ""
    assert [faults(churn_words(statements, place)) for place in (0, 1)] == [[], []]


def test_what_leaving_saves_and_whom_it_burdens_is_said() -> None:
    ledger = make_ledger(["a", "b", "c"], net_revenue=[100_00, 60_00, 30_00], cost_of_goods=[10_00, 10_00, 10_00])
    statements = make_statements(ledger, scenario_from_json({"fixed": [{"name": "Rent", "annual_amount": 120}]}))
    said = leaving_words(statements, leaving(statements, [2]))
    assert "takes 30.00 of revenue and 10.00 of its own costs away: the company loses 20.00." in said
    assert "40.00, stays and lowers the profit of others" in said
    assert "1 customer would fall below zero by it." in said
    told = spiral_words(spiral(statements), "USD")
    assert "3 times over, leaves 0 of 3 customers and -120.00 of profit instead of 40.00" in told.replace("−", "-")
    assert faults(said) == []
    assert faults(told) == []
