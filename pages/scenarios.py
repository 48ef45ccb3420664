"""Which plan do you believe?"""

import streamlit as st

from whalecurve.ui import frame, scenario_customers, scenario_plans, scenario_revisions, scenario_tables, scenarios
from whalecurve.ui.session import open_desk

desk = open_desk()
st.title("Which plan do you believe?", anchor=False)
frame.need_data(desk)

answer = st.container()
pair = scenarios.side_by_side(desk)
if pair is not None:
    with answer:
        frame.tie_out(desk, pair.left_answer)
        scenarios.headline(desk, pair)
    scenario_tables.statement_table(desk, pair)
    scenario_customers.drawing(desk, pair)
    scenario_customers.customers(desk, pair)
    scenario_customers.flips(pair)
    scenario_tables.curve_table(desk, pair)

scenario_plans.saved_plans(desk)
scenario_revisions.revisions(desk)
