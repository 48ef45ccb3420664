"""Lists of costs on the pages: months of their own, a list beside a plan, months that are not whole, small rates."""

import pytest

from tests.ui.build import go, open_app, profit_now, upload, use, words

HEADER = "Order ID,Order Date,Customer ID,Amount,Cost\n"
HALF_YEAR = HEADER + "1,2025-01-05,A,10000.00,4000.00\n2,2025-06-05,B,10000.00,4000.00\n"
COSTS = "Cost,Amount,Month\n"


def monthly(rent, months, year=2025):
    return "".join(f"Rent,{rent}.00,{year}-{month:02d}\n" for month in months)


def half_year(costs, orders=HALF_YEAR):
    app = upload(open_app(), {"orders.csv": orders, "costs.csv": COSTS + costs})
    return use(app)


def desk_of(app):
    return app.session_state["whalecurve_desk"]


def test_half_a_year_of_costs_is_half_a_year_and_the_year_is_derived():
    software = "".join(f"Software,100.00,2025-{month:02d}\n" for month in range(1, 7))
    app = go(half_year(monthly(1000, range(1, 7)) + software), "costs")
    assert profit_now(app) == "5,400.00"
    assert app.number_input(key="pool_0_box").value == 12000
    assert "6,000.00 over the 6 months of your sales, 12,000 a year" in words(app)
    app.number_input(key="pool_0_box").set_value(24000.0).run()
    assert profit_now(app) == "−600.00"
    assert desk_of(app).scenario.fixed[0].dated == ()
    next(button for button in app.button if button.label == "Undo").click().run()
    assert profit_now(app) == "5,400.00"
    assert len(desk_of(app).scenario.fixed[0].dated) == 6


def test_months_without_a_cost_are_named():
    app = half_year(monthly(1000, (1, 2, 4, 5, 7)))
    assert "No cost is given for March 2025, June 2025: Rent." in words(app)
    assert "Not counted, because it is outside the period: July 2025 of Rent." in words(app)


def test_the_sum_follows_the_period():
    app = go(half_year(monthly(1000, range(1, 4))), "costs")
    assert profit_now(app) == "9,000.00"
    app.button(key="costs_period").click().run()
    assert (desk_of(app).scenario.period.first, desk_of(app).scenario.period.last) == (202501, 202503)
    assert profit_now(app) == "3,000.00"


def replaced_list():
    """A plan made of one list in force, then other files with another list; the ranking is open."""
    app = go(half_year(monthly(1000, range(1, 7))), "data")
    for button in [button for button in app.button if button.label == "Remove"]:
        app.button(key=button.key).click().run()
    other = HALF_YEAR + "3,2025-03-05,C,100.00,0.00\n"
    return use(
        upload(app, {"sold.csv": other, "list.csv": COSTS + monthly(1500, range(1, 7)) + "Phone,60.00,2025-01\n"})
    )


@pytest.mark.parametrize("page", ["ranking", "costs", "data"])
def test_a_new_list_beside_a_plan_in_force_is_said(page):
    app = go(replaced_list(), page)
    assert "a list of costs that differs from the plan in force" in words(app)
    assert [button.label for button in app.button if button.key in {"list_take", "list_keep"}] == [
        "Take the list",
        "Keep the plan",
    ]
    table = next(frame.value for frame in app.dataframe if "Your list" in frame.value.columns)
    assert table.to_numpy().tolist() == [
        ["Rent", "9,000.00", "6,000.00", "−3,000.00"],
        ["Phone", "60.00", "not there", "−60.00"],
    ]


def test_the_list_is_taken_and_can_be_given_back():
    app = go(replaced_list(), "costs")
    assert profit_now(app) == "6,100.00"
    app.button(key="list_take").click().run()
    assert profit_now(app) == "3,040.00"
    assert "differs from the plan" not in words(app)
    next(button for button in app.button if button.label == "Undo").click().run()
    assert profit_now(app) == "6,100.00"


def test_the_plan_is_kept_and_the_list_stays_at_hand():
    app = go(replaced_list(), "costs")
    app.button(key="list_keep").click().run()
    assert profit_now(app) == "6,100.00"
    assert "differs from the plan in force" not in words(app)
    assert any(part.label == "Your list of costs says something else" for part in app.expander)
    app = go(app, "ranking")
    assert not any(button.key == "list_keep" for button in app.button)


def test_a_slider_off_its_list_is_no_new_list():
    app = go(half_year(monthly(1000, range(1, 7))), "costs")
    app.number_input(key="pool_0_box").set_value(1.0).run()
    assert "differs from the plan in force" not in words(go(app, "ranking"))


ONE_DAY = HEADER + "".join(f"{n},2017-{n:02d}-15,A,10000.00,0\n" for n in range(1, 13)) + "13,2018-01-01,B,1.00,0\n"


def test_a_month_of_one_day_is_said_and_not_charged_and_the_way_can_be_chosen():
    costs = "Cost,Amount\nRent,120000\n"
    app = go(use(upload(open_app(), {"orders.csv": ONE_DAY, "costs.csv": costs})), "costs")
    assert profit_now(app) == "1.00"
    assert "January 2018 holds 1 of 31 days and is charged no fixed costs." in words(app)
    app.selectbox(key="part_months").set_value("whole").run()
    assert profit_now(app) == "−9,999.00"
    app.selectbox(key="part_months").set_value("days").run()
    assert profit_now(app) == "−321.58"
    app.selectbox(key="share_with").set_value("months").run()
    assert desk_of(app).scenario.settings.share_with == "months"
    assert not app.exception


def small_rates():
    orders = "Order ID,Order Date,Customer ID,Quantity,Amount,Cost\n"
    orders += "1,2025-01-05,Smith,2000000,2240000.00,2000000.00\n2,2025-12-05,Greene,140000,154000.00,140000.00\n"
    app = go(use(upload(open_app(), {"orders.csv": orders})), "costs")
    plan = b"""{"variable": [{"name": "Handling", "rate": "0.004", "per": "unit"},
                             {"name": "Insurance", "rate": "0.00035", "per": "revenue"}]}"""
    app.file_uploader(key="plan_upload").upload("plan.json", plan).run()
    app.button(key="plan_use").click().run()
    assert not app.exception
    return app


def test_a_small_rate_shows_its_digits_and_steps_by_a_hundredth_of_its_size():
    app = small_rates()
    boxes = [app.number_input(key=f"rate_{n}_box") for n in range(2)]
    assert [(box.value, box.proto.format, box.step) for box in boxes] == [
        (0.004, "%.5f", 0.00005),
        (0.035, "%.4f", 0.0005),
    ]
    app.number_input(key="rate_0_box").increment().run()
    assert str(desk_of(app).scenario.variable[0].rate) == "0.00405"
    assert profit_now(app) == "244,495"
    app.number_input(key="rate_0_box").set_value(1.2345678901e-7).run()
    assert str(desk_of(app).scenario.variable[0].rate) == "1.2345678901E-7"
    assert app.number_input(key="rate_0_box").value == 1.2345678901e-7


def test_an_empty_box_is_not_zero_and_a_cost_below_zero_is_refused():
    app = small_rates()
    app.number_input(key="rate_0_box").set_value(None).run()
    assert "An empty box is not zero" in words(app)
    assert app.number_input(key="rate_0_box").value == 0.004
    app.number_input(key="rate_0_box").set_value(-1.0).run()
    assert "A cost is not below zero" in words(app)
    assert app.number_input(key="rate_0_box").value == 0.004
    assert str(desk_of(app).scenario.variable[0].rate) == "0.004"


def test_a_form_without_an_amount_adds_nothing():
    app = small_rates()
    app.session_state["add_fixed"] = True
    app.run()
    app.text_input(key="fixed_name").set_value("Rent")
    app.button(key="fixed_add").click().run()
    assert "An empty box is not zero" in words(app)
    assert desk_of(app).scenario.fixed == ()


def test_a_fixed_cost_can_be_limited_to_a_category():
    orders = "Order ID,Order Date,Customer ID,Category,Amount,Cost\n1,2025-01-05,A,Bikes,1000.00,500.00\n"
    orders += "2,2025-12-05,B,Bikes,3000.00,1500.00\n3,2025-12-05,C,Parts,4000.00,2000.00\n"
    app = go(use(upload(open_app(), {"orders.csv": orders})), "costs")
    app.session_state["add_fixed"] = True
    app.run()
    app.text_input(key="fixed_name").set_value("Workshop")
    app.number_input(key="fixed_amount").set_value(400.0)
    app.selectbox(key="fixed_driver").set_value("revenue")
    app.selectbox(key="fixed_where").set_value("category").run()
    app.multiselect(key="fixed_only_category").set_value(["Bikes"])
    app.button(key="fixed_add").click().run()
    assert not app.exception
    assert "(only category: Bikes)" in words(app)
    assert dict(desk_of(app).scenario.fixed[0].only) == {"category": ("Bikes",)}
