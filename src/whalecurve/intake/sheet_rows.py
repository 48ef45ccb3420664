"""Rows of the best sheet of a spreadsheet, as text, with its own row numbers. Runs in the child process."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from whalecurve.intake.aliases import known_headers
from whalecurve.intake.cell_text import cell_text
from whalecurve.intake.child_terms import Refusal, Row
from whalecurve.intake.limits import Limits
from whalecurve.intake.sheet_box import SheetBox, sheet_boxes, sheet_members, uses_1904_dates


@dataclass(frozen=True)
class Sheet:
    """One sheet's rows that have text, and what its name and headers promise."""

    name: str
    rows: list[Row]
    last_row: int

    def rank(self) -> tuple[int, int]:
        """More known headers first, up to three, then more rows."""
        return (min(known_headers(self.rows[0][1]), 3), len(self.rows)) if self.rows else (0, 0)


def sheet_rows(path: str, wanted: str | None, limits: Limits) -> tuple[Iterator[Row], dict[str, Any]]:
    """Rows of the wanted sheet, or of the only or best one, and the answer's further keys.

    Refused: a sheet whose box of used cells is larger than the limit, no sheet of the wanted name, no rows at all.
    """
    boxes = _boxes(path, limits)
    book = CalamineWorkbook.from_path(path)
    names = [sheet.name for sheet in book.sheets_metadata if "WorkSheet" in str(sheet.typ)]
    if wanted is not None and wanted not in names:
        raise Refusal(f"no sheet {wanted}; there are {', '.join(names)}")
    sheets = [_load(book, name, boxes.get(name), limits) for name in names if wanted in (None, name)]
    full = [sheet for sheet in sheets if sheet.rows]
    if not full:
        raise Refusal("no sheet with text")
    best = max(full, key=Sheet.rank)
    left_out = [sheet.name for sheet in full if sheet is not best]
    notes = (
        [f"Sheet {best.name} was read; {', '.join(left_out)} was not: name another sheet to take it instead."]
        if left_out
        else []
    )
    if uses_1904_dates(path) if boxes else False:
        notes.append("The workbook counts dates from 1904; numbers without a date format are not read as dates.")
    return iter(best.rows), {"sheet": best.name, "last_row": best.last_row, "notes": notes}


def _boxes(path: str, limits: Limits) -> dict[str, SheetBox]:
    try:
        boxes = sheet_boxes(path)
    except Exception as error:
        if path_is_archive(path):
            raise Refusal("a damaged archive") from error
        return {}
    for box in boxes.values():
        if box.area() > limits.sheet_cells:
            raise Refusal(
                f"a sheet that spans {box.area():,} cells, the limit is {limits.sheet_cells:,}; "
                "delete stray cells far from the table"
            )
    return {name: boxes[member] for name, member in sheet_members(path).items() if member in boxes}


def path_is_archive(path: str) -> bool:
    """Whether the file starts like a zip archive; an old .xls does not."""
    with Path(path).open("rb") as stream:
        return stream.read(2) == b"PK"


def _load(book: CalamineWorkbook, name: str, box: SheetBox | None, limits: Limits) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None or sheet.end is None:
        return Sheet(name, [], 0)
    (first, left), (last, right) = sheet.start, sheet.end
    if (last - first + 1) * (right - left + 1) > limits.sheet_cells:
        raise Refusal(f"a sheet of more than {limits.sheet_cells:,} cells")
    errors = box.errors if box else {}
    return Sheet(name, list(_text_rows(sheet, left, errors)), last + 1)


def _text_rows(sheet: CalamineSheet, left: int, errors: dict[tuple[int, int], str]) -> Iterator[Row]:
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [value if type(value) is str else cell_text(value) for value in values]
        if errors:
            # the reader shows an error such as #DIV/0! as an empty cell, which would be a silent loss
            cells = [errors.get((number, column), cell) for column, cell in enumerate(cells, start=left + 1)]
        if any(cell.strip() for cell in cells):
            yield number, cells
