"""What the cost sliders do: profit, customers at a loss and the top ten, beside the saved plan's."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.charts.effect import effect, effect_sentence
from whalecurve.domain import columns as c
from whalecurve.domain.words.formats import count, counted, money
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import listed, stopped
from whalecurve.ui import cache
from whalecurve.ui.curves import curve_frame
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.frame import palette, reader_marks, tie_out
from whalecurve.ui.words import plain

_TOP = 10
_TABLE_HEIGHT = 240


@dataclass(frozen=True)
class Change:
    """Names of customers whose verdict a change turned."""

    fell: list[str]
    rose: list[str]


def show_effect(desk: Desk) -> None:
    """Figures, curve and names, now against the saved plan; a plan that cannot be carried out is said in words."""
    try:
        now = cache.analysis(desk, desk.scenario)
        saved = cache.analysis(desk, desk.history.saved)
    except FAULTS as problem:
        warn(problem)
        return
    tie_out(desk, now)
    figures, drawing, best = st.columns((3, 6, 5), gap="medium")
    with drawing:
        _curves(desk, now, saved)
    with figures:
        _figures(desk, now, saved)
    with best:
        _top_customers(desk, now, saved)
    st.caption(plain(change_words(turned(now, saved)), 1000))


def effect_line(desk: Desk) -> str:
    """The effect in one line, for the foot of the page where it is seen while sliders move on a small screen."""
    try:
        now, saved = cache.analysis(desk, desk.scenario).results, cache.analysis(desk, desk.history.saved).results
    except FAULTS:
        return ""
    cash, marks = desk.scenario.currency, reader_marks()
    delta, more = (
        now.statements.profit - saved.statements.profit,
        now.unprofitable_customers - saved.unprofitable_customers,
    )
    if now.statements.is_revenue_only:
        return f"Revenue {money(now.statements.profit, cash, cents='auto', marks=marks)} · no cost yet"
    profit = f"Profit now {money(now.statements.profit, cash, cents='auto', marks=marks)}"
    losers = f"{count(now.unprofitable_customers, marks=marks)} at a loss"
    if delta:
        profit += f" ({money(delta, cash, cents='auto', signed=True, marks=marks)})"
    return f"{profit} · {losers}" + (f" ({count(more, signed=True, marks=marks)})" if more else "")


def turned(now: Analysis, saved: Analysis) -> Change:
    """Who fell below zero and who rose above it, in order of profit now."""
    before, after = saved.results.statements.customer_profit, now.results.statements.customer_profit
    order = now.results.profit_order
    was_losing, is_losing = before[order] < 0, after[order] < 0
    names = now.results.statements.ledger.customers[c.CUSTOMER_NAME]
    fell, rose = order[~was_losing & is_losing], order[was_losing & ~is_losing]
    return Change(names.iloc[fell].tolist(), names.iloc[rose].tolist())


def change_words(change: Change) -> str:
    """The turned verdicts in one sentence each.

    >>> change_words(Change(["A"], []))
    'Fell below zero: A.'
    """
    turns = {"Fell below zero": change.fell, "Rose above zero": change.rose}
    sentences = [stopped(f"{what}: {listed(names)}") for what, names in turns.items() if names]
    return " ".join(sentences) or "No customer crossed zero against the saved plan."


def _figures(desk: Desk, now: Analysis, saved: Analysis) -> None:
    cash, marks = desk.scenario.currency, reader_marks()
    profit, before = now.results.statements.profit, saved.results.statements.profit
    delta = profit - before
    revenue_only = now.results.statements.is_revenue_only
    what = "Revenue" if revenue_only else "Profit now"
    st.metric(
        f"{what}{f', {plain(cash)}' if cash else ''}",
        money(profit, cash, cents="auto", marks=marks),
        delta=money(delta, cash, cents="auto", signed=True, marks=marks) if delta else None,
        help="Below it the change against the saved plan",
        **_way(delta, good=delta > 0),
    )
    if revenue_only:
        return
    losers, were = now.results.unprofitable_customers, saved.results.unprofitable_customers
    more = losers - were
    st.metric(
        "Customers at a loss",
        f"{count(losers, marks=marks)} of {count(now.results.curve.count, marks=marks)}",
        delta=f"{count(more, signed=True, marks=marks)} {agree(more, 'customer', 'customers')}" if more else None,
        **_way(more, good=more < 0),
    )


def _way(change: int, *, good: bool) -> dict[str, Any]:
    """Arrow and colour of a change; said outright, since a minus sign as it is printed is no hyphen to Streamlit."""
    # "normal" paints what Streamlit takes for a rise in the colour of gain, "inverse" in that of loss.
    return {"delta_arrow": "up" if change > 0 else "down", "delta_color": "normal" if good else "inverse"}


def _curves(desk: Desk, now: Analysis, saved: Analysis) -> None:
    cash, marks = desk.scenario.currency, reader_marks()
    curve, before = curve_frame(now.results), curve_frame(saved.results)
    sentence = effect_sentence(curve, before, currency_label=cash, marks=marks)
    draw(effect(curve, before, palette=palette(), currency_label=cash, marks=marks), key="effect", alt=sentence)


def _top_customers(desk: Desk, now: Analysis, saved: Analysis) -> None:
    cash, marks = desk.scenario.currency, reader_marks()
    profit, before = now.results.statements.customer_profit, saved.results.statements.customer_profit
    names = now.results.statements.ledger.customers[c.CUSTOMER_NAME]
    top = now.results.profit_order[:_TOP]
    rows = {
        f"Top {len(top)}": [str(names.iloc[place]) for place in top],
        "Profit": [money(profit[place], cash, cents="auto", marks=marks) for place in top],
        "Change": [_change(int(profit[place] - before[place]), cash) for place in top],
    }
    alt = f"The {counted(len(top), 'customer')} with the highest profit, and the change against the saved plan"
    st.dataframe(pd.DataFrame(rows), hide_index=True, height=_TABLE_HEIGHT, alt=alt)


def _change(amount: int, currency: str) -> str:
    return money(amount, currency, cents="auto", signed=True, marks=reader_marks()) if amount else ""
