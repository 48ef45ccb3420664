"""Who really earns your profit?"""

import streamlit as st

from whalecurve.ui import customer, frame, ranking, ranking_table, take_away
from whalecurve.ui.list_notice import list_notice
from whalecurve.ui.session import open_desk

desk = open_desk()
st.title("Who really earns your profit?", anchor=False)
answered = frame.answer(desk)

ranking.headline(answered)
frame.tie_out(desk, answered, ranking.figures(desk, answered), unfold=False)
frame.suggest_costs(desk, answered)
list_notice(desk)
brushed = ranking.curve_and_people(desk, answered)
ranking.groups(answered)
frame.whose_is_nobody(desk, answered)
ranking.details(desk, answered)
ranking_table.ranking_table(desk, answered, brushed)
take_away.take_away(desk, answered)
customer.asked_statement(answered)
