"""Who else may look at this?"""

import streamlit as st

from whalecurve.domain.state.access import Right
from whalecurve.ui import frame, share, share_links, share_preview
from whalecurve.ui.session import open_desk

desk = open_desk(Right.MANAGE)
st.title("Who else may look at this?", anchor=False)
share_links.say_news()
if desk.dataset:
    answered = frame.answer(desk)
    seen, asked = st.columns((3, 2), gap="large")
    with asked:
        terms = share.terms(desk)
    with seen:
        share_preview.miniature(desk, answered, terms)
else:
    st.info("There is nothing to share yet. Upload your files first, or try the sample company.")
share_links.links(desk)
