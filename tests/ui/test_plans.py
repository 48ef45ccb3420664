"""The Plans page: saved plans, two of them side by side, revisions and the way back."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.build import go, open_app, sample, small_company, words
from whalecurve.domain.errors import NotSavedError
from whalecurve.domain.plan.scenario import CostPool, Scenario
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.state.access import Right
from whalecurve.service.service import Service

HOSTILE = "![x](http://a) :red[b] <b>$1$"


def add_fixed(app, name: str, amount: float) -> AppTest:
    go(app, "costs")
    app.session_state["add_fixed"] = True
    app.run()
    app.text_input(key="fixed_name").set_value(name)
    app.number_input(key="fixed_amount").set_value(amount)
    return press(app, "fixed_add")


def press(app, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def save_plan(app, name: str) -> AppTest:
    go(app, "plans")
    app.text_input(key="plan_name").set_value(name)
    return press(app, "plan_save")


def two_plans() -> AppTest:
    """Rent of 180 a year in force, 30.00 of it in the two months, beside Lean, which has none; the page is open."""
    app = go(add_fixed(save_plan(small_company(), "Lean"), "Rent", 180.0), "plans")
    app.selectbox(key="compare_left").set_value("now")
    app.selectbox(key="compare_right").set_value("plan:Lean").run()
    assert not app.exception
    return app


def test_at_first_what_was_saved_stands_left_of_what_is_in_force_so_that_a_change_has_one_sign():
    app = go(add_fixed(save_plan(small_company(), "Lean"), "Rent", 180.0), "plans")
    assert (app.selectbox(key="compare_left").value, app.selectbox(key="compare_right").value) == ("plan:Lean", "now")
    assert "Under the plan in force, profit is 30.00 lower than under Lean" in words(app)
    assert "Profit 63.50 → 33.50" in words(go(app, "costs"))


def desk_of(app):
    return app.session_state["whalecurve_desk"]


def table_with(app, *columns: str) -> pd.DataFrame:
    return next(frame.value for frame in app.dataframe if set(columns) <= set(frame.value.columns))


def plans(app) -> dict[str, tuple[float, int]]:
    frame = table_with(app, "plan", "losers")
    return {
        row.plan: (None if pd.isna(row.profit) else float(row.profit), row.losers)
        for row in frame.itertuples(index=False)
    }


def has_button(app, key: str) -> bool:
    return any(button.key == key for button in app.button)


def test_without_data_the_page_says_where_to_begin():
    assert "nothing to show yet" in words(go(open_app(), "plans"))


def test_with_one_plan_the_page_says_how_to_get_a_second():
    app = go(small_company(), "plans")
    assert "There is one plan so far" in words(app)
    assert plans(app) == {"In force now": (63.5, 1)}


def test_the_difference_is_one_sentence_with_the_tie_to_the_files_above_it():
    app = two_plans()
    said = words(app)
    assert "Under Lean, profit is 30.00 higher than now and 1 customer rises above zero." in said
    assert "Ties to your files: revenue 240.50, difference 0.00." in said


def test_the_sentence_reads_from_the_other_end_too():
    app = two_plans()
    app.selectbox(key="compare_left").set_value("plan:Lean")
    app.selectbox(key="compare_right").set_value("now").run()
    assert not app.exception
    said = "Under the plan in force, profit is 30.00 lower than under Lean and 1 customer falls below zero."
    assert said in words(app)


def test_a_plan_beside_itself_is_the_same():
    app = two_plans()
    app.selectbox(key="compare_right").set_value("now").run()
    assert not app.exception
    assert "Under the plan in force everything is the same as now." in words(app)
    assert "No customer is among them." in words(app)
    assert "None: every customer and every group is judged the same" in words(app)


def test_lines_are_matched_and_their_effects_add_up():
    app = two_plans()
    frame = table_with(app, "what", "effect").set_index("what")
    assert frame["effect"].to_dict() == {"Rent": 30.0, "Profit of all customers": 30.0}
    assert frame.loc["Rent", "left"] == 30.0
    assert pd.isna(frame.loc["Rent", "right"])
    assert app.toggle(key="compare_every_line").label == "Show 2 lines that stay the same"
    app.toggle(key="compare_every_line").set_value(True).run()
    frame = table_with(app, "what", "effect").set_index("what")
    assert frame["effect"].to_dict() == {
        "Revenue": 0.0,
        "Cost of goods": 0.0,
        "Rent": 30.0,
        "Profit of all customers": 30.0,
    }
    assert frame.loc["Profit of all customers", ["left", "right"]].tolist() == [33.5, 63.5]


def test_the_figures_of_both_whale_curves_stand_beside_each_other():
    frame = next(table.value for table in two_plans().dataframe if "Customers at a loss" in set(table.value.iloc[:, 0]))
    assert frame.set_index("what").loc["Customers at a loss"].tolist() == ["2 of 3", "1 of 3"]


def test_whose_profit_changes_and_who_crosses_zero():
    app = two_plans()
    table = table_with(app, "customer", "change")
    assert dict(zip(table["customer"], table["change"], strict=True)) == {
        "O'Neil & Sons": 10.0,
        "Zoë GmbH": 10.0,
        "Third Ltd": 10.0,
    }
    app.selectbox(key="compare_show").set_value("who rise above zero").run()
    assert table_with(app, "customer", "change")["customer"].tolist() == ["Third Ltd"]
    app.selectbox(key="compare_show").set_value("who fall below zero").run()
    assert "No customer is among them." in words(app)


def test_a_search_narrows_the_customers():
    app = two_plans()
    app.text_input(key="compare_search").set_value("hotel").run()
    assert not app.exception
    assert table_with(app, "customer", "change")["customer"].tolist() == ["Zoë GmbH"]


def test_verdicts_that_flip_are_counted_and_groups_said():
    app = two_plans()
    moves = next(table.value for table in app.dataframe if list(table.value.columns) == ["left", "right", "customers"])
    assert int(moves["customers"].sum()) >= 1
    assert set(moves["right"]) <= {"always profitable", "depends", "always losing"}
    assert all(moves["left"] != moves["right"])


def test_the_chart_has_its_sentence_and_its_ends():
    said = words(two_plans())
    assert "Of the 3 customers whose profit changes most, all gain." in said
    assert "Each arrow runs from In force now to Lean." in said


def test_plans_are_listed_with_profit_now_and_losers():
    assert plans(two_plans()) == {"In force now": (33.5, 2), "Lean": (63.5, 1)}


def test_opening_a_plan_puts_it_in_force_and_can_be_undone_and_redone():
    app = press(two_plans(), "plan_open")
    assert desk_of(app).scenario.fixed == ()
    assert plans(app)["In force now"] == (63.5, 1)
    assert app.button(key="plan_open").disabled
    go(app, "costs")
    press(app, "undo")
    assert [pool.name for pool in desk_of(app).scenario.fixed] == ["Rent"]
    press(app, "redo")
    assert desk_of(app).scenario.fixed == ()
    assert app.button(key="redo").disabled


def test_a_change_after_undo_leaves_nothing_to_redo():
    app = add_fixed(small_company(), "Rent", 180.0)
    press(app, "undo")
    assert not app.button(key="redo").disabled
    add_fixed(app, "Team", 60.0)
    assert app.button(key="redo").disabled


def test_a_plan_is_renamed_with_the_one_in_force_following():
    app = two_plans()
    app.text_input(key="plan_new_name").set_value("  Very   lean ")
    press(app, "plan_rename")
    assert list(desk_of(app).plans) == ["Very lean"]
    assert desk_of(app).plan == "Very lean"
    assert "Under Very lean, profit is 30.00 higher than now" in words(app)


def test_a_plan_is_deleted_and_the_one_in_force_stays():
    app = press(two_plans(), "plan_delete")
    assert not desk_of(app).plans
    assert [pool.name for pool in desk_of(app).scenario.fixed] == ["Rent"]
    assert not has_button(app, "plan_open")


def test_a_name_that_is_taken_is_asked_about_before_anything_is_replaced():
    app = save_plan(two_plans(), "Lean")
    assert "There is a plan Lean already" in words(app)
    assert desk_of(app).plans["Lean"].fixed == ()
    press(app, "plan_leave")
    assert "There is a plan Lean already" not in words(app)
    press(save_plan(app, "Lean"), "plan_replace")
    assert [pool.name for pool in desk_of(app).plans["Lean"].fixed] == ["Rent"]
    assert "already" not in words(app)


def test_a_plan_cannot_take_the_name_of_another():
    app = save_plan(two_plans(), "Rented")
    app.selectbox(key="plan_picked").set_value("Lean").run()
    app.text_input(key="plan_new_name").set_value("Rented")
    press(app, "plan_rename")
    assert "There is a plan of that name already" in words(app)
    assert list(desk_of(app).plans) == ["Lean", "Rented"]


def test_a_plan_needs_a_name():
    app = save_plan(small_company(), "   ")
    assert "The plan has no name" in words(app)
    assert not desk_of(app).plans


def test_a_name_is_never_markup():
    app = save_plan(small_company(), HOSTILE)
    go(add_fixed(app, "Rent", 180.0), "plans")
    assert not app.exception
    raw = "\n".join(
        str(part.value) for part in (*app.header, *app.subheader, *app.caption, *app.markdown, *app.info, *app.warning)
    )
    assert "![x]" not in raw
    assert ":red[b]" not in raw
    assert HOSTILE in plans(app)


def test_a_plan_that_the_data_cannot_carry_out_is_said_and_the_rest_goes_on():
    app = two_plans()
    desk_of(app).plans["Broken"] = Scenario(fixed=(CostPool("Desk", Decimal(9), "tickets"),))
    go(app, "plans")
    assert plans(app)["Broken"][0] is None
    app.selectbox(key="compare_right").set_value("plan:Broken").run()
    assert not app.exception
    assert "tickets" in words(app)
    assert plans(app)["Lean"] == (63.5, 1)
    assert app.button(key="revision_save")


def test_two_periods_are_said():
    app = save_plan(sample(), "All months")
    desk_of(app).change(replace(desk_of(app).scenario, period=Period(202601, 202603)))
    app.run()
    assert not app.exception
    said = "All months counts May 2025 to October 2026, In force now January 2026 to March 2026: revenue differs"
    assert said in words(app)
    assert table_with(app, "what", "effect")["effect"].iloc[0] < 0


def test_a_revision_is_saved_listed_and_gone_back_to():
    app = two_plans()
    app.text_input(key="revision_title").set_value("With rent")
    press(app, "revision_save")
    entry = table_with(app, "number", "title", "by").iloc[0]
    assert (entry["number"], entry["title"], entry["by"]) == (1, "With rent", "you")
    press(app, "plan_open")
    press(app, "plan_delete")
    assert desk_of(app).scenario.fixed == ()
    press(app, "revision_back")
    assert [pool.name for pool in desk_of(app).scenario.fixed] == ["Rent"]
    assert list(desk_of(app).plans) == ["Lean"]
    assert "Under the plan in force, profit is 30.00 lower than under Lean" in words(app)


def test_revisions_are_newest_first_and_any_can_be_chosen():
    app = two_plans()
    for title in ("First", "Second"):
        app.text_input(key="revision_title").set_value(title)
        press(app, "revision_save")
        if title == "First":
            press(app, "plan_open")
    assert table_with(app, "number", "title")["title"].tolist() == ["Second", "First"]
    app.selectbox(key="revision_picked").set_value(1).run()
    press(app, "revision_back")
    assert [pool.name for pool in desk_of(app).scenario.fixed] == ["Rent"]


def test_a_revision_that_cannot_be_saved_is_said(monkeypatch):
    app = go(small_company(), "plans")

    def full(*args, **kwargs):
        raise NotSavedError("The revision was not saved", found="the disk is full", remedy="make room and try again")

    monkeypatch.setattr(Service, "save_revision", full)
    press(app, "revision_save")
    assert "the disk is full" in words(app)
    assert "None yet." in words(app)


def test_without_the_right_to_edit_nothing_can_be_changed(monkeypatch):
    app = two_plans()
    app.text_input(key="revision_title").set_value("With rent")
    press(app, "revision_save")
    monkeypatch.setattr("whalecurve.ui.session._check", lambda desk: setattr(desk, "rights", frozenset({Right.SEE})))
    app.run()
    assert not app.exception
    keys = ("plan_save", "plan_open", "plan_rename", "plan_delete", "revision_save", "revision_back")
    assert not [key for key in keys if has_button(app, key)]
    assert "Under Lean, profit is 30.00 higher than now" in words(app)
    assert plans(app)["Lean"] == (63.5, 1)
    assert table_with(app, "number", "title")["title"].tolist() == ["With rent"]


@pytest.mark.parametrize("key", ["plan_save", "plan_open", "plan_delete", "revision_back"])
def test_a_button_pressed_after_the_right_was_taken_does_nothing(monkeypatch, key):
    app = two_plans()
    app.text_input(key="revision_title").set_value("With rent")
    press(app, "revision_save")
    app.text_input(key="plan_name").set_value("Other")
    before = (desk_of(app).scenario, dict(desk_of(app).plans))
    desk_of(app).rights = frozenset({Right.SEE})
    press(app, key)
    assert (desk_of(app).scenario, dict(desk_of(app).plans)) == before


def test_on_the_sample_both_sides_are_worked_out_and_everything_adds_up():
    app = save_plan(sample(), "As it is")
    go(app, "costs")
    app.number_input(key="pool_0_box").set_value(900000.0).run()
    go(app, "plans")
    assert not app.exception
    lines = table_with(app, "what", "effect").set_index("what")["effect"]
    total = lines.pop("Profit of all customers")
    for name in ("Belongs to nobody", "Unused capacity", "Profit of the company"):
        lines = lines.drop(name, errors="ignore")
    assert round(lines.sum(), 2) == round(total, 2) < 0
    assert round(table_with(app, "customer", "change")["change"].sum(), 2) == round(total, 2)
