"""What the reader's browser says of its reader: colours, number marks, and whether it is a telephone's."""

import streamlit as st

from whalecurve.charts.theme import Palette, palette_named
from whalecurve.domain.money.number_marks import NumberMarks, marks_for


def palette() -> Palette:
    """Colours of the reader's theme."""
    return palette_named(st.context.theme.type)


def reader_marks() -> NumberMarks:
    """Number marks of the reader's locale."""
    return marks_for(st.context.locale)


def on_a_phone() -> bool:
    """Whether the browser says that it is a telephone's; tables drawn on a canvas know no style sheet."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
