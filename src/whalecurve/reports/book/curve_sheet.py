"""Sheet *Curve*: the whale curve from the statements' profits, with a chart of the spreadsheet's own."""

from typing import Any, Final

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.reports.book.contents import MOST_RANKED, Contents
from whalecurve.reports.book.layout import CURVE, Layout
from whalecurve.reports.book.sheet import Sheet, Styles, widths

TOP: Final = 4
_FEW_POINTS: Final = 150
"""With many customers fewer points are worked out: each of them looks through all customers."""


def write_curve(book: Any, sheet: Sheet, styles: Styles, layout: Layout) -> None:  # noqa: ANN401 - untyped library
    """Cumulative profit of the best customers, and its chart."""
    contents = layout.contents
    sheet.put(0, 0, "Whale curve", styles.title)
    note = "Profit of the best customers together, whatever the statements come to after a change."
    sheet.put(1, 0, note if contents.is_live else "Values: see Statements.", styles.note)
    heads = ("best customers", "share of customers", "profit of the last of them", "their profit together")
    sheet.put_row(TOP - 1, heads, styles.head)
    widths(sheet, (12, 12, 22, 22))
    cumulative = np.cumsum(contents.statements.customer_profit[contents.order].astype(object))
    kept = points(contents)
    for row, number in enumerate(kept, start=TOP):
        _point(sheet, styles, layout, row, (number, 0 if number == 0 else int(cumulative[number - 1])))
    chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    span = (TOP, TOP + len(kept) - 1)
    series = {
        "name": "Customer profit, best customers first",
        "categories": [CURVE, span[0], 0, span[1], 0],
        "values": [CURVE, span[0], 3, span[1], 3],
        "line": {"color": "#0B6E8F", "width": 2},
    }
    chart.add_series(series)
    chart.set_title({"name": "Whale curve"})
    chart.set_x_axis({"name": "customers, best first"})
    chart.set_y_axis({"name": f"profit together {contents.context.currency}".strip(), "num_format": "#,##0"})
    chart.set_legend({"none": True})
    sheet.insert_chart(TOP - 1, 5, chart, {"x_scale": 1.6, "y_scale": 1.5, "description": note})


def points(contents: Contents) -> list[int]:
    """How many of the best customers each point counts: the app's own points, fewer with many customers."""
    kept: list[int] = contents.results.curve.customers.tolist()
    if len(contents.order) <= MOST_RANKED or len(kept) <= _FEW_POINTS:
        return kept
    some = {kept[round(at)] for at in np.linspace(0, len(kept) - 1, _FEW_POINTS).tolist()}
    return sorted({*some, contents.results.curve.peak_customers})


def together(layout: Layout, number: str, least: str) -> str:
    """The profit of so many best customers: all that earn more than the last of them, and as many like it as are left.

    Args:
        layout: Where things stand.
        number: How many, as a formula.
        least: Profit of the last of them, as a formula.
    """
    profits, digits = layout.customers(c.CUSTOMER_PROFIT), layout.contents.digits
    more = f'">"&{least}'
    return f"ROUND(SUMIF({profits},{more},{profits})+({number}-COUNTIF({profits},{more}))*{least},{digits})"


def _point(sheet: Sheet, styles: Styles, layout: Layout, row: int, point: tuple[int, int]) -> None:
    contents = layout.contents
    number, profit = point
    sheet.put(row, 0, number, styles.count)
    sheet.put(row, 1, number / max(len(contents.order), 1), styles.share)
    value = contents.major(profit)
    if number == 0 or not contents.is_live:
        sheet.put(row, 3, value, styles.money)
        return
    last = contents.major(int(contents.statements.customer_profit[contents.order[number - 1]]))
    formula = f"LARGE({layout.customers(c.CUSTOMER_PROFIT)},A{row + 1})"
    sheet.formula(row, 2, formula, last, styles.money)
    sheet.formula(row, 3, together(layout, f"A{row + 1}", f"C{row + 1}"), value, styles.money)
