"""The Costs page: sliders, boxes, undo, and what they do to profit."""

import json

from tests.ui.build import go, open_app, profit_now, sample, small_company, words


def costs_of_the_sample():
    return go(sample(), "costs")


def test_without_data_the_page_says_where_to_begin() -> None:
    assert "nothing to show yet" in words(go(open_app(), "costs"))


def test_a_slider_moves_profit_and_its_box_follows() -> None:
    app = costs_of_the_sample()
    before = profit_now(app)
    app.slider(key="pool_0_slider").set_value(100000.0).run()
    assert not app.exception
    assert app.number_input(key="pool_0_box").value == 100000.0
    # 16,000 more a year are 24,000 more in eighteen months
    assert before == "1,331,965"
    assert profit_now(app) == "1,307,965"


def test_a_box_takes_what_no_slider_can() -> None:
    app = costs_of_the_sample()
    app.number_input(key="pool_0_box").set_value(84000.01).run()
    assert app.session_state["whalecurve_desk"].scenario.fixed[0].annual_amount.as_tuple().exponent == -2
    app.number_input(key="pool_0_box").set_value(900000.0).run()
    assert app.slider(key="pool_0_slider").max >= 900000.0


def test_undo_and_reset() -> None:
    app = costs_of_the_sample()
    start = profit_now(app)
    app.number_input(key="pool_0_box").set_value(100000.0).run()
    app.run()  # a moved box runs its own row; the test's view of the page holds nothing else until the page runs
    app.number_input(key="pool_1_box").set_value(200000.0).run()
    _button(app, "Undo").click().run()
    assert app.number_input(key="pool_1_box").value == 132000.0
    assert app.number_input(key="pool_0_box").value == 100000.0
    _button(app, "Reset").click().run()
    assert profit_now(app) == start
    _button(app, "Undo").click().run()
    assert app.number_input(key="pool_0_box").value == 100000.0


def test_a_rate_in_percent() -> None:
    app = costs_of_the_sample()
    app.number_input(key="rate_0_box").set_value(3.5).run()
    assert str(app.session_state["whalecurve_desk"].scenario.variable[0].rate) == "0.035"
    assert profit_now(app) == "1,176,358"


def test_another_driver_keeps_the_total() -> None:
    app = costs_of_the_sample()
    start = profit_now(app)
    app.selectbox(key="pool_driver_0").set_value("revenue").run()
    assert not app.exception
    assert profit_now(app) == start


def test_add_and_remove_a_cost() -> None:
    app = go(small_company(), "costs")
    add_fixed(app, "Rent", 120.0)
    assert app.slider(key="pool_0_slider").label == "Rent"
    # twelve a month for two months
    assert profit_now(app) == "43.50"
    app.button(key="pool_remove_0").click().run()
    assert profit_now(app) == "63.50"


def test_a_usual_cost_is_added_by_one_press_and_says_what_it_makes() -> None:
    app = go(small_company(), "costs")
    app.button(key="usual_rent").click().run()
    assert not app.exception
    assert app.slider(key="pool_0_slider").label == "Rent"
    assert "usual_rent" not in [button.key for button in app.button]
    app.number_input(key="pool_0_box").set_value(120.0).run()
    assert "120 a year x 2 months / 12 = 20.00, 6.67 for each customer" in words(app.run())
    app.button(key="usual_commission").click().run()
    app.number_input(key="rate_0_box").set_value(10.0).run()
    assert "10 % of revenue 240.50 = 24.05" in words(app.run())


def test_profit_and_losers_are_said_beside_those_of_the_saved_plan() -> None:
    app = go(small_company(), "costs")
    add_fixed(app, "Rent", 180.0)
    assert "Profit 63.50 → 33.50, losers 1 → 2 of 3" in words(app)


def test_who_crossed_zero_is_named() -> None:
    app = go(small_company(), "costs")
    add_fixed(app, "Rent", 180.0)
    assert "Fell below zero: Third Ltd." in words(app)


def test_a_plan_file_that_does_not_fit_is_said_in_words() -> None:
    app = go(small_company(), "costs")
    plan = {"fixed": [{"name": "Desk", "annual_amount": "10", "driver": "tickets"}]}
    app.file_uploader(key="plan_upload").upload("plan.json", json.dumps(plan).encode()).run()
    app.button(key="plan_use").click().run()
    assert not app.exception
    assert "tickets" in words(app)
    assert "customers, revenue" in words(app)


def test_a_cost_without_a_name_is_refused_in_words() -> None:
    app = go(small_company(), "costs")
    add_fixed(app, " ", 120.0)
    assert "A fixed cost needs a name" in words(app)


def test_a_cost_that_follows_the_customer_can_be_limited_to_a_trait() -> None:
    app = go(small_company(), "costs")
    app.session_state["add_variable"] = True
    app.run()
    app.text_input(key="variable_name").set_value("Commission")
    app.number_input(key="variable_rate").set_value(10.0)
    app.selectbox(key="variable_where").set_value("Industry").run()
    app.multiselect(key="variable_only_Industry").set_value(["Hotels"])
    app.button(key="variable_add").click().run()
    assert not app.exception
    # a tenth of the hotel's 80.00
    assert profit_now(app) == "55.50"
    assert "only Industry: Hotels" in words(app)


def add_fixed(app, name: str, amount: float) -> None:
    app.session_state["add_fixed"] = True
    app.run()
    app.text_input(key="fixed_name").set_value(name)
    app.number_input(key="fixed_amount").set_value(amount)
    app.button(key="fixed_add").click().run()
    assert not app.exception


def _button(app, label: str):
    return next(button for button in app.button if button.label == label)
