"""Sheet *Statements*: every cost line, the three margins, profit, ranks and shares as formulas, best customer first."""

from collections.abc import Sequence
from typing import Any, Final

from whalecurve.domain import columns as c
from whalecurve.domain.plan.scenario import CostPool
from whalecurve.reports.book.contents import (
    ALL,
    COMPANY,
    FIRST,
    HEAD,
    MOST_RANKED,
    UNKNOWN,
    UNUSED,
    Contents,
)
from whalecurve.reports.book.layout import APART, QUANTITIES, RUNNING, SHARE_OF_PROFIT, SHARE_OF_REVENUE, Layout
from whalecurve.reports.book.quantity_sheets import names
from whalecurve.reports.book.sheet import Sheet, Styles, letter, widths
from whalecurve.reports.headings import heading
from whalecurve.reports.totals_csv import COMPANY as COMPANY_PART
from whalecurve.reports.totals_csv import CUSTOMERS, UNASSIGNED, total_rows
from whalecurve.reports.totals_csv import UNUSED as UNUSED_PART

_AT: Final = "\x01"
_BEFORE: Final = "\x02"

Cell = tuple[str, Any]
"""A formula, empty for none, and the value that the cell has as exported."""

_PARTS: Final = {ALL: CUSTOMERS, UNKNOWN: UNASSIGNED, UNUSED: UNUSED_PART, COMPANY: COMPANY_PART}
_CALLED: Final = {ALL: "all customers", UNKNOWN: "no known customer", UNUSED: "unused capacity", COMPANY: "company"}


def write_statements(sheet: Sheet, styles: Styles, layout: Layout) -> None:
    """The totals first, then a row for each customer."""
    contents = layout.contents
    sheet.put(0, 0, "Statements", styles.title)
    sheet.put(1, 0, _note(contents), styles.note)
    sheet.put_row(HEAD, [_heading(name) for name in layout.statement], styles.head)
    widths(sheet, (16, 32, *([15] * (len(layout.statement) - 2))))
    sheet.freeze_panes(FIRST, 2)
    kinds = _kinds(styles, layout)
    for row, called in _CALLED.items():
        sheet.put(row, 1, called, styles.strong)
        _put(sheet, row, _total_row(layout, row), [styles.total] * len(kinds))
    columns, templates = _columns(layout), _templates(layout)
    for row, who in enumerate(names(contents), start=FIRST):
        sheet.put_row(row, who)
        values = [column[row - FIRST] for column in columns]
        formulas = [_at_row(template, row) for template in templates]
        _put(sheet, row, list(zip(formulas, values, strict=True)), kinds)


def _heading(name: str) -> str:
    """Our own names without their underscores; a cost's name is the user's own text."""
    return name.removeprefix(APART).replace("_", " ") if name.startswith(APART) else heading(name)


def _note(contents: Contents) -> str:
    if not contents.is_live:
        return "Amounts of more than 15 digits: everything here is a value, since a spreadsheet would round it."
    return (
        "Best customer first, as exported. Rank by revenue and stability are values"
        + ("" if len(contents.order) <= MOST_RANKED else ", and with so many customers rank by profit is one too")
        + "; all else is worked out from Plan, Quantities and Running."
    )


def _kinds(styles: Styles, layout: Layout) -> list[Any]:
    """The format of each column behind the name."""
    kinds = {c.PROFIT_RANK: styles.count, c.REVENUE_RANK: styles.count, c.STABILITY: None}
    kinds |= {SHARE_OF_REVENUE: styles.share, SHARE_OF_PROFIT: styles.share}
    return [kinds.get(name, styles.money) for name in layout.statement][2:]


def _columns(layout: Layout) -> list[list[Any]]:
    """The values of each column behind the name, in the order of the rows."""
    contents, results = layout.contents, layout.contents.results
    statements = contents.statements
    money = {
        c.NET_REVENUE: statements.net_revenue.amounts,
        c.COST_OF_GOODS: statements.cost_of_goods.amounts,
        c.GROSS_MARGIN: statements.gross_margin,
        **{name: line.amounts for name, line in statements.variable.items()},
        c.CONTRIBUTION_MARGIN: statements.contribution_margin,
        **{name: line.amounts for name, line in statements.fixed.items()},
        c.CUSTOMER_PROFIT: statements.customer_profit,
    }
    order = contents.order
    return [
        *(contents.column(amounts) for amounts in money.values()),
        results.profit_rank[order].tolist(),
        results.revenue_rank[order].tolist(),
        _shares(money[c.NET_REVENUE][order].tolist()),
        _shares(money[c.CUSTOMER_PROFIT][order].tolist()),
        results.stability.verdicts[order].tolist(),
    ]


def _shares(amounts: Sequence[int]) -> list[float | str]:
    whole = sum(amounts)
    return [each / whole if whole > 0 else "" for each in amounts]


def _templates(layout: Layout) -> list[str]:
    """The formulas of a customer's row, with ``_AT`` for its number and ``_BEFORE`` for that of the one above."""
    contents = layout.contents
    if not contents.is_live:
        return [""] * (len(layout.statement) - 2)
    costs = [_cost(layout, place, _AT, (_BEFORE, _AT)) for place in range(len(contents.workings))]
    formulas = _money(layout, _AT, costs)
    formulas[0] = f"{QUANTITIES}!C{_AT}"
    profit, revenue = layout.column(c.CUSTOMER_PROFIT), layout.column(c.NET_REVENUE)
    rank = ""
    if len(contents.order) <= MOST_RANKED:
        first, last = f"{profit}${FIRST + 1}", f"{profit}${contents.last + 1}"
        rank = f"RANK({profit}{_AT},{first}:{last},0)+COUNTIF({first}:{profit}{_AT},{profit}{_AT})-1"
    shares = [f'IF({each}${ALL + 1}>0,{each}{_AT}/{each}${ALL + 1},"")' for each in (revenue, profit)]
    return [*formulas, rank, "", *shares, ""]


def _at_row(template: str, row: int) -> str:
    return template.replace(_AT, str(row + 1)).replace(_BEFORE, str(row))


def _total_row(layout: Layout, row: int) -> list[Cell]:
    """The cells of all customers, of nobody known, of unused capacity, or of the company."""
    contents = layout.contents
    parts = total_rows(contents.statements)
    amounts = parts.get(_PARTS[row], dict.fromkeys(parts[CUSTOMERS], 0))
    values = [contents.major(amount) for amount in amounts.values()]
    if not contents.is_live:
        return [("", value) for value in values]
    costs = [_total_cost(layout, place, row) for place in range(len(contents.workings))]
    formulas = _money(layout, str(row + 1), costs)
    revenue = {UNKNOWN: f"{QUANTITIES}!C{UNKNOWN + 1}", UNUSED: ""}
    formulas[0] = revenue[row] if row in revenue else _sums(layout, c.NET_REVENUE, row)
    return list(zip(formulas, values, strict=True))


def _money(layout: Layout, at: str, costs: Sequence[str]) -> list[str]:
    """Formulas from net revenue to customer profit; that of net revenue is left to others."""
    variable, digits = len(layout.contents.statements.variable), layout.contents.digits
    gross, contribution = layout.statement[c.GROSS_MARGIN], layout.statement[c.CONTRIBUTION_MARGIN]

    def less(whole: int, after: int) -> str:
        """A margin less the costs between it and the column of what is left."""
        start = f"{letter(whole)}{at}"
        costs = f"{letter(whole + 1)}{at}:{letter(after - 1)}{at}"
        return f"ROUND({start}-SUM({costs}),{digits})" if after > whole + 1 else start

    return [
        "",
        costs[0],
        less(layout.statement[c.NET_REVENUE], gross),
        *costs[1 : 1 + variable],
        less(gross, contribution),
        *costs[1 + variable :],
        less(contribution, layout.statement[c.CUSTOMER_PROFIT]),
    ]


def _cost(layout: Layout, working: int, at: str, sums: tuple[str, str]) -> str:
    """A cost of one row: the difference of two rounded running sums, that of the row and that of the one before.

    Args:
        layout: Where things stand.
        working: Number of the cost line.
        at: Number of the row.
        sums: Numbers of the rows of the running sums, that before first.
    """
    contents = layout.contents
    if not contents.is_formula(working):
        return ""
    rows, digits = layout.inputs.of(working), contents.digits
    if not layout.is_running(working):
        return f"{QUANTITIES}!{layout.quantity(rows[0].counted)}{at}"

    def running(line: str) -> str:
        terms = [f"{each.unit}*{RUNNING}!{layout.running(each.counted)}{line}" for each in rows]
        same = "*".join(each.same for each in rows)
        return f"ROUND({'+'.join(terms)}+{same}*{RUNNING}!{layout.correction(working)}{line},{digits})"

    before, here = sums
    return f"ROUND({running(here)}-{running(before)},{digits})"


def _total_cost(layout: Layout, working: int, row: int) -> str:
    """A cost of all customers, of nobody known, of unused capacity or of the company."""
    contents, made = layout.contents, layout.contents.workings[working]
    owner = contents.statements.scenario.by_name.get(made.name)
    if row == UNKNOWN and not made.terms:
        return f"ROUND({layout.period_amount(working)},{contents.digits})"
    if row == UNKNOWN:
        last = contents.last + 1
        return _cost(layout, working, str(row + 1), (str(last), str(last + 1)))
    if row == UNUSED:
        if not (isinstance(owner, CostPool) and owner.practical_capacity is not None and contents.is_formula(working)):
            return ""
        column, amount = layout.column(made.name), layout.period_amount(working)
        return f"ROUND(ROUND({amount},{contents.digits})-{column}{ALL + 1}-{column}{UNKNOWN + 1},{contents.digits})"
    return _sums(layout, made.name, row)


def _sums(layout: Layout, name: str, row: int) -> str:
    """The sum of all customers, or of the three parts of the company."""
    letter, contents = layout.column(name), layout.contents
    first, last = (FIRST, contents.last) if row == ALL else (ALL, UNUSED)
    if first > last:
        return ""
    return f"ROUND(SUM({letter}{first + 1}:{letter}{last + 1}),{contents.digits})"


def _put(sheet: Sheet, row: int, cells: Sequence[Cell], kinds: Sequence[Any]) -> None:
    for place, ((formula, value), kind) in enumerate(zip(cells, kinds, strict=False), start=2):
        if formula:
            sheet.formula(row, place, formula, value, kind)
        elif value != "":
            sheet.put(row, place, value, kind)
