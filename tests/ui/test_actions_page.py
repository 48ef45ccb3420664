"""The Actions page: what to do with why and the money, filters, the message for referrals, what it lacks in words."""

import re
from dataclasses import replace

from tests.ui.build import company, go, open_app, sample, small_company, words
from whalecurve.domain.actions.holdout import holdout_from_text
from whalecurve.domain.actions.kept_list import list_text
from whalecurve.domain.actions.record import record_from_text
from whalecurve.service.stores import open_office


def names(app) -> list[str]:
    return [button.label for button in app.button if (button.key or "").removeprefix("action_").isdigit()]


def kept(app):
    desk = app.session_state["whalecurve_desk"]
    texts = open_office().service.kept(desk.principal, desk.workspace, "action")
    return {key: record_from_text(text) for key, text in texts.items() if key not in {"list", "holdout"}}


def test_the_sample_has_a_week_of_actions_and_each_opens_its_customer() -> None:
    app = go(sample(), "actions")
    assert "15 things to do this week" in app.subheader[0].value.replace("\\", "")
    assert len(names(app)) == 15
    wanted = app.button(key="action_0").label
    app.button(key="action_0").click().run()
    assert not app.exception
    assert wanted in [header.value for header in app.header]


def test_a_kind_is_shown_alone() -> None:
    app = go(sample(), "actions")
    app.button_group(key="action_kinds").select("referral").run()
    assert not app.exception
    assert "Ask for two referrals" in words(app)
    assert "Break-even" not in words(app)
    captions = [caption.value for caption in app.caption if " likely" in caption.value]
    assert captions
    assert all(caption.startswith("Ask for referrals") for caption in captions)


def test_the_message_is_filled_in_and_a_name_is_no_field() -> None:
    app = go(sample(), "actions")
    app.text_area(key="referral_template").set_value("Dear {{customer}}, yours {{sender}}").run()
    app.text_input(key="referral_sender").set_value("{{company}} Ann").run()
    assert not app.exception
    asked = app.selectbox(key="referral_to").options[0]
    assert app.code[0].value == f"Dear {asked}, yours {{{{company}}}} Ann"


def test_a_company_without_costs_to_serve_and_visits_says_what_is_missing() -> None:
    app = go(small_company(), "actions")
    said = words(app)
    assert "No activities are known" in said
    assert len(names(app)) >= 1


def desk_of(app):
    return app.session_state["whalecurve_desk"]


def written_elsewhere(app, text: str) -> None:
    """Somebody else changes the first action of the page."""
    desk = desk_of(app)
    (key,) = kept(app)
    desk.service.keep(desk.principal, desk.workspace, "action", key, text)


def test_what_is_done_is_kept_over_a_reload_and_taken_back() -> None:
    app = go(sample(), "actions")
    done = [app.button(key=f"action_{number}").label for number in range(2)]
    for _ in done:
        app.button(key="action_0_done").click().run()
    assert not app.exception
    assert sorted(record.customer_name for record in kept(app).values()) == sorted(done)
    assert len(names(app)) == 15
    again = go(open_app(), "actions")
    again.button_group(key="action_status").select("done").run()
    assert "Nothing to do this week" not in words(again)
    assert [button.label for button in again.button if (button.key or "").removeprefix("over_").isdigit()] == done
    again.button(key="over_0_again").click().run()
    assert [record.status for record in kept(again).values()].count("open") == 1
    app.button(key="action_undo_button").click().run()
    assert len(kept(app)) == 1


def test_the_drawer_keeps_owner_due_day_note_and_outcome() -> None:
    app = go(sample(), "actions")
    app.button(key="action_0_more").click().run()
    app.button_group(key="form_status").set_value("done")
    app.text_input(key="form_owner").set_value("Ann *bold*")
    app.text_area(key="form_note").set_value("=cmd| agreed on new terms")
    app.selectbox(key="form_outcome").set_value("worked")
    app.button(key="form_save").click().run()
    assert not app.exception
    (record,) = kept(app).values()
    assert (record.status, record.owner, record.outcome) == ("done", "Ann *bold*", "worked")
    assert record.note == "=cmd| agreed on new terms"
    assert len(record.done_on) == 10


def test_who_is_second_is_told_and_overwrites_nothing() -> None:
    app = go(sample(), "actions")
    app.button(key="action_0_done").click().run()
    (record,) = kept(app).values()
    app.button_group(key="action_status").select("done").run()
    written_elsewhere(app, record.changed("2026-01-01", note="Ann was here").to_text())
    app.button(key="over_0_again").click().run()
    assert "Somebody else changed this in the meantime" in words(app)
    (record,) = kept(app).values()
    assert (record.status, record.note) == ("done", "Ann was here")


def test_the_kept_list_says_what_another_plan_changed() -> None:
    app = go(sample(), "actions")
    app.button(key="action_list_keep").click().run()
    assert "Since the list was kept" not in str([each.label for each in app.expander])
    desk = desk_of(app)
    desk.service.keep(desk.principal, desk.workspace, "action", "list", list_text([]))
    app.run()
    assert "Since the list was kept" in str([each.label for each in app.expander])
    assert "New: " in words(app)


def test_a_list_of_prospects_is_scored_by_what_was_learned() -> None:
    kinds = ("Clinic", "Retail", "Hotel", "School", "Bank")

    def kind(number: int) -> str:
        return f",{kinds[0] if number * 37 % 101 > 80 else kinds[1 + number % 4]}"

    app = go(company(",Industry", kind), "actions")
    app.session_state["prospects"] = True
    app.run()
    leads = "Name,industry\nCare *bold*,Clinic\nShop,Retail\nMoon,Rocketry\n"
    app.file_uploader(key="prospects_file").upload("leads.csv", leads.encode()).run()
    assert not app.exception
    said = words(app)
    assert "**Care *bold*** · like your best" in said
    assert "industry Rocketry is new" in said.replace("Industry", "industry")
    assert "Highest lead fee" in said


def test_a_loser_opens_every_way_out_and_the_whole_list_answers_two_questions() -> None:
    app = go(sample(), "actions")
    app.session_state["few_moves"] = True
    app.session_state["spiral"] = True
    app.button_group(key="action_kinds").select("reprice").run()
    assert not app.exception
    said = words(app)
    assert re.search(r"\d+ actions? in [\d.]+ hours, worth [\d,]+ a year by likelihood", said)
    assert re.search(r"Letting everybody at a loss go, \d+ times? over, leaves \d+ of \d+ customers", said)
    app.button(key="action_0_ways").click().run()
    assert not app.exception
    said = words(app)
    assert "Two things together" in said
    assert "Letting it go takes" in said


def test_what_was_done_long_ago_is_judged_by_the_months_after() -> None:
    app = go(sample(), "actions")
    app.button(key="action_0_done").click().run()
    ((key, record),) = kept(app).items()
    desk = desk_of(app)
    earlier = replace(record, done_on="2025-12-01").to_text()
    desk.service.keep(desk.principal, desk.workspace, "action", key, earlier)
    app.session_state["did_it_work"] = True
    app.run()
    assert not app.exception
    assert "1 done action has months after it" in words(app)
    assert "not a proof" in words(app)


def test_who_is_drawn_to_be_left_alone_has_no_actions_and_the_draw_is_kept() -> None:
    app = go(sample(), "actions")
    app.session_state["holdout"] = True
    app.run()
    assert "would hardly be seen" in words(app)
    app.button(key="holdout_draw").click().run()
    assert not app.exception
    desk = desk_of(app)
    held = holdout_from_text(desk.service.kept(desk.principal, desk.workspace, "action")["holdout"]).held
    said = words(app)
    assert f"{len(held)} customers left alone by your draw" in said
    assert "Too early to tell: no whole month of your files lies after the draw." in said
    app.button(key="holdout_end").click().run()
    assert "left alone by your draw" not in words(app)
    desk.service.keep(desk.principal, desk.workspace, "action", "holdout", "{}")
    app.run()
    assert not app.exception
    assert "The kept draw cannot be read. To fix it: draw anew." in words(app)
    app.button(key="holdout_draw").click().run()
    assert "left alone by your draw" in words(app)
