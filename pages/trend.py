"""How does the profit move?"""

import streamlit as st

from whalecurve.ui import customer, frame, trend, trend_bridge, trend_cohorts, trend_table
from whalecurve.ui.session import open_desk

desk = open_desk()
st.title("How does the profit move?", anchor=False)
answered = frame.answer(desk)

frame.tie_out(desk, answered, unfold=False)
frame.suggest_costs(desk, answered)
found = trend.find(desk, answered)
trend.headline(desk, answered, found)
trend.line(desk, answered, found)
trend_bridge.bridge(desk, answered, found)
trend_table.months(desk, answered, found)
trend_cohorts.cohorts(desk, found)
customer.asked_statement(answered)
