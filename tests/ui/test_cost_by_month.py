"""Monthly amounts and dated rates on the Costs page: seen, edited, refused with a word."""

from decimal import Decimal

import pandas as pd

from tests.ui.build import go, open_app, small_company, upload, use, words
from whalecurve.domain.plan.dated_rates import DatedRate
from whalecurve.domain.plan.edits import with_cost
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.ui.cost_by_month import _applied, _frame

ORDERS = """Order ID,Order Date,Customer ID,Amount,Cost
1,2026-01-05,007,100.00,60.00
2,2026-02-20,12,50.50,20.00
"""
COSTS = "Cost,Amount,Month\nRent,10.00,2026-01\nRent,12.50,2026-02\n"


def opened(app, cost):
    app.session_state["cost_by_month"] = True
    app.run()
    assert not app.exception
    return app.selectbox(key="by_month_cost").set_value(cost).run()


def test_the_months_of_a_pool_are_shown():
    app = opened(go(use(upload(open_app(), {"orders.csv": ORDERS, "costs.csv": COSTS})), "costs"), "Rent")
    shown = next(table.value for table in app.dataframe if list(table.value.columns) == ["Month", "Amount"])
    assert shown.to_numpy().tolist() == [["2026-01", "10.0"], ["2026-02", "12.5"]]


def test_what_the_table_says_is_the_plan():
    pool, fee = CostPool("Rent", Decimal(120)), VariableCost("Fee", rate=Decimal("0.02"))
    plan = Scenario(fixed=(pool,), variable=(fee,))
    months = pd.DataFrame([["2026-01", "10"], ["2026-02", "12.50"], ["", ""]], columns=["Month", "Amount"])
    changed = _applied(plan, pool, months).fixed[0]
    assert (changed.annual_amount, [str(each.amount) for each in changed.dated]) == (0, ["10", "12.50"])
    assert _frame(changed).to_numpy().tolist() == [["2026-01", "10"], ["2026-02", "12.50"]]
    rates = pd.DataFrame([["2026-02", "3.5"]], columns=["From month", "Rate in %"])
    dated = _applied(plan, fee, rates).variable[0]
    assert dated.later == (DatedRate(202602, Decimal("0.035")),)
    assert _frame(dated).to_numpy().tolist() == [["2026-02", "3.5"]]
    assert _applied(plan, dated, rates.iloc[:0]).variable[0].later == ()


def test_a_slider_moves_the_rate_that_holds_at_the_end():
    app = go(small_company(), "costs")
    desk = app.session_state["whalecurve_desk"]
    fee = VariableCost("Fee", per="order", rate=Decimal(1), later=(DatedRate(202602, Decimal(2)),))
    desk.change(with_cost(desk.scenario, fee))
    app.run()
    assert "1 at first, 2 from February 2026. The slider moves the rate of February 2026." in words(app)
    app.number_input(key="rate_0_box").set_value(3.0).run()
    (cost,) = app.session_state["whalecurve_desk"].scenario.variable
    assert (cost.rate, cost.later[0].rate) == (Decimal(1), Decimal(3))
