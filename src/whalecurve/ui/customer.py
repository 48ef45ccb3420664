"""One customer's statement in a drawer over the page: why, seven lines, what would break even, the rest unfolded."""

from fractions import Fraction
from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.charts.fields import AMOUNT, LABEL, SENTENCE, TEXT
from whalecurve.charts.running import LESS
from whalecurve.charts.waterfall import waterfall, waterfall_sentence
from whalecurve.domain.columns import KIND
from whalecurve.domain.costing.break_even_words import what_would_break_even
from whalecurve.domain.costing.explain import ExplainedLine, explain_statement
from whalecurve.domain.money.number_marks import NumberMarks
from whalecurve.domain.ranks.people import name_of
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.ranks.short_statement import short_statement, why_words
from whalecurve.domain.words.formats import count, money, percent_rounded
from whalecurve.domain.words.wording import between
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.frame import answer
from whalecurve.ui.lines import lines_of_statement
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.session import open_desk
from whalecurve.ui.words import plain

_ASKED: Final = "statement_asked"
_SHOWN: Final = "statement_shown"


def open_statement(customer_id: str) -> None:
    """Ask for a customer's statement: the page that runs next opens it."""
    st.session_state[_ASKED] = customer_id


def asked_statement(answered: Analysis) -> None:
    """Open the drawer when a statement was asked for in this run; nothing for an id that is none."""
    wanted = st.session_state.pop(_ASKED, "")
    if wanted and _place(answered.results, wanted) is not None:
        st.session_state[_SHOWN] = wanted
        _drawer()


@st.dialog("Statement", width="medium", position="right")
def _drawer() -> None:
    """A part of its own: the next customer runs it alone, and everything is looked up anew."""
    desk = open_desk()
    answered = answer(desk)
    place = _place(answered.results, st.session_state.get(_SHOWN, ""))
    if place is None:
        st.caption("This customer is no longer on file.")
        return
    _neighbours(answered.results, place)
    st.header(plain(name_of(answered.results.statements, place)), anchor=False)
    st.caption(plain(_standing(desk, answered, place), 400))
    statement(desk, answered.results, place)
    lines_of_statement(desk, answered, place)


def statement(desk: Desk, results: Results, place: int) -> None:
    """Why in a sentence, the seven lines, what would break even, and every line behind one more click."""
    if why := why_words(results.statements, place):
        st.markdown(plain(why, 600))
    _waterfall(desk, results, short_statement(results.statements, place))
    st.markdown(plain(what_would_break_even(results.statements, place), 500))
    every = st.expander("Every line, with how it comes about", icon=":material/calculate:", on_change="rerun")
    if every.open:
        with every:
            lines = explain_statement(results.statements, place)
            _waterfall(desk, results, lines)
            for line in lines:
                st.markdown(plain(line.sentence, 1000))


def _waterfall(desk: Desk, results: Results, lines: tuple[ExplainedLine, ...]) -> None:
    frame = waterfall_frame(lines, desk.scenario.currency, results, reader_marks())
    draw(waterfall(frame, palette=palette(), marks=reader_marks()), alt=waterfall_sentence(frame))


def waterfall_frame(
    lines: tuple[ExplainedLine, ...], currency: str, results: Results, marks: NumberMarks
) -> pd.DataFrame:
    """Explained lines as the waterfall takes them: major units, costs positive, the amount with its sign as text."""
    unit = 10**results.statements.digits
    return pd.DataFrame(
        {
            LABEL: [line.label for line in lines],
            AMOUNT: [line.amount / unit for line in lines],
            KIND: [line.kind for line in lines],
            SENTENCE: [line.sentence for line in lines],
            TEXT: [money(-line.amount if line.kind == LESS else line.amount, currency, marks=marks) for line in lines],
        }
    )


def _place(results: Results, customer_id: object) -> int | None:
    found = np.flatnonzero(results.statements.ledger.ids == str(customer_id))
    return int(found[0]) if len(found) else None


def _neighbours(results: Results, place: int) -> None:
    """The customers one rank above and below, by name."""
    order = results.revenue_order if results.statements.is_revenue_only else results.profit_order
    rank = int(np.flatnonzero(order == place)[0])
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        for step, icon, what in ((-1, ":material/arrow_back:", "Previous"), (1, ":material/arrow_forward:", "Next")):
            there = 0 <= rank + step < len(order)
            other = int(order[rank + step]) if there else place
            st.button(
                what,
                icon=icon,
                key=f"statement_{what}",
                disabled=not there,
                help=plain(name_of(results.statements, other), 60) if there else None,
                type="tertiary",
                on_click=_show,
                args=(str(results.statements.ledger.ids[other]),),
            )


def _show(customer_id: str) -> None:
    st.session_state[_SHOWN] = customer_id


def _standing(desk: Desk, answered: Analysis, place: int) -> str:
    """Both ranks, the verdict and the range of profit; without any cost only the rank by revenue."""
    results, marks = answered.results, reader_marks()
    everyone = count(results.curve.count, marks=marks)
    by_revenue = f"{count(results.revenue_rank[place], marks=marks)} of {everyone} by revenue"
    if results.statements.is_revenue_only:
        return f"Rank {by_revenue}."
    by_profit = f"{count(results.profit_rank[place], marks=marks)} of {everyone} by profit"
    verdict = str(results.stability.verdicts[place]).capitalize()
    return f"Rank {by_profit}, {by_revenue}. {verdict}. {_range_words(desk, answered, place)}"


def _range_words(desk: Desk, answered: Analysis, place: int) -> str:
    stability, cash = answered.results.stability, desk.scenario.currency
    ends = (round(stability.low[place]), round(stability.high[place]))
    low, high = (money(end, cash, cents="auto", marks=reader_marks()) for end in ends)
    swing = percent_rounded(Fraction(desk.scenario.settings.swing))
    tried = f"With every assumption moved by {swing} and every way of sharing tried"
    return f"{tried}, profit {'stays' if low == high else 'lies'} {between(low, high)}."
