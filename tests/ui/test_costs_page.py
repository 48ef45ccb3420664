"""The Costs page: sliders, boxes, undo, and what they do to profit."""

import json

from tests.ui.build import go, metrics, open_app, sample, small_company, words


def costs_of_the_sample():
    return go(sample(), "costs")


def test_without_data_the_page_says_where_to_begin() -> None:
    assert "nothing to show yet" in words(go(open_app(), "costs"))


def test_a_slider_moves_profit_and_its_box_follows() -> None:
    app = costs_of_the_sample()
    before = metrics(app)["Profit now, USD"]
    app.slider(key="pool_0_slider").set_value(100000.0).run()
    assert not app.exception
    assert app.number_input(key="pool_0_box").value == 100000.0
    # 16,000 more a year are 24,000 more in eighteen months
    assert before == "1,331,940"
    assert metrics(app)["Profit now, USD"] == "1,307,940"


def test_a_box_takes_what_no_slider_can() -> None:
    app = costs_of_the_sample()
    app.number_input(key="pool_0_box").set_value(84000.01).run()
    assert app.session_state["whalecurve_desk"].scenario.fixed[0].annual_amount.as_tuple().exponent == -2
    app.number_input(key="pool_0_box").set_value(900000.0).run()
    assert app.slider(key="pool_0_slider").max >= 900000.0


def test_undo_and_reset() -> None:
    app = costs_of_the_sample()
    start = metrics(app)["Profit now, USD"]
    app.number_input(key="pool_0_box").set_value(100000.0).run()
    app.number_input(key="pool_1_box").set_value(200000.0).run()
    _button(app, "Undo").click().run()
    assert app.number_input(key="pool_1_box").value == 132000.0
    assert app.number_input(key="pool_0_box").value == 100000.0
    _button(app, "Reset").click().run()
    assert metrics(app)["Profit now, USD"] == start
    _button(app, "Undo").click().run()
    assert app.number_input(key="pool_0_box").value == 100000.0


def test_a_rate_in_percent() -> None:
    app = costs_of_the_sample()
    app.number_input(key="rate_0_box").set_value(3.5).run()
    assert str(app.session_state["whalecurve_desk"].scenario.variable[0].rate) == "0.035"
    assert metrics(app)["Profit now, USD"] == "1,176,333"


def test_another_driver_keeps_the_total() -> None:
    app = costs_of_the_sample()
    start = metrics(app)["Profit now, USD"]
    app.selectbox(key="pool_driver_0").set_value("revenue").run()
    assert not app.exception
    assert metrics(app)["Profit now, USD"] == start


def test_add_and_remove_a_cost() -> None:
    app = go(small_company(), "costs")
    app.text_input[0].set_value("Rent")
    app.number_input[0].set_value(120.0)
    next(button for button in app.button if button.label == "Add").click().run()
    assert not app.exception
    assert app.slider(key="pool_0_slider").label == "Rent"
    # twelve a month for two months
    assert metrics(app)["Profit now"] == "43.50"
    app.button(key="pool_remove_0").click().run()
    assert metrics(app)["Profit now"] == "63.50"


def test_who_crossed_zero_is_named() -> None:
    app = go(small_company(), "costs")
    app.text_input[0].set_value("Rent")
    app.number_input[0].set_value(180.0)
    next(button for button in app.button if button.label == "Add").click().run()
    assert "Fell below zero: Third Ltd." in words(app)


def test_a_plan_file_that_does_not_fit_is_said_in_words() -> None:
    app = go(small_company(), "costs")
    plan = {"fixed": [{"name": "Desk", "annual_amount": "10", "driver": "tickets"}]}
    app.file_uploader(key="plan_upload").upload("plan.json", json.dumps(plan).encode()).run()
    app.button(key="plan_use").click().run()
    assert not app.exception
    assert "tickets" in words(app)
    assert "customers, revenue" in words(app)


def _button(app, label: str):
    return next(button for button in app.button if button.label == label)
