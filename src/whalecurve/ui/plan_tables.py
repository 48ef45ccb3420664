"""The Plans page: two statements and two whale curves, figure by figure."""

from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.domain import columns as c
from whalecurve.domain.costing.line_changes import LineChange, LineTotal
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.ranks.compare import Comparison
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.words.formats import count, counted, money, percent
from whalecurve.domain.words.plurals import agree
from whalecurve.ui.desk import Desk
from whalecurve.ui.losses import losses_marked
from whalecurve.ui.plans import Pair
from whalecurve.ui.reader import reader_marks

LEFT: Final = "left"
RIGHT: Final = "right"
_WHAT: Final = "what"
_EFFECT: Final = "effect"
_AMOUNTS: Final = (LEFT, RIGHT, _EFFECT)
_LINE_WORDS: Final = {c.NET_REVENUE: "Revenue", c.COST_OF_GOODS: "Cost of goods"}

Row = tuple[str, int | None, int | None, int]


def statement_table(desk: Desk, pair: Pair) -> None:
    """Lines and profit under both plans, and what each line does to profit; lines that stay the same when asked for."""
    unit, cash = 1 / 10**pair.found.left.statements.digits, _cash(desk)
    number = st.column_config.NumberColumn
    place, same = st.container(), len(_lines(pair.found)) - len(_changed_lines(pair.found))
    label = f"Show {counted(same, 'line')} that {agree(same, 'stays', 'stay')} the same"
    frame = statement_frame(pair.found, every_line=bool(same) and st.toggle(label, key="compare_every_line"))
    place.dataframe(
        losses_marked(frame, [*_AMOUNTS]),
        hide_index=True,
        key="compare_lines",
        column_config={
            _WHAT: st.column_config.TextColumn(f"Line{cash}"),
            _EFFECT: number("Effect on profit", format="localized", step=unit),
            LEFT: number(pair.left.title, format="localized", step=unit),
            RIGHT: number(pair.right.title, format="localized", step=unit),
        },
        # The difference stands first, where a telephone shows it too.
        column_order=[_WHAT, _EFFECT, LEFT, RIGHT],
        height="content",
        alt="Revenue, costs and profit under both plans, line by line, with the effect of each on profit",
    )


def statement_frame(found: Comparison, *, every_line: bool = True) -> pd.DataFrame:
    """Rows of the table in major units; a line that a plan does not have is empty there, the effects add up."""
    left, right = found.left.statements, found.right.statements
    lines = _lines(found) if every_line else _changed_lines(found)
    rows: list[Row] = [_line_row(line, 1 if line.name == c.NET_REVENUE else -1) for line in lines]
    rows.append(("Profit of all customers", left.profit, right.profit, found.profit_difference))
    unassigned = [side.unassigned_revenue - side.unassigned_cost for side in (left, right)]
    apart = [
        ("Belongs to nobody", unassigned[0], unassigned[1], found.unassigned_difference),
        ("Unused capacity", -left.unused_capacity_cost, -right.unused_capacity_cost, -found.unused_difference),
    ]
    seen = [row for row in apart if any(row[1:])]
    if seen:
        company = ("Profit of the company", left.company_profit, right.company_profit, found.company_difference)
        rows += [*seen, company]
    frame = pd.DataFrame(rows, columns=[_WHAT, *_AMOUNTS])
    for name in _AMOUNTS:
        frame[name] = frame[name].astype(float) / 10**left.digits
    return frame


def curve_table(desk: Desk, pair: Pair) -> None:
    """What one reads off the whale curve under both plans."""
    st.dataframe(
        curve_rows(pair.found, desk.scenario.currency, marks=reader_marks()),
        hide_index=True,
        key="compare_curves",
        column_config={
            _WHAT: st.column_config.TextColumn("Whale curve"),
            LEFT: st.column_config.TextColumn(pair.left.title, alignment="right"),
            RIGHT: st.column_config.TextColumn(pair.right.title, alignment="right"),
        },
        alt="Figures of the whale curve under both plans",
    )


def curve_rows(found: Comparison, currency: str, *, marks: NumberMarks = ENGLISH) -> pd.DataFrame:
    """Figures of both curves as they are written."""

    def figures(side: Results) -> list[str]:
        curve = side.curve
        return [
            f"{count(side.unprofitable_customers, marks=marks)} of {count(curve.count, marks=marks)}",
            money(curve.peak, currency, cents="auto", marks=marks),
            counted(curve.peak_customers, "customer", marks=marks),
            money(curve.give_back, currency, cents="auto", marks=marks),
            percent(curve.top_20_percent_share, marks=marks),
        ]

    what = ["Customers at a loss", "Profit at the peak", "Reached with", "Given back after it", "Top 20 % earn"]
    return pd.DataFrame({_WHAT: what, LEFT: figures(found.left), RIGHT: figures(found.right)})


def _lines(found: Comparison) -> tuple[LineChange, ...]:
    return (found.revenue, *found.lines)


def _changed_lines(found: Comparison) -> tuple[LineChange, ...]:
    return tuple(line for line in _lines(found) if line.left != line.right)


def _line_row(line: LineChange, sign: int) -> Row:
    left, right = (_customers(total) for total in (line.left, line.right))
    return _LINE_WORDS.get(line.name, line.name), left, right, sign * line.difference


def _customers(total: LineTotal | None) -> int | None:
    return None if total is None else total.customers


def _cash(desk: Desk) -> str:
    return f", {desk.scenario.currency}" if desk.scenario.currency else ""
