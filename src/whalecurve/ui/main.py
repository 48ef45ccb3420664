"""The entry script: the frame around every page. Nothing is shown that did not come through here."""

import streamlit as st

from whalecurve.ui import sample, viewing
from whalecurve.ui.look import put_look
from whalecurve.ui.pages import pages_for
from whalecurve.ui.places import ICON
from whalecurve.ui.session import set_up_desk
from whalecurve.ui.sidebar import sidebar
from whalecurve.ui.wordmark import name_tab, put_wordmark

st.set_page_config(page_title="Whalecurve", page_icon=ICON, layout="wide")
put_look()
put_wordmark()
desk = set_up_desk()
page = st.navigation(pages_for(desk))
name_tab(page, desk)
sidebar(desk)
viewing.banner(desk)
sample.bar(desk)
page.run()
