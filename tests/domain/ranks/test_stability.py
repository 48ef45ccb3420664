"""The range of every profit, against every corner of the box of assumptions worked out one by one."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from whalecurve.domain.costing.drivers import driver_weights, tried_drivers
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.pool_amount import period_amount
from whalecurve.domain.ranks.stability import judge_stability

IDS = ["a", "b", "c"]
THREE = st.lists(st.integers(0, 4), min_size=3, max_size=3)
MONEY = st.lists(st.integers(-40_000, 90_000) | st.just(0), min_size=3, max_size=3)
AMOUNT = st.integers(-300, 900) | st.just(0)
POOL = st.fixed_dictionaries(
    {"annual_amount": AMOUNT, "driver": st.sampled_from(["customers", "revenue", "orders", "visit", "desks"])},
    optional={"practical_capacity": st.integers(1, 9)},
)
COST = st.fixed_dictionaries(
    {
        "rate": st.sampled_from(["0.05", "-0.02", "3", "0"]),
        "per": st.sampled_from(["revenue", "order", "visit"]),
        "kind": st.sampled_from(["", "cost_of_goods"]),
    }
)
SWING = st.sampled_from(["0", "0.2", "0.35", "1"])


def statements_of(revenue, goods, orders, visits, pools, costs, swing="0.2", share_with="all"):
    ledger = make_ledger(
        IDS,
        net_revenue=revenue,
        cost_of_goods=goods,
        orders=orders,
        activities={"visit": visits},
        traits={"desks": ["1", "0", "3.5"]},
        lines=[1, 1, 0],
    )
    plan = {
        "currency": "USD",
        "fixed": [{"name": f"pool {n}", **pool} for n, pool in enumerate(pools)],
        "variable": [{"name": f"cost {n}", **cost} for n, cost in enumerate(costs)],
        "settings": {"swing": swing, "share_with": share_with},
    }
    return make_statements(ledger, scenario_from_json(plan))


def every_corner(statements, place):
    """Profit at every combination of swings and of drivers, in exact minor units."""
    scenario, ledger = statements.scenario, statements.ledger
    swing = Fraction(scenario.settings.swing)
    lines = {**statements.goods_by_plan, **statements.variable}
    moving = [int(lines[cost.name].amounts[place]) for cost in scenario.variable]
    moving += [int(statements.fixed[p.name].amounts[place]) for p in scenario.fixed if p.practical_capacity is not None]
    shared = [pool for pool in scenario.fixed if pool.practical_capacity is None]
    taken = sum(int(statements.fixed[pool.name].amounts[place]) for pool in shared)
    firm = int(statements.customer_profit[place]) + sum(moving) + taken
    drivers = dict.fromkeys([*tried_drivers(ledger), *(pool.driver for pool in shared)])
    parts = set()
    for driver in drivers:
        weights = driver_weights(
            ledger, driver, statements.gross_margin_quantity, scenario.settings.share_with
        ).tolist()
        if any(weights):
            parts.add(Fraction(weights[place], sum(weights)))
    choices = [[amount * (1 + step * swing) for step in (-1, 0, 1)] for amount in moving]
    for pool in shared:
        amount = period_amount(pool, statements.charged, statements.digits)
        choices.append([amount * (1 + step * swing) * part for step in (-1, 0, 1) for part in parts or {Fraction(0)}])
    # the plan as it is, rounded for the screen, is a corner too
    return [int(statements.customer_profit[place]), *(firm - sum(corner) for corner in product(*choices))]


@given(
    MONEY,
    MONEY,
    THREE,
    THREE,
    st.lists(POOL, max_size=2),
    st.lists(COST, max_size=2),
    SWING,
    st.sampled_from(["all", "active"]),
)
@example(
    [90_000, 50_000, 0], [100] * 3, [1, 2, 0], [3, 2, 0], [{"annual_amount": -300, "driver": "orders"}], [], "1", "all"
)
@example(
    [9_000, 5_000, 0], [0] * 3, [3, 1, 0], [1, 2, 0], [{"annual_amount": -90, "driver": "orders"}], [], "0.2", "all"
)
@settings(max_examples=80, deadline=None)
def test_low_and_high_are_the_extremes_of_all_corners(revenue, goods, orders, visits, pools, costs, swing, share_with):
    statements = statements_of(revenue, goods, orders, visits, pools, costs, swing, share_with)
    found = judge_stability(statements)
    for place in range(len(IDS)):
        corners = every_corner(statements, place)
        assert found.low[place] == pytest.approx(float(min(corners)), rel=1e-12, abs=1e-6)
        assert found.high[place] == pytest.approx(float(max(corners)), rel=1e-12, abs=1e-6)
        assert found.sign[place] == int(min(corners) > 0) - int(max(corners) < 0)


def alike(revenue, rent, swing):
    """Three customers of the same figures, so that every driver shares the rent alike."""
    ledger = make_ledger(IDS, net_revenue=[revenue] * 3, orders=[1] * 3, quantity=[1] * 3)
    plan = {"currency": "USD", "fixed": [{"name": "Rent", "annual_amount": str(rent)}], "settings": {"swing": swing}}
    return judge_stability(make_statements(ledger, scenario_from_json(plan)))


@pytest.mark.parametrize(
    ("revenue", "verdict"), [(3601, "always profitable"), (3600, "depends"), (2400, "depends"), (2399, "always losing")]
)
def test_a_range_that_only_touches_zero_depends(revenue, verdict):
    assert alike(revenue, 90, "0.2").verdicts.tolist() == [verdict] * 3


@pytest.mark.parametrize("cents", [-1, 0, 1])
@pytest.mark.parametrize("each", [3 * 10**16, 3 * 10**17 + 70])
def test_the_sign_is_exact_where_floating_point_is_not(cents, each):
    """A cent above or below zero beside amounts that floating point rounds to dozens of cents."""
    rent = Decimal(3 * each) / 100
    assert alike(each * 11 // 10 + cents, rent, "0.1").sign.tolist() == [int(cents > 0)] * 3
    assert alike(each * 9 // 10 + cents, rent, "0.1").sign.tolist() == [-int(cents < 0)] * 3


def test_who_bought_nothing_and_costs_something_either_way_loses_or_depends():
    pool = {"annual_amount": 90, "driver": "customers"}
    found = judge_stability(statements_of([9000, 0, 0], [0] * 3, [1, 0, 0], [0, 1, 0], [pool], []))
    assert found.high[1:].tolist() == [0, 0]
    assert found.verdicts.tolist()[1:] == ["depends", "depends"]


def test_without_any_assumption_the_verdict_is_the_profit():
    statements = statements_of([100, 0, 50], [40, 0, 80], [1, 0, 1], [0, 0, 0], [], [])
    found = judge_stability(statements)
    assert found.low.tolist() == found.high.tolist() == [60, 0, -30]
    assert found.verdicts.tolist() == ["always profitable", "depends", "always losing"]


def test_costs_read_from_a_column_are_facts_and_do_not_move():
    ledger = make_ledger(IDS, net_revenue=[100, 100, 100], cost_0=[30, 120, 100])
    named = replace(ledger, cost_names=("Freight",), scales={**ledger.scales, "cost_0": 2})
    plan = scenario_from_json({"variable": [{"name": "Freight cost", "column": "Freight"}]})
    found = judge_stability(make_statements(named, plan))
    assert found.low.tolist() == found.high.tolist() == [70, -20, 0]


def test_a_wider_swing_never_narrows_a_range():
    ranges = []
    for swing in ("0", "0.1", "0.2", "1"):
        pools = [
            {"annual_amount": 500, "driver": "orders"},
            {"annual_amount": 70, "driver": "visit", "practical_capacity": 5},
        ]
        found = judge_stability(
            statements_of(
                [90000, 40000, 100], [100] * 3, [1, 2, 3], [3, 0, 1], pools, [{"rate": "0.05", "per": "revenue"}], swing
            )
        )
        ranges.append(list(zip(found.low, found.high, strict=True)))
    for narrow, wide in pairwise(ranges):
        assert all(w[0] <= n[0] and n[1] <= w[1] for n, w in zip(narrow, wide, strict=True))
