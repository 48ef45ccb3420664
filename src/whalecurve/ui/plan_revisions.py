"""The Plans page: the revisions of the workspace, saving one and going back to one."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.access import Right
from whalecurve.domain.state.kept import RevisionEntry
from whalecurve.ui.desk import Desk
from whalecurve.ui.desk_revisions import go_back, list_revisions, save_revision
from whalecurve.ui.faults import attempt, say, warn
from whalecurve.ui.moments import moment_words

_FAULT: Final = "revisions_fault"
_TITLE: Final = "revision_title"
_PICKED: Final = "revision_picked"


def revisions(desk: Desk) -> None:
    """Every revision, newest first, and the ways to make one and to go back to one."""
    st.header("Revisions", anchor=False)
    st.caption("A revision is all of it as it was: files, plans and the plan in force. It never changes.")
    try:
        entries = list_revisions(desk)
    except WhalecurveError as problem:
        warn(problem)
        return
    say(_FAULT)
    if Right.EDIT in desk.rights:
        _save_form(desk)
    if not entries:
        st.caption("None yet.")
        return
    _table(desk, entries)
    if Right.EDIT in desk.rights:
        _way_back(desk, entries)


def revisions_frame(desk: Desk, entries: Sequence[RevisionEntry]) -> pd.DataFrame:
    """Rows of the list, newest first."""
    me = {desk.principal.email, desk.principal.key} if desk.principal else set()
    return pd.DataFrame(
        {
            "number": [entry.number for entry in entries],
            "title": [entry.title for entry in entries],
            "by": ["you" if entry.author in me else entry.author for entry in entries],
            "when": [moment_words(entry.saved_at) for entry in entries],
        }
    )


def _save_form(desk: Desk) -> None:
    title, save = st.columns((4, 2), vertical_alignment="bottom")
    title.text_input("What is new in it", key=_TITLE, max_chars=120, placeholder="Plan for the spring, for example")
    save.button("Save as revision", icon=":material/save:", key="revision_save", on_click=_save, args=(desk,))


def _table(desk: Desk, entries: Sequence[RevisionEntry]) -> None:
    text = st.column_config.TextColumn
    st.dataframe(
        revisions_frame(desk, entries),
        hide_index=True,
        key="revisions",
        column_config={
            "number": st.column_config.NumberColumn("#", width=56),
            "title": text("Title", width="large"),
            "by": text("By"),
            "when": text("When"),
        },
        alt="Revisions of the workspace, newest first",
    )


def _way_back(desk: Desk, entries: Sequence[RevisionEntry]) -> None:
    titles = {entry.number: f"{entry.number}: {entry.title}" if entry.title else str(entry.number) for entry in entries}
    if st.session_state.get(_PICKED) not in titles:
        st.session_state[_PICKED] = entries[0].number
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number: int = st.selectbox("A revision", list(titles), format_func=titles.__getitem__, key=_PICKED, width=320)
        with st.popover("Go back to it", icon=":material/history:"):
            st.markdown(
                "It takes the place of what you have now. If you may want that again, save it as a revision first."
            )
            label = f"Go back to revision {number}"
            st.button(label, key="revision_back", type="primary", on_click=_go_back, args=(desk, number))


def _save(desk: Desk) -> None:
    if Right.EDIT in desk.rights and attempt(lambda: save_revision(desk, st.session_state[_TITLE]), _FAULT):
        st.session_state[_TITLE] = ""
        st.session_state.pop(_PICKED, None)


def _go_back(desk: Desk, number: int) -> None:
    if Right.EDIT in desk.rights:
        attempt(lambda: go_back(desk, number), _FAULT)
