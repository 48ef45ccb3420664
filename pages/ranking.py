"""Who really earns your profit?"""

import streamlit as st

from whalecurve.ui import customer, frame, ranking, ranking_table
from whalecurve.ui.list_notice import list_notice
from whalecurve.ui.session import open_desk

desk = open_desk()
st.title("Who really earns your profit?", anchor=False)
answered = frame.answer(desk)

frame.tie_out(desk, answered)
frame.suggest_costs(desk, answered)
list_notice(desk)
ranking.headline(desk, answered)
brushed = ranking.curve_and_groups(desk, answered)
picked = ranking.details(desk, answered)

chosen = ranking_table.ranking_table(desk, answered, brushed)
if chosen or picked:
    customer.statement(desk, answered, chosen or picked)
else:
    st.caption("Choose a row to open the customer's statement, with every figure explained.")
