"""The lines behind a figure: a choice of figures, then lines, searched, page by page, with their sum at the foot."""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from whalecurve.analysis.done_activities import activity_frame, activity_of
from whalecurve.analysis.opened_lines import PART, OpenedLines
from whalecurve.analysis.results import Analysis
from whalecurve.domain import columns as c
from whalecurve.domain.lines.figures import Figure, costs_of_the_customer, figures_of, parts_of, stands_on_lines
from whalecurve.domain.money.apportion import Ints, exact_sum
from whalecurve.domain.plan.plan_json import scenario_to_text
from whalecurve.domain.words.formats import counted, money
from whalecurve.domain.words.wording import listed
from whalecurve.reports.safe_csv import frame_csv
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name, what_it_is_of
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

PAGE_LINES: Final = 50


def lines_of_statement(desk: Desk, answered: Analysis, place: int) -> None:
    """A choice among the figures of one customer's statement; the chosen one opens its lines below.

    Somebody who holds a link sees nothing here: lines are no part of what is shared.

    Args:
        desk: Whose page it is.
        answered: The answer in force.
        place: Code of the customer.
    """
    if desk.share is not None:
        return
    statements = answered.results.statements
    figures = figures_of(statements, place)
    cash, marks = desk.scenario.currency, reader_marks()
    names = [f"{figure.label}: {money(figure.amount, cash, marks=marks)}" for figure in figures]
    chosen = st.selectbox(
        "Open the lines behind a figure",
        range(len(figures)),
        index=None,
        format_func=names.__getitem__,
        placeholder="choose a figure",
        key=f"lines_figure_{place}",
    )
    if chosen is not None:
        _opened(desk, answered, place, figures[chosen])


def _opened(desk: Desk, answered: Analysis, place: int, figure: Figure) -> None:
    """What makes one figure: its sentence, and its lines or activities."""
    statements = answered.results.statements
    st.markdown(plain(figure.sentence, 1000))
    if stands_on_lines(statements, figure):
        found = cache.opened_lines(desk, answered, place)
        parts = parts_of(found.figures, figure.key)
        is_column = figure.key in {c.NET_REVENUE, c.COST_OF_GOODS}
        line_table(desk, found, parts, figure.label, key=f"{place}_{figure.key}", is_column=is_column)
        _what_stands_apart(desk, figure, parts, costs_of_the_customer(statements, figure))
        return
    name = activity_of(statements.ledger, figure.cost)
    st.caption("This cost belongs to the customer, not to single lines." + (" Its activities:" if name else ""))
    if name:
        _activities(desk, activity_frame(cache.workbook(desk), statements.ledger.facts.period, place, name))


def line_table(desk: Desk, found: OpenedLines, parts: Ints, label: str, *, key: str, is_column: bool = False) -> None:
    """Lines with their part of a figure: search, one page of them, the sum at the foot, and a file of all.

    Args:
        desk: Whose page it is.
        found: The lines.
        parts: Minor units of the figure on every line.
        label: What the figure is called.
        key: Names the widgets.
        is_column: Whether the figure is revenue or cost of goods, which the table shows anyway.
    """
    wanted = st.text_input(
        "Find lines", type="search", key=f"lines_search_{key}", placeholder="date, order, product, file or row"
    )
    rows = found.rows_with(wanted)
    shown = rows[_page(len(rows), key)]
    own = None if is_column else parts
    frame = _titled(found.frame(shown, own), label)
    st.dataframe(frame, hide_index=True, alt=f"Lines behind {label}", key=f"lines_table_{key}")
    st.markdown(plain(_foot(desk, rows, parts, len(found.lines)), 400))
    _download(desk, lambda: _csv(desk, _titled(found.frame(rows, own), label)), len(rows), f"{key} {wanted}", "line")


def _page(count: int, key: str) -> slice:
    pages = max(-(-count // PAGE_LINES), 1)
    page = st.pagination(pages, key=f"lines_page_{key}") if pages > 1 else 1
    return slice((page - 1) * PAGE_LINES, page * PAGE_LINES)


def _foot(desk: Desk, rows: npt.NDArray[np.intp], parts: Ints, everything: int) -> str:
    """The sum of the lines shown on all pages."""
    cash, marks = desk.scenario.currency, reader_marks()
    total = money(exact_sum(parts[rows]), cash, marks=marks)
    of = f" of {counted(everything, 'line', marks=marks)}" if len(rows) < everything else ""
    return f"Sum of {counted(len(rows), 'line', marks=marks)}{of}: {total}."


def _what_stands_apart(desk: Desk, figure: Figure, parts: Ints, costs: list[str]) -> None:
    rest = figure.amount - exact_sum(parts)
    if not rest:
        return
    cash, marks = desk.scenario.currency, reader_marks()
    amount, whole = money(rest, cash, marks=marks), money(figure.amount, cash, marks=marks)
    names = f" ({listed(costs, marks=marks)})" if costs else ""
    st.markdown(plain(f"On no line, because it belongs to the customer{names}: {amount}. Together: {whole}.", 600))


def _activities(desk: Desk, frame: pd.DataFrame) -> None:
    st.dataframe(_titled(frame, ""), hide_index=True, alt="Activities behind the figure")
    _download(desk, lambda: _csv(desk, _titled(frame, "")), len(frame), frame.to_json() or "", "activity")


def _titled(frame: pd.DataFrame, label: str) -> pd.DataFrame:
    """Columns as people call them; the part under the figure's name, which may be another column's too."""
    titles = {name: str(name).replace("_", " ").capitalize() for name in frame.columns} | {c.LINE: "Row"}
    part = label if label not in titles.values() else f"{label}, this figure"
    return frame.rename(columns=titles | {PART: part})


def _csv(desk: Desk, frame: pd.DataFrame) -> str:
    """The table with what it is of on each row."""
    return frame_csv(what_it_is_of(desk).beside(frame))


def _download(desk: Desk, make: Callable[[], str], count: int, made_of: str, noun: str) -> None:
    if count:
        name = file_name(desk, "whalecurve-lines", f"{desk.dataset} {scenario_to_text(desk.scenario)} {made_of}")
        label = f"Download {counted(count, noun, marks=reader_marks())} as CSV"
        download(desk, label, make, name, key=f"csv_{noun}_{made_of}")
