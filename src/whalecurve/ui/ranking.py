"""The Ranking page: headline, groups, whale curve, quadrants and the table that opens a customer."""

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.charts.fields import COST_TO_SERVE_SHARE, GROUP, MARGIN_SHARE, MEASURE, QUADRANT, SHARE
from whalecurve.charts.groups import PROFIT, REVENUE, group_bars, group_sentence
from whalecurve.charts.quadrants import PICK, quadrant_chart, quadrant_sentence
from whalecurve.charts.whale import BRUSH, brushed_ranks, whale_curve, whale_sentence
from whalecurve.domain import columns as c
from whalecurve.domain.formats import count, money, percent
from whalecurve.domain.headlines import headline_words, losers_words
from whalecurve.domain.marks import NumberMarks
from whalecurve.domain.results import Results
from whalecurve.domain.unassigned import find_nobodys
from whalecurve.domain.verdicts import group_verdict
from whalecurve.ui.curves import curve_frame
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw, draw_to_pick
from whalecurve.ui.frame import palette, reader_marks
from whalecurve.ui.words import plain

if TYPE_CHECKING:
    from whalecurve.domain.ranking import Places

MOST_MARKS: Final = 1500
_CHART: Final = "whale"
_DISAGREEING: Final = 10


def headline(desk: Desk, answered: Analysis) -> None:
    """The answer in one sentence, then four figures."""
    results, marks, cash = answered.results, reader_marks(), desk.scenario.currency
    st.subheader(plain(headline_words(results)), anchor=False)
    if losing := losers_words(results):
        st.markdown(plain(losing, 600))
    with st.grid(4, min_column_width=172):  # a figure that is cut off is none
        for name, figure in figures(results, cash, marks).items():
            st.metric(plain(name), figure, border=True)
    if results.curve.total <= 0 and not results.statements.is_revenue_only:
        st.caption("All customers together make no profit, so shares of profit would mean nothing and are left out.")


def figures(results: Results, cash: str, marks: NumberMarks) -> dict[str, str]:
    """The figures under the headline, each under its name; without any cost there is no profit and no loss."""
    curve, unit = results.curve, f", {cash}" if cash else ""
    total = money(curve.total, cash, cents="auto", marks=marks)
    best = percent(curve.top_20_percent_share, marks=marks)
    if results.statements.is_revenue_only:
        return {f"Revenue{unit}": total, "Customers": count(curve.count, marks=marks), "Top 20 % bring": best}
    company = money(results.statements.company_profit, cash, cents="auto", marks=marks)
    return {
        f"Profit{unit}": total,
        "Customers at a loss": (
            f"{count(results.unprofitable_customers, marks=marks)} of {count(curve.count, marks=marks)}"
        ),
        "Top 20 % earn": best,
        "Given back": money(curve.give_back, cash, cents="auto", marks=marks),
        **({"Profit of the company": company} if find_nobodys(results.statements).is_anything else {}),
    }


def curve_and_groups(desk: Desk, answered: Analysis) -> tuple[int, int] | None:
    """Whale curve beside the groups; gives back the ranks inside the reader's brush."""
    if answered.results.statements.is_revenue_only:
        _groups(answered.results)
        return None
    left, right = st.columns((3, 2), gap="large")
    with left:
        brushed = _curve(desk, answered.results)
    with right:
        _groups(answered.results)
    return brushed


def _curve(desk: Desk, results: Results) -> tuple[int, int] | None:
    cash, marks, frame = desk.scenario.currency, reader_marks(), curve_frame(results)
    if results.curve.count == 0:
        return None
    peak = results.curve.peak_customers
    sentence = whale_sentence(frame, peak_customers=peak, losers=len(results.losers), currency_label=cash, marks=marks)
    picture = whale_curve(frame, peak_customers=peak, palette=palette(), currency_label=cash, brush=True, marks=marks)
    selection = draw_to_pick(picture, key=_CHART, selection=BRUSH, alt=sentence)
    st.caption(plain(sentence) + " Drag over the curve to see only those customers below.")
    return brushed_ranks(selection, results.curve.count)


def _groups(results: Results) -> None:
    revenue_only = results.statements.is_revenue_only
    shown = (REVENUE,) if revenue_only else (REVENUE, PROFIT)
    rows = [
        {GROUP: f"{group.name} {len(group.places)}", MEASURE: measure, SHARE: np.nan if share is None else share}
        for group in results.groups
        if len(group.places)
        for measure, share in zip(shown, (group.revenue_share, group.profit_share), strict=False)
    ]
    frame = pd.DataFrame(rows, columns=[GROUP, MEASURE, SHARE])
    st.markdown("**By revenue**" if revenue_only else "**By revenue: is profit in line?**")
    if len(frame):
        draw(group_bars(frame, palette=palette(), marks=reader_marks()), alt=group_sentence(frame))
    said = [group_verdict(group, results.statements) for group in results.groups if len(group.places)]
    for sentence in dict.fromkeys(said):  # groups of equal revenue say the same
        st.caption(plain(sentence, 600))


def details(desk: Desk, answered: Analysis) -> str:
    """Quadrants and the biggest disagreements between the two ranks; the id of a customer picked there, or empty."""
    picked = ""
    if answered.results.statements.is_revenue_only:
        return picked
    first, second = st.tabs(["Margin against cost to serve", "Where revenue misleads"], on_change="rerun")
    if first.open:
        with first:
            picked = _quadrants(desk, answered.results)
    if second.open:
        with second:
            _disagreements(desk, answered.results)
    return picked


def _quadrants(desk: Desk, results: Results) -> str:
    if not desk.scenario.fixed and not desk.scenario.variable:
        st.caption("Nobody is costly to serve before costs are set.")
        return ""
    frame = quadrant_frame(results)
    if frame.empty:
        st.caption("No customer has revenue in the period.")
        return ""
    lines = {"cost_to_serve_line": results.quadrants.cost_to_serve_line, "margin_line": results.quadrants.margin_line}
    shown = frame if len(frame) <= MOST_MARKS else frame.nlargest(MOST_MARKS, c.NET_REVENUE)
    sentence = quadrant_sentence(frame, **lines, losers=len(results.losers), marks=reader_marks())
    picture = quadrant_chart(
        shown, **lines, palette=palette(), currency_label=desk.scenario.currency, marks=reader_marks()
    )
    picked = draw_to_pick(picture, key="quadrants", selection=PICK, alt=sentence).get(PICK)
    st.caption(plain(sentence) + (f" The {count(MOST_MARKS)} largest are drawn." if len(shown) < len(frame) else ""))
    return picked_customer(results, picked)


def picked_customer(results: Results, picked: object) -> str:
    """Id of the customer whose mark was picked, empty for none; what is no customer's place is none.

    Args:
        results: The answer that is drawn.
        picked: What came back from the page, which may be anything: whoever writes messages of his own decides.
    """
    first = picked[0] if isinstance(picked, list) and picked else None
    place = first.get(c.CUSTOMER) if isinstance(first, dict) else None
    ids = results.statements.ledger.ids
    return str(ids[place]) if type(place) is int and 0 <= place < len(ids) else ""


def quadrant_frame(results: Results) -> pd.DataFrame:
    """Customers with revenue as the quadrant chart takes them: shares, major units, and the quadrant."""
    quadrants, statements = results.quadrants, results.statements
    places, unit = quadrants.places, 10**results.statements.digits
    return pd.DataFrame(
        {
            c.CUSTOMER: places,
            c.CUSTOMER_NAME: statements.ledger.customers[c.CUSTOMER_NAME].to_numpy()[places],
            COST_TO_SERVE_SHARE: quadrants.cost_to_serve_share,
            MARGIN_SHARE: quadrants.margin_share,
            c.NET_REVENUE: statements.net_revenue.amounts[places] / unit,
            c.CUSTOMER_PROFIT: statements.customer_profit[places] / unit,
            QUADRANT: quadrants.quadrant,
        }
    )


def _disagreements(desk: Desk, results: Results) -> None:
    places: Places = results.disagreements[:_DISAGREEING]
    if len(places) == 0:
        st.caption("Revenue and profit rank every customer the same.")
        return
    statements, cash, marks = results.statements, desk.scenario.currency, reader_marks()
    names = statements.ledger.customers[c.CUSTOMER_NAME]
    rows = {
        "Customer": [str(names.iloc[place]) for place in places],
        "Rank by revenue": [int(results.revenue_rank[place]) for place in places],
        "Rank by profit": [int(results.profit_rank[place]) for place in places],
        "Revenue": [money(statements.net_revenue.amounts[place], cash, marks=marks) for place in places],
        "Profit": [money(statements.customer_profit[place], cash, marks=marks) for place in places],
    }
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Customers whose rank by profit differs most from revenue")
    st.caption(
        "A large rank by revenue with a small one by profit, or the reverse: revenue alone would mislead you here."
    )
