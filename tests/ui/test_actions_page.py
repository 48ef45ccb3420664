"""The Actions page: what to do with why and the money, filters, the message for referrals, what it lacks in words."""

from tests.ui.build import go, sample, small_company, words


def names(app) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("action_")]


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
