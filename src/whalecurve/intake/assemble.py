"""Records to a text table: the header, the rows of the right width, and a problem for each record that is none."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.headers import unique_headers
from whalecurve.intake.limits import Limits
from whalecurve.intake.problems import Problem, shown
from whalecurve.intake.records import Record
from whalecurve.intake.text_table import Lines, TextTable

# Small enough that the texts of a chunk are still in the processor's cache when they are packed.
_CHUNK = 2_048
_MEND = "correct the line in the file, then upload it again"


@dataclass
class Assembly:
    """A table while its records come in; cells are packed column by column, to keep memory near the text's size."""

    name: str
    limits: Limits
    headers: tuple[str, ...] = ()
    header_line: int = 0
    header_span: int = 0
    blank_lines: int = 0
    problems: list[Problem] = field(default_factory=list)
    _rows: list[list[str]] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)
    _wide: dict[int, int] = field(default_factory=dict)
    _chunks: list[list[pa.Array]] = field(default_factory=list)

    def add_all(self, records: Iterable[Record]) -> "Assembly":
        """Take every record: the first one with text is the header.

        Refused: an unreadable header, more columns or more lines than the limits.
        """
        width = -1
        for line, span, cells in records:
            if (
                len(cells) == width
                and span == 1
                and type(cells) is list
                and (cells[0].strip() or any(map(str.strip, cells)))
            ):
                self._lines.append(line)
                self._rows.append(cells)
                if len(self._rows) == _CHUNK:
                    self._pack()
            else:
                self._add_unusual(line, span, cells)
                width = len(self.headers) or -1
        self._pack()
        return self

    def _add_unusual(self, line: int, span: int, cells: list[str] | str) -> None:
        if isinstance(cells, str):
            self._reject(line, span, cells, "cells in quotes that are closed, doubled quotes inside them")
        elif not any(cell.strip() for cell in cells):
            self.blank_lines += span
        elif not self.headers:
            self._take_header(line, span, cells)
        elif len(cells) != len(self.headers):
            self._reject(
                line,
                span,
                f"{len(cells)} cells: {shown(' | '.join(cells))}",
                f"{len(self.headers)} cells, as in the header",
            )
        else:
            self._lines.append(line)
            self._wide[line] = span
            self._rows.append(cells)

    def _take_header(self, line: int, span: int, cells: list[str]) -> None:
        if len(cells) > self.limits.columns:
            limit = f"keep at most {self.limits.columns:,} columns (the limit)"
            raise RefusedFileError(f"{self.name} has too many columns", found=f"{len(cells):,} columns", remedy=limit)
        self.headers, self.header_line, self.header_span = unique_headers(cells), line, span

    def _reject(self, line: int, span: int, found: str, expected: str) -> None:
        if not self.headers:
            raise RefusedFileError(f"{self.name} has no readable header", found=f"{found} in line {line}", remedy=_MEND)
        self.problems.append(Problem(self.name, line, "", found, expected, _MEND, span))

    def _pack(self) -> None:
        if self._rows:
            self._chunks.append([pa.array(column, pa.large_string()) for column in zip(*self._rows, strict=True)])
            self._rows.clear()

    def table(self, digest: str) -> TextTable:
        """The table of all records; what else the reader knows of the file is added by it.

        Refused: no header, no row under it, no row as wide as it.
        """
        lines = np.array(self._lines, dtype=np.int32)
        _refuse_without_rows(self, len(lines))
        return TextTable(
            self.name,
            digest,
            self.headers,
            self._cells(),
            lines,
            self._spans(lines),
            header_line=self.header_line,
            header_span=self.header_span,
            problems=tuple(self.problems),
            blank_lines=self.blank_lines,
        )

    def _cells(self) -> pd.DataFrame:
        """All rows as text columns under their headers."""
        columns = {header: self._column(position) for position, header in enumerate(self.headers)}
        frame: pd.DataFrame = pa.table(columns).to_pandas()
        return frame

    def _column(self, position: int) -> pa.ChunkedArray:
        return pa.chunked_array([chunk[position] for chunk in self._chunks], pa.large_string())

    def _spans(self, lines: Lines) -> Lines:
        """Number of physical lines of each row."""
        spans = np.ones(len(lines), dtype=np.int32)
        if self._wide:
            places = np.searchsorted(lines, np.fromiter(self._wide, dtype=np.int32))
            spans[places] = list(self._wide.values())
        return spans


def _refuse_without_rows(assembly: Assembly, rows: int) -> None:
    """Refuse a table without a header, without a line under it, or without any line as wide as its header."""
    name = assembly.name
    if not assembly.headers:
        raise RefusedFileError(
            f"{name} is empty", found="no line with text", remedy="upload a file with a header and rows"
        )
    if rows:
        return
    if not assembly.problems:
        found = shown(", ".join(assembly.headers))
        raise RefusedFileError(f"{name} has a header and no rows", found=found, remedy="export it again with its rows")
    first = assembly.problems[0]
    found = f"{len(assembly.headers)} cells in line {assembly.header_line}, then in line {first.line} {first.found}"
    remedy = "let the first line with text be the header, with as many cells as the rows below it"
    raise RefusedFileError(f"{name} has no row that fits its header", found=found, remedy=remedy)
