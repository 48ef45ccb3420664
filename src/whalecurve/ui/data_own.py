"""Where a person's data lives, and its removal, which is asked once more and says what goes."""

from typing import Final

import streamlit as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.access import Role
from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.wording import listed
from whalecurve.service.access.mode import is_hosted
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import warn
from whalecurve.ui.session import clear_desk, open_desk
from whalecurve.ui.words import plain

_DONE: Final = "data_deleted"


def own_data(desk: Desk) -> None:
    """Where the data lives, and the way to delete it."""
    with st.expander("Your data: where it is, and how to delete it", icon=":material/lock:", key="own_data"):
        if is_hosted():
            st.caption("Uploads and results lie in this server's own store, apart from those of every other company.")
        else:
            st.caption("Uploads and results lie in this folder of the computer that runs Whalecurve, and nowhere else:")
            st.code(str(data_folder()), language=None)
        st.caption("They stay until you delete them; with them go every saved plan, every revision and every link.")
        if st.button("Delete my data", icon=":material/delete_forever:", key="delete_data"):
            _ask(desk)


@st.dialog("Delete my data?", icon=":material/delete_forever:")
def _ask(desk: Desk) -> None:
    """What goes, and the two ways on."""
    if st.session_state.pop(_DONE, False):
        st.rerun()
    desk = open_desk()
    try:
        lines = _what_goes(desk)
    except WhalecurveError as problem:
        warn(problem)
        return
    for line in lines:
        st.markdown(f"- {plain(line, 600)}")
    st.markdown("**It cannot be undone.**")
    with st.container(horizontal=True):
        if st.button("Keep everything", key="delete_not"):
            st.rerun()
        st.button("Delete all of it", type="primary", key="delete_now", on_click=_delete, args=(desk,))


def _what_goes(desk: Desk) -> list[str]:
    """Sentences about what a deletion takes with it."""
    entries = desk.service.list_workspaces(desk.me)
    owned = [entry.name for entry in entries if entry.role is Role.OWNER]
    others = len(entries) - len(owned)
    here = [
        counted(len(desk.uploads), "file"),
        counted(len(desk.plans), "saved plan"),
        counted(desk.head, "revision"),
    ]
    yours = f"{counted(len(owned), 'workspace')} of yours: {listed(owned)}."
    lines = [yours if owned else "No workspace of yours yet."]
    lines += [f"In the one that is open: {listed(here)}, every link to it, and what you answered about your files."]
    if others:
        lines.append(f"You leave {counted(others, 'workspace')} of others; what others own stays theirs.")
    if owned and is_hosted():
        lines.append("A workspace with another owner stays with that owner.")
    return lines


def _delete(desk: Desk) -> None:
    """Everything that only this person owns, at once."""
    try:
        cache.delete_data(desk)
    except WhalecurveError as problem:
        desk.unsaved = str(problem)
    else:
        clear_desk()
    st.session_state[_DONE] = True
