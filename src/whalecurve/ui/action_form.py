"""The drawer of one action: status, owner, due day, note and outcome; of a referral, whom it brought."""

from datetime import date
from typing import Any, Final

import streamlit as st

from whalecurve.domain.actions.action import REFERRAL
from whalecurve.domain.actions.record import MOST_NOTE, MOST_OWNER, MOST_RECEIVED, OUTCOMES, STATUSES, record_of
from whalecurve.domain.actions.standing import Standing
from whalecurve.ui import action_records
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import say
from whalecurve.ui.session import open_desk
from whalecurve.ui.words import plain

STATUS_WORDS: Final = {"open": "Open", "doing": "Under way", "done": "Done", "dropped": "Will not be done"}
_OUTCOME_WORDS: Final = {"": "Not known yet", "worked": "It worked", "did not work": "It did not work"}
_ASKED: Final = "action_asked"
_SAVED: Final = "action_saved"
_FIELDS: Final = ("status", "owner", "due", "note", "outcome", "received", "became")
_MOST_CUSTOMERS: Final = 400


def ask(standing: Standing) -> None:
    """Ask for the drawer of an action: the page that runs next opens it."""
    st.session_state[_ASKED] = standing


def asked_form() -> None:
    """Open the drawer when it was asked for in this run."""
    wanted = st.session_state.pop(_ASKED, None)
    st.session_state.pop(_SAVED, None)
    if wanted is not None:
        _drawer(wanted)


@st.dialog("What became of it", width="medium", position="right", on_dismiss="rerun")
def _drawer(standing: Standing) -> None:
    """The form; what could not be kept is said in it, with what was typed still there."""
    desk, action = open_desk(), standing.action
    st.header(plain(action.customer_name, 80), anchor=False)
    st.markdown(plain(action.what, 600))
    record = standing.record or record_of(action)
    with st.form("action_form", border=False):
        st.segmented_control(
            "Status", STATUSES, default=record.status, format_func=STATUS_WORDS.__getitem__, key="form_status"
        )
        st.text_input("Owner", record.owner or action.rep, key="form_owner", max_chars=MOST_OWNER)
        due = date.fromisoformat(record.due) if record.due else None
        st.date_input("Due", due, key="form_due", format="YYYY-MM-DD")
        st.text_area("Note", record.note, key="form_note", max_chars=MOST_NOTE)
        st.selectbox(
            "Outcome",
            OUTCOMES,
            OUTCOMES.index(record.outcome),
            format_func=_OUTCOME_WORDS.__getitem__,
            key="form_outcome",
            help="Likelihoods of such actions follow from what is written here.",
        )
        if action.kind == REFERRAL:
            st.number_input("Referrals that were named", 0, MOST_RECEIVED, record.received, key="form_received")
            st.text_input(
                "Ids of those who became customers, with commas between",
                ", ".join(record.became),
                key="form_became",
                max_chars=_MOST_CUSTOMERS,
            )
        st.form_submit_button(
            "Save",
            type="primary",
            key="form_save",
            disabled=not desk.may_change(),
            on_click=_save,
            args=(desk, standing),
        )
    if st.session_state.pop(_SAVED, False):
        st.rerun()  # the whole page, which closes the drawer
    say(action_records.FAULT)


def _save(desk: Desk, standing: Standing) -> None:
    said: dict[str, Any] = {name: st.session_state.get(f"form_{name}") for name in _FIELDS}
    parts = {name: value for name, value in said.items() if value is not None and name != "due"}
    parts["due"] = said["due"].isoformat() if said["due"] else ""
    if "became" in parts:
        parts["became"] = tuple(filter(None, (each.strip() for each in str(parts["became"]).split(","))))
    st.session_state[_SAVED] = action_records.change(desk, standing.action, parts)
