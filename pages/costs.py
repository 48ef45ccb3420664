"""What does it cost to serve them?"""

import streamlit as st

from whalecurve.domain.state.access import Right
from whalecurve.ui import cost_by_month, cost_grades, cost_table, costs, frame
from whalecurve.ui.list_notice import list_notice
from whalecurve.ui.session import open_desk

desk = open_desk(Right.EDIT)
st.title("What does it cost to serve them?", anchor=False)
frame.need_data(desk)

list_notice(desk, always=True)
costs.workbench(st.bottom.empty())
cost_by_month.cost_by_month(desk)
cost_grades.grades(desk)
cost_table.plan_table(desk)
cost_table.plan_file(desk)
