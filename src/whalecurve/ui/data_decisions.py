"""Questions about what a file means, each with its choices as buttons and the revenue that each gives."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from whalecurve.intake.aliases import TRANSACTIONS
from whalecurve.intake.mapping import Mapping as ColumnMap
from whalecurve.intake.meaning.decision import Alternative, Decision, open_decisions
from whalecurve.intake.recognise import Proposal
from whalecurve.ui.words import plain

_ANSWERS: Final = "data_answers"


def answered(proposal: Proposal, mapping: ColumnMap) -> ColumnMap:
    """The mapping with what was answered before about files with these columns."""
    given = st.session_state.get(_ANSWERS, {}).get(_signature(proposal))
    return mapping.with_answers(given) if given else mapping


def ask(proposal: Proposal, decisions: Sequence[Decision]) -> bool:
    """Show every open question with its choices; says whether one is open."""
    undecided = open_decisions(decisions)
    for place, decision in enumerate(undecided):
        with st.container(border=True):
            st.markdown(f"**{plain(decision.what, 500)}**")
            for number, choice in enumerate(decision.alternatives):
                st.button(
                    plain(_words(choice), 200),
                    key=f"answer_{place}_{number}",
                    on_click=_answer,
                    args=(_signature(proposal), dict(choice.answer)),
                )
    _told(proposal, [decision for decision in decisions if not decision.is_open])
    return bool(undecided)


def _words(choice: Alternative) -> str:
    revenue = f": revenue {choice.net_revenue}" if choice.net_revenue else ""
    return f"{choice.reading[:1].upper()}{choice.reading[1:]}{revenue}"


def _told(proposal: Proposal, decisions: Sequence[Decision]) -> None:
    """What was decided and why; answers can be taken back."""
    if not decisions:
        return
    with st.expander("How the amounts and rows were read", icon=":material/rule:"):
        for decision in decisions:
            why = decision.proof or f"you said: {decision.answer}"
            st.caption(plain(f"{decision.what} {decision.took}: {why}.", 600))
        if any(decision.answer for decision in decisions):
            st.button("Ask me again", key="ask_again", on_click=_forget, args=(_signature(proposal),))


def _answer(signature: str, answer: Mapping[str, Any]) -> None:
    known = dict(st.session_state.get(_ANSWERS, {}))
    before = ColumnMap().with_answers(known.get(signature, {}))
    st.session_state[_ANSWERS] = {**known, signature: dict(before.with_answers(answer).answers)}


def _forget(signature: str) -> None:
    known = st.session_state.get(_ANSWERS, {})
    st.session_state[_ANSWERS] = {key: value for key, value in known.items() if key != signature}


def _signature(proposal: Proposal) -> str:
    """Digest of the columns of the transactions: the same export asks once."""
    tables = proposal.tables_by_kind().get(TRANSACTIONS, [])
    headers = sorted({header for table in tables for header in table.headers})
    return hashlib.sha256("\x1f".join(headers).encode()).hexdigest()[:32]
