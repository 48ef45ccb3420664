"""A table as it was read, as CSV."""

from whalecurve.intake.text.text_table import TextTable
from whalecurve.reports.safe_csv import write_csv


def table_csv(table: TextTable) -> str:
    """The table as CSV, header first, every value the text that stands in the file; further sheets follow.

    A text that a spreadsheet would run as a formula is marked with an apostrophe, which reading takes away again.
    """
    pieces = (table, *table.further)
    columns = [[text for piece in pieces for text in piece.cells[header]] for header in table.headers]
    return write_csv(table.headers, columns)
