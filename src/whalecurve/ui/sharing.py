"""Who shares the fixed costs, and what a month at the end of the data is charged that is not whole."""

from dataclasses import replace
from typing import Final

import streamlit as st

from whalecurve.domain.plan.dated_amounts import span_of
from whalecurve.domain.plan.scenario import SHARE_ACTIVE, SHARE_ALL, SHARE_MONTHS
from whalecurve.domain.quantities.charged_months import DAYS, LEAVE_OUT, WHOLE
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.quantities.part_months import edge_words
from whalecurve.domain.words.formats import month_name
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.words import plain

_SHARES: Final = {
    SHARE_ALL: "every customer on file",
    SHARE_ACTIVE: "customers with a line in the period",
    SHARE_MONTHS: "every customer, by months on file",
}
_WAYS: Final = {
    WHOLE: "as whole months",
    DAYS: "by their days",
    LEAVE_OUT: "not at all when they hold a day or two",
}
_SHARE_KEY: Final = "share_with"
_WAY_KEY: Final = "part_months"


def sharing(desk: Desk) -> None:
    """The settings that move fixed costs as a whole; those of half months only where there are some."""
    who, way = st.columns(2, vertical_alignment="bottom")
    settings = desk.scenario.settings
    st.session_state[_SHARE_KEY] = settings.share_with
    who.selectbox(
        "Fixed costs fall on",
        list(_SHARES),
        format_func=_SHARES.__getitem__,
        key=_SHARE_KEY,
        on_change=_change,
        args=(desk, _SHARE_KEY),
        help="By months on file, a customer who came last month bears one month of what is shared by every customer "
        "alike, not the whole period.",
    )
    edges = cache.ledger(desk).edges
    if edges:
        st.session_state[_WAY_KEY] = settings.part_months
        way.selectbox(
            "Months at the ends that are not whole count",
            list(_WAYS),
            format_func=_WAYS.__getitem__,
            key=_WAY_KEY,
            on_change=_change,
            args=(desk, _WAY_KEY),
        )
        st.caption(plain(edge_words(edges, cache.ledger(desk).charged_months(settings.part_months)), 400))
    _period_of_the_costs(desk)


def _change(desk: Desk, key: str) -> None:
    desk.change(replace(desk.scenario, settings=replace(desk.scenario.settings, **{key: st.session_state[key]})))
    st.rerun()


def _period_of_the_costs(desk: Desk) -> None:
    """Where costs have dates: look at their months alone, as far as there are sales in them."""
    dated = [each for pool in desk.scenario.fixed for each in pool.dated]
    now, span = cache.ledger(desk).facts.period, cache.workbook(desk).facts.span
    if not dated or span is None:
        return
    costs = span_of(dated)
    if costs.last < span.first or costs.first > span.last:
        return
    wanted = Period(max(costs.first, span.first), min(costs.last, span.last))
    if wanted != now:
        words = f"Look at {month_name(wanted.first)} to {month_name(wanted.last)}, the months of your costs"
        st.button(words, key="costs_period", icon=":material/date_range:", on_click=_look_at, args=(desk, wanted))


def _look_at(desk: Desk, period: Period) -> None:
    desk.change(replace(desk.scenario, period=period))
    st.rerun()
