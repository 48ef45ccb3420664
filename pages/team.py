"""Who works on this with you?"""

import streamlit as st

from whalecurve.domain.state.access import Right
from whalecurve.ui import team
from whalecurve.ui.session import open_desk

desk = open_desk(Right.MANAGE)
st.title("Who works on this with you?", anchor=False)

team.members(desk)
team.invite(desk)
