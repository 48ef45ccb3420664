"""The rows of one spreadsheet or web page as a CSV (first column: row number); a step of the reading process."""

import csv
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.files.child_terms import Refusal, Row
from whalecurve.intake.files.content import AS_CSV
from whalecurve.intake.limits import Limits


def sheet_csv(
    name: str, content: bytes, kind: str, sheet: str | None, folder: Path, limits: Limits
) -> tuple[Path, dict[str, Any]]:
    """Write the rows into ``folder``; gives back the CSV, and ``sheet``, ``rows``, ``last_row`` and ``notes``.

    Refused: files beyond the limits, files that the reader of the kind cannot follow.
    """
    book = folder / f"{secrets.token_hex(16)}.bin"
    book.write_bytes(content)
    try:
        rows, answer = _rows(str(book), kind, sheet, limits)
        out = book.with_suffix(".csv")
        return out, answer | {"rows": _write(rows, out, limits)}
    except Refusal as reason:
        raise RefusedFileError(f"{name} is not read", found=str(reason), remedy=AS_CSV) from reason


def _rows(path: str, kind: str, sheet: str | None, limits: Limits) -> tuple[Iterable[Row], dict[str, Any]]:
    if kind == "html":
        from whalecurve.intake.files.html_rows import html_rows  # noqa: PLC0415 - each reader loads what it needs

        return html_rows(path, limits)
    from whalecurve.intake.files.sheet_rows import sheet_rows  # noqa: PLC0415 - and only after the limits are set

    return sheet_rows(path, sheet, limits)


def _write(rows: Iterable[Row], out: Path, limits: Limits) -> int:
    count = 0
    with out.open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        for number, cells in _checked(rows, limits):
            writer.writerow([number, *cells])
            count += 1
    return count


def _checked(rows: Iterable[Row], limits: Limits) -> Iterator[Row]:
    for number, cells in rows:
        if len(cells) > limits.columns:
            raise Refusal(f"{len(cells):,} columns, the limit is {limits.columns:,}")
        if number > limits.lines:
            raise Refusal(f"more than {limits.lines:,} rows, the limit")
        if max(map(len, cells)) > limits.field_characters:
            raise Refusal(f"a cell of more than {limits.field_characters:,} characters in row {number:,}")
        yield number, cells
