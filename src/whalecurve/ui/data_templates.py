"""Template files to download: the headers that are understood at once, with two example rows."""

import streamlit as st

from whalecurve.intake.templates import TEMPLATES


def templates() -> None:
    """A button for each template."""
    folded = st.expander("Template files, if you would rather type than export", icon=":material/draft:")
    with folded.container(horizontal=True):
        for name, text in TEMPLATES.items():
            st.download_button(f"{name}.csv", text, file_name=f"{name}.csv", mime="text/csv", on_click="ignore")
