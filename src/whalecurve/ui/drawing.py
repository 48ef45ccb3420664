"""Showing a picture on a page."""

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from whalecurve.charts.picture import Picture


def draw(picture: Picture, *, alt: str, key: str | None = None, height: int | Literal["content"] = "content") -> None:
    """Show a picture as wide as its column.

    Args:
        picture: What to draw.
        alt: The sentence that a screen reader says instead.
        key: Keeps the drawing where it is, so that new rows glide in.
        height: Pixels, where the page has less room than the picture would take.
    """
    st.vega_lite_chart(picture.spec(), theme=None, key=key, height=height, alt=alt)


def draw_to_pick(
    picture: Picture,
    *,
    alt: str,
    key: str,
    selection: str,
    then: Callable[[], None] | Literal["rerun"] = "rerun",
) -> dict[str, Any]:
    """Show a picture in which the reader selects; gives back what the selection holds, empty at first.

    Args:
        picture: What to draw.
        alt: The sentence that a screen reader says instead.
        key: Where the selection is kept.
        selection: Name of the selection in the picture.
        then: What is done once when something is picked; else the page runs with it each time.
    """
    state = st.vega_lite_chart(picture.spec(), theme=None, key=key, on_select=then, selection_mode=[selection], alt=alt)
    return dict(state.selection)
