"""The entry script: the frame around every page. Nothing is shown that did not come through here."""

import streamlit as st

from whalecurve.ui.desk import set_up_desk
from whalecurve.ui.frame import sidebar
from whalecurve.ui.places import ICON, open_first_page, page_file

st.set_page_config(page_title="Whalecurve", page_icon=ICON, layout="wide")
desk = set_up_desk()
page = st.navigation(
    [
        # The default page has no address of its own: were it Data, a link to /data would lead nowhere.
        st.Page(open_first_page, title="Whalecurve", default=True, visibility="hidden"),
        st.Page(page_file("data"), title="Data", icon=":material/upload_file:"),
        st.Page(page_file("costs"), title="Costs", icon=":material/tune:"),
        st.Page(page_file("ranking"), title="Ranking", icon=":material/leaderboard:"),
        st.Page(page_file("segments"), title="Segments", icon=":material/account_tree:"),
    ]
)
sidebar(desk)
page.run()
