"""What should you do about it?"""

import streamlit as st

from whalecurve.ui import actions, customer, frame
from whalecurve.ui.session import open_desk

desk = open_desk()
st.title("What should you do about it?", anchor=False)
answered = frame.answer(desk)

frame.tie_out(desk, answered, unfold=False)
frame.suggest_costs(desk, answered)
found = actions.find(desk, answered)
chosen = actions.choose(found)
actions.week(desk, chosen)
actions.check_first(desk, chosen)
actions.referral_message(found)
actions.take_away(desk, answered, found)
customer.asked_statement(answered)
