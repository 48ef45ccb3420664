"""Did it work? What done actions were expected to bring beside what the months after them show."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.domain.actions.realised import realised_words, to_compare
from whalecurve.domain.actions.standing import Standing
from whalecurve.domain.words.formats import money, month_name
from whalecurve.domain.words.wording import ranged
from whalecurve.ui import cache
from whalecurve.ui.action_rows import KIND_WORDS
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

_MOST_SHOWN: Final = 30


def outcomes(desk: Desk, answered: Analysis, standing: Sequence[Standing]) -> None:
    """Expected against realised of every done action, folded away; nothing where nothing is done."""
    records = tuple(to_compare([each.record for each in standing if each.record is not None]))
    if not records:
        return
    folded = st.expander("Did it work?", icon=":material/fact_check:", on_change="rerun", key="did_it_work")
    if not folded.open:
        return
    with folded:
        try:
            found = cache.realised_gains(desk, answered, records)
        except FAULTS as problem:
            warn(problem)
            return
        if not found:
            st.caption("Too early to tell: no whole month of your files lies after a done action. Upload later months.")
            return
        cash, marks = desk.scenario.currency, reader_marks()
        st.markdown(plain(realised_words(found, cash), 500))
        for each in found[:_MOST_SHOWN]:
            expected, gain = (money(part, cash, cents=False, marks=marks) for part in (each.expected, each.gain))
            months = ranged(month_name(each.after.first), month_name(each.after.last))
            what = KIND_WORDS.get(each.record.kind, each.record.kind)
            told = f"{each.record.customer_name} · {what} · expected {expected}, realised {gain} a year ({months})"
            st.caption(plain(told, 300))
