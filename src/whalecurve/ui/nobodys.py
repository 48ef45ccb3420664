"""What belongs to no known customer, folded away under the tie-out line: its parts, and its lines one by one."""

from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.nobodys_lines import nobodys_lines
from whalecurve.analysis.results import Analysis
from whalecurve.domain import columns as c
from whalecurve.domain.formats import counted, money
from whalecurve.domain.marks import NumberMarks
from whalecurve.domain.statement import Statements
from whalecurve.domain.unassigned import find_nobodys
from whalecurve.reports.safe_csv import frame_csv
from whalecurve.reports.totals_csv import total_rows
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name

MOST_SHOWN: Final = 1000
_NAMES: Final = {
    c.NET_REVENUE: "Net revenue",
    c.COST_OF_GOODS: "Cost of goods",
    c.GROSS_MARGIN: "Gross margin",
    c.CONTRIBUTION_MARGIN: "Contribution margin",
    c.CUSTOMER_PROFIT: "Profit",
}


def nobodys(desk: Desk, answered: Analysis, marks: NumberMarks) -> None:
    """From all customers to the company, and the lines that name nobody; nothing when everything has its customer."""
    statements = answered.results.statements
    if not find_nobodys(statements).is_anything:
        return
    folded = st.expander("What belongs to nobody", icon=":material/person_off:", on_change="rerun", key="nobodys")
    if not folded.open:
        return
    with folded:
        alt = "Each line of the statement for all customers, for what belongs to nobody, and for the company"
        st.dataframe(parts_frame(statements, marks), hide_index=True, alt=alt)
        _lines(desk, statements)


def parts_frame(statements: Statements, marks: NumberMarks) -> pd.DataFrame:
    """A row for each line of the statement, a column for each part of the company."""
    rows, cash = total_rows(statements), statements.scenario.currency
    lines = next(iter(rows.values()))
    parts = {name: [money(row[line], cash, marks=marks) for line in lines] for name, row in rows.items()}
    shown = {name.capitalize(): amounts for name, amounts in parts.items()}
    return pd.DataFrame({"Line": [_NAMES.get(line, line) for line in lines], **shown})


def _lines(desk: Desk, statements: Statements) -> None:
    """The first lines as a table, all of them as a file; somebody who holds a link has none."""
    found = nobodys_lines(cache.workbook(desk), statements.ledger.facts.period)
    if found is None or found.empty:
        return
    more = f" The first {counted(MOST_SHOWN, 'line')} are shown." if len(found) > MOST_SHOWN else ""
    st.caption(f"Lines of your files that name nobody, or a customer who is not on file.{more}")
    titles = {name: str(name).replace("_", " ").capitalize() for name in found.columns}
    st.dataframe(found.head(MOST_SHOWN).rename(columns=titles), hide_index=True, alt="Lines of no known customer")
    content = frame_csv(found)
    label = f"Download {counted(len(found), 'line')} as CSV"
    download(desk, label, lambda: content, file_name(desk, "whalecurve-unassigned", content), key="nobodys_csv")
