"""What the cost sliders do: profit, customers at a loss and the top ten, beside the saved plan's."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.charts.effect import effect, effect_sentence
from whalecurve.charts.result_frames import curve_frame
from whalecurve.domain import columns as c
from whalecurve.domain.words.formats import count, money
from whalecurve.domain.words.wording import listed, stopped
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.frame import tie_out
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain

_TOP = 10


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
    st.markdown(f"**{plain(profit_change(desk, now, saved), 300)}**")
    _curves(desk, now, saved)
    st.markdown(plain(change_words(turned(now, saved)), 1000))
    _top_customers(desk, now, saved)
    tie_out(desk, now, unfold=False)


def profit_change(desk: Desk, now: Analysis, saved: Analysis) -> str:
    """Profit and losers before and now, in one line; without any cost, revenue."""
    cash, marks = desk.scenario.currency, reader_marks()
    after, before = (money(each.results.statements.profit, cash, cents="auto", marks=marks) for each in (now, saved))
    if now.results.statements.is_revenue_only:
        return f"Revenue {after} {cash}".rstrip() + ": no cost yet"
    losing, were = (each.results.unprofitable_customers for each in (now, saved))
    everyone = count(now.results.curve.count, marks=marks)
    profit = after if after == before else f"{before} → {after}"
    losers = (
        count(losing, marks=marks) if losing == were else f"{count(were, marks=marks)} → {count(losing, marks=marks)}"
    )
    return f"Profit {f'{profit} {cash}'.rstrip()}, losers {losers} of {everyone}"


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
    with st.container(key="figures_top"):
        st.table(
            pd.DataFrame(
                {
                    f"Top {len(top)}": [plain(str(names.iloc[place])) for place in top],
                    "Profit": [money(profit[place], cash, cents=False, marks=marks) for place in top],
                    "Change": [_change(int(profit[place] - before[place]), cash) for place in top],
                }
            ),
            hide_index=True,
        )


def _change(amount: int, currency: str) -> str:
    return money(amount, currency, cents=False, signed=True, marks=reader_marks()) if amount else ""
