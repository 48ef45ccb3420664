"""What should you do about it?"""

import streamlit as st

from whalecurve.ui import (
    action_changes,
    action_exports,
    action_form,
    actions,
    customer,
    did_it_work,
    frame,
    holding_out,
    loser,
    prospects,
    whole_list,
)
from whalecurve.ui.session import open_desk

desk = open_desk()
st.title("What should you do about it?", anchor=False)
answered = frame.answer(desk)

frame.tie_out(desk, answered, unfold=False)
frame.suggest_costs(desk, answered)
found = actions.find(desk, answered)
everything = actions.everything(desk, found)
chosen = actions.choose(everything)
action_changes.last_press(desk)
actions.week(desk, chosen)
actions.over(desk, chosen)
actions.check_first(desk, chosen)
did_it_work.outcomes(desk, answered, everything)
holding_out.hold_out(desk, answered, everything)
whole_list.few(desk, answered, found, everything)
whole_list.everybody_gone(desk, answered)
action_changes.since_kept(desk, everything)
actions.referral_message(desk, found)
prospects.prospect_list(desk, answered)
action_exports.take_away(desk, answered, everything, chosen)
action_form.asked_form()
loser.asked_ways()
customer.asked_statement(answered)
