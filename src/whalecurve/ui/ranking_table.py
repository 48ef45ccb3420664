"""The table of the Ranking page: search, sort, a sparkline of each customer's months, and a click that opens one."""

import hashlib
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.domain import columns as c
from whalecurve.domain.names.search import carrying
from whalecurve.domain.plan.plan_json import scenario_to_text
from whalecurve.domain.ranks.people import AT_EACH_END
from whalecurve.domain.ranks.ranking import Places, best_first
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.words.formats import count, counted
from whalecurve.reports.context import context_of
from whalecurve.reports.statements_csv import export_csv
from whalecurve.service.links.addresses import ranking_path, report_path
from whalecurve.ui import cache
from whalecurve.ui.customer import open_statement
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name, today
from whalecurve.ui.losses import losses_marked
from whalecurve.ui.people import named
from whalecurve.ui.reader import on_a_phone, reader_marks

PAGE_ROWS: Final = 1000
_PROFIT, _LOWEST, _REVENUE, _SERVE = "Profit, best first", "Profit, worst first", "Revenue", "Cost to serve"
_OF_PROFIT: Final = ("Profit", "Margin", "Cost to serve", "Stability")
"""Columns that say nothing while no cost is known."""
_NARROWEST, _LETTER, _MARGIN = 140, 8, 32
_WIDEST, _WIDEST_ON_A_PHONE = 400, 200
_SEARCH: Final = "ranking_search"


def ranking_table(desk: Desk, answered: Analysis, brushed: tuple[int, int] | None) -> None:
    """Show the table; a name opens its statement, and so do the few names that a search finds."""
    results = answered.results
    search, order = st.columns((3, 2), vertical_alignment="bottom")
    wanted = search.text_input("Find a customer", type="search", key=_SEARCH, placeholder="name, id or trait")
    ways = [_REVENUE] if results.statements.is_revenue_only else [_PROFIT, _LOWEST, _REVENUE, _SERVE]
    by = order.selectbox("Sort by", ways, key="ranking_sort")
    ranks = _ranks(results, brushed)
    places = carrying(results.statements.ledger.customers, _within(results, _sorted(results, by), ranks), wanted)
    _count_words(results, places)
    pages = -(-len(places) // PAGE_ROWS)
    page = st.pagination(pages, key="ranking_page") if pages > 1 else 1
    shown = places[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    if wanted and 0 < len(places) <= AT_EACH_END:
        named(desk, results, places, "found")
    ranked_rows(desk, results, shown)
    _download(desk, results, places)


def _ranks(results: Results, brushed: tuple[int, int] | None) -> tuple[int, int] | None:
    """Ranks to show: those inside the brush, which a keyboard sets with the slider; None for all."""
    everyone = results.curve.count
    if everyone <= 1:
        return None
    first, last = brushed or (1, everyone)
    key = f"ranks_{everyone}_{first}_{last}"
    what = "Ranks by revenue" if results.statements.is_revenue_only else "Ranks by profit"
    low, high = st.slider(what, 1, everyone, (first, last), key=key, format="localized")
    return None if (low, high) == (1, everyone) else (low, high)


def _sorted(results: Results, by: str) -> Places:
    statements = results.statements
    if by == _LOWEST:
        return results.profit_order[::-1]
    if by == _REVENUE:
        return results.revenue_order
    if by == _SERVE:
        return best_first(statements.variable_cost + statements.fixed_cost)
    return results.profit_order


def _within(results: Results, places: Places, ranks: tuple[int, int] | None) -> Places:
    """Places whose rank by profit lies between two, in the given order."""
    if ranks is None:
        return places
    rank = results.profit_rank[places]
    return np.asarray(places[(rank >= ranks[0]) & (rank <= ranks[1])], dtype=np.intp)


def _count_words(results: Results, places: Places) -> None:
    everyone = results.curve.count
    if len(places) < everyone:
        st.caption(f"{counted(len(places), 'customer')} of {count(everyone)} shown.")


def ranked_rows(desk: Desk, results: Results, places: Places, key: str = "ranking_table") -> None:
    """Show some customers in the order given; a name opens its statement."""
    frame = table_frame(results, monthly_margin(desk, results, places), places)
    opens, widest = f"{key}_open", _WIDEST_ON_A_PHONE if on_a_phone() else _WIDEST
    width = name_width(frame["Customer"], widest)
    ids = tuple(str(each) for each in results.statements.ledger.ids[places])
    st.dataframe(
        losses_marked(frame, [name for name in ("Profit", "Margin") if name in frame]),
        hide_index=True,
        key=key,
        column_config=_columns(desk, 1 / 10**results.statements.digits, width, opens, ids),
        alt="Customers, best first; a name opens the customer's statement",
    )


def name_width(names: Iterable[str], widest: int) -> int:
    """Pixels in which the longest name stands whole, up to ``widest``: what is beside it must be seen too.

    >>> name_width(["A.B."], 400), name_width(["Donaudampfschifffahrtsgesellschaft"], 400)
    (140, 304)
    """
    longest = max((len(str(name)) for name in names), default=0)
    return min(max(_NARROWEST, _MARGIN + _LETTER * longest), widest)


def _open_row(key: str, ids: tuple[str, ...]) -> None:
    """Open the statement of the row whose name was pressed; a message that no browser sends may say anything."""
    row = getattr(st.session_state.get(key), "row", None)
    if type(row) is int and 0 <= row < len(ids):
        open_statement(ids[row])


def table_frame(results: Results, monthly: list[list[float]], places: Places) -> pd.DataFrame:
    """Rows of the table: major units and percent for display, traits as they are."""
    statements, unit = results.statements, 10**results.statements.digits
    customers = statements.ledger.customers.iloc[places]
    revenue = statements.net_revenue.amounts[places]
    profit = statements.customer_profit[places]
    margin = np.divide(profit, revenue, out=np.full(len(places), np.nan), where=revenue > 0)
    serve = (statements.variable_cost + statements.fixed_cost)[places]
    shown = {
        "Customer": customers[c.CUSTOMER_NAME].to_numpy(),
        "Profit": profit / unit,
        "#": results.profit_rank[places],
        "Margin": margin * 100,
        "Revenue": revenue / unit,
        "Cost to serve": serve / unit,
        "By month": monthly,
        "Stability": results.stability.verdicts[places],
        "Id": customers[c.CUSTOMER_ID].to_numpy(),
    }
    if statements.is_revenue_only:
        shown = {name: column for name, column in shown.items() if name not in _OF_PROFIT}
    traits = {name: customers[name].to_numpy() for name in statements.ledger.traits if name not in shown}
    return pd.DataFrame({**shown, **traits})


def monthly_margin(desk: Desk, results: Results, places: Places) -> list[list[float]]:
    """Gross margin month by month of each place, from the facts; major units at the revenue's own scale."""
    ledger, monthly = results.statements.ledger, cache.workbook(desk).facts.monthly
    months = ledger.facts.period.list_months()
    column = {month: number for number, month in enumerate(months)}
    customer = monthly[c.CUSTOMER].to_numpy()
    begins, ends = np.searchsorted(customer, places, "left"), np.searchsorted(customer, places, "right")
    rows = np.concatenate([np.arange(b, e) for b, e in zip(begins, ends, strict=True)]) if len(places) else begins
    chosen = monthly.iloc[rows]
    owner = np.repeat(np.arange(len(places)), ends - begins)
    inside = chosen[c.MONTH].isin(column).to_numpy()
    earned = chosen[c.NET_REVENUE].to_numpy() / 10 ** ledger.scales.get(c.NET_REVENUE, 0)
    spent = chosen[c.COST_OF_GOODS].to_numpy() / 10 ** ledger.scales.get(c.COST_OF_GOODS, 0)
    grid = np.zeros((len(places), len(months)))
    grid[owner[inside], chosen[c.MONTH].map(column).to_numpy(dtype=np.int64, na_value=0)[inside]] = (earned - spent)[
        inside
    ]
    return [list(map(float, line)) for line in grid]


def _columns(desk: Desk, unit: float, width: int, opens: str, ids: tuple[str, ...]) -> dict[str, Any]:
    cash = f", {desk.scenario.currency}" if desk.scenario.currency else ""
    number = st.column_config.NumberColumn
    money_columns = {
        name: number(f"{name}{cash}", format="localized", step=unit, help=text)
        for name, text in {
            "Profit": "What is left after all costs, shared ones included (customer profit)",
            "Revenue": "After discounts and returns (net revenue)",
            "Cost to serve": "Costs that follow the customer and its part of shared costs",
        }.items()
    }
    return {
        **money_columns,
        "#": number("#", format="localized", help="Rank by profit", width=56),
        "Customer": st.column_config.ButtonColumn(
            "Customer",
            pinned=True,
            width=width,
            type="tertiary",
            alignment="left",
            key=opens,
            on_click=_open_row,
            args=(opens, ids),
        ),
        "Margin": number("Margin", format="%.1f %%", help="Profit / revenue; empty without revenue"),
        "By month": st.column_config.LineChartColumn("By month", help="Gross margin month by month", width="small"),
        "Stability": st.column_config.TextColumn(
            "Stability",
            help="Does the verdict hold when every assumption moves by 20 % and costs are shared otherwise?",
        ),
    }


def _download(desk: Desk, results: Results, places: Places) -> None:
    """The rows shown on all pages of the table; written when asked for, and named after all that they come from.

    Somebody who holds a link gets the whole ranking through a route that asks for the link's cookie each time: an
    address of Streamlit's own would outlive the link.
    """
    if desk.share is not None:
        if desk.share.entry.terms.download:
            st.link_button("Download the ranking as CSV", ranking_path(desk.workspace), icon=":material/download:")
            st.link_button("Download the report", report_path(desk.workspace), icon=":material/description:")
        return
    plan = scenario_to_text(desk.scenario)
    made_of = f"{desk.dataset} {desk.plan} {plan} {hashlib.sha256(places.tobytes()).hexdigest()}"
    context = context_of(results, desk.plan, today())
    download(
        desk,
        f"Download {counted(len(places), 'customer', marks=reader_marks())} as CSV",
        lambda: export_csv(results, context, results.ranking().iloc[results.profit_rank[places] - 1]),
        file_name(desk, "whalecurve-ranking", made_of),
    )
