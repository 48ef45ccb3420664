"""Where the draft stands: saved when, or why not, and the ways out of a conflict."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.access import Right
from whalecurve.ui.desk import Desk
from whalecurve.ui.desk_revisions import load, open_head, save_as_copy
from whalecurve.ui.session import open_desk
from whalecurve.ui.words import plain

STANDING: Final = "standing"


@st.fragment(key=STANDING)
def standing() -> None:
    """Is it saved? If not, why, and what can be done. A part of its own, for changes that run only parts of a page."""
    desk = open_desk()
    if desk.conflict:
        st.warning("Changed in another tab or by another login of yours. What you see here is not saved.")
        st.button("Reload what was saved", key="reload", icon=":material/refresh:", on_click=_try, args=(load, desk))
        st.button(
            "Save this as a copy",
            key="save_copy",
            icon=":material/content_copy:",
            on_click=_try,
            args=(save_as_copy, desk),
        )
    elif desk.unsaved:
        st.warning(plain(f"Not saved. {desk.unsaved}", 600), icon=":material/cloud_off:")
        st.button("Try again", icon=":material/refresh:", on_click=desk.keep, key="keep_again")
    elif desk.saved:
        st.caption(f":material/cloud_done: saved {desk.saved}")
    _newer(desk)


def _newer(desk: Desk) -> None:
    """Has somebody saved a revision since this draft, or this look, began?"""
    if desk.head <= desk.base:
        return
    st.info(plain(f"Revision {desk.head} was saved since you began."), icon=":material/update:")
    if Right.EDIT in desk.rights:
        st.button("Go on from it", key="open_head", on_click=_try, args=(open_head, desk))
    else:
        st.button("Show it", key="show_head", icon=":material/refresh:", on_click=_try, args=(load, desk))


def _try(action: Callable[[Desk], object], desk: Desk) -> None:
    try:
        action(desk)
    except WhalecurveError as problem:
        desk.unsaved = str(problem)
    st.rerun()
