"""Prospects on the Actions page: a list is read as any export is, scored, and taken along."""

from typing import Final

import streamlit as st

from whalecurve.analysis.actions.prospecting import Prospected
from whalecurve.analysis.results import Analysis
from whalecurve.domain.actions.prospects import WON, Prospect, prospect_words
from whalecurve.domain.words.formats import counted, money
from whalecurve.reports.prospects_csv import prospects_csv
from whalecurve.ui import cache
from whalecurve.ui.data import FILE_TYPES
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name, what_it_is_of
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.frame import page_of
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

_MOST_SHOWN: Final = 20
_MEGABYTES: Final = 50
_WON_IN_HUNDRED: Final = round(100 * WON)


def prospect_list(desk: Desk, answered: Analysis) -> None:
    """A list of prospects, folded away until somebody wants it; links have none."""
    if not desk.may_change():
        return
    folded = st.expander(
        "Score a list of prospects", icon=":material/person_search:", on_change="rerun", key="prospects"
    )
    if not folded.open:
        return
    with folded:
        learned = cache.last_segments(desk)
        if learned is None:
            st.caption("What your best customers have in common was not learned yet: Segments does that.")
            if st.button("Learn it on Segments", key="prospects_learn"):
                st.switch_page(page_of("segments"))
            return
        st.caption("Any export with a name or an id and the traits of your customers. It is read here and not kept.")
        file = st.file_uploader("Prospects", FILE_TYPES, key="prospects_file", max_upload_size=_MEGABYTES)
        if file is None:
            return
        try:
            found = cache.prospected(desk, answered, file.name, file.getvalue())
        except FAULTS as problem:
            warn(problem)
            return
        _scored(desk, answered, found)


def _scored(desk: Desk, answered: Analysis, scored: Prospected) -> None:
    for sentence in scored.lacking:
        st.caption(plain(sentence, 600))
    if not scored.found:
        return
    of_hundred = st.number_input(
        "Of a hundred such leads, how many become customers?", 1, 100, _WON_IN_HUNDRED, key="prospects_won"
    )
    won = int(of_hundred) / 100
    like = [each for each in scored.found if each.band == scored.found[0].band]
    st.markdown(plain(f"{counted(len(like), 'prospect')} of {len(scored.found)}: {like[0].band}.", 200))
    for each in scored.found[:_MOST_SHOWN]:
        _row(desk, each, won)
    if len(scored.found) > _MOST_SHOWN:
        st.caption(f"The first {_MOST_SHOWN}; the file holds all of them.")
    digits, context = answered.results.statements.digits, what_it_is_of(desk)
    name = file_name(desk, "whalecurve-prospects", f"{desk.dataset} {won} {scored.found}")
    download(
        desk,
        f"Download {counted(len(scored.found), 'prospect')} as CSV",
        lambda: prospects_csv(scored.found, won, digits, context),
        name,
        key="prospects_csv",
    )


def _row(desk: Desk, prospect: Prospect, won: float) -> None:
    cash, marks = desk.scenario.currency, reader_marks()
    fee = money(prospect.highest_fee(won), cash, marks=marks)
    contribution = money(prospect.contribution, cash, cents=False, marks=marks)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(prospect.lead.name, 60)}** · {plain(prospect.band)}")
        st.caption(
            plain(f"Highest lead fee {fee}; a customer like it contributes {contribution} a year.", 200)
            + "  \n"
            + plain(prospect_words(prospect), 600)
        )
