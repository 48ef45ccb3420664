"""One customer's statement: a waterfall in which every figure explains itself."""

from fractions import Fraction

import numpy as np
import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.charts.fields import AMOUNT, LABEL, SENTENCE, TEXT
from whalecurve.charts.running import LESS
from whalecurve.charts.waterfall import waterfall, waterfall_sentence
from whalecurve.domain import columns as c
from whalecurve.domain.break_even_words import what_would_break_even
from whalecurve.domain.explain import ExplainedLine, explain_statement
from whalecurve.domain.formats import count, money, percent_rounded
from whalecurve.domain.marks import NumberMarks
from whalecurve.domain.results import Results
from whalecurve.domain.wording import between
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.frame import palette, reader_marks
from whalecurve.ui.words import plain


def statement(desk: Desk, answered: Analysis, customer_id: str) -> None:
    """The statement of one customer, from list revenue to customer profit; nothing for an id that is none."""
    results = answered.results
    places = np.flatnonzero(results.statements.ledger.ids == customer_id)
    if not len(places):
        return
    place = int(places[0])
    customers = results.statements.ledger.customers
    st.subheader(plain(str(customers[c.CUSTOMER_NAME].iloc[place])), anchor="statement")
    st.caption(plain(_standing(desk, answered, place), 400))
    frame = waterfall_frame(
        explain_statement(results.statements, place), desk.scenario.currency, results, reader_marks()
    )
    draw(waterfall(frame, palette=palette(), marks=reader_marks()), alt=waterfall_sentence(frame))
    st.markdown(plain(what_would_break_even(results.statements, place), 500))
    with st.expander("Every figure in words", icon=":material/calculate:"):
        for line in frame[SENTENCE]:
            st.markdown(plain(str(line), 1000))


def waterfall_frame(
    lines: tuple[ExplainedLine, ...], currency: str, results: Results, marks: NumberMarks
) -> pd.DataFrame:
    """Explained lines as the waterfall takes them: major units, costs positive, the amount with its sign as text."""
    unit = 10**results.statements.digits
    return pd.DataFrame(
        {
            LABEL: [line.label for line in lines],
            AMOUNT: [line.amount / unit for line in lines],
            c.KIND: [line.kind for line in lines],
            SENTENCE: [line.sentence for line in lines],
            TEXT: [money(-line.amount if line.kind == LESS else line.amount, currency, marks=marks) for line in lines],
        }
    )


def _standing(desk: Desk, answered: Analysis, place: int) -> str:
    """Both ranks, the verdict and the range of profit; without any cost only the rank by revenue."""
    results, everyone = answered.results, count(answered.results.curve.count)
    by_revenue = f"{count(results.revenue_rank[place])} of {everyone} by revenue"
    if results.statements.is_revenue_only:
        return f"Rank {by_revenue}."
    by_profit = f"{count(results.profit_rank[place])} of {everyone} by profit"
    verdict = str(results.stability.verdicts[place]).capitalize()
    return f"Rank {by_profit}, {by_revenue}. {verdict}. {_range_words(desk, answered, place)}"


def _range_words(desk: Desk, answered: Analysis, place: int) -> str:
    stability, cash = answered.results.stability, desk.scenario.currency
    ends = (round(stability.low[place]), round(stability.high[place]))
    low, high = (money(end, cash, cents="auto", marks=reader_marks()) for end in ends)
    swing = percent_rounded(Fraction(desk.scenario.settings.swing))
    tried = f"With every assumption moved by {swing} and every way of sharing tried"
    return f"{tried}, profit {'stays' if low == high else 'lies'} {between(low, high)}."
