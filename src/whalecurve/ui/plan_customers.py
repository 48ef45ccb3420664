"""The Plans page: whose profit changes, as arrows and as a table, and which verdicts flip."""

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from whalecurve.charts.fields import SENTENCE, TEXT
from whalecurve.charts.shifts import LEFT as LEFT_PROFIT
from whalecurve.charts.shifts import MOST_ROWS, shifts, shifts_sentence
from whalecurve.charts.shifts import RIGHT as RIGHT_PROFIT
from whalecurve.domain import columns as c
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.names.search import carrying
from whalecurve.domain.ranks.compare import Comparison
from whalecurve.domain.ranks.verdicts import group_verdict
from whalecurve.domain.words.formats import count, counted, money
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.losses import losses_marked
from whalecurve.ui.plan_tables import LEFT, RIGHT
from whalecurve.ui.plans import Pair
from whalecurve.ui.ranking_table import PAGE_ROWS
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

    from whalecurve.domain.ranks.ranking import Places

_CHANGED, _FELL, _ROSE, _MOVED, _FLIPPED = (
    "whose profit changes",
    "who fall below zero",
    "who rise above zero",
    "whose rank changes",
    "whose verdict flips",
)
_SHOW: Final = "compare_show"


def drawing(desk: Desk, pair: Pair) -> None:
    """An arrow for each of those who change most."""
    if not len(pair.found.changed):
        return
    marks, cash = reader_marks(), desk.scenario.currency
    frame = shift_frame(pair.found, cash, marks=marks)
    sentence = shifts_sentence(frame, currency_label=cash, marks=marks)
    draw(shifts(frame, palette=palette(), currency_label=cash, marks=marks), key="shifts", alt=sentence)
    ends = f"Each arrow runs from {pair.left.title} to {pair.right.title}."
    st.caption(plain(f"{sentence} {ends}", 1000))


def shift_frame(found: Comparison, currency: str, *, marks: NumberMarks = ENGLISH) -> pd.DataFrame:
    """Those who change most as the chart takes them: major units, and the words of each."""
    places, unit = found.changed[:MOST_ROWS], 10**found.left.statements.digits
    left, right = (side.statements.customer_profit[places] for side in (found.left, found.right))
    ranks = zip(found.left.profit_rank[places], found.right.profit_rank[places], strict=True)
    return pd.DataFrame(
        {
            c.CUSTOMER_NAME: _names(found)[places],
            LEFT_PROFIT: left / unit,
            RIGHT_PROFIT: right / unit,
            TEXT: [money(one, currency, cents="auto", signed=True, marks=marks) for one in found.profit_change[places]],
            SENTENCE: [
                f"{money(before, currency, marks=marks)} to {money(after, currency, marks=marks)}, "
                f"rank {count(rank[0], marks=marks)} to {count(rank[1], marks=marks)}"
                for before, after, rank in zip(left, right, ranks, strict=True)
            ],
        }
    )


def customers(desk: Desk, pair: Pair) -> None:
    """The table of customers: which ones, a search, and both sides of each."""
    found = pair.found
    groups = {
        _CHANGED: found.changed,
        _FELL: found.fell,
        _ROSE: found.rose,
        _MOVED: found.moved,
        _FLIPPED: found.flipped,
    }
    st.header("Whose figures change?", anchor=False)
    search, which = st.columns((3, 2), vertical_alignment="bottom")
    wanted = search.text_input("Find a customer", type="search", key="compare_search", placeholder="name, id or trait")
    show = which.selectbox(
        "Customers",
        list(groups),
        format_func=lambda group: f"{group}: {count(len(groups[group]), marks=reader_marks())}",
        key=_SHOW,
    )
    places = carrying(found.left.statements.ledger.customers, groups[show], wanted)
    if not len(places):
        st.caption("No customer is among them.")
        return
    st.caption(plain(f"{counted(len(places), 'customer')} {show}, the biggest change first."))
    pages = -(-len(places) // PAGE_ROWS)
    page = st.pagination(pages, key="compare_page") if pages > 1 else 1
    _rows(desk, pair, places[(page - 1) * PAGE_ROWS : page * PAGE_ROWS])


def customer_frame(found: Comparison, places: "Places") -> pd.DataFrame:
    """Rows of the table: profit in major units, ranks and verdicts of both sides."""
    unit = 10**found.left.statements.digits
    sides = {LEFT: found.left, RIGHT: found.right}
    profit = {f"{name}_profit": side.statements.customer_profit[places] / unit for name, side in sides.items()}
    ranks = {f"{name}_rank": side.profit_rank[places] for name, side in sides.items()}
    verdicts = {f"{name}_verdict": side.stability.verdicts[places] for name, side in sides.items()}
    return pd.DataFrame(
        {
            "customer": _names(found)[places],
            "change": found.profit_change[places] / unit,
            **profit,
            "climb": found.climb[places],
            **ranks,
            **verdicts,
            "id": found.left.statements.ledger.ids[places],
        }
    )


def flips(pair: Pair) -> None:
    """Verdicts that are other ones under the right plan: of customers, and of the groups by revenue."""
    found = pair.found
    st.header("Which verdicts flip?", anchor=False)
    if not found.verdict_moves and not found.group_flips:
        st.caption("None: every customer and every group is judged the same under both plans.")
        return
    if found.verdict_moves:
        st.dataframe(
            pd.DataFrame([(move.left, move.right, move.customers) for move in found.verdict_moves]).set_axis(
                [LEFT, RIGHT, "customers"], axis=1
            ),
            hide_index=True,
            key="compare_flips",
            column_config={
                LEFT: st.column_config.TextColumn(pair.left.title),
                RIGHT: st.column_config.TextColumn(pair.right.title),
                "customers": st.column_config.NumberColumn("Customers", format="localized"),
            },
            alt="How many customers go from one stability verdict to another",
        )
        st.caption("Does a verdict hold when every assumption moves and costs are shared otherwise?")
    for flip in found.group_flips:
        st.markdown(plain(f"{pair.left.title}: {group_verdict(flip.left, found.left.statements)}", 600))
        st.markdown(plain(f"{pair.right.title}: {group_verdict(flip.right, found.right.statements)}", 600))


def _rows(desk: Desk, pair: Pair, places: "Places") -> None:
    frame = customer_frame(pair.found, places)
    st.dataframe(
        losses_marked(frame, [f"{LEFT}_profit", f"{RIGHT}_profit", "change", "climb"]),
        hide_index=True,
        key="compare_customers",
        column_config=_columns(desk, pair),
        alt="Customers with profit, rank and verdict under both plans",
    )


def _columns(desk: Desk, pair: Pair) -> "dict[str, ColumnConfig | str | None]":
    cash = f", {desk.scenario.currency}" if desk.scenario.currency else ""
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    unit = 1 / 10**pair.found.left.statements.digits
    columns: dict[str, ColumnConfig | str | None] = {
        "customer": text("Customer", width="medium"),
        "change": number(
            f"Change{cash}", format="localized", step=unit, help="Profit after all costs, right less left"
        ),
        "climb": number("Ranks up", format="localized", help="Ranks by profit that the customer climbs"),
        "id": text("Id"),
    }
    for name, side in ((LEFT, pair.left), (RIGHT, pair.right)):
        columns[f"{name}_profit"] = number(f"Profit, {side.title}", format="localized", step=unit)
        columns[f"{name}_rank"] = number(f"Rank, {side.title}", format="localized")
        columns[f"{name}_verdict"] = text(f"Stability, {side.title}")
    return columns


def _names(found: Comparison) -> npt.NDArray[np.object_]:
    return np.asarray(found.left.statements.ledger.customers[c.CUSTOMER_NAME], dtype=object)
