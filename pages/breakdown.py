"""Where does the profit come from?"""

import streamlit as st

from whalecurve.ui import breakdown, breakdown_levels, breakdown_table, frame
from whalecurve.ui.session import open_desk

desk = open_desk()
st.title("Where does the profit come from?", anchor=False)
answered = frame.answer(desk)

frame.tie_out(desk, answered)
frame.suggest_costs(desk, answered)
dimension = breakdown.choose(desk)
found = breakdown.answer(desk, answered, dimension)
breakdown.headline(desk, answered, found)
breakdown.curve(desk, found)
breakdown_table.table(desk, answered, found)
breakdown.smallest(desk, answered)
breakdown.heat(desk, answered)
breakdown_levels.levels(desk, answered)
