"""The Breakdown page: what to cut profit by, the answer in a sentence, its whale curve, customers against values."""

from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from whalecurve.analysis.breaking_down import dimensions_of
from whalecurve.analysis.results import Analysis
from whalecurve.charts.fields import AMOUNT, CUMULATIVE_PROFIT, GROUP, LABEL, NUMBER, TEXT
from whalecurve.charts.heat_map import heat_map, heat_sentence
from whalecurve.charts.value_curve import MOST_VALUES, value_curve, value_curve_sentence
from whalecurve.domain import columns as c
from whalecurve.domain.breakdown.breakdown import Breakdown
from whalecurve.domain.breakdown.dimension import OF_ORDERS, Dimension
from whalecurve.domain.breakdown.smallest_order import smallest_order_words
from whalecurve.domain.breakdown.words import breakdown_words
from whalecurve.domain.words.formats import minor_digits, money
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain

MOST_ACROSS: Final = 8
_SHORTEST: Final = 2
_ANCHORS: Final = (c.CATEGORY, c.PRODUCT)


def choose(desk: Desk) -> Dimension:
    """What to break profit down by; a page that shows no lines stops here."""
    there = dimensions_of(cache.workbook(desk))
    if desk.share is not None or not there:
        st.info("A breakdown rests on single lines, which are no part of what is shared.")
        st.stop()
    names = [each.name for each in there]
    chosen = st.selectbox("Break profit down by", range(len(there)), format_func=names.__getitem__, key="breakdown_by")
    return there[chosen]


def answer(desk: Desk, answered: Analysis, dimension: Dimension) -> Breakdown:
    """Profit by the dimension under the plan in force."""
    return cache.breakdown(desk, answered, dimension)


def headline(desk: Desk, answered: Analysis, found: Breakdown) -> None:
    """The answer first: what earns most, what loses, and what belongs to customers alone."""
    cash = desk.scenario.currency
    for place, sentence in enumerate(breakdown_words(found, cash, reader_marks())):
        if place:
            st.markdown(plain(sentence, 600))
        else:
            st.subheader(plain(sentence, 400), anchor=False)
    total, profit = found.total, answered.results.statements.profit
    if total != profit:
        off = money(total - profit, cash, marks=reader_marks())
        st.error(f"This breakdown differs from the ranking by {off}: please report this.")


def curve(desk: Desk, found: Breakdown) -> None:
    """The whale curve of the values that occur; nothing for a single one."""
    places = found.present[:MOST_VALUES]
    if len(places) < _SHORTEST:
        return
    cash, marks = desk.scenario.currency, reader_marks()
    unit = 10 ** minor_digits(cash)
    profit = found.profit[places]
    frame = pd.DataFrame(
        {
            NUMBER: np.arange(1, len(places) + 1),
            LABEL: [found.name(place) for place in places.tolist()],
            TEXT: [money(int(each), cash, marks=marks) for each in profit],
            CUMULATIVE_PROFIT: np.cumsum(profit) / unit,
        }
    )
    sentence = value_curve_sentence(frame, currency_label=cash, marks=marks)
    draw(value_curve(frame, palette=palette(), currency_label=cash, marks=marks), alt=sentence)
    st.caption(plain(sentence, 300))


def smallest(desk: Desk, answered: Analysis) -> None:
    """From where on an order pays."""
    st.subheader("The smallest order that pays", anchor=False)
    st.markdown(plain(smallest_order_words(answered.results.statements, reader_marks()), 600))
    if any(each.kind == OF_ORDERS for each in dimensions_of(cache.workbook(desk))):
        st.caption("Break profit down by order size to see how orders of each size do.")


def heat(desk: Desk, answered: Analysis) -> None:
    """The best and the worst customers against categories, or products where there are none."""
    by_column = {each.column: each for each in dimensions_of(cache.workbook(desk))}
    dimension = next((by_column[column] for column in _ANCHORS if column in by_column), None)
    if dimension is None:
        return
    found = cache.breakdown(desk, answered, dimension)
    frame = heat_frame(answered, found)
    if frame.empty:
        return
    st.subheader(plain(f"Customers by {dimension.name}"), anchor=False)
    sentence = heat_sentence(frame, marks=reader_marks())
    draw(heat_map(frame, palette=palette(), marks=reader_marks()), alt=sentence)
    st.caption(
        plain(f"What the best and the worst customers leave after costs of lines and orders. {sentence}", 600)
        + " What belongs to the customer itself is not in it."
    )


def heat_frame(answered: Analysis, found: Breakdown) -> pd.DataFrame:
    """A row for each chosen customer and each of the values with the largest amounts, customers best first."""
    statements = answered.results.statements
    sizes = np.abs(found.cells).sum(axis=0)
    across = [place for place in np.argsort(-sizes, kind="stable")[:MOST_ACROSS].tolist() if sizes[place]]
    order = np.argsort(-statements.customer_profit[found.chosen], kind="stable")
    names, unit = statements.ledger.customers[c.CUSTOMER_NAME], 10**statements.digits
    cells = [
        {LABEL: str(names.iloc[found.chosen[row]]), GROUP: found.name(place), AMOUNT: found.cells[row, place] / unit}
        for row in order.tolist()
        for place in across
    ]
    return pd.DataFrame(cells, columns=[LABEL, GROUP, AMOUNT])
