"""Spreadsheets and Parquet files to text tables."""

import csv
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.files.child_terms import Refusal
from whalecurve.intake.files.content import AS_CSV, ContentKind
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
    if kind is ContentKind.PARQUET:
        return _parquet(name, digest, content, limits), []
    with tempfile.TemporaryDirectory(prefix="whalecurve-") as folder:
        out, answer = sheet_csv(name, content, kind.value, sheet, Path(folder), limits)
        table = Assembly(name, limits).add_all(_records(out, limits)).table(digest)
    table = replace(
        table,
        sheet=str(answer["sheet"]),
        blank_lines=int(answer["last_row"]) - int(answer["rows"]) + table.blank_lines,
        physical_lines=int(answer["last_row"]),
        encoding=str(answer.get("encoding", "")),
        sheets=tuple(map(str, answer.get("sheets", ()))),
        hidden_sheets=tuple(map(str, answer.get("hidden", ()))),
        spreadsheet=kind is not ContentKind.HTML,
        notes=(*(str(note) for note in answer["notes"]), *table.notes),
    )
    return table, list(answer.get("twins", ())) if sheet is None else []


def _parquet(name: str, digest: str, content: bytes, limits: Limits) -> TextTable:
    """Table of a Parquet file, column by column: its values are typed, and no row of it need be looked at by itself."""
    from whalecurve.intake.files.parquet_rows import parquet_columns  # noqa: PLC0415 - each reader loads what it needs

    with tempfile.TemporaryDirectory(prefix="whalecurve-") as folder:
        path = Path(folder) / f"{secrets.token_hex(16)}.bin"
        path.write_bytes(content)
        try:
            names, columns = parquet_columns(str(path), limits)
        except Refusal as reason:
            raise RefusedFileError(f"{name} is not read", found=str(reason), remedy=AS_CSV) from reason
    # the names of a Parquet file's columns stand in no row of it
    table = replace(Assembly(name, limits).add_columns(names, columns).table(digest), header_span=0)
    return replace(table, physical_lines=len(columns[0]) if columns else 0, spreadsheet=True)


def _records(path: Path, limits: Limits) -> Iterator[Record]:
    csv.field_size_limit(limits.field_characters)
    with path.open(encoding="utf-8", errors="surrogatepass", newline="") as stream:
        for number, *cells in csv.reader(stream):
            yield int(number), 1, NUL if any("\x00" in cell for cell in cells) else cells
