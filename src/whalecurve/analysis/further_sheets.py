"""Which further sheets of a workbook are read when nobody chose: tables of another kind than the best one."""

from collections.abc import Callable

from whalecurve.domain.errors import WhalecurveError
from whalecurve.intake.recognition.aliases import UNKNOWN
from whalecurve.intake.recognition.kinds import table_kind
from whalecurve.intake.text.text_table import TextTable


def sheets_of(table: TextTable, open_sheet: Callable[[str], TextTable]) -> list[str]:
    """Sheets that are read when nobody chose, the best one first; alone it is read without a name.

    Args:
        table: The best one.
        open_sheet: Reads another sheet of the same workbook.
    """
    others = _further(table, open_sheet)
    return [table.sheet if others and not table.further else "", *others]


def _further(table: TextTable, open_sheet: Callable[[str], TextTable]) -> list[str]:
    """Names of sheets that are tables of another kind: customers beside orders, a list of costs.

    Args:
        table: What is read when nobody chose a sheet.
        open_sheet: Reads another sheet of the same workbook.
    """
    kinds = {table_kind(table), UNKNOWN}
    taken = {table.sheet, *(each.sheet for each in table.further)}
    found = []
    for sheet in table.sheets if not table.questions else ():
        if sheet in taken:
            continue
        try:
            kind = table_kind(open_sheet(sheet))
        except WhalecurveError:  # a sheet of notes is no table, and nobody asked for it
            continue
        if kind not in kinds:
            kinds.add(kind)
            found.append(sheet)
    return found
