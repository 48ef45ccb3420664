"""The Share page: a live miniature of what the holder of a link will see."""

from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.masked import text_mask
from whalecurve.analysis.results import Analysis
from whalecurve.charts.result_frames import curve_frame
from whalecurve.charts.whale import whale_curve, whale_sentence
from whalecurve.domain import columns as c
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.names.identifying import identifying_columns
from whalecurve.domain.names.text_mask import TextMask
from whalecurve.domain.plan.plan_words import plan_sentences
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.ranks.headlines import headline_words
from whalecurve.domain.state.kept import ACTIONS, RANKING, SEGMENTS, ShareTerms
from whalecurve.domain.words.formats import count, counted, money, month_name
from whalecurve.domain.words.wording import ranged
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.frame import assumed
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain

_ROWS: Final = 5
_HEIGHT: Final = 220


def miniature(desk: Desk, answered: Analysis, terms: ShareTerms) -> None:
    """What will be seen: title, headline, curve, the first customers, and what the figures assume."""
    st.markdown("**What will be seen**")
    names, said = shown_texts(desk, answered, terms)
    with st.container(border=True):
        st.header(plain(said[0]), anchor=False)
        if not terms.parts:
            st.markdown("Choose at least one page.")
        if RANKING in terms.parts:
            st.markdown(plain(headline_words(answered.results), 400))
            if not answered.results.statements.is_revenue_only:
                _curve(desk, answered)
            st.dataframe(
                _best(desk, answered, names),
                hide_index=True,
                column_config={_figure(answered): st.column_config.TextColumn(alignment="right")},
                alt="The customers who earn most, as they will be seen",
            )
        if SEGMENTS in terms.parts:
            st.markdown("What your best customers have in common: the verdict, the rules and the groups.")
        if ACTIONS in terms.parts:
            st.markdown("What to do about losers, time and referrals, without status, owner, note or outcome.")
        st.caption(plain(_period_words(answered)))
        assumed(said[1:])


def shown_texts(desk: Desk, answered: Analysis, terms: ShareTerms) -> tuple[list[str], list[str]]:
    """Names of the best customers, then the title and all that is said below: masked where the terms say so."""
    customers = answered.results.statements.ledger.customers
    best = answered.results.profit_order[:_ROWS]
    names, said = customers[c.CUSTOMER_NAME].iloc[best].tolist(), [terms.title, *plan_sentences(desk.scenario)]
    if not terms.masked:
        return names, said
    dataset = cache.workbook(desk).dataset
    mask = text_mask(dataset, desk.service.mask_key(desk.me, desk.workspace))
    hidden = sorted(identifying_columns(customers, dataset.trait_kinds))
    left = [f"Not shown: {', '.join(hidden)}."] if hidden else []
    ids = customers[c.CUSTOMER_ID].iloc[best]
    return [mask.text(one) for one in ids], [mask.told(terms.title), *_assumed(desk.scenario, mask), *left]


def _assumed(scenario: Scenario, mask: TextMask) -> list[str]:
    """The sentences of the plan, masked; why that cannot be done is said when the link is asked for."""
    try:
        return plan_sentences(mask.scenario(scenario))
    except WhalecurveError:
        return [mask.text(sentence) for sentence in plan_sentences(scenario)]


def _curve(desk: Desk, answered: Analysis) -> None:
    results, cash = answered.results, desk.scenario.currency
    if results.curve.count == 0:
        return
    frame, peak = curve_frame(results), results.curve.peak_customers
    sentence = whale_sentence(
        frame, peak_customers=peak, losers=len(results.losers), currency_label=cash, marks=reader_marks()
    )
    picture = whale_curve(
        frame, peak_customers=peak, palette=palette(), currency_label=cash, brush=False, marks=reader_marks()
    )
    draw(picture, alt=sentence, height=_HEIGHT)


def _best(desk: Desk, answered: Analysis, names: list[str]) -> pd.DataFrame:
    results, cash = answered.results, desk.scenario.currency
    profits = [
        money(results.statements.customer_profit[place], cash, marks=reader_marks())
        for place in results.profit_order[: len(names)]
    ]
    more = results.curve.count - len(names)
    rest = [f"and {count(more)} more"] if more > 0 else []
    return pd.DataFrame({"Customer": [*names, *rest], _figure(answered): [*profits, *[""] * len(rest)]})


def _figure(answered: Analysis) -> str:
    """What the figures of the customers are called: without any cost they are revenue."""
    return "Revenue" if answered.results.statements.is_revenue_only else "Profit"


def _period_words(answered: Analysis) -> str:
    ledger = answered.results.statements.ledger
    months = ledger.facts.period
    who = counted(ledger.size, "customer")
    return f"{who}, {ranged(month_name(months.first), month_name(months.last))}, as they are at this moment."
