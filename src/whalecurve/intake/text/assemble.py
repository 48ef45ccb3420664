"""Records to a text table: the header, the rows of the right width, and a word for each record that is none."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.limits import Limits
from whalecurve.intake.problems import Problem, shown
from whalecurve.intake.structure.arrange import arrange
from whalecurve.intake.structure.body import Body
from whalecurve.intake.structure.header import HEAD_RECORDS, Layout, find_layout
from whalecurve.intake.text.headers import unique_headers
from whalecurve.intake.text.records import NUL, Record
from whalecurve.intake.text.text_table import TextTable

# Small enough that the texts of a chunk are still in the processor's cache when they are packed.
_CHUNK: Final = 2_048
_MEND: Final = "correct the line in the file, then upload it again"
_ABOVE: Final = "stands above the header"


@dataclass
class Assembly:
    """A table while its records come in; cells are packed column by column, to keep memory near the text's size."""

    name: str
    limits: Limits
    delimiter: str = ""
    headers: tuple[str, ...] = ()
    header_line: int = 0
    header_span: int = 0
    problems: list[Problem] = field(default_factory=list)
    ignored: list[tuple[int, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    above: list[list[str]] = field(default_factory=list)
    _blanks: array = field(default_factory=lambda: array("i"))  # type: ignore[type-arg]
    _rows: list[list[str]] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)
    _wide: dict[int, int] = field(default_factory=dict)
    _odd: dict[int, str] = field(default_factory=dict)
    _chunks: list[list[pa.Array]] = field(default_factory=list)

    def add_all(self, records: Iterable[Record]) -> "Assembly":
        """Take every record; the header is found among the first ones.

        Refused: an unreadable header, no header at all, more columns or more lines than the limits.
        """
        stream = iter(records)
        head = list(islice(stream, HEAD_RECORDS))
        layout = find_layout(head)
        if layout.first < 0:
            self._add_body(chain(head, stream))
            return self
        for record in head[: layout.first]:
            self._add_above(record, len(layout.names))
        self._take_header(layout, head)
        self._add_body(chain(head[layout.last + 1 :], stream))
        return self

    def add_columns(self, names: Sequence[str], columns: Sequence[pa.ChunkedArray]) -> "Assembly":
        """Take whole columns of texts, cut at the same rows, under names of their own; rows are numbered from 1.

        Rows with a NUL byte are set aside, rows without text are blank.
        """
        self.headers, self.header_line = unique_headers(names), 0
        rows = len(columns[0]) if columns else 0
        filled, broken = np.zeros(rows, dtype=bool), np.zeros(rows, dtype=bool)
        for column in columns:
            filled |= np.asarray(pc.not_equal(pc.utf8_trim_whitespace(column), ""))
            broken |= np.asarray(pc.match_substring(column, "\x00"))
        for row in np.flatnonzero(broken).tolist():
            self._reject(row + 1, 1, NUL, "cells in quotes that are closed, doubled quotes inside them")
        self._blanks.extend((np.flatnonzero(~filled & ~broken) + 1).tolist())
        kept = filled & ~broken
        self._lines = (np.flatnonzero(kept) + 1).tolist()
        whole = [column if kept.all() else column.filter(pa.array(kept)) for column in columns]
        self._chunks = [list(stretch) for stretch in zip(*(column.chunks for column in whole), strict=True)]
        return self

    def _add_above(self, record: Record, width: int) -> None:
        line, span, cells = record
        if isinstance(cells, str):
            self._reject(line, span, cells, "cells in quotes that are closed, doubled quotes inside them")
            return
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled:
            self._add_blank(line, span)
            return
        self.titles += filled
        self.above.append(cells)
        why = _ABOVE if len(filled) < width or len(cells) != width else f"{_ABOVE}, as wide as a row"
        self.ignored += [(line + further, why) for further in range(span)]

    def _take_header(self, layout: Layout, head: list[Record]) -> None:
        line, span, cells = head[layout.first]
        if len(layout.names) > self.limits.columns:
            limit = f"keep at most {self.limits.columns:,} columns (the limit)"
            found = f"{len(layout.names):,} columns"
            raise RefusedFileError(f"{self.name} has too many columns", found=found, remedy=limit)
        if layout.looks_like_data:
            found = f"values in line {line}: {shown(' | '.join(cells))}"
            remedy = "put a line with the names of the columns on top"
            raise RefusedFileError(f"{self.name} has no header", found=found, remedy=remedy)
        if isinstance(cells, list) and layout.first and isinstance(head[layout.first - 1][2], str):
            _refuse_unreadable_header(self.name, head, layout)
        self.headers, self.header_line, self.header_span = unique_headers(layout.names), line, 0
        for place in range(layout.first, layout.last + 1):
            line, span, _ = head[place]
            self.header_span += span

    def _add_body(self, records: Iterable[Record]) -> None:
        width = len(self.headers) or -1
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
        self._pack()

    def _add_unusual(self, line: int, span: int, cells: list[str] | str) -> None:
        width = len(self.headers)
        if isinstance(cells, str):
            self._reject(line, span, cells, "cells in quotes that are closed, doubled quotes inside them")
        elif not any(cell.strip() for cell in cells):
            self._add_blank(line, span)
        elif any(cell.strip() for cell in cells[width:]):
            found = f"{len(cells)} cells: {shown(' | '.join(cells))}"
            self._reject(line, span, found, f"{width} cells, as in the header")
        else:
            if len(cells) != width:
                self._odd[len(self._lines)] = f"{len(cells)} cells: {shown(' | '.join(cells))}"
                cells = [*cells, *[""] * (width - len(cells))][:width]
            self._lines.append(line)
            if span > 1:
                self._wide[line] = span
            self._rows.append(cells)

    def _add_blank(self, line: int, span: int) -> None:
        self._blanks.extend(range(line, line + span))

    def _reject(self, line: int, span: int, found: str, expected: str) -> None:
        self.problems.append(Problem(self.name, line, "", found, expected, _MEND, span))

    def _pack(self) -> None:
        if self._rows:
            self._chunks.append([pa.array(column, pa.large_string()) for column in zip(*self._rows, strict=True)])
            self._rows.clear()

    def table(self, digest: str) -> TextTable:
        """The table of all records; what else the reader knows of the file is added by it.

        Refused: no header, no row under it, no row as wide as it.
        """
        body = arrange(self._body())
        problems = sorted([*self.problems, *body.problems], key=lambda problem: problem.line)
        _refuse_without_rows(self, body.rows, problems)
        return TextTable(
            self.name,
            digest,
            tuple(body.headers),
            pa.table(dict(zip(body.headers, body.columns, strict=True))).to_pandas(),
            body.lines,
            body.spans,
            header_line=self.header_line,
            header_span=self.header_span,
            ignored=tuple(sorted([*self.ignored, *body.ignored])),
            problems=tuple(problems),
            blank_lines=len(self._blanks),
            notes=tuple(body.notes),
            totals=tuple(body.totals),
            first_line_only=tuple(body.first_line_only),
            factor=body.factor,
            factor_words=body.factor_words,
        )

    def _body(self) -> Body:
        lines = np.array(self._lines, dtype=np.int32)
        columns = [self._column(position) for position in range(len(self.headers))]
        blanks = np.array(self._blanks, dtype=np.int32)
        return Body(
            self.name,
            list(self.headers),
            columns,
            lines,
            self._spans(lines),
            odd=self._odd,
            titles=tuple(self.titles),
            above=tuple(self.above),
            blanks=blanks,
            delimiter=self.delimiter,
        )

    def _column(self, position: int) -> pa.ChunkedArray:
        return pa.chunked_array([chunk[position] for chunk in self._chunks], pa.large_string())

    def _spans(
        self, lines: "np.ndarray[tuple[int], np.dtype[np.int32]]"
    ) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
        """Number of physical lines of each row."""
        spans = np.ones(len(lines), dtype=np.int32)
        if self._wide:
            places = np.searchsorted(lines, np.fromiter(self._wide, dtype=np.int32))
            spans[places] = list(self._wide.values())
        return spans


def _refuse_unreadable_header(name: str, head: list[Record], layout: Layout) -> None:
    """A broken record right above the header may be the header itself, unless the next one says that it is one."""
    line, _, found = head[layout.first - 1]
    raise RefusedFileError(f"{name} has no readable header", found=f"{found} in line {line}", remedy=_MEND)


def _refuse_without_rows(assembly: Assembly, rows: int, problems: list[Problem]) -> None:
    """Refuse a table without a header, without a line under it, or without any line as wide as its header."""
    name = assembly.name
    if not assembly.headers:
        _refuse_unreadable(name, problems)
        raise RefusedFileError(
            f"{name} is empty", found="no line with text", remedy="upload a file with a header and rows"
        )
    if rows:
        return
    if not problems:
        found = shown(", ".join(assembly.headers))
        raise RefusedFileError(f"{name} has a header and no rows", found=found, remedy="export it again with its rows")
    first = problems[0]
    found = f"{len(assembly.headers)} cells in line {assembly.header_line}, then in line {first.line} {first.found}"
    remedy = "let the first line with text be the header, with as many cells as the rows below it"
    raise RefusedFileError(f"{name} has no row that fits its header", found=found, remedy=remedy)


def _refuse_unreadable(name: str, problems: list[Problem]) -> None:
    if problems:
        found = f"{problems[0].found} in line {problems[0].line}"
        raise RefusedFileError(f"{name} has no readable header", found=found, remedy=_MEND)
