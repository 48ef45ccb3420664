"""Spreadsheets and Parquet files to text tables."""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from whalecurve.intake.files.content import ContentKind
from whalecurve.intake.files.sheet_csv import sheet_csv
from whalecurve.intake.files.sheets_together import with_further
from whalecurve.intake.files.zip_guard import check_archive
from whalecurve.intake.limits import Limits
from whalecurve.intake.text.assemble import Assembly
from whalecurve.intake.text.records import NUL, Record
from whalecurve.intake.text.text_table import TextTable


def read_typed(
    name: str, digest: str, content: bytes, kind: ContentKind, sheet: str | None, limits: Limits
) -> TextTable:
    """Table of an .xlsx, .xlsb, .xls, .ods or Parquet file, or of a web page.

    Line numbers are the spreadsheet's rows, or Parquet rows from 1. Sheets with the same columns come along as further
    tables, when no sheet was named.

    Refused: hostile or damaged archives, files beyond the limits, sheets without rows.
    """
    if kind is ContentKind.ARCHIVE:
        check_archive(name, content, limits)
    table, twins = _one_sheet(name, digest, content, kind, sheet, limits)
    if not twins:
        return table
    further = tuple(_one_sheet(name, digest, content, kind, twin, limits)[0] for twin in twins)
    return with_further(table, further)


def _one_sheet(
    name: str, digest: str, content: bytes, kind: ContentKind, sheet: str | None, limits: Limits
) -> tuple[TextTable, list[str]]:
    """Table of one sheet, and the names of the sheets with the same columns where none was named."""
    with tempfile.TemporaryDirectory(prefix="whalecurve-") as folder:
        out, answer = sheet_csv(name, content, kind.value, sheet, Path(folder), limits)
        parquet = kind is ContentKind.PARQUET
        table = Assembly(name, limits).add_all(_records(out, limits), named=parquet).table(digest)
    # the names of a Parquet file's columns stand in no row of it
    named = 1 if parquet else 0
    table = replace(
        table,
        header_span=table.header_span - named,
        sheet=str(answer["sheet"]),
        blank_lines=int(answer["last_row"]) - int(answer["rows"]) + named + table.blank_lines,
        physical_lines=int(answer["last_row"]),
        encoding=str(answer.get("encoding", "")),
        sheets=tuple(map(str, answer.get("sheets", ()))),
        hidden_sheets=tuple(map(str, answer.get("hidden", ()))),
        spreadsheet=kind is not ContentKind.HTML,
        notes=(*(str(note) for note in answer["notes"]), *table.notes),
    )
    return table, list(answer.get("twins", ())) if sheet is None else []


def _records(path: Path, limits: Limits) -> Iterator[Record]:
    csv.field_size_limit(limits.field_characters)
    with path.open(encoding="utf-8", errors="surrogatepass", newline="") as stream:
        for number, *cells in csv.reader(stream):
            yield int(number), 1, NUL if any("\x00" in cell for cell in cells) else cells
