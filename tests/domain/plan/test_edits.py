"""Changes to a scenario and the way back."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.edits import (
    MOST_STEPS,
    History,
    with_annual_amount,
    with_cost,
    with_driver,
    with_rate,
    without_cost,
)
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost

RENT = CostPool("Rent", Decimal(1200), "orders", Decimal(50))
TEAM = CostPool("Team", Decimal(900))
FEE = VariableCost("Fee", rate=Decimal("0.05"))
FREIGHT = VariableCost("Freight", column="freight")
PLAN = Scenario("USD", (RENT, TEAM), (FEE, FREIGHT))
AMOUNTS = st.integers(0, 3).map(Decimal)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just(with_annual_amount), st.sampled_from(["Rent", "Team"]), AMOUNTS),
        st.tuples(st.just(with_driver), st.sampled_from(["Rent", "Team"]), st.sampled_from(["orders", "lines"])),
        st.tuples(st.just(with_rate), st.just("Fee"), AMOUNTS),
    ),
    max_size=20,
)


def apply(history, steps):
    for change, name, value in steps:
        history = history.change(change(history.now, name, value))
    return history


def whole(history):
    """All of a history; equality leaves out what could be redone."""
    return history.saved, history.now, history.past, history.future


@given(STEPS, STEPS)
@settings(max_examples=100, deadline=None)
def test_undo_takes_back_any_changes_one_by_one(before, changes):
    start = apply(History(PLAN, PLAN), before)
    history, seen = start, []
    for step in changes:
        seen.append(history)
        history = apply(history, [step])
        if history == seen[-1]:
            seen.pop()
    for earlier in reversed(seen):
        history = history.undo()
        assert history == earlier
    assert history == start


@given(STEPS, STEPS, st.integers(0, 30))
@settings(max_examples=100, deadline=None)
def test_redo_brings_back_what_undo_took_step_by_step(before, changes, back):
    end = apply(apply(History(PLAN, PLAN), before), changes)
    history, seen = end, []
    for _ in range(min(back, len(end.past))):
        seen.append(history)
        history = history.undo()
    for later in reversed(seen):
        history = history.redo()
        assert whole(history) == whole(later)
    assert whole(history) == whole(end)
    assert whole(end.redo()) == whole(end)


@given(STEPS, st.integers(1, 10), STEPS)
@settings(max_examples=100, deadline=None)
def test_a_change_forgets_what_could_be_redone(before, back, changes):
    history = apply(History(PLAN, PLAN), before)
    for _ in range(back):
        history = history.undo()
    changed = apply(history, changes)
    if len(changed.past) > len(history.past):
        assert changed.future == ()
        assert whole(changed.redo()) == whole(changed)
    else:
        assert whole(changed) == whole(history)


@given(st.lists(st.sampled_from(["undo", "redo", "save", "change"]), max_size=60))
@settings(max_examples=100, deadline=None)
def test_back_and_forth_never_loses_a_step_nor_makes_one_up(moves):
    history, line, place = History(PLAN, PLAN), [PLAN], 0
    for number, move in enumerate(moves):
        if move == "change":
            line, place = [*line[: place + 1], with_rate(PLAN, "Fee", Decimal(number + 1))], place + 1
            history = history.change(line[place])
        else:
            history = getattr(history, move)()
            place += {"undo": -1 if place else 0, "redo": 1 if place + 1 < len(line) else 0}.get(move, 0)
        assert [*history.past, history.now, *reversed(history.future)] == line
        assert history.now == line[place]


@given(STEPS)
@settings(max_examples=50, deadline=None)
def test_reset_goes_back_to_the_saved_plan_and_can_be_undone(changes):
    history = apply(History(PLAN, PLAN), changes)
    assert history.reset().now == PLAN
    assert history.reset().undo().now == (history.now if history.now != PLAN else history.undo().now)
    assert history.save().reset() == history.save()


def test_a_reset_can_be_undone_and_done_again():
    changed = apply(History(PLAN, PLAN), [(with_rate, "Fee", Decimal(2))])
    assert changed.reset().undo().redo().now == PLAN
    assert changed.undo().save().redo().now == changed.now


def test_a_change_to_the_same_is_no_step():
    start = History(PLAN, PLAN)
    assert start.change(with_annual_amount(PLAN, "Rent", Decimal("1200.00"))) == start
    assert start.undo() == start


def test_the_oldest_steps_are_forgotten():
    history = History(PLAN, PLAN)
    for step in range(MOST_STEPS + 5):
        history = history.change(with_annual_amount(PLAN, "Rent", Decimal(step)))
    for _ in range(MOST_STEPS + 5):
        history = history.undo()
    assert history.past == ()
    assert history.now.fixed[0].annual_amount == 4


def test_a_change_touches_one_cost_alone_and_leaves_the_plan_as_it_was():
    changed = with_annual_amount(PLAN, "Team", Decimal(5))
    assert changed == Scenario("USD", (RENT, CostPool("Team", Decimal(5))), (FEE, FREIGHT))
    assert with_rate(PLAN, "Fee", Decimal(1)).variable == (VariableCost("Fee", rate=Decimal(1)), FREIGHT)
    assert PLAN.fixed[1] == TEAM


def test_another_driver_drops_the_capacity_counted_in_the_old_one():
    assert with_driver(PLAN, "Rent", "lines").fixed[0] == CostPool("Rent", Decimal(1200), "lines")


def test_adding_and_removing_are_inverse():
    for cost in (CostPool("New", Decimal(1)), VariableCost("New", rate=Decimal(1))):
        assert without_cost(with_cost(PLAN, cost), "New") == PLAN


@pytest.mark.parametrize("cost", [CostPool("Fee", Decimal(1)), VariableCost("Rent", rate=Decimal(1))])
def test_a_name_that_is_taken_is_refused(cost):
    with pytest.raises(PlanError, match="rename one of them"):
        with_cost(PLAN, cost)


def test_removing_what_is_not_there_is_refused():
    with pytest.raises(PlanError, match=r"no such cost to remove. Found: Gone"):
        without_cost(PLAN, "Gone")
