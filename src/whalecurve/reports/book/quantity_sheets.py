"""Sheets *Quantities* and *Running*: what each customer has of all that is counted, and the sums down the list."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Line
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.money.exact_numbers import Quantity
from whalecurve.domain.ranks.ranking import Places
from whalecurve.reports.book.contents import ALL, FIRST, HEAD, UNKNOWN, Contents
from whalecurve.reports.book.inputs import Counted
from whalecurve.reports.book.layout import STATEMENTS, Layout
from whalecurve.reports.book.sheet import Sheet, Styles, widths

_WHY = (
    "An amount is the difference of two rounded running sums, so that a column adds up to its rounded total. "
    "A correction is what the app's running sum has more or less than the exact one, since the app rounds by largest "
    "remainder; it counts while the cost is as exported. After a change a customer may differ from the app by one "
    "minor unit, a column's total never does."
)


def names(contents: Contents) -> list[tuple[str, str]]:
    """Id and name of each customer in the order of the rows."""
    customers = contents.statements.ledger.customers
    ids, called = customers[c.CUSTOMER_ID].to_numpy(), customers[c.CUSTOMER_NAME].to_numpy()
    return [(str(ids[place]), str(called[place])) for place in contents.order.tolist()]


def write_quantities(sheet: Sheet, styles: Styles, layout: Layout) -> None:
    """Each customer's quantities, exactly as they are counted; values."""
    contents, counted = layout.contents, layout.inputs.counted
    statements = contents.statements
    sheet.put(0, 0, "Quantities", styles.title)
    sheet.put(1, 0, "What the files say of each customer in the period: values, not formulas.", styles.note)
    labels = [each.label for each in counted]
    sheet.put_row(HEAD, ("customer_id", "customer_name", c.NET_REVENUE, c.LIST_REVENUE, *labels), styles.head)
    widths(sheet, (16, 32, *([16] * (2 + len(labels)))))
    sheet.freeze_panes(FIRST, 2)
    kinds = [styles.money] * 2 + [styles.number] * len(labels)
    money = (statements.net_revenue, statements.list_revenue)
    known = [_sum(contents, line) for line in money] + [_of_known(each.quantity) for each in counted]
    nobody = [contents.major(line.unassigned) for line in money] + [float(each.quantity.exact(-1)) for each in counted]
    for row, name, values in ((ALL, "all customers", known), (UNKNOWN, "no known customer", nobody)):
        sheet.put(row, 1, name, styles.strong)
        _put_row(sheet, row, values, kinds)
    columns = [contents.column(line.amounts) for line in money]
    columns += [_ordered(each.quantity, contents.order) for each in counted]
    for row, (who, *cells) in enumerate(zip(names(contents), *columns, strict=True), start=FIRST):
        sheet.put_row(row, who)
        _put_row(sheet, row, cells, kinds)


def write_running(sheet: Sheet, styles: Styles, layout: Layout) -> None:
    """Running sums of the quantities, and the corrections of the cost lines; what belongs to nobody known last."""
    contents, summed, lines = layout.contents, layout.summed, layout.worked_out
    counted = [layout.inputs.counted[place] for place in summed]
    sheet.put(0, 0, "Running sums", styles.title)
    sheet.put(1, 0, _WHY, styles.note)
    heads = [f"{each.label}, running" for each in counted]
    heads += [f"{contents.workings[place].name}, correction" for place in lines]
    sheet.put_row(HEAD, ("customer_id", *heads), styles.head)
    widths(sheet, (16, *([18] * len(heads))))
    sheet.freeze_panes(FIRST, 1)
    sheet.put_row(FIRST - 1, ("before the first", *([0] * len(heads))))
    sums = [_summed(each.quantity, contents.order) for each in counted]
    unit = 10**contents.digits
    sums += [(contents.running[place].correction / unit).tolist() for place in lines]
    who = [each[0] for each in names(contents)] + ["no known customer"]
    margins = {place: layout.running(number) for place, number in enumerate(summed) if _is_margin(layout, number)}
    for row, (name, values) in enumerate(zip(who, zip(*sums, strict=True), strict=True) if sums else (), start=FIRST):
        sheet.put(row, 0, name)
        for place, value in enumerate(values):
            if place in margins:
                sheet.formula(row, 1 + place, _margin(layout, counted[place], margins[place], row), value)
            else:
                sheet.put(row, 1 + place, value)


def _is_margin(layout: Layout, counted: int) -> bool:
    return layout.inputs.counted[counted].margin_of is not None


def _margin(layout: Layout, taken: Counted, column: str, row: int) -> str:
    """The running sum of gross margins: those of the statements, of whoever takes part."""
    contents, before = layout.contents, f"{column}{row}"
    is_customer = row <= contents.last
    if taken.margin_of is None or not is_customer or not taken.margin_of[contents.order[row - FIRST]]:
        return before
    margin = f"{STATEMENTS}!{layout.column(c.GROSS_MARGIN)}{row + 1}"
    return f"{before}+MAX({margin},0)" if taken.is_clipped else f"{before}+{margin}"


def _put_row(sheet: Sheet, row: int, values: Sequence[Any], kinds: Sequence[Any]) -> None:
    for place, value in enumerate(values):
        sheet.put(row, 2 + place, value, kinds[place])


def _sum(contents: Contents, line: Line) -> float:
    return contents.major(exact_sum(line.amounts))


def _of_known(quantity: Quantity) -> float:
    return float(Fraction(exact_sum(quantity.values[:-1]), 10**quantity.scale))


def _ordered(quantity: Quantity, order: Places) -> list[float]:
    ordered: list[float] = (quantity.values[order] / 10**quantity.scale).tolist()
    return ordered


def _summed(quantity: Quantity, order: Places) -> list[float]:
    """Running sums as numbers, nearest to the exact ones; what belongs to nobody known last."""
    sums = np.cumsum(quantity.values[np.append(order, -1)].astype(object))
    return [int(each) / 10**quantity.scale for each in sums.tolist()]
