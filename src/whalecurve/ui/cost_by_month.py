"""Costs by month: the amounts of a fixed cost, and the rates of another one with the month from which each holds."""

from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.domain.plan.credits import without_credits
from whalecurve.domain.plan.dated_amounts import DatedAmount, span_from_text, span_text
from whalecurve.domain.plan.dated_rates import DatedRate
from whalecurve.domain.plan.edits import with_amounts, with_later_rates
from whalecurve.domain.plan.plan_json import month_from_text, month_text, plain_number, scenario_to_text
from whalecurve.domain.plan.plan_words import SHARES
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.ui.desk import Desk
from whalecurve.ui.plan_change import change_plan, shown_times
from whalecurve.ui.words import plain

_MONTH: Final = "Month"
_FROM: Final = "From month"
_AMOUNT: Final = "Amount"


def cost_by_month(desk: Desk) -> None:
    """One cost at a time as a table of months; nothing changes before it is applied."""
    costs = {cost.name: cost for cost in desk.scenario.costs if isinstance(cost, CostPool) or cost.rate is not None}
    opened = st.expander("Costs by month", icon=":material/calendar_month:", on_change="rerun", key="cost_by_month")
    if not opened.open or not costs:
        return
    with opened:
        name = st.selectbox("Which cost", list(costs), key="by_month_cost")
        cost = costs[name]
        st.caption(plain(_hint(cost), 400))
        with st.form("by_month_form", border=False):
            table = st.data_editor(
                _frame(cost),
                num_rows="dynamic",
                hide_index=True,
                key=f"by_month_{abs(hash((scenario_to_text(desk.scenario), name)))}",
                alt=f"{plain(name, 40)} by month",
            )
            if st.form_submit_button("Apply the months", type="primary"):
                change_plan(desk, lambda: _applied(desk.scenario, cost, table))
                st.rerun()


def _hint(cost: CostPool | VariableCost) -> str:
    if isinstance(cost, CostPool):
        said = "" if cost.dated else "It has an amount a year now, which gives way to what you enter. "
        return f"{said}A month is written 2026-03, a whole year 2026; months without an amount cost nothing."
    return "Its rate holds until the first of these months, each further one from its month on (2026-03)."


def _frame(cost: CostPool | VariableCost) -> pd.DataFrame:
    if isinstance(cost, CostPool):
        rows = [(span_text(each.span), str(each.amount)) for each in cost.dated]
        return pd.DataFrame(rows, columns=[_MONTH, _AMOUNT], dtype=str)
    rows = [(month_text(each.month), f"{(each.rate * shown_times(cost.per)).normalize():f}") for each in cost.later]
    return pd.DataFrame(rows, columns=[_FROM, _heading(cost)], dtype=str)


def _heading(cost: VariableCost) -> str:
    return "Rate in %" if cost.per in SHARES else "Rate"


def _applied(scenario: Scenario, cost: CostPool | VariableCost, table: pd.DataFrame) -> Scenario:
    """The plan with what the table says.

    Raises:
        PlanError: A month or an amount that is none.
    """
    rows = [tuple("" if pd.isna(cell) else str(cell).strip() for cell in row) for row in table.itertuples(index=False)]
    told = [(when, amount) for when, amount in rows if when or amount]
    filled = [(when, plain_number(amount, f"what {cost.name} costs in {when}")) for when, amount in told]
    if isinstance(cost, CostPool):
        dated = (DatedAmount(span_from_text(when), amount) for when, amount in filled)
        return without_credits(with_amounts(scenario, cost.name, dated))
    rates = (DatedRate(month_from_text(when), amount / shown_times(cost.per)) for when, amount in filled)
    return without_credits(with_later_rates(scenario, cost.name, rates))
