"""What do your best customers have in common?"""

import streamlit as st

from whalecurve.ui import customer, frame, segments, segments_groups, segments_traits
from whalecurve.ui.session import open_desk

desk = open_desk()
st.title("What do your best customers have in common?", anchor=False)
answered = frame.answer(desk)

frame.tie_out(desk, answered)
frame.suggest_costs(desk, answered)
segments.need_costs(answered)
top = st.container()
choice = segments.choose(desk)
found = segments.learn(desk, answered, choice, top)
segments.losers(answered)
segments_traits.traits(desk, answered, found)
segments_groups.groups(desk, answered, choice, found)
segments_traits.columns(desk, found)
segments.how_sure(found)
customer.asked_statement(answered)
