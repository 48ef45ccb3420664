"""The Team page: who belongs to the workspace, in which role, and how to invite somebody."""

from typing import Final

import streamlit as st

from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Member
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import attempt, say
from whalecurve.ui.moments import day_words
from whalecurve.ui.session import clear_desk
from whalecurve.ui.words import plain

ROLE_WORDS: Final = {
    Role.OWNER: "owner: also shares, invites and deletes",
    Role.EDITOR: "editor: uploads, sets costs, saves",
    Role.VIEWER: "viewer: looks only",
}
_FAULT: Final = "team_fault"
_LEFT, _MUST_STAY = "team_left", "team_must_stay"


@st.dialog("Leave this workspace?")
def ask_to_leave(desk: Desk) -> None:
    """Say what it means, and do it when told to."""
    st.markdown(
        f"You will no longer see **{plain(desk.name)}**. Saved revisions stay with the others; your draft goes. "
        "Only an owner can let you in again."
    )
    leave, stay = st.columns(2)
    leave.button("Leave", type="primary", key="leave_now", width="stretch", on_click=_leave, args=(desk,))
    stayed = stay.button("Stay", key="leave_not", width="stretch")
    if stayed or st.session_state.pop(_LEFT, False):
        st.rerun()
    say(_MUST_STAY)


def members(desk: Desk) -> None:
    """A row per member, with the role to change and a button to take the person out."""
    say(_FAULT)
    if not desk.workspace:
        st.info("The workspace is made with the first file that you upload; then you can invite people.")
        return
    for member in desk.service.list_members(desk.me, desk.workspace):
        _member(desk, member)


def invite(desk: Desk) -> None:
    """Invite somebody by e-mail address; they log in with it and are in."""
    if not desk.workspace:
        return
    st.header("Invite somebody", anchor=False)
    with st.form("invite", clear_on_submit=True):
        st.text_input("E-mail address", key="invite_email", placeholder="name@example.com")
        st.selectbox("Role", list(ROLE_WORDS), index=1, format_func=lambda role: ROLE_WORDS[role], key="invite_role")
        st.form_submit_button("Invite", type="primary", on_click=_invite, args=(desk,))
    st.caption("Nothing is sent. Tell them the address of this page; they log in with the e-mail address above.")


def _member(desk: Desk, member: Member) -> None:
    who, role, out = st.columns((4, 4, 2), vertical_alignment="bottom")
    who.text(member.email or "this computer's user")
    since = f"here since {day_words(member.joined_at)}" if member.joined_at else "invited, not here yet"
    who.caption(since)
    key = f"role_{member.email}"
    role.selectbox(
        f"Role of {plain(member.email)}",
        list(ROLE_WORDS),
        index=list(ROLE_WORDS).index(member.role),
        format_func=lambda choice: ROLE_WORDS[choice],
        key=key,
        label_visibility="collapsed",
        on_change=_set_role,
        args=(desk, member.email, key),
    )
    me = desk.principal
    if me is not None and (member.issuer, member.subject) == (me.issuer, me.subject):
        if out.button("Leave", icon=":material/exit_to_app:", key="leave_here", type="tertiary"):
            ask_to_leave(desk)
        return
    out.button(
        "Remove",
        icon=":material/person_remove:",
        key=f"out_{member.email}",
        help=f"Take {plain(member.email, 60)} out",
        type="tertiary",
        on_click=_remove,
        args=(desk, member.email),
    )


def _invite(desk: Desk) -> None:
    email, role = st.session_state["invite_email"], st.session_state["invite_role"]
    attempt(lambda: desk.service.invite(desk.me, desk.workspace, email, role), _FAULT)


def _set_role(desk: Desk, email: str, key: str) -> None:
    role = st.session_state[key]
    attempt(lambda: desk.service.set_role(desk.me, desk.workspace, email, role), _FAULT)
    st.session_state.pop(key, None)


def _remove(desk: Desk, email: str) -> None:
    attempt(lambda: desk.service.remove_member(desk.me, desk.workspace, email), _FAULT)


def _leave(desk: Desk) -> None:
    if attempt(lambda: desk.service.leave(desk.me, desk.workspace), _MUST_STAY):
        clear_desk()
        # The button is no longer known as pressed: with the desk everything else was forgotten too.
        st.session_state[_LEFT] = True
