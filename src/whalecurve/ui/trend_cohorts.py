"""Cohorts on the Trend page: customers by when they came, how many still buy, and what they left so far."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.trends import FoundTrend
from whalecurve.domain.trend.cohorts import A_MONTH, A_QUARTER, Cohorts
from whalecurve.domain.words.formats import minor_digits
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.trend import day

_SPANS: Final = {"quarter": A_QUARTER, "month": A_MONTH}
_BUYERS: Final = "how many still buy"
_CONTRIBUTION: Final = "contribution so far"
_MOST_COLUMNS: Final = 60


def cohorts(desk: Desk, found: FoundTrend) -> None:
    """Customers by the quarter or month of their first line; cells that the files do not hold whole stay empty."""
    st.subheader("Customers by when they came", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        span = st.segmented_control("By", list(_SPANS), default="quarter", key="cohort_span") or "quarter"
        shown = st.segmented_control("Show", [_BUYERS, _CONTRIBUTION], default=_BUYERS, key="cohort_shown") or _BUYERS
    told = cache.cohorts(desk, found, day(), _SPANS[span])
    if not any(cell is not None for row in told.buyers for cell in row):
        st.caption(f"No {span} of your files is whole: there is nothing to compare.")
        return
    frame = cohort_frame(told, span, desk.scenario.currency, buyers=shown == _BUYERS)
    unit = None if shown == _BUYERS else 1 / 10 ** minor_digits(desk.scenario.currency)
    number = st.column_config.NumberColumn
    columns = {name: number(name, format="localized", step=unit) for name in frame.columns[2:]}
    st.dataframe(
        frame,
        hide_index=True,
        key="cohort_table",
        placeholder="",
        column_config={"Came in": st.column_config.TextColumn("Came in", pinned=True), **columns},
        alt=f"A row for each {span} in which customers came: {shown}, {span} after {span}",
    )
    st.caption(
        f"Each column is a {span} since they came; 0 is the one they came in. An empty cell is one that your files do "
        "not hold whole. Contribution is before fixed costs, added up. Who came in the first months of your files may "
        "be older than they are."
    )


def cohort_frame(told: Cohorts, span: str, cash: str, *, buyers: bool) -> pd.DataFrame:
    """A row for each cohort: when it came, how many, and a column for each span since."""
    unit = 1 if buyers else 10 ** minor_digits(cash)
    cells = told.buyers if buyers else told.contribution
    width = min(max((len(row) for row in cells), default=0), _MOST_COLUMNS)
    rows = [
        {
            "Came in": name,
            "Customers": size,
            **{f"{span} {place}": _cell(row, place, unit) for place in range(width)},
        }
        for name, size, row in zip(told.names, told.customers, cells, strict=True)
    ]
    frame = pd.DataFrame(rows)
    return frame.astype(dict.fromkeys(frame.columns[2:], "Int64")) if buyers else frame


def _cell(row: Sequence[int | None], place: int, unit: int) -> float | None:
    value = row[place] if place < len(row) else None
    return None if value is None else value / unit
