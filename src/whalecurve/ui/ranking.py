"""The Ranking page: the answer, the biggest customer by name, the whale curve beside both ends, and what lies below."""

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.charts.fields import COST_TO_SERVE_SHARE, MARGIN_SHARE, QUADRANT
from whalecurve.charts.groups import group_bars, group_sentence
from whalecurve.charts.quadrants import PICK, quadrant_chart, quadrant_sentence
from whalecurve.charts.result_frames import curve_frame, groups_frame
from whalecurve.charts.whale import BRUSH, brushed_ranks, whale_curve, whale_sentence
from whalecurve.domain import columns as c
from whalecurve.domain.costing.unassigned import find_nobodys
from whalecurve.domain.ranks.headlines import headline_words, losers_words
from whalecurve.domain.ranks.people import biggest_words
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.ranks.verdicts import group_verdict
from whalecurve.domain.words.formats import count, counted, money
from whalecurve.ui.customer import open_statement
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw, draw_to_pick
from whalecurve.ui.people import both_ends
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain

if TYPE_CHECKING:
    from whalecurve.domain.ranks.ranking import Places

MOST_MARKS: Final = 1500
_CHART: Final = "whale"
_QUADRANTS: Final = "quadrants"
_DISAGREEING: Final = 10


def headline(answered: Analysis) -> None:
    """The answer in one sentence, then where the biggest customer stands."""
    results = answered.results
    st.header(plain(headline_words(results)), anchor=False)
    biggest = biggest_words(results, reader_marks())
    if not biggest:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(biggest, 400), width="content")
        st.button(
            "Open the statement",
            key="open_biggest",
            icon=":material/receipt_long:",
            type="tertiary",
            on_click=open_statement,
            args=(str(results.statements.ledger.ids[results.revenue_order[0]]),),
        )


def figures(desk: Desk, answered: Analysis) -> list[str]:
    """What stands in the quiet line before the tie to the files; without any cost there is no profit and no loss."""
    results, marks = answered.results, reader_marks()
    curve, cash = results.curve, desk.scenario.currency
    total = f"{money(curve.total, cash, cents='auto', marks=marks)} {cash}".rstrip()
    if results.statements.is_revenue_only:
        return [f"Revenue {total}", counted(curve.count, "customer", marks=marks)]
    losing = f"{count(results.unprofitable_customers, marks=marks)} of {count(curve.count, marks=marks)} at a loss"
    if not find_nobodys(results.statements).is_anything:
        return [f"Profit {total}", losing]
    company = money(results.statements.company_profit, cash, cents="auto", marks=marks)
    return [f"Profit {total}", f"company profit {company}", losing]


def curve_and_people(desk: Desk, answered: Analysis) -> tuple[int, int] | None:
    """Whale curve beside the names at both ends; gives back the ranks inside the reader's brush."""
    results = answered.results
    if results.curve.count == 0:
        return None
    left, right = st.columns((5, 3), gap="large")
    with right:
        both_ends(desk, results)
    with left:
        if results.statements.is_revenue_only:
            _groups(results)
            return None
        brushed = _curve(desk, results)
        if losing := losers_words(results):
            st.markdown(plain(losing, 600))
        if results.curve.total <= 0:
            st.caption("All customers together make no profit: shares of it would mean nothing and are left out.")
    return brushed


def groups(answered: Analysis) -> None:
    """The biggest, the middle and the smallest customers: is profit in line with revenue?"""
    if not answered.results.statements.is_revenue_only:
        _groups(answered.results)


def _curve(desk: Desk, results: Results) -> tuple[int, int] | None:
    cash, marks, frame = desk.scenario.currency, reader_marks(), curve_frame(results)
    peak = results.curve.peak_customers
    sentence = whale_sentence(frame, peak_customers=peak, losers=len(results.losers), currency_label=cash, marks=marks)
    picture = whale_curve(frame, peak_customers=peak, palette=palette(), currency_label=cash, brush=True, marks=marks)
    selection = draw_to_pick(picture, key=_CHART, selection=BRUSH, alt=sentence)
    st.caption(plain(sentence) + " Drag over the curve to see only those customers below.")
    return brushed_ranks(selection, results.curve.count)


def _groups(results: Results) -> None:
    revenue_only, frame = results.statements.is_revenue_only, groups_frame(results)
    st.header("By revenue" if revenue_only else "By revenue: is profit in line?", anchor=False)
    drawing, verdicts = (st.container(), st.container()) if revenue_only else st.columns((1, 1), gap="large")
    if len(frame):
        with drawing:
            draw(group_bars(frame, palette=palette(), marks=reader_marks()), alt=group_sentence(frame))
    said = [group_verdict(group, results.statements) for group in results.groups if len(group.places)]
    for sentence in dict.fromkeys(said):  # groups of equal revenue say the same
        verdicts.markdown(plain(sentence, 600))


def details(desk: Desk, answered: Analysis) -> None:
    """Quadrants and the biggest disagreements between the two ranks; a mark that is picked opens its statement."""
    if answered.results.statements.is_revenue_only:
        return
    first, second = st.tabs(["Margin against cost to serve", "Where revenue misleads"], on_change="rerun")
    if first.open:
        with first:
            _quadrants(desk, answered.results)
    if second.open:
        with second:
            _disagreements(desk, answered.results)


def _quadrants(desk: Desk, results: Results) -> None:
    if not desk.scenario.fixed and not desk.scenario.variable:
        st.caption("Nobody is costly to serve before costs are set.")
        return
    frame = quadrant_frame(results)
    if frame.empty:
        st.caption("No customer has revenue in the period.")
        return
    lines = {"cost_to_serve_line": results.quadrants.cost_to_serve_line, "margin_line": results.quadrants.margin_line}
    shown = frame if len(frame) <= MOST_MARKS else frame.nlargest(MOST_MARKS, c.NET_REVENUE)
    sentence = quadrant_sentence(frame, **lines, losers=len(results.losers), marks=reader_marks())
    picture = quadrant_chart(
        shown, **lines, palette=palette(), currency_label=desk.scenario.currency, marks=reader_marks()
    )

    def then() -> None:
        picked = st.session_state[_QUADRANTS].selection.get(PICK)
        open_statement(picked_customer(results, picked))

    draw_to_pick(picture, key=_QUADRANTS, selection=PICK, alt=sentence, then=then)
    st.caption(plain(sentence) + (f" The {count(MOST_MARKS)} largest are drawn." if len(shown) < len(frame) else ""))


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
