"""From a run of the script to the desk of the one who is there: checked on each run, before anything is shown."""

import time
from typing import Final

import streamlit as st

from whalecurve.domain.errors import NotFoundError, WhalecurveError
from whalecurve.domain.state.access import Right
from whalecurve.service.access.mode import is_hosted
from whalecurve.service.links.addresses import PARAMETER, WORKSPACE
from whalecurve.service.stores import open_office
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.folders.working_copies import sweep_unused, touch
from whalecurve.ui import viewing, visitor, welcome
from whalecurve.ui.desk import Desk
from whalecurve.ui.desk_revisions import load

_KEY: Final = "whalecurve_desk"
NEW: Final = "new"
# The parts of a page that run together ask once: a right that was taken away acts within this time.
_ASK_AGAIN_SECONDS: Final = 0.25


def set_up_desk() -> Desk:
    """The desk of whoever is there, made on the first run; for the entry script alone.

    Nobody there, a link that opens nothing, a session of another browser: the script says so and stops.
    """
    desk: Desk | None = st.session_state.get(_KEY)
    share = desk.share.entry.id if desk and desk.share else st.query_params.get(PARAMETER, "")
    if desk is None:
        sweep_unused(data_folder())
        desk = viewing.share_desk(share) if share else _first_desk()
        st.session_state[_KEY] = desk
        visitor.bind_session(share)
    _check(desk)
    _address(desk)
    if desk.workspace:
        touch(desk.folder)
    return desk


def open_desk(right: Right = Right.SEE) -> Desk:
    """The desk for a page or a part of one; it stops where the right is missing.

    The entry script made it, so a page that runs without it has none and stops. Everything is asked again here, since a
    part of a page runs without the entry script.
    """
    desk: Desk | None = st.session_state.get(_KEY)
    if desk is None:
        st.stop()
    _check(desk)
    if right not in desk.rights:
        welcome.not_yours()
        st.stop()
    return desk


def clear_desk() -> None:
    """Forget everything of the session; the next run begins with what is kept."""
    for key in list(st.session_state):
        del st.session_state[key]


def change_desk(desk: Desk) -> None:
    """Go on at another desk of the same person, and forget what the page knew of the one before."""
    clear_desk()
    st.session_state[_KEY] = desk
    _address(desk)


def open_other(workspace: str) -> None:
    """Put another workspace on the desk."""
    clear_desk()
    st.query_params[WORKSPACE] = workspace


def _first_desk() -> Desk:
    """An empty desk, or the workspace that the address names, or the one used last."""
    me, browser = visitor.principal(), visitor.browser()
    if me is None:
        welcome.log_in()
        st.stop()
    if not browser:
        welcome.no_cookie()
        st.stop()
    if is_hosted():
        open_office().service.greet(me)
    known = [entry.id for entry in open_office().service.list_workspaces(me)]
    wanted = st.query_params.get(WORKSPACE, "")
    desk = Desk(principal=me, browser=browser, several=len(known) > 1 or (wanted == NEW and bool(known)))
    if known and wanted != NEW:
        desk.workspace = wanted if wanted in known else known[0]
        try:
            load(desk)
        except WhalecurveError as problem:
            desk = Desk(principal=me, browser=browser, several=True)
            welcome.not_opened(str(problem))
    return desk


def _check(desk: Desk) -> None:
    """Is this still the one whom the desk is for, and what may they do now? If not, the script stops."""
    if desk.share is not None:
        viewing.check(desk, desk.share)
        return
    try:
        me = desk.me
        if desk.workspace and time.monotonic() - desk.checked_at > _ASK_AGAIN_SECONDS:
            entry = desk.service.look(me, desk.workspace)
            desk.name, desk.rights, desk.head = entry.name, entry.rights, entry.head
            desk.checked_at = time.monotonic()
    except NotFoundError:
        clear_desk()
        welcome.gone()
        st.stop()
    except WhalecurveError as problem:
        welcome.stopped(str(problem))
        st.stop()


def _address(desk: Desk) -> None:
    """Name in the address what a reload must find again; Streamlit drops it when the page changes."""
    if desk.share is not None:
        st.query_params[PARAMETER] = desk.share.entry.id
    elif desk.several:
        st.query_params[WORKSPACE] = desk.workspace or NEW
