"""Tables of a page: headings that stay with their columns, amounts in tabular figures, losses marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from whalecurve.domain.words.formats import money
from whalecurve.reports.page.markup import Markup, el, joined


@dataclass(frozen=True)
class Money:
    """An amount of minor units in a cell."""

    minor: int
    currency: str


Cell = str | Markup | Money


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, totals: int = 0) -> Markup:
    """A table whose first column names its rows.

    Args:
        caption: What it shows, for those who do not see it.
        heads: Headings of the columns.
        rows: Cells of each row.
        totals: How many rows at the end are sums.
    """
    head = el("thead", el("tr", *(el("th", name, scope="col") for name in heads)))
    first = len(rows) - totals
    body = el("tbody", *(_row(row) for row in rows[:first]))
    foot = el("tfoot", *(_row(row) for row in rows[first:])) if totals else None
    return el("div", el("table", el("caption", caption), head, body, foot), class_="scroll")


def _row(cells: Sequence[Cell]) -> Markup:
    return el("tr", el("th", _inside(cells[0]), scope="row"), joined(map(_cell, cells[1:])))


def _cell(cell: Cell) -> Markup:
    if isinstance(cell, Money):
        return el("td", _inside(cell), class_="n loss" if cell.minor < 0 else "n")
    is_number = not isinstance(cell, Markup) and any(sign.isdigit() for sign in cell) and len(cell) < _LONGEST_NUMBER
    return el("td", cell, class_="n" if is_number else "t")


_LONGEST_NUMBER = 12


def _inside(cell: Cell) -> str:
    return money(cell.minor, cell.currency) if isinstance(cell, Money) else cell
