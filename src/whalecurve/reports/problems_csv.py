"""Lines that were set aside, as CSV that is safe to open in a spreadsheet."""

from collections.abc import Mapping, Sequence

from whalecurve.domain import columns as c
from whalecurve.intake.problems import Problem
from whalecurve.reports.safe_csv import write_csv


def problems_csv(problems: Sequence[Problem], about: Mapping[str, str] | None = None) -> str:
    r"""``problems.csv``: file, line, column, found, expected, one row per fault; line 0 is no line and stays empty.

    Args:
        problems: The faults.
        about: Further columns that say on each row what the list is of: currency, period, plan and day.

    >>> problems_csv([Problem("a.csv", 3, "Amount", "=soon", "an amount", "correct it")])
    "file,line,column,found,expected\na.csv,3,Amount,'=soon,an amount\n"
    """
    headers = [c.FILE, c.LINE, c.COLUMN, c.FOUND, c.EXPECTED]
    rows = [(p.file, str(p.line or ""), p.column, p.found, p.expected) for p in problems]
    columns = list(zip(*rows, strict=True)) or [() for _ in headers]
    told = about or {}
    return write_csv([*headers, *told], [*columns, *([text] * len(rows) for text in told.values())])
