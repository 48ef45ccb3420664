"""Rows of the best table of a web page: what many programs call an Excel export. Runs in the child process."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from whalecurve.intake.files.child_terms import Refusal, Row
from whalecurve.intake.limits import Limits
from whalecurve.intake.recognition.aliases import known_headers
from whalecurve.intake.structure.cell_kinds import NUMBER, cell_kind
from whalecurve.intake.text.decoding import decode

_CHARSET: Final = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]{2,40})")
_HEAD: Final = 4_000
_ENOUGH: Final = 3
_MOST_SPAN: Final = 1_000
_DIGITS: Final = 4
_CELLS: Final = ("td", "th")


def html_rows(path: str, limits: Limits) -> tuple[Iterator[Row], dict[str, Any]]:
    """Rows of the table with the most known headers, then the most rows; further tables are named in a note.

    A cell over several rows gives its words to each of them, a number to the first.

    Refused: a page without a table, more cells than the limit.
    """
    content = Path(path).read_bytes()
    said = _CHARSET.search(content[:_HEAD])
    text, encoding = decode("the page", content, said[1].decode() if said else "")
    reader = _Tables(limits)
    reader.feed(text)
    reader.close()
    tables = [table for table in reader.tables if any(any(cell.strip() for cell in row) for row in table)]
    if not tables:
        raise Refusal("a web page (HTML) without a table")
    best = max(tables, key=lambda table: (min(max(map(known_headers, table[:5])), _ENOUGH), len(table)))
    notes = ["The file is a web page, whatever its name says; its table was read, rows counted from 1."]
    if len(tables) > 1:
        notes.append(f"The page has {len(tables)} tables; the one with {len(best)} rows was read.")
    width = max(len(row) for row in best)
    rows = [(number, [*row, *[""] * (width - len(row))]) for number, row in enumerate(best, 1)]
    filled = [row for row in rows if any(cell.strip() for cell in row[1])]
    return iter(filled), {"sheet": "", "last_row": len(best), "notes": notes, "encoding": encoding}


class _Tables(HTMLParser):
    """All tables of a page as rows of texts; a table inside a cell is part of that cell's text."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._limits = limits
        self._depth = self._count = 0
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._below: dict[int, tuple[int, str]] = {}
        self._due: dict[int, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell; an open cell ends where the next one begins."""
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                self._below = {}
        elif self._depth != 1:
            return
        elif tag == "tr":
            self._end_cell()
            self._start_row()
        elif tag in _CELLS:
            self._end_cell()
            if not self.tables[-1]:
                self._start_row()
            given = dict(attrs)
            self._cell, self._spans = [], (_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
            self._depth -= 1
        elif self._depth == 1 and (tag in _CELLS or tag == "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Text of the open cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = " ".join("".join(self._cell).split())
        self._cell = None
        columns, rows = self._spans
        row = self.tables[-1][-1]
        if rows > 1:
            self._below[len(row)] = (rows - 1, "" if cell_kind(text) == NUMBER else text)
        row += [text, *[""] * (columns - 1)]
        self._count += columns
        if self._count > self._limits.sheet_cells:
            raise Refusal(f"a web page of more than {self._limits.sheet_cells:,} cells")
        self._fill_due()

    def _start_row(self) -> None:
        """Open a row; cells of earlier rows that reach down to it are due in their columns."""
        self.tables[-1].append([])
        self._due = {place: text for place, (left, text) in self._below.items() if left > 0}
        self._below = {place: (left - 1, text) for place, (left, text) in self._below.items() if left > 1}
        self._fill_due()

    def _fill_due(self) -> None:
        row = self.tables[-1][-1]
        while len(row) in self._due:
            row.append(self._due[len(row)])


def _span(text: str | None) -> int:
    return max(1, min(int(text), _MOST_SPAN)) if text and text.isdigit() and len(text) <= _DIGITS else 1
