"""What belongs to no known customer, folded away under the tie-out line: its parts, and its lines one by one."""

from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.costing.unassigned import find_nobodys
from whalecurve.domain.money.number_marks import NumberMarks
from whalecurve.domain.words.formats import money
from whalecurve.reports.totals_csv import total_rows
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.lines import line_table

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
        _lines(desk, answered)


def parts_frame(statements: Statements, marks: NumberMarks) -> pd.DataFrame:
    """A row for each line of the statement, a column for each part of the company."""
    rows, cash = total_rows(statements), statements.scenario.currency
    lines = next(iter(rows.values()))
    parts = {name: [money(row[line], cash, marks=marks) for line in lines] for name, row in rows.items()}
    shown = {name.capitalize(): amounts for name, amounts in parts.items()}
    return pd.DataFrame({"Line": [_NAMES.get(line, line) for line in lines], **shown})


def _lines(desk: Desk, answered: Analysis) -> None:
    """Lines that name nobody or a customer who is not on file; somebody who holds a link has none."""
    statements = answered.results.statements
    if desk.share is not None or not statements.ledger.facts.sums[c.LINES][-1]:
        return
    st.caption("Lines of your files that name nobody, or a customer who is not on file.")
    found = cache.opened_lines(desk, answered, statements.ledger.size)
    line_table(desk, found, found.figures.net_revenue, "Net revenue", key="nobody", is_column=True)
