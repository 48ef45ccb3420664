"""The Trend page: the last month in a sentence, one figure month after month, and what is missing to say more."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.analysis.trends import FoundTrend
from whalecurve.charts.fields import AMOUNT, BEFORE, LABEL, NUMBER, TEXT, WHOLE
from whalecurve.charts.month_line import month_line, month_line_sentence
from whalecurve.charts.parts import with_currency
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.apportion import exact_sum, round_half_up
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.trend.month_figures import MonthFigures
from whalecurve.domain.trend.trend import Trend
from whalecurve.domain.trend.words import trend_lacks, trend_words
from whalecurve.domain.words.formats import count, minor_digits, money, month_name, percent
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import today
from whalecurve.ui.drawing import draw
from whalecurve.ui.faults import warn
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain

MONEY: Final = "money"
SHARE: Final = "share"
COUNT: Final = "count"
_SHORTEST: Final = 2

Value = Callable[[MonthFigures], int | float | None]


@dataclass(frozen=True)
class Figure:
    """A figure that can be drawn: its name, what it is counted in, and its value in a month."""

    name: str
    kind: str
    value: Value


def day() -> dt.date:
    """Today, which says whether the last month is over."""
    return dt.date.fromisoformat(today())


def find(desk: Desk, answered: Analysis) -> FoundTrend:
    """Every month under the plan in force; a page that has less than two months says so and stops."""
    if desk.share is not None:
        st.info("The trend is not part of what is shared.")
        st.stop()
    try:
        found = cache.trend(desk, answered, day())
    except WhalecurveError as problem:
        warn(problem)
        st.stop()
    if len(found.trend.months) < _SHORTEST:
        only = month_name(found.trend.months[0].month)
        st.info(f"A trend needs two months at least; your files hold {only} alone. Add an export of another month.")
        st.stop()
    return found


def headline(desk: Desk, answered: Analysis, found: FoundTrend) -> None:
    """The last month that is whole, twelve months against twelve, and what is missing; a difference is told first."""
    statements, cash = answered.results.statements, desk.scenario.currency
    if off := difference(found.trend, statements):
        amount = money(off, cash, marks=reader_marks())
        st.error(f"The months differ from the ranking by {amount}: please report this.")
    name, value = ("Revenue", _revenue) if statements.is_revenue_only else ("Profit of the company", _company)
    sentences = trend_words(found.trend, name, value, cash, reader_marks())
    for place, sentence in enumerate(sentences or ["No month of your files is whole yet."]):
        if place:
            st.markdown(plain(sentence, 400))
        else:
            st.subheader(plain(sentence, 400), anchor=False)
    if found.is_even:
        even = "Every customer has the same in each month: amounts without dates are spread alike, and tell no trend."
        st.warning(even, icon=":material/calendar_month:")
    if lacks := " ".join(trend_lacks(found.trend)):
        st.caption(plain(lacks, 2000))


def difference(trend: Trend, statements: Statements) -> int:
    """What the months of the period differ by from the Ranking, all figures together; anything but 0 is a defect."""
    pairs = (
        (sum(each.net_revenue for each in trend.inside), exact_sum(statements.net_revenue.amounts)),
        (sum(each.profit for each in trend.inside), statements.profit),
        (sum(each.company_profit for each in trend.inside), statements.company_profit),
    )
    return sum(abs(months - whole) for months, whole in pairs)


def line(desk: Desk, answered: Analysis, found: FoundTrend) -> None:
    """One figure over the months, the year before under it."""
    there = figures(found.trend, answered.results.statements)
    names = list(there)
    chosen = st.pills("Figure", names, default=names[0], key="trend_figure", label_visibility="collapsed") or names[0]
    figure, cash, marks = there[chosen], desk.scenario.currency, reader_marks()
    frame = line_frame(found.trend, figure, cash)
    if len(frame) < _SHORTEST:
        st.caption("There are less than two months with this figure.")
        return
    title = with_currency(chosen, cash) if figure.kind == MONEY else chosen
    dashed = " Dashed: the same month of the year before." if frame[BEFORE].notna().any() else ""
    sentence = month_line_sentence(frame, chosen)
    draw(month_line(frame, palette=palette(), title=title, shares=figure.kind == SHARE, marks=marks), alt=sentence)
    st.caption(plain(sentence + dashed, 400))


def figures(trend: Trend, statements: Statements) -> Mapping[str, Figure]:
    """Every figure that the data has, by name."""
    found = [Figure("Revenue", MONEY, _revenue), Figure("Gross margin", MONEY, lambda each: each.gross_margin)]
    if not statements.is_revenue_only:
        profit = [
            Figure("Profit of the company", MONEY, _company),
            Figure("Profit of customers", MONEY, lambda each: each.profit),
            Figure("Contribution margin", MONEY, lambda each: each.contribution_margin),
        ]
        shares = [
            Figure("Profit as a share of revenue", SHARE, lambda each: each.margin_share),
            Figure("Share of the best fifth", SHARE, lambda each: each.top_20_percent_share),
            Figure("Customers at a loss", COUNT, lambda each: each.losers),
            Figure("What they lose", MONEY, lambda each: each.loss),
        ]
        found = [*profit, *found, *shares]
        if trend.time is not None:
            unit = "hour" if trend.time.unit == "hour" else f"unit of {trend.time.unit}"
            found.append(Figure(f"Profit per {unit}", MONEY, lambda each: _per_time(trend, each)))
    found.append(Figure("Customers who bought", COUNT, lambda each: each.buyers))
    return {figure.name: figure for figure in found}


def line_frame(trend: Trend, figure: Figure, cash: str) -> pd.DataFrame:
    """Rows of the chart: months with a value, in major units, shares or numbers."""
    unit = 10 ** minor_digits(cash) if figure.kind == MONEY else 1
    rows = []
    for number, each in enumerate(trend.months, start=1):
        value, before = figure.value(each), trend.last_year(each.month)
        if value is not None:
            earlier = None if before is None else figure.value(before)
            rows.append(
                {
                    NUMBER: number,
                    LABEL: month_text(each.month),
                    AMOUNT: value / unit,
                    BEFORE: float("nan") if earlier is None else earlier / unit,
                    TEXT: value_words(value, figure.kind, cash),
                    WHOLE: each.month not in trend.incomplete,
                }
            )
    return pd.DataFrame(rows, columns=[NUMBER, LABEL, AMOUNT, BEFORE, TEXT, WHOLE])


def value_words(value: float, kind: str, cash: str) -> str:
    """A value as people read it."""
    if kind == SHARE:
        return percent(value, marks=reader_marks())
    if kind == COUNT:
        return count(int(value), marks=reader_marks())
    return money(int(value), cash, cents="auto", marks=reader_marks())


def _revenue(each: MonthFigures) -> int:
    return each.net_revenue


def _company(each: MonthFigures) -> int:
    return each.company_profit


def _per_time(trend: Trend, each: MonthFigures) -> int | None:
    worth = each.profit_per(trend.time)
    return None if worth is None else round_half_up(worth)
