"""The sample company: a workspace of its own, so that nobody's files, plan or answers ever mix with it."""

from typing import Final

import streamlit as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.access import Right
from whalecurve.domain.state.draft_text import draft_from_text
from whalecurve.domain.state.kept import WorkspaceEntry
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.ui.desk import Desk
from whalecurve.ui.desk_revisions import load
from whalecurve.ui.faults import warn
from whalecurve.ui.frame import page_of
from whalecurve.ui.session import change_desk

NAME: Final = "Sample company"


def bar(desk: Desk) -> None:
    """A line on top of every page while the sample is open, with the way to one's own files."""
    if not desk.sample or desk.principal is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="sample_bar"):
        st.markdown("**Sample company.** Its customers and figures are made up.", width="stretch")
        wanted = st.button("Use my own files", key="own_files", icon=":material/swap_horiz:")
    if wanted:
        _leave(desk)


def _leave(desk: Desk) -> None:
    try:
        own = own_desk(desk)
    except WhalecurveError as problem:
        warn(problem)
        return
    if own.dataset:
        st.rerun()
    st.switch_page(page_of("data"))


def sample_desk(desk: Desk) -> Desk:
    """The desk of the sample, the one that there is or a new one; what was on the desk stays as it is.

    Raises:
        WhalecurveError: There is none yet and none can be made.
    """
    if desk.sample:
        return desk
    return _change(desk, _find(desk, sample=True), NAME, sample=True)


def own_desk(desk: Desk) -> Desk:
    """The desk of the person's own files, those used last or an empty one; the sample stays as it is.

    Raises:
        WhalecurveError: The workspace cannot be read.
    """
    if not desk.sample:
        return desk
    return _change(desk, _find(desk, sample=False), Desk().name, sample=False)


def _change(desk: Desk, workspace: str, name: str, *, sample: bool) -> Desk:
    other = Desk(principal=desk.me, browser=desk.browser, workspace=workspace, several=bool(desk.workspace))
    if workspace:
        load(other)
    else:
        other.name, other.sample = name, sample
        if sample:
            other.open_workspace()
            other.keep()
    change_desk(other)
    return other


def _find(desk: Desk, *, sample: bool) -> str:
    """Id of the workspace used last that is, or is not, the sample; empty for none. Others' workspaces count as own."""
    entries = desk.service.list_workspaces(desk.me)
    return next((entry.id for entry in entries if _is_sample(desk, entry) == sample), "")


def _is_sample(desk: Desk, entry: WorkspaceEntry) -> bool:
    try:
        state = _kept(desk, entry)
    except WhalecurveError:  # what cannot be read is somebody's own, and says so when it is opened
        return False
    return state is not None and state.sample


def _kept(desk: Desk, entry: WorkspaceEntry) -> SavedState | None:
    """What the workspace shows to this person: the draft, else the newest revision, None before there is one."""
    draft = desk.service.load_draft(desk.me, entry.id) if Right.EDIT in entry.rights else None
    if draft is not None:
        return draft_from_text(draft.body)[0]
    return desk.service.load_revision(desk.me, entry.id, entry.head) if entry.head else None
