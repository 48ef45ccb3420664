"""The months of the Trend page as a table, with sums of twelve months, and as a file."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.analysis.trends import FoundTrend
from whalecurve.domain.plan.plan_json import month_text, scenario_to_text
from whalecurve.domain.trend.month_figures import MonthFigures
from whalecurve.domain.trend.trend import Trend
from whalecurve.reports.context import context_of
from whalecurve.reports.trend_csv import trend_csv
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name, today
from whalecurve.ui.losses import losses_marked

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

_PERIOD = "months of the period"


def months(desk: Desk, answered: Analysis, found: FoundTrend) -> None:
    """A row per month, the sum of the period's under them, and a file of the period's months."""
    st.subheader("Month by month", anchor=False)
    frame = table_frame(found.trend, answered)
    st.dataframe(
        losses_marked(frame, ["Profit of the company", "Profit of customers"]),
        hide_index=True,
        key="trend_table",
        placeholder="",
        column_config=_columns(desk, 1 / 10**answered.results.statements.digits),
        alt="Figures of each month, in order, and the sum of the period",
    )
    st.caption(
        "The months of the period add up to the Ranking, to the minor unit. A month's losers are those of the Ranking "
        "with the period set to that month: a customer who bought nothing in it still carries its part of fixed costs."
    )
    made_of = f"{desk.dataset} {desk.plan} {scenario_to_text(desk.scenario)} {sorted(found.trend.incomplete)}"
    context, statements = context_of(answered.results, desk.plan, today()), answered.results.statements
    download(
        desk,
        "Download these months as CSV",
        lambda: trend_csv(found.trend, statements, context),
        file_name(desk, "whalecurve-trend", made_of),
        key="trend_csv",
    )


def table_frame(trend: Trend, answered: Analysis) -> pd.DataFrame:
    """Rows of the table in major units, the sum of the period's months last."""
    statements = answered.results.statements
    unit, whole = 10**statements.digits, trend.inside
    rows = [_row(trend, each, unit) for each in trend.months]
    total = {
        "Month": f"{len(whole)} {_PERIOD}",
        "Profit of the company": sum(each.company_profit for each in whole) / unit,
        "Profit of customers": sum(each.profit for each in whole) / unit,
        "Revenue": sum(each.net_revenue for each in whole) / unit,
        "Gross margin": sum(each.gross_margin for each in whole) / unit,
        "Contribution margin": sum(each.contribution_margin for each in whole) / unit,
    }
    frame = pd.DataFrame([*rows, total])
    return frame.astype(dict.fromkeys(("At a loss", "Who bought"), "Int64"))


def _row(trend: Trend, each: MonthFigures, unit: int) -> dict[str, object]:
    before, year = trend.last_year(each.month), trend.twelve(each.month)
    notes = []
    if each.month in trend.incomplete:
        notes.append("not whole")
    if each.month not in trend.period:
        notes.append("outside the period")
    return {
        "Month": month_text(each.month),
        "Profit of the company": each.company_profit / unit,
        "Year before": None if before is None else before.company_profit / unit,
        "Twelve months": sum(one.company_profit for one in year) / unit if year else None,
        "Profit of customers": each.profit / unit,
        "Revenue": each.net_revenue / unit,
        "Gross margin": each.gross_margin / unit,
        "Contribution margin": each.contribution_margin / unit,
        "At a loss": each.losers,
        "What they lose": each.loss / unit,
        "Who bought": each.buyers,
        "Remark": ", ".join(notes),
    }


def _columns(desk: Desk, unit: float) -> "dict[str, ColumnConfig | str | None]":
    cash = f", {desk.scenario.currency}" if desk.scenario.currency else ""
    number = st.column_config.NumberColumn
    told = {
        "Profit of the company": "Profit of customers and of what belongs to nobody, less unused capacity",
        "Year before": "Profit of the company in the same month of the year before, where both are whole",
        "Twelve months": "Profit of the company in the twelve months up to this one, where all are whole",
        "Profit of customers": "After all costs (customer profit)",
        "Revenue": "After discounts and returns (net revenue), of known customers",
        "Gross margin": "Net revenue less cost of goods",
        "Contribution margin": "Gross margin less variable costs",
        "What they lose": "Losses of all customers at a loss, together",
    }
    columns: dict[str, ColumnConfig | str | None] = {
        name: number(f"{name}{cash}", format="localized", step=unit, help=text) for name, text in told.items()
    }
    columns["Month"] = st.column_config.TextColumn("Month", pinned=True)
    columns["At a loss"] = number("At a loss", help="Customers on file at a loss in the month, all costs counted")
    columns["Who bought"] = number("Who bought", help="Customers with a line in the month")
    return columns
