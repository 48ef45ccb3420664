"""The Share page: what a link shows, to whom, until when, and the button that makes it."""

from typing import Final

import streamlit as st

from whalecurve.domain.segments import Watch
from whalecurve.domain.state.kept import ACTIONS, RANKING, SEGMENTS, ShareTerms
from whalecurve.service.links.freezing import Shown, share_answer
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import attempt
from whalecurve.ui.share_links import FAULT, NEW_LINK, link_address, say_reach

PART_WORDS: Final = {RANKING: "Ranking", SEGMENTS: "Segments", ACTIONS: "Actions"}
_DAYS: Final = {1: "1 day", 7: "1 week", 30: "30 days", 90: "90 days", 365: "1 year"}
_USUAL_DAYS: Final = 30
_TITLE, _PARTS, _MASKED, _DOWNLOAD = "share_title", "share_parts", "share_masked", "share_download"
_UNTIL, _WORD, _SITES = "share_days", "share_word", "share_sites"


def terms(desk: Desk) -> ShareTerms:
    """Ask for the terms, and make the link when told to; gives back the terms as they stand."""
    st.text_input("What the viewer reads on top", "Who earns our profit", max_chars=120, key=_TITLE)
    pages = list(PART_WORDS)
    st.pills("Pages", pages, selection_mode="multi", default=[RANKING], format_func=PART_WORDS.__getitem__, key=_PARTS)
    st.toggle(
        "Replace customers' names",
        key=_MASKED,
        help="A pseudonym such as Customer 7QK2M, the same in each of your links; ids, contacts and the like are left "
        "out. In the title and the names of costs, words that only customers' names have are replaced as well: see "
        "below what is left. Regions, sizes and other traits stay: somebody who knows a customer well may still "
        "recognise it.",
    )
    st.toggle("Let the viewer download it", key=_DOWNLOAD)
    st.select_slider("Until when", list(_DAYS), _USUAL_DAYS, format_func=_DAYS.__getitem__, key=_UNTIL)
    with st.expander("Passphrase, and sites that may show it", icon=":material/lock:", key="share_doors"):
        how = "Whoever opens the link must know it too. It is kept nowhere: tell it by another way than the link."
        st.text_input("Passphrase", type="password", key=_WORD, autocomplete="new-password", help=how)
        st.text_area("Sites that may show it in a frame, one a line", key=_SITES, placeholder="https://example.com")
    st.caption(
        "Everyone who has the link can look, without a login. The figures are frozen: later changes do not show."
    )
    if NEW_LINK not in st.session_state:
        say_reach(str(st.context.url or ""))
    st.button(
        "Make the link", type="primary", icon=":material/add_link:", key="share_make", on_click=_make, args=(desk,)
    )
    return asked_terms()


def asked_terms() -> ShareTerms:
    """The terms as the widgets have them now; a callback asks for them anew, so that nothing typed last is lost."""
    state = st.session_state
    return ShareTerms(
        title=str(state[_TITLE]),
        parts=tuple(part for part in PART_WORDS if part in (state[_PARTS] or ())),
        days=int(state[_UNTIL]),
        masked=bool(state[_MASKED]),
        download=bool(state[_DOWNLOAD]),
        passphrase=str(state[_WORD]),
        sites=site_addresses(str(state[_SITES])),
    )


def site_addresses(text: str) -> tuple[str, ...]:
    r"""Addresses of sites as people type them, each once, without the stroke that browsers put at their end.

    >>> site_addresses(" https://Example.com/\n\nhttps://example.com\n")
    ('https://example.com',)
    """
    return tuple(dict.fromkeys(line.strip().rstrip("/").lower() for line in text.splitlines() if line.strip()))


def _make(desk: Desk) -> None:
    """Freeze the answer and make the link; in a callback, which no change of a widget cuts short."""

    def make() -> None:
        with st.spinner("Freezing the figures"), cache.turn(desk, Watch()):
            shown = Shown(cache.workbook(desk), desk.scenario, desk.merges, desk.taken)
            _, token = share_answer(desk.service, desk.me, desk.workspace, asked_terms(), shown)
            st.session_state[NEW_LINK] = link_address(token)
            st.session_state[_WORD] = ""

    attempt(make, FAULT)
