"""Rows of the best sheet of a spreadsheet, as text, with its own row numbers. Runs in the child process."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from whalecurve.domain.words.wording import them
from whalecurve.intake.files.cell_text import cell_text
from whalecurve.intake.files.child_terms import Refusal, Row
from whalecurve.intake.files.merged_cells import fill_merged
from whalecurve.intake.files.sheet_box import SheetBox, sheet_boxes, sheet_members, uses_1904_dates
from whalecurve.intake.limits import Limits
from whalecurve.intake.recognition.aliases import known_headers
from whalecurve.intake.structure.header import HEAD_RECORDS, find_layout
from whalecurve.intake.text.headers import header_key

_ENOUGH: Final = 3


@dataclass(frozen=True)
class Sheet:
    """One sheet's rows that have text, the names of its columns, and what was done to its cells."""

    name: str
    rows: list[Row]
    last_row: int
    headers: list[str]
    notes: list[str]

    def rank(self) -> tuple[int, int]:
        """More known headers first, up to three, then more rows."""
        return (min(known_headers(self.headers), _ENOUGH), len(self.rows))


def sheet_rows(path: str, wanted: str | None, limits: Limits) -> tuple[Iterator[Row], dict[str, Any]]:
    """Rows of the wanted sheet, or of the only or best visible one, and the answer's further keys.

    Refused: a sheet whose box of used cells is larger than the limit, no sheet of the wanted name, no rows at all,
    no visible sheet with text.
    """
    boxes = _boxes(path, limits)
    book = CalamineWorkbook.from_path(path)
    found = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in found]
    if wanted is not None and wanted not in names:
        raise Refusal(f"no sheet {wanted}; there are {', '.join(names)}")
    shown = [sheet.name for sheet in found if sheet.visible == SheetVisibleEnum.Visible]
    hidden = [name for name in names if name not in shown]
    taken = [wanted] if wanted is not None else shown
    sheets = [_load(book, name, boxes.get(name), limits) for name in taken]
    full = [sheet for sheet in sheets if sheet.rows]
    if not full:
        raise Refusal(f"no visible sheet with text; hidden: {', '.join(hidden)}" if hidden else "no sheet with text")
    best = max(full, key=Sheet.rank)
    notes = [*_sheet_notes(best, full, hidden if wanted is None else []), *best.notes]
    if uses_1904_dates(path) if boxes else False:
        notes.append("The workbook counts dates from 1904; numbers without a date format are not read as dates.")
    twins = [sheet.name for sheet in full if sheet is not best and _same_columns(sheet, best)]
    answer = {"sheet": best.name, "last_row": best.last_row, "notes": notes, "twins": twins}
    answer |= {"sheets": [sheet.name for sheet in full], "hidden": hidden}
    return iter(best.rows), answer


def _same_columns(one: Sheet, other: Sheet) -> bool:
    """Whether two sheets look like pieces of one table: the same names of columns."""
    keys = [{header_key(header) for header in sheet.headers if header.strip()} for sheet in (one, other)]
    return len(keys[0]) > 1 and keys[0] == keys[1]


def _sheet_notes(best: Sheet, full: list[Sheet], hidden: list[str]) -> list[str]:
    left_out = [sheet.name for sheet in full if sheet is not best]
    notes = []
    if left_out:
        notes.append(f"Sheet {best.name} was read; {', '.join(left_out)} was not.")
    if hidden:
        notes.append(f"Hidden sheets are not read: {', '.join(hidden)}.")
    return notes


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
        return Sheet(name, [], 0, [], [])
    (first, left), (last, right) = sheet.start, sheet.end
    if (last - first + 1) * (right - left + 1) > limits.sheet_cells:
        raise Refusal(f"a sheet of more than {limits.sheet_cells:,} cells")
    rows = list(_text_rows(sheet, left, box or SheetBox()))
    headers = find_layout([(number, 1, cells) for number, cells in rows[:HEAD_RECORDS]]).names
    filled = fill_merged(rows, sheet.merged_cell_ranges or [], left, headers)
    notes = [f"{them(filled, 'cell was', 'cells were')} given the text of the merged cell around."] if filled else []
    if box is not None and box.zeros:
        notes.append("Numbers that the workbook shows with zeros in front were read with them.")
    return Sheet(name, rows, last + 1, headers, notes)


def _text_rows(sheet: CalamineSheet, left: int, box: SheetBox) -> Iterator[Row]:
    special = bool(box.errors or box.zeros)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [value if type(value) is str else cell_text(value) for value in values]
        if special:
            cells = [_as_shown(box, (number, column), cell) for column, cell in enumerate(cells, start=left + 1)]
        if any(cell.strip() for cell in cells):
            yield number, cells


def _as_shown(box: SheetBox, place: tuple[int, int], cell: str) -> str:
    """A cell as the workbook shows it: an error by its name (the reader has it blank), a number with its zeros."""
    width = box.zeros.get(place, 0)
    if width and cell.isdigit():
        return cell.zfill(width)
    return box.errors.get(place, cell)
