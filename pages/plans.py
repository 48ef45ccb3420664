"""Which plan do you believe?"""

import streamlit as st

from whalecurve.ui import frame, plan_customers, plan_list, plan_revisions, plan_tables, plans
from whalecurve.ui.session import open_desk

desk = open_desk()
st.title("Which plan do you believe?", anchor=False)
frame.need_data(desk)

answer = st.container()
pair = plans.side_by_side(desk)
if pair is not None:
    with answer:
        frame.tie_out(desk, pair.left_answer)
        plans.headline(desk, pair)
    plan_tables.statement_table(desk, pair)
    plan_customers.drawing(desk, pair)
    plan_customers.customers(desk, pair)
    plan_customers.flips(pair)
    plan_tables.curve_table(desk, pair)

plan_list.saved_plans(desk)
plan_revisions.revisions(desk)
