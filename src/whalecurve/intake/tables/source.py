"""All tables of one kind as one run of rows, with a ledger of what became of each row."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.currency.exchange import Exchange
from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.problems import Problem, shown
from whalecurve.intake.recognition.map_piece import map_piece
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.text.text_column import TextColumn
from whalecurve.intake.text.text_table import Lines, TextTable
from whalecurve.intake.values.exact import Mask


def _turned(column: TextColumn) -> TextColumn:
    texts = [text[1:] if text.startswith("-") else f"-{text}" if text else text for text in column.texts.to_pylist()]
    return TextColumn(column.header, column.codes, pa.array(texts, pa.large_string()))


@dataclass
class Source:
    """Rows of one or more tables of a kind, in order; the tables share the mapped headers.

    The ledger starts empty: ``set_aside`` and ``ignored`` mark rows, ``problems`` and ``notes`` say why;
    ``decisions`` are the readings that move money. ``exchange`` turns amounts of several currencies into one;
    ``costed`` are columns that are costs though the mapping does not name them.
    """

    kind: str
    tables: tuple[TextTable, ...]
    mapping: Mapping
    set_aside: Mask = field(init=False)
    ignored: Mask = field(init=False)
    problems: list[Problem] = field(default_factory=list)
    ignored_lines: list[tuple[str, int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    exchange: Exchange | None = None
    costed: set[str] = field(default_factory=set)
    _whole: dict[str, TextColumn] = field(default_factory=dict)
    _pieces: dict[tuple[str, int], TextColumn] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that every table has the mapped headers, then open the ledger."""
        for table in self.tables:
            self.mapping.check(self.kind, table.name, table.headers)
        self.set_aside = np.zeros(self.rows, dtype=bool)
        self.ignored = np.zeros(self.rows, dtype=bool)

    def trial(self, left_out: Mask) -> "Source":
        """The same rows with some left out, and a ledger of its own: to see what a reading gives."""
        twin = Source(self.kind, self.tables, self.mapping)
        twin.set_aside, twin.ignored = self.set_aside.copy(), self.ignored | left_out
        twin._whole, twin._pieces = self._whole, self._pieces
        return twin

    @property
    def rows(self) -> int:
        """Number of rows of all tables."""
        return sum(table.rows for table in self.tables)

    def header(self, name: str) -> str:
        """Header of a field, or the empty text."""
        return self.mapping.header(self.kind, name)

    def headers(self) -> list[str]:
        """Headers that every table has, in the order of the first one."""
        return [header for header in self.tables[0].headers if all(header in table.headers for table in self.tables)]

    def column(self, header: str) -> TextColumn:
        """One column over all tables."""
        if header not in self._whole:
            cells = [pa.chunked_array(table.cells[header]) for table in self.tables]
            whole = pa.chunked_array([chunk for cell in cells for chunk in cell.chunks], pa.large_string())
            self._whole[header] = TextColumn.of(header, pd.Series(whole.to_pandas()))
        return self._whole[header]

    def turn(self, header: str) -> None:
        """Give every number of a column the other sign; its texts are plain numbers."""
        for table, piece in enumerate(self.pieces(header)):
            self._pieces[header, table] = _turned(piece)
        self._whole[header] = _turned(self.column(header))

    def pieces(self, header: str) -> list[TextColumn]:
        """One column, table by table."""
        if len(self.tables) == 1:
            return [self.column(header)]
        return [self._piece(header, position) for position in range(len(self.tables))]

    def _piece(self, header: str, position: int) -> TextColumn:
        key = (header, position)
        if key not in self._pieces:
            self._pieces[key] = TextColumn.of(header, self.tables[position].cells[header])
        return self._pieces[key]

    def files(self) -> npt.NDArray[np.int16]:
        """Position of each row's table."""
        return np.repeat(np.arange(len(self.tables), dtype=np.int16), [table.rows for table in self.tables])

    def lines(self) -> Lines:
        """Line of each row in its own file."""
        return np.concatenate([table.lines for table in self.tables])

    def spans(self) -> Lines:
        """Number of physical lines of each row."""
        return np.concatenate([table.spans for table in self.tables])

    def kept(self) -> Mask:
        """Rows that are neither set aside nor ignored."""
        return ~(self.set_aside | self.ignored)

    def reject(self, rows: Mask, header: str, expected: str, remedy: str) -> None:
        """Set rows aside with a problem each that shows the cell; ignored rows stay ignored."""
        wrong = rows & ~self.ignored
        if not wrong.any():
            return
        files, lines, spans = self.files(), self.lines(), self.spans()
        column = self.column(header) if header in self.headers() else None
        for row in np.flatnonzero(wrong).tolist():
            found = shown(column.text_at(row)) if column else ""
            name = self.tables[files[row]].name
            self.problems.append(
                Problem(name, int(lines[row]), header, found or "nothing", expected, remedy, int(spans[row]))
            )
        self.set_aside |= wrong

    def ignore(self, rows: Mask, why: str) -> None:
        """Leave rows out of the count, each listed with the reason."""
        fresh = rows & self.kept()
        files, lines = self.files(), self.lines()
        self.ignored_lines += [
            (self.tables[files[row]].name, int(lines[row]), why) for row in np.flatnonzero(fresh).tolist()
        ]
        self.ignored |= fresh


def require(source: Source, needed: Sequence[str], what: str) -> str:
    """Header of the first of ``needed`` that is mapped, or a question that names the headers there are."""
    for name in needed:
        if header := source.header(name):
            return header
    there = ", ".join(source.tables[0].headers)
    named = map_piece(source.kind, {needed[0]: "...", **source.mapping.tables.get(source.kind, {})})
    remedy = f"say which one it is in the map: {named}"
    raise UserChoiceError(
        f"{source.tables[0].name} has no column for {what}",
        found=f"the columns {there}",
        remedy=remedy,
        choices=[(header, {source.kind: {needed[0]: header}}) for header in source.tables[0].headers],
    )
