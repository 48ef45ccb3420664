"""Sheet *Summary*: the headline, the tie to the files, the figures of all, the curve's peak and the groups."""

from typing import Any

from whalecurve.domain import columns as c
from whalecurve.domain.costing.cost_cover import cost_words
from whalecurve.domain.ranks.headlines import headline_words, losers_words
from whalecurve.domain.ranks.ranking import Group
from whalecurve.domain.ranks.verdicts import group_verdict
from whalecurve.domain.ranks.whale import share
from whalecurve.reports.book.contents import ALL, COMPANY, UNKNOWN, UNUSED
from whalecurve.reports.book.curve_sheet import together
from whalecurve.reports.book.layout import STATEMENTS, Layout
from whalecurve.reports.book.sheet import Sheet, Styles, widths
from whalecurve.reports.context import context_sentence
from whalecurve.reports.headings import heading
from whalecurve.reports.totals_csv import lines_of_all


class _Page:
    """A sheet that grows downwards."""

    def __init__(self, sheet: Sheet, styles: Styles, *, live: bool) -> None:
        self.sheet, self.styles, self.live, self.row = sheet, styles, live, 0

    def say(self, text: str, style: Any = None) -> None:  # noqa: ANN401 - a format of the library
        """A line of text."""
        self.sheet.put(self.row, 0, text, style)
        self.row += 1

    def figure(self, name: str, value: float | None, formula: str, style: Any) -> None:  # noqa: ANN401
        """A name with its figure."""
        self.sheet.put(self.row, 0, name)
        self.put(1, value, formula, style)
        self.row += 1

    def put(self, column: int, value: float | None, formula: str, style: Any) -> None:  # noqa: ANN401
        """A figure in this row; None is an empty cell."""
        if self.live:
            self.sheet.formula(self.row, column, formula, "" if value is None else value, style)
        else:
            self.sheet.put(self.row, column, value, style)


def write_summary(sheet: Sheet, styles: Styles, layout: Layout) -> None:
    """Write the sheet."""
    contents, results = layout.contents, layout.contents.results
    page = _Page(sheet, styles, live=contents.is_live and len(contents.order) > 0)
    widths(sheet, (46, 20, 20, 20, 16, 16, 90))
    page.say("Who earns the profit", styles.title)
    page.say(context_sentence(results, contents.context), styles.note)
    said = (headline_words(results), losers_words(results), cost_words(contents.statements))
    for sentence in filter(None, said):
        page.say(sentence, styles.strong)
    page.say("Sentences and verdicts are as exported; figures are worked out again when a cell of Plan changes.")
    page.row += 1
    _tie(page, layout)
    _figures(page, layout)
    _curve(page, layout)
    _groups(page, layout)


def _tie(page: _Page, layout: Layout) -> None:
    contents, tie = layout.contents, layout.contents.reconciliation
    page.sheet.put_row(page.row, ("Tie to the files", "files", "results", "difference"), page.styles.head)
    page.row += 1
    rows = [(c.NET_REVENUE, tie.files, tie.results), *((each.name, each.files, each.results) for each in tie.costs)]
    for name, files, results in rows:
        letter = layout.column(name)
        page.sheet.put(page.row, 0, heading(name))
        page.sheet.put(page.row, 1, contents.major(files), page.styles.money)
        formula = f"{STATEMENTS}!{letter}{ALL + 1}+{STATEMENTS}!{letter}{UNKNOWN + 1}"
        page.put(2, contents.major(results), formula, page.styles.money)
        difference = f"ROUND(B{page.row + 1}-C{page.row + 1},{contents.digits})"
        page.put(3, contents.major(files - results), difference, page.styles.total)
        page.row += 1
    if contents.lines:
        told = (f"{name.replace('_', ' ')} {contents.lines[name]:,}" for name in ("read", "used", "set_aside"))
        page.say("Lines of the transactions: " + ", ".join(told) + ".")
    page.row += 1


def _figures(page: _Page, layout: Layout) -> None:
    statements, contents = layout.contents.statements, layout.contents
    styles = page.styles
    page.sheet.put_row(page.row, ("All customers", "amount", "share of revenue"), styles.head)
    page.row += 1
    amounts = lines_of_all(statements)
    first = page.row + 1
    for name, amount in amounts.items():
        page.sheet.put(page.row, 0, heading(name))
        page.put(1, contents.major(amount), f"{STATEMENTS}!{layout.column(name)}{ALL + 1}", styles.money)
        page.put(
            2, share(amount, amounts[c.NET_REVENUE]), f'IF(B${first}>0,B{page.row + 1}/B${first},"")', styles.share
        )
        page.row += 1
    profit = f"{STATEMENTS}!{layout.column(c.CUSTOMER_PROFIT)}"
    nobody = statements.unassigned_revenue - statements.unassigned_cost
    money = styles.money
    page.figure("No known customer", contents.major(nobody), f"{profit}{UNKNOWN + 1}", money)
    page.figure("Unused capacity", contents.major(-statements.unused_capacity_cost), f"{profit}{UNUSED + 1}", money)
    page.figure(
        "Profit of the company", contents.major(statements.company_profit), f"{profit}{COMPANY + 1}", styles.total
    )
    page.row += 1


def _curve(page: _Page, layout: Layout) -> None:
    contents, curve = layout.contents, layout.contents.results.curve
    profits, styles = layout.customers(c.CUSTOMER_PROFIT), page.styles
    page.say("Whale curve", styles.head)
    start = page.row + 1
    fifth = -(-curve.count // 5)
    page.figure("Customers", curve.count, f"COUNT({profits})", styles.count)
    page.figure(
        "Customers at a loss", contents.results.unprofitable_customers, f'COUNTIF({profits},"<0")', styles.count
    )
    page.figure("Customers up to the peak", curve.peak_customers, f'COUNTIF({profits},">0")', styles.count)
    page.figure(
        "Profit at the peak",
        contents.major(curve.peak),
        f'ROUND(SUMIF({profits},">0"),{contents.digits})',
        styles.money,
    )
    whole = f"{STATEMENTS}!{layout.column(c.CUSTOMER_PROFIT)}{ALL + 1}"
    page.figure(
        "What the others give back",
        contents.major(curve.give_back),
        f"ROUND(B{start + 3}-{whole},{contents.digits})",
        styles.money,
    )
    page.figure(
        "Peak as a share of all profit", curve.peak_share, f'IF({whole}>0,B{start + 3}/{whole},"")', styles.share
    )
    least = f"LARGE({profits},{fifth})"
    page.figure(
        "Share of the best fifth of customers",
        curve.top_20_percent_share,
        f'IF({whole}>0,{together(layout, str(fifth), least)}/{whole},"")',
        styles.share,
    )
    page.row += 1


def _groups(page: _Page, layout: Layout) -> None:
    heads = ("Groups by revenue", "customers", "net revenue", "customer profit", "share of revenue", "share of profit")
    page.sheet.put_row(page.row, (*heads, "verdict, as exported"), page.styles.head)
    page.row += 1
    for group in layout.contents.results.groups:
        if len(group.places):
            _group(page, layout, group)


def _group(page: _Page, layout: Layout, group: Group) -> None:
    """Sums over a span of ranks by revenue, which no cost moves."""
    contents, styles, row = layout.contents, page.styles, page.row + 1
    ranks = contents.results.revenue_rank[group.places]
    ranked = layout.customers(c.REVENUE_RANK)
    span = f'{ranked},">={int(ranks.min())}",{ranked},"<={int(ranks.max())}"'
    page.sheet.put(page.row, 0, group.name)
    page.sheet.put(page.row, 1, len(group.places), styles.count)
    for column, name, amount, part, letter in (
        (2, c.NET_REVENUE, group.net_revenue, group.revenue_share, "C"),
        (3, c.CUSTOMER_PROFIT, group.customer_profit, group.profit_share, "D"),
    ):
        sums = f"ROUND(SUMIFS({layout.customers(name)},{span}),{contents.digits})"
        page.put(column, contents.major(amount), sums, styles.money)
        whole = f"{STATEMENTS}!{layout.column(name)}{ALL + 1}"
        formula = f'IF({whole}>0,{letter}{row}/{whole},"")'
        page.put(column + 2, part, formula, styles.share)
    page.sheet.put(page.row, 6, group_verdict(group, contents.statements), styles.wrapped)
    page.row += 1
