"""Two answers side by side: whatever changes adds up, and it reads the same from both ends."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from whalecurve.domain.costing.line_changes import LineTotal
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.plan.scenario import CostPool, Scenario, Settings, VariableCost
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.ranks.compare import compare
from whalecurve.domain.ranks.results import compute_results

CAPACITY = st.none() | st.integers(1, 9).map(Decimal)
NAMES = ["Rent", "Team", "Fee", "Visits", "Goods"]
POOLS = st.builds(
    CostPool,
    st.sampled_from(NAMES),
    st.decimals(-20, 90, places=2),
    st.sampled_from(["customers", "orders", "revenue", "visits"]),
    CAPACITY,
)
RATES = st.builds(
    VariableCost,
    st.sampled_from(NAMES),
    kind=st.sampled_from(["", "cost_of_goods"]),
    rate=st.decimals(-1, 2, places=3),
    per=st.sampled_from(["revenue", "order", "visits"]),
)
AMOUNTS = st.integers(-400, 900) | st.sampled_from([0, 1, -1, 10**14, -(10**14)])
PERIODS = st.sampled_from([Period(202601, 202612), Period(202601, 202601), Period(202603, 202609)])


@st.composite
def plans(draw):
    costs = draw(st.lists(POOLS | RATES, max_size=4, unique_by=lambda cost: cost.name))
    return Scenario(
        currency="USD",
        fixed=tuple(cost for cost in costs if isinstance(cost, CostPool)),
        variable=tuple(cost for cost in costs if isinstance(cost, VariableCost)),
        settings=Settings(draw(st.integers(1, 3)), swing=draw(st.sampled_from([Decimal(0), Decimal("0.2")]))),
    )


@st.composite
def ledgers(draw, size):
    def places(values):
        return draw(st.lists(values, min_size=size + 1, max_size=size + 1))

    return make_ledger(
        [f"c{place:02d}" for place in range(size)],
        net_revenue=places(AMOUNTS),
        cost_of_goods=places(AMOUNTS),
        orders=places(st.integers(0, 4)),
        activities={"visits": places(st.integers(0, 4))},
        period=draw(PERIODS),
    )


@st.composite
def pairs(draw):
    """Two answers over the same customers, of one ledger or of two periods."""
    size = draw(st.integers(0, 9))
    left = draw(ledgers(size))
    right = draw(st.just(left) | ledgers(size))
    return compute_results(left, draw(plans())), compute_results(right, draw(plans()))


@given(pairs())
@settings(max_examples=150, deadline=None)
def test_changes_add_up_to_the_difference_of_the_totals_to_the_minor_unit(pair):
    left, right = pair
    found = compare(left, right)
    customers = sum(found.profit_change.tolist())
    assert customers == found.profit_difference == right.statements.profit - left.statements.profit
    assert customers == found.revenue.difference - sum(line.difference for line in found.lines)
    together = customers + found.unassigned_difference - found.unused_difference
    assert together == found.company_difference == right.statements.company_profit - left.statements.company_profit
    assert together == found.revenue.whole_difference - sum(line.whole_difference for line in found.lines)
    assert sum(found.profit_change[found.changed].tolist()) == customers


@given(pairs())
@settings(max_examples=100, deadline=None)
def test_read_from_the_other_end_every_difference_is_negated(pair):
    there, back = compare(*pair), compare(*reversed(pair))
    assert back.profit_change.tolist() == (-there.profit_change).tolist()
    assert back.climb.tolist() == (-there.climb).tolist()
    for name in ("profit", "unassigned", "unused", "company", "losers"):
        assert getattr(back, f"{name}_difference") == -getattr(there, f"{name}_difference")
    lines = {line.name: line for line in back.lines}
    assert len(lines) == len(there.lines) == len(back.lines)
    for line in there.lines:
        other = lines[line.name]
        assert (line.left, line.right) == (other.right, other.left)
        assert (line.is_added, line.is_removed) == (other.is_removed, other.is_added)
        assert (line.difference, line.whole_difference) == (-other.difference, -other.whole_difference)
    assert (there.fell.tolist(), there.rose.tolist()) == (back.rose.tolist(), back.fell.tolist())
    for name in ("changed", "moved", "flipped"):
        assert getattr(there, name).tolist() == getattr(back, name).tolist()
    turned = {(move.right, move.left, move.customers) for move in there.verdict_moves}
    assert {(move.left, move.right, move.customers) for move in back.verdict_moves} == turned
    assert [(flip.left, flip.right) for flip in there.group_flips] == [
        (flip.right, flip.left) for flip in back.group_flips
    ]


@given(pairs())
@settings(max_examples=50, deadline=None)
def test_beside_itself_nothing_differs(pair):
    found = compare(pair[0], pair[0])
    assert found.is_empty
    assert not found.profit_change.any()
    assert not found.climb.any()
    assert not found.profit_difference
    assert [len(places) for places in (found.changed, found.fell, found.rose, found.moved, found.flipped)] == [0] * 5
    assert found.verdict_moves == found.group_flips == ()


@given(pairs())
@settings(max_examples=100, deadline=None)
def test_who_is_named_is_who_a_plain_look_finds(pair):
    left, right = pair
    found = compare(left, right)
    before, after = left.statements.customer_profit.tolist(), right.statements.customer_profit.tolist()
    everybody = range(len(before))
    assert set(found.fell) == {one for one in everybody if before[one] >= 0 > after[one]}
    assert set(found.rose) == {one for one in everybody if before[one] < 0 <= after[one]}
    assert set(found.changed) == {one for one in everybody if before[one] != after[one]}
    assert len(found.fell) - len(found.rose) == found.losers_difference
    ranked = [sorted(everybody, key=lambda one, side=side: (-side[one], one)) for side in (before, after)]
    assert found.climb.tolist() == [ranked[0].index(one) - ranked[1].index(one) for one in everybody]
    assert set(found.moved) == {one for one in everybody if found.climb[one]}
    verdicts = list(zip(left.stability.verdicts, right.stability.verdicts, strict=True))
    assert set(found.flipped) == {one for one in everybody if verdicts[one][0] != verdicts[one][1]}
    moves = {(move.left, move.right): move.customers for move in found.verdict_moves}
    assert moves == {pair: verdicts.count(pair) for pair in verdicts if pair[0] != pair[1]}
    lines = {*left.statements.cost_lines, *right.statements.cost_lines}
    assert {line.name for line in found.lines} == lines


@given(pairs())
@settings(max_examples=50, deadline=None)
def test_the_biggest_change_comes_first_and_ties_by_id(pair):
    found = compare(*pair)
    size, way = np.abs(found.profit_change), np.abs(found.climb)
    for places in (found.changed, found.fell, found.rose, found.flipped):
        assert places.tolist() == sorted(places.tolist(), key=lambda one: (-size[one], one))
    assert found.moved.tolist() == sorted(found.moved.tolist(), key=lambda one: (-way[one], one))


def test_lines_are_matched_by_name_added_and_removed():
    ledger = make_ledger(["a", "b"], net_revenue=[500, 500], cost_of_goods=[100, 100])
    rent, team, fee = (CostPool(name, Decimal(1)) for name in ("Rent", "Team", "Fee"))
    left = compute_results(ledger, Scenario(fixed=(rent, team)))
    # The same name as a cost of another kind is still the same line.
    right = compute_results(ledger, Scenario(fixed=(fee,), variable=(VariableCost("Rent", rate=Decimal("0.2")),)))
    lines = {line.name: (line.left, line.right) for line in compare(left, right).lines}
    assert lines == {
        "cost_of_goods": (LineTotal(200), LineTotal(200)),
        "Rent": (LineTotal(100), LineTotal(200)),
        "Team": (LineTotal(100), None),
        "Fee": (None, LineTotal(100)),
    }
    assert [line.name for line in compare(left, right).lines] == ["cost_of_goods", "Rent", "Team", "Fee"]


def test_unused_capacity_and_what_nobody_has_are_part_of_their_line():
    ledger = make_ledger(["a"], net_revenue=[500, 40], orders=[3, 1])
    left = compute_results(ledger, Scenario(fixed=(CostPool("Desk", Decimal(10), "orders"),)))
    right = compute_results(ledger, Scenario(fixed=(CostPool("Desk", Decimal(10), "orders", Decimal(5)),)))
    found = compare(left, right)
    desk = found.lines[-1]
    assert (desk.left, desk.right) == (LineTotal(1000), LineTotal(600, 200, 200))
    assert (desk.difference, desk.whole_difference) == (-400, 0)
    assert (found.profit_difference, found.unassigned_difference, found.unused_difference) == (400, -200, 200)
    assert found.company_difference == 0


def test_a_group_out_of_line_on_one_side_alone_is_a_flip():
    ledger = make_ledger(["a", "b", "c"], net_revenue=[900, 500, 100], orders=[1, 1, 90])
    left = compute_results(ledger, Scenario(settings=Settings(group_size=1)))
    costly = Scenario(fixed=(CostPool("Desk", Decimal(5), "orders"),), settings=Settings(group_size=1))
    found = compare(left, compute_results(ledger, costly))
    flips = {flip.left.name: (flip.left.in_line, flip.right.in_line) for flip in found.group_flips}
    assert flips["bottom"] == (True, False)
    assert {flip.left.name for flip in found.group_flips} == {
        group.name
        for group, other in zip(found.left.groups, found.right.groups, strict=True)
        if group.in_line != other.in_line
    }


def test_a_group_without_customers_has_no_verdict_to_flip():
    ledger = make_ledger(["a", "b"], net_revenue=[900, 500])
    losing = compute_results(ledger, Scenario(fixed=(CostPool("Desk", Decimal(50)),)))
    flips = compare(compute_results(ledger, Scenario()), losing).group_flips
    assert [flip.left.name for flip in flips] == ["top", "bottom"]


def test_another_swing_alone_flips_verdicts_and_no_profit():
    ledger = make_ledger(["a", "b"], net_revenue=[1000, 60], cost_of_goods=[100, 0])
    rate = (VariableCost("Fee", rate=Decimal("0.9")),)
    left, right = (
        compute_results(ledger, Scenario(variable=rate, settings=Settings(swing=Decimal(swing))))
        for swing in ("0", "0.2")
    )
    found = compare(left, right)
    assert not found.changed.size
    assert not found.is_empty
    assert [(move.left, move.right, move.customers) for move in found.verdict_moves] == [
        ("always profitable", "depends", 1)
    ]


@pytest.mark.parametrize(
    ("ids", "found"),
    [(["a"], "2 customers and 1 customer"), (["a", "c"], "2 customers and 2 customers, not the same ones")],
)
def test_other_customers_are_refused_in_words(ids, found):
    one, other = (compute_results(make_ledger(some), Scenario()) for some in (["a", "b"], ids))
    with pytest.raises(WhalecurveError, match=found) as refusal:
        compare(one, other)
    assert "To fix it: compare plans over the same data." in str(refusal.value)


@pytest.mark.parametrize(("one", "other"), [("USD", "EUR"), ("", "JPY"), ("JPY", "")])
def test_two_currencies_are_refused_in_words(one, other):
    ledger = make_ledger(["a"], net_revenue=[500])
    with pytest.raises(WhalecurveError, match="one currency"):
        compare(compute_results(ledger, Scenario(one)), compute_results(ledger, Scenario(other)))


def test_a_plan_without_a_currency_goes_with_one_of_as_many_digits():
    ledger = make_ledger(["a"], net_revenue=[500])
    assert compare(compute_results(ledger, Scenario()), compute_results(ledger, Scenario("USD"))).is_empty


def test_profits_too_far_apart_to_subtract_are_refused():
    most = 2**62 - 1
    high, low = (make_ledger(["a"], net_revenue=[sign * most], cost_of_goods=[-sign * 9]) for sign in (1, -1))
    with pytest.raises(OverflowError, match="too far apart"):
        compare(compute_results(high, Scenario()), compute_results(low, Scenario()))


@given(st.integers(0, 9).flatmap(ledgers), plans(), plans(), st.data())
@settings(max_examples=200, deadline=None)
def test_lines_taken_over_from_another_plan_are_those_that_would_be_made(ledger, other, plan, data):
    costs = {cost.name: cost for cost in other.costs if data.draw(st.booleans(), label=f"{cost.name} stays")}
    mixed = replace(
        plan,
        fixed=tuple(costs.pop(one.name) if isinstance(costs.get(one.name), CostPool) else one for one in plan.fixed),
        variable=tuple(
            costs.pop(one.name) if isinstance(costs.get(one.name), VariableCost) else one for one in plan.variable
        ),
        settings=data.draw(st.sampled_from([plan.settings, other.settings])),
    )
    anew = make_statements(ledger, mixed)
    moved = make_statements(ledger, mixed, make_statements(ledger, other))
    assert moved.scenario == mixed
    assert moved.frame().equals(anew.frame())
    lines = [*anew.cost_lines.items(), *anew.goods_by_plan.items()]
    assert [(name, line.unassigned) for name, line in lines] == [
        (name, line.unassigned) for name, line in [*moved.cost_lines.items(), *moved.goods_by_plan.items()]
    ]
    assert moved.unused == anew.unused
