"""The table of the Breakdown page: a row per value with what ties it to the Ranking, and the lines behind a row."""

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.domain import columns as c
from whalecurve.domain.breakdown.breakdown import COST_OF_CUSTOMERS, PROFIT, Breakdown
from whalecurve.domain.plan.plan_json import scenario_to_text
from whalecurve.reports.breakdown_csv import breakdown_csv, breakdown_rows
from whalecurve.reports.context import context_of
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name, today
from whalecurve.ui.lines import line_table
from whalecurve.ui.losses import losses_marked

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

_COSTS: Final = "Costs of lines and orders"
_OF_CUSTOMERS: Final = "Costs of customers"


def table(desk: Desk, answered: Analysis, found: Breakdown) -> None:
    """The rows, a file of them, and the lines of the row that was chosen."""
    frame = table_frame(answered, found)
    state = st.dataframe(
        losses_marked(frame, ["Gross margin", "Profit"]),
        hide_index=True,
        key=f"breakdown_table_{found.dimension.name}",
        on_select="rerun",
        selection_mode="single-row",
        column_config=_columns(desk, 1 / 10**answered.results.statements.digits),
        alt="Profit by value, best first; choose a row to open its lines",
    )
    _download(desk, answered, found)
    row = next(iter(state.selection.rows), None)
    places = found.listed.tolist()
    if type(row) is int and 0 <= row < len(places):
        _lines(desk, answered, found, places[row])
    else:
        st.caption("Choose a row to open the lines of your files that make it.")


def table_frame(answered: Analysis, found: Breakdown) -> pd.DataFrame:
    """Rows of the table in major units: values, then what belongs to customers, then the totals."""
    statements, places = answered.results.statements, found.listed.tolist()
    rows, unit = breakdown_rows(statements, found), 10**statements.digits
    amounts = [row for _, _, row in rows]
    rest = [None] * (len(rows) - len(places))
    shown = {
        "Value": [name for name, _, _ in rows],
        "Profit": [row[PROFIT] / unit for row in amounts],
        "Revenue": [row[c.NET_REVENUE] / unit for row in amounts],
        "Gross margin": [row[c.GROSS_MARGIN] / unit for row in amounts],
        _COSTS: [sum(row[name] for name in found.costs) / unit for row in amounts],
        _OF_CUSTOMERS: [row.get(COST_OF_CUSTOMERS, 0) / unit for row in amounts],
        "Customers": [*(int(found.customers[place]) for place in places), *rest],
        "At a loss": [*(int(found.losers[place]) for place in places), *rest],
    }
    if found.orders is not None:
        shown["Orders"] = [*(int(found.orders[place]) for place in places), *rest]
    frame = pd.DataFrame(shown)
    if found.dimension.of_customers:
        frame = frame.drop(columns=_OF_CUSTOMERS).rename(columns={_COSTS: "Costs"})
    return frame.astype({name: "Int64" for name in ("Customers", "At a loss", "Orders") if name in frame})


def _lines(desk: Desk, answered: Analysis, found: Breakdown, place: int) -> None:
    """The lines of one value: what each leaves after costs of lines and orders."""
    opened = cache.opened_value(desk, answered, found, place)
    st.subheader("The lines behind this row", anchor=False)
    line_table(desk, opened, opened.figures.contribution, "Leaves", key=f"value_{found.dimension.name}_{place}")


def _columns(desk: Desk, unit: float) -> "dict[str, ColumnConfig | str | None]":
    cash = f", {desk.scenario.currency}" if desk.scenario.currency else ""
    number = st.column_config.NumberColumn
    told = {
        "Profit": "What is left after costs of lines and orders; of a customers' own column after all costs",
        "Revenue": "After discounts and returns (net revenue)",
        "Gross margin": "Net revenue less cost of goods",
        _COSTS: "Rates on revenue, units and lines, and what an order costs, shared by its lines' revenue",
        "Costs": "All costs but that of goods",
        _OF_CUSTOMERS: "What belongs to customers and to no value: it stands in a row of its own",
    }
    columns: dict[str, ColumnConfig | str | None] = {
        name: number(f"{name}{cash}", format="localized", step=unit, help=text) for name, text in told.items()
    }
    columns["Value"] = st.column_config.TextColumn("Value", pinned=True, width="medium")
    columns["At a loss"] = number("At a loss", help="How many of them make a loss, all their lines and costs counted")
    return columns


def _download(desk: Desk, answered: Analysis, found: Breakdown) -> None:
    made_of = f"{desk.dataset} {desk.plan} {scenario_to_text(desk.scenario)} {found.dimension}"
    context = context_of(answered.results, desk.plan, today())
    name = file_name(desk, "whalecurve-breakdown", made_of)
    download(
        desk,
        "Download this breakdown as CSV",
        lambda: breakdown_csv(answered.results, found, context),
        name,
        key="breakdown_csv",
    )
