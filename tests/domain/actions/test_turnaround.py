"""What turns a loser around comes true when everything is costed again at the moves that are said."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from whalecurve.domain.actions.demand import Demand, break_even_churn
from whalecurve.domain.actions.leaving import leaving, spiral
from whalecurve.domain.actions.levers import ACTIVITY, DISCOUNT, ORDERS, PRICE, moved
from whalecurve.domain.actions.turnaround import turn_around
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json

GREENE = 2


def maltloaf():
    """Maltloaf, OpenLearn B392, after Bhimani 2008, with its list price of 1.20."""
    bottles = [2_000_000, 1_600_000, 140_000, 120_000]
    ledger = make_ledger(
        ["Smith", "Jones", "Greene", "Browne"],
        net_revenue=[224_000_000, 188_800_000, 15_400_000, 14_400_000],
        orders=[60, 50, 30, 20],
        quantity=bottles,
        activities={"visit": [12, 10, 8, 6], "mile": [1_200, 1_440, 1_600, 360]},
    )
    ledger.facts.sums["list_revenue"] = np.array([*(120 * each for each in bottles), 0])
    plan = {
        "variable": [
            {"name": "production", "kind": "cost_of_goods", "rate": "1.00", "per": "unit"},
            {"name": "orders", "rate": 200, "per": "order"},
            {"name": "visits", "rate": 160, "per": "visit"},
            {"name": "delivery", "rate": 4, "per": "mile"},
            {"name": "handling", "rate": "0.004", "per": "unit"},
        ]
    }
    return make_statements(ledger, scenario_from_json(plan))


def by_lever(found):
    return {(move.lever.kind, move.lever.name): move for move in found.alone}


class TestGreene:
    """Greene loses 240.00 on 154,000.00: each lever by hand."""

    def test_each_lever_alone(self) -> None:
        moves = by_lever(turn_around(maltloaf(), GREENE))
        assert set(moves) == {(PRICE, ""), (DISCOUNT, ""), (ORDERS, ""), (ACTIVITY, "visit"), (ACTIVITY, "mile")}
        assert (moves[PRICE, ""].steps, moves[PRICE, ""].share) == (240_00, Fraction(240, 154_000))
        # list 140,000 x 1.20 = 168,000: of 14,000 discount 240 must go
        assert moves[DISCOUNT, ""].share == Fraction(240, 14_000)
        # 240 / 200 an order = 1.2 of 30 orders, 240 / 160 = 1.5 of 8 visits, 240 / 4 = 60 of 1,600 miles
        for key, rate, amount in ((ORDERS, ""), 200, Fraction(6, 5)), ((ACTIVITY, "visit"), 160, Fraction(3, 2)):
            # the first step at which the cost rounds to the cent that is missing
            assert 0 <= amount - moves[key].lever.amount(moves[key].steps) < Fraction(1, 100 * rate)
        assert 0 <= 60 - moves[ACTIVITY, "mile"].lever.amount(moves[ACTIVITY, "mile"].steps) < Fraction(1, 400)
        assert {(move.left, move.gain) for move in moves.values()} == {(0, 240_00)}

    def test_pairs_share_the_work(self) -> None:
        pairs = turn_around(maltloaf(), GREENE).pairs
        pair = next(each for each in pairs if (each.first.lever.kind, each.second.lever.kind) == (DISCOUNT, ORDERS))
        assert pair.first.steps == 120_00
        assert abs(pair.second.lever.amount(pair.second.steps) - Fraction(3, 5)) < Fraction(1, 20_000)
        assert {each.second.left for each in pairs} == {0}

    def test_without_it_the_company_gains_the_loss_and_nobody_bears_anything(self) -> None:
        gone = leaving(maltloaf(), [GREENE])
        assert (gone.revenue, gone.avoided, gone.company_gain) == (154_000_00, 154_240_00, 240_00)
        assert (gone.stranded, gone.bearers.tolist(), gone.fell.tolist()) == (0, [], [])


def rented():
    """Revenue less goods 90, 50 and 20 for three customers who share a rent of 120: the smallest loses 20."""
    ledger = make_ledger(["a", "b", "c"], net_revenue=[100_00, 60_00, 30_00], cost_of_goods=[10_00, 10_00, 10_00])
    return make_statements(ledger, scenario_from_json({"fixed": [{"name": "Rent", "annual_amount": 120}]}))


def test_letting_a_loser_go_that_contributes_costs_money_and_burdens_the_others() -> None:
    statements = rented()
    assert statements.customer_profit.tolist() == [50_00, 10_00, -20_00]
    gone = leaving(statements, [2])
    assert (gone.company_gain, gone.stranded) == (-20_00, 40_00)
    assert (gone.borne.tolist(), gone.fell.tolist()) == ([20_00, 20_00, 0], [1])


def test_the_death_spiral_goes_on_until_nobody_loses() -> None:
    rounds = [(each.customers, each.company_profit) for each in spiral(rented())]
    assert rounds == [(3, 40_00), (2, 20_00), (1, -30_00), (0, -120_00)]


def test_a_cost_that_only_falls_on_others_is_no_gain_of_the_company() -> None:
    ledger = make_ledger(["a", "b"], net_revenue=[10_00, 90_00], orders=[9, 1])
    plan = scenario_from_json({"fixed": [{"name": "Desk", "annual_amount": 12, "driver": "orders"}]})
    move = by_lever(turn_around(make_statements(ledger, plan), 0))[ORDERS, ""]
    assert (move.left, move.gain) == (0, 0)


def test_five_percent_at_a_margin_of_forty_pays_down_to_a_ninth() -> None:
    assert break_even_churn(Fraction(5, 100), Fraction(40, 100)) == Fraction(1, 9)
    assert Demand(Fraction(11, 100)).pays(Fraction(5, 100), Fraction(40, 100))
    assert not Demand(Fraction(1, 9)).pays(Fraction(5, 100), Fraction(40, 100))


def test_who_makes_no_loss_is_not_turned_around() -> None:
    with pytest.raises(ValueError, match="at a loss"):
        turn_around(rented(), 0)


COSTS = [
    {"name": "Commission", "rate": "0.1"},
    {"name": "Orders", "rate": "7.35", "per": "order"},
    {"name": "Trips", "rate": "3.3", "per": "visit"},
    {"name": "Freight", "column": "freight"},
]
POOLS = [
    {"name": "Rent", "annual_amount": "95.35"},
    {"name": "Office", "annual_amount": "181.17", "driver": "revenue"},
    {"name": "Desk", "annual_amount": 60, "driver": "orders"},
    {"name": "Cars", "annual_amount": 90, "driver": "visit", "practical_capacity": 20},
]
ROWS = st.lists(st.tuples(st.integers(100, 90_000), st.integers(0, 90_000)), min_size=2, max_size=4)


def company(rows, costs, pools):
    revenue, goods = map(list, zip(*rows, strict=True))
    size = len(rows)
    ledger = make_ledger(
        [f"c{place}" for place in range(size)],
        net_revenue=revenue,
        cost_of_goods=goods,
        orders=[9, 2, 5, 1][:size],
        cost_0=[21_07, 5_00, 0, 3_01][:size],
        activities={"visit": [6, 1, 3, 0][:size]},
    )
    ledger.scales["cost_0"] = 2
    object.__setattr__(ledger, "cost_names", ("freight",))
    return make_statements(ledger, scenario_from_json({"fixed": pools, "variable": costs}))


@given(
    ROWS,
    st.lists(st.sampled_from(COSTS), max_size=4, unique_by=lambda cost: cost["name"]),
    st.lists(st.sampled_from(POOLS), max_size=3, unique_by=lambda pool: pool["name"]),
)
@settings(max_examples=40, deadline=None)
def test_applied_exactly_every_break_even_gives_zero_to_the_cent(rows, costs, pools) -> None:
    statements = company(rows, costs, pools)
    assume(int(statements.customer_profit[0]) < 0)
    found = turn_around(statements, 0)
    for move in found.alone:
        assert int(moved(statements, 0, move.lever, move.steps).customer_profit[0]) == move.left == 0
        assert int(moved(statements, 0, move.lever, move.steps - 1).customer_profit[0]) < 0
    for pair in found.pairs:
        between = moved(statements, 0, pair.first.lever, pair.first.steps)
        after = moved(between, 0, pair.second.lever, pair.second.steps)
        assert int(after.customer_profit[0]) == pair.second.left == 0
        assert after.company_profit - statements.company_profit == pair.first.gain + pair.second.gain


@given(ROWS, st.lists(st.sampled_from(POOLS), max_size=4, unique_by=lambda pool: pool["name"]), st.integers(0, 1))
@settings(max_examples=40, deadline=None)
def test_what_is_stranded_falls_on_the_others_to_the_cent(rows, pools, place) -> None:
    statements = company(rows, [], pools)
    gone = leaving(statements, [place])
    shared = sum(
        int(statements.fixed[pool["name"]].amounts[place]) for pool in pools if "practical_capacity" not in pool
    )
    assert int(gone.borne.sum()) == shared
    assert gone.company_gain == -int(statements.contribution_margin[place])
