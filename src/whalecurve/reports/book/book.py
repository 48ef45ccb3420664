"""The file: its sheets in their order, written with little memory."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.words.formats import count
from whalecurve.reports.book.contents import MOST_CUSTOMERS, Contents
from whalecurve.reports.book.curve_sheet import write_curve
from whalecurve.reports.book.layout import CURVE, PLAN, QUANTITIES, RUNNING, STATEMENTS, Layout
from whalecurve.reports.book.plan_sheet import write_plan
from whalecurve.reports.book.quantity_sheets import write_quantities, write_running
from whalecurve.reports.book.sheet import Sheet, Styles
from whalecurve.reports.book.statement_sheet import write_statements
from whalecurve.reports.book.summary_sheet import write_summary
from whalecurve.reports.book.table_sheets import write_breakdown, write_notes, write_problems

Progress = Callable[[str, float], None]

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_book(target: Path, contents: Contents, progress: Progress = lambda _name, _share: None) -> None:
    """Write the workbook.

    Args:
        target: The file.
        contents: What goes into it.
        progress: Told the name of each sheet as it is begun, and the share of the work that is done.

    Raises:
        WhalecurveError: There are more customers than a sheet has rows.
    """
    if len(contents.order) > MOST_CUSTOMERS:
        raise WhalecurveError(
            "A spreadsheet cannot hold so many customers",
            found=count(len(contents.order)),
            remedy=f"take the CSV instead: a sheet holds {count(MOST_CUSTOMERS)}",
        )
    layout = Layout(contents)
    with Workbook(str(target), _OPTIONS) as book:
        book.set_calc_mode("auto")
        styles = Styles(book, contents.digits)
        steps: dict[str, Callable[[Sheet], None]] = {
            "Summary": lambda sheet: write_summary(sheet, styles, layout),
            PLAN: lambda sheet: write_plan(book, sheet, styles, layout),
            QUANTITIES: lambda sheet: write_quantities(sheet, styles, layout),
            RUNNING: lambda sheet: write_running(sheet, styles, layout),
            STATEMENTS: lambda sheet: write_statements(sheet, styles, layout),
            CURVE: lambda sheet: write_curve(book, sheet, styles, layout),
            "Breakdown": lambda sheet: write_breakdown(sheet, styles, layout),
            "Assumptions and notes": lambda sheet: write_notes(sheet, styles, contents),
            "Problems": lambda sheet: write_problems(sheet, styles, contents),
        }
        sheets = {name: book.add_worksheet(name, worksheet_class=Sheet) for name in steps}
        for number, (name, write) in enumerate(steps.items()):
            progress(name, number / len(steps))
            write(sheets[name])
            sheets[name].set_landscape()
            sheets[name].fit_to_pages(1, 0)
        progress("the file", 1 - 1 / (2 * len(steps)))
