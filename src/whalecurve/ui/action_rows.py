"""One action as a row of the page: who, what, the money, what became of it, and a tick for what is done."""

from typing import Final

import streamlit as st

from whalecurve.domain.actions.action import CROSS_SELL, PROSPECT, REFERRAL, REPRICE, TIME
from whalecurve.domain.actions.record import DONE, DROPPED, OPEN
from whalecurve.domain.actions.standing import Standing
from whalecurve.domain.words.formats import money, percent
from whalecurve.ui import action_records, loser
from whalecurve.ui.action_form import STATUS_WORDS, ask
from whalecurve.ui.desk import Desk
from whalecurve.ui.people import name_row
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

KIND_WORDS: Final = {
    REPRICE: "Reprice or re-serve",
    TIME: "Move time",
    REFERRAL: "Ask for referrals",
    CROSS_SELL: "Offer more",
    PROSPECT: "Win a prospect",
}


def row(desk: Desk, standing: Standing, key: str) -> None:
    """One action.

    Args:
        desk: Whose page it is.
        standing: The action and what became of it.
        key: Names of its widgets begin with it.
    """
    action, cash, marks = standing.action, desk.scenario.currency, reader_marks()
    stake = money(action.money_at_stake, cash, cents=False, marks=marks)
    with st.container(border=True, gap="xsmall", key=f"named_{key}"):
        name_row(action.customer_id, action.customer_name, f"{stake} a year", key)
        st.markdown(plain(action.what, 600))
        likely = "" if standing.gone else f"about {percent(action.likelihood, marks=marks)} likely"
        parts = [KIND_WORDS.get(action.kind, action.kind), action.rep, likely]
        st.caption(plain(" · ".join(filter(None, parts)), 200) + "  \n" + plain(action.why, 600))
        _became(desk, standing, key)


def _ways_out(standing: Standing, key: str) -> None:
    """For a loser the door to every way out, in pairs too."""
    action = standing.action
    if action.kind == REPRICE and not standing.gone:
        st.button(
            "Every way out",
            icon=":material/alt_route:",
            key=f"{key}_ways",
            type="tertiary",
            on_click=loser.ask,
            args=(action.customer_id,),
        )


def _became(desk: Desk, standing: Standing, key: str) -> None:
    """What became of it, a tick for done, and the door to the rest."""
    if told := record_words(standing):
        st.caption(plain(told, 1_200))
    with st.container(horizontal=True, vertical_alignment="center"):
        _ways_out(standing, key)
        if not desk.may_change():
            return
        if standing.status in {DONE, DROPPED}:
            st.button("Open again", key=f"{key}_again", type="tertiary", on_click=_mark, args=(desk, standing, OPEN))
        else:
            st.button(
                "Done",
                icon=":material/check_box_outline_blank:",
                key=f"{key}_done",
                type="tertiary",
                on_click=_mark,
                args=(desk, standing, DONE),
            )
        st.button(
            "Owner, due day, outcome",
            icon=":material/edit_note:",
            key=f"{key}_more",
            type="tertiary",
            on_click=ask,
            args=(standing,),
        )


def record_words(standing: Standing) -> str:
    """Status, owner, due day, outcome and note in a line; empty where nothing was written down."""
    record = standing.record
    if record is None:
        return ""
    gone = "not proposed any more" if standing.gone else ""
    due = f"due {record.due}" if record.due and not record.is_over else ""
    named = f"{record.received} named" if record.received else ""
    on = f"{STATUS_WORDS[record.status]} {record.done_on}".strip()
    return " · ".join(filter(None, [on, gone, record.owner, due, record.outcome, named, record.note]))


def _mark(desk: Desk, standing: Standing, status: str) -> None:
    action_records.change(desk, standing.action, {"status": status})
