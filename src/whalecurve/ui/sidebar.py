"""The sidebar: what is open, the period that every page speaks of, whether all is saved, and other workspaces."""

from dataclasses import replace

import streamlit as st

from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.state.access import Right
from whalecurve.domain.words.formats import month_name
from whalecurve.service.access.mode import is_hosted
from whalecurve.ui import cache, team, visitor
from whalecurve.ui.desk import Desk
from whalecurve.ui.session import NEW, open_other
from whalecurve.ui.standing import standing
from whalecurve.ui.words import plain


def sidebar(desk: Desk) -> None:
    """All of it; somebody who holds a link gets the title alone."""
    with st.sidebar:
        if desk.share is not None:
            st.caption(plain(desk.title))
            return
        _period(desk)
        standing()
        _workspaces(desk)


def _period(desk: Desk) -> None:
    if not desk.dataset:
        if not is_hosted():
            st.caption("Your files stay on the computer that runs Whalecurve.")
        return
    st.caption(plain(desk.title))
    span = cache.workbook(desk).facts.span
    if span is None or span.months == 1 or Right.EDIT not in desk.rights:
        return
    chosen = desk.scenario.period or span
    inside = Period(max(chosen.first, span.first), max(min(chosen.last, span.last), chosen.first, span.first))
    key = f"period_{inside.first}_{inside.last}"
    st.select_slider(
        "Period",
        options=span.list_months(),
        value=(inside.first, inside.last),
        format_func=month_name,
        key=key,
        on_change=_change_period,
        args=(desk, span, key),
        help="Fixed costs of a year count for the months chosen.",
    )


def _change_period(desk: Desk, span: Period, key: str) -> None:
    first, last = st.session_state[key]
    whole = (first, last) == (span.first, span.last)
    desk.change(replace(desk.scenario, period=None if whole else Period(first, last)))


def _workspaces(desk: Desk) -> None:
    """Which company this is, and the others."""
    if desk.principal is None:
        return
    entries = desk.service.list_workspaces(desk.principal) if desk.several or is_hosted() else []
    if desk.workspace and (is_hosted() or len(entries) > 1):
        with st.popover(plain(desk.name, 40), icon=":material/folder_open:", width="stretch"):
            for entry in entries:
                st.button(
                    plain(f"{entry.name} ({entry.role})", 60),
                    key=f"open_{entry.id}",
                    disabled=entry.id == desk.workspace,
                    width="stretch",
                    on_click=open_other,
                    args=(entry.id,),
                )
            st.button("New workspace", icon=":material/add:", key="new_workspace", on_click=open_other, args=(NEW,))
            if is_hosted() and st.button("Leave this one", icon=":material/exit_to_app:", key="leave", type="tertiary"):
                team.ask_to_leave(desk)
    if is_hosted():
        st.text(desk.principal.email)
        st.button("Log out", type="tertiary", icon=":material/logout:", key="log_out", on_click=visitor.log_out)
