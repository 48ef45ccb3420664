"""Sheets of values: *Breakdown*, *Assumptions and notes*, *Problems*."""

from typing import Any, Final

from whalecurve.domain import columns as c
from whalecurve.domain.breakdown.breakdown import COST_OF_CUSTOMERS, PROFIT, Breakdown
from whalecurve.reports.book.contents import ALL, Contents
from whalecurve.reports.book.layout import STATEMENTS, Layout
from whalecurve.reports.book.sheet import Sheet, Styles, letter, widths
from whalecurve.reports.breakdown_csv import VALUE, WITHOUT, rows_of_customers
from whalecurve.reports.headings import heading
from whalecurve.reports.totals_csv import CUSTOMERS

MOST_PROBLEMS: Final = 100_000
_HEADS: Final = {COST_OF_CUSTOMERS: "belongs to customers, not to values"}


def write_breakdown(sheet: Sheet, styles: Styles, layout: Layout) -> None:
    """Profit by each dimension, one table under the other, each with its tie to the statements."""
    contents = layout.contents
    sheet.put(0, 0, "Breakdown", styles.title)
    note = "Values as exported. The line under each table compares its total with Statements as they are now."
    sheet.put(1, 0, note if contents.breakdowns else "Nothing was broken down.", styles.note)
    widths(sheet, (36, *([16] * 12)))
    row = 3
    for found in contents.breakdowns:
        row = _table(sheet, styles, layout, found, row) + 2


def _table(sheet: Sheet, styles: Styles, layout: Layout, found: Breakdown, row: int) -> int:
    contents = layout.contents
    parts = rows_of_customers(contents.statements, found)
    heads = [_HEADS.get(name, heading(name)) for name in parts[0][2]]
    sheet.put_row(row, (f"by {found.dimension.name}", *heads, "customers", "losers"), styles.head)
    counts = {found.name(place): place for place in found.listed.tolist()}
    for name, part, amounts in parts:
        row += 1
        is_total = part == CUSTOMERS
        sheet.put(row, 0, name, styles.strong if is_total else None)
        style = styles.total if is_total else styles.money
        sheet.put_row(row, [contents.major(amount) for amount in amounts.values()], style, first=1)
        if part in {VALUE, WITHOUT}:
            place = counts[name]
            sheet.put(row, 1 + len(amounts), int(found.customers[place]), styles.count)
            sheet.put(row, 2 + len(amounts), int(found.losers[place]), styles.count)
    if contents.is_live:
        row += 1
        column = 1 + list(parts[0][2]).index(PROFIT)
        sheet.put(row, 0, "difference to Statements", styles.note)
        whole = f"{STATEMENTS}!{layout.column(c.CUSTOMER_PROFIT)}{ALL + 1}"
        sheet.formula(row, column, f"ROUND({letter(column)}{row}-{whole},{contents.digits})", 0, styles.money)
    return row


def write_notes(sheet: Sheet, styles: Styles, contents: Contents) -> None:
    """How the figures come about, the plan in sentences, and what the reader should know."""
    sheet.put(0, 0, "Assumptions and notes", styles.title)
    widths(sheet, (140,))
    row = 2
    for head, sentences in (("Assumptions", contents.assumptions), ("Notes", (*contents.notes, *_OF_THE_FILE))):
        sheet.put(row, 0, head, styles.head)
        for sentence in sentences:
            row += 1
            sheet.put(row, 0, sentence, styles.wrapped)
        row += 2


_OF_THE_FILE: Final = """
Each cost is rounded once per customer so that its column adds up to the rounded exact total. Whalecurve does it by \
largest remainder; the formulas of this file by rounded running sums, with a correction that makes every cell equal to \
Whalecurve's as long as the cost's cells in Plan are as exported.
After a change in Plan every column's total is the one that Whalecurve gives under the same plan; a single customer's \
amount may differ by one minor unit.
Not worked out again after a change: sentences and verdicts, stability, breakdowns, rank by revenue (no cost moves \
it), months charged, who takes part in a fixed cost.
""".strip().splitlines()


def write_problems(sheet: Sheet, styles: Styles, contents: Contents) -> None:
    """Lines that were set aside, with the reason."""
    sheet.put(0, 0, "Problems", styles.title)
    problems = contents.problems
    if problems is None:
        sheet.put(1, 0, "What was set aside is not part of this export.", styles.note)
        return
    kept = problems[:MOST_PROBLEMS]
    said = f"{len(problems):,} in all." if problems else "No line was set aside."
    left_out = f" The first {MOST_PROBLEMS:,} of them stand here." if len(kept) < len(problems) else ""
    sheet.put(1, 0, said + left_out, styles.note)
    sheet.put_row(3, ("file", "line", "column", "found", "expected"), styles.head)
    widths(sheet, (30, 10, 24, 40, 60))
    for row, each in enumerate(kept, start=4):
        told: tuple[Any, ...] = (each.file, each.line or None, each.column, each.found, each.expected)
        sheet.put_row(row, told)
