"""Spreadsheets and Parquet files to text tables, by way of the child process."""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from whalecurve.intake.assemble import Assembly
from whalecurve.intake.child_process import run_child
from whalecurve.intake.content import ContentKind
from whalecurve.intake.limits import Limits
from whalecurve.intake.records import NUL, Record
from whalecurve.intake.text_table import TextTable
from whalecurve.intake.zip_guard import check_archive


def read_typed(
    name: str, digest: str, content: bytes, kind: ContentKind, sheet: str | None, limits: Limits
) -> TextTable:
    """Table of an .xlsx, .xlsb, .xls, .ods or Parquet file.

    Line numbers are the spreadsheet's rows, or Parquet rows from 1.

    Refused: hostile or damaged archives, files beyond the limits, sheets without rows.
    """
    if kind is ContentKind.ARCHIVE:
        check_archive(name, content, limits)
    with tempfile.TemporaryDirectory(prefix="whalecurve-") as folder:
        out, answer = run_child(name, content, kind.value, sheet, Path(folder), limits)
        table = Assembly(name, limits).add_all(_records(out, limits)).table(digest)
    header_span = 0 if kind is ContentKind.PARQUET else 1
    return replace(
        table,
        header_span=header_span,
        sheet=str(answer["sheet"]),
        blank_lines=int(answer["last_row"]) - int(answer["rows"]) + 1 - header_span + table.blank_lines,
        physical_lines=int(answer["last_row"]),
        spreadsheet=True,
        notes=tuple(str(note) for note in answer["notes"]),
    )


def _records(path: Path, limits: Limits) -> Iterator[Record]:
    csv.field_size_limit(limits.field_characters)
    with path.open(encoding="utf-8", errors="surrogatepass", newline="") as stream:
        for number, *cells in csv.reader(stream):
            yield int(number), 1, NUL if any("\x00" in cell for cell in cells) else cells
