"""Template files to download: the headers that are understood at once, with two example rows."""

from functools import partial

import streamlit as st

from whalecurve.intake.recognition.templates import TEMPLATES
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download


def templates(desk: Desk) -> None:
    """A button for each template."""
    folded = st.expander(
        "Template files, if you would rather type than export", icon=":material/draft:", key="templates"
    )
    with folded.container(horizontal=True):
        for name, text in TEMPLATES.items():
            download(desk, f"{name}.csv", partial(str, text), f"{name}.csv")
