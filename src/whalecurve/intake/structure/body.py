"""The records under a header while the structure is being found: each line ends as row, ignored or problem."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from whalecurve.intake.problems import Problem
from whalecurve.intake.structure.cell_kinds import NUMBER, common_kind
from whalecurve.intake.structure.found_total import FoundTotal
from whalecurve.intake.values.exact import Mask

Ints = npt.NDArray[np.int32]
_SAMPLE = 400
_ALWAYS = 0.9


@dataclass
class Body:
    """Columns of text and the ledger of their lines; a step marks rows in ``taken`` and leaves them where they are.

    Attributes:
        name: The file, for display.
        headers: Unique names of the columns.
        columns: One array of texts per header.
        lines: First physical line of each row.
        spans: Number of physical lines of each row.
        odd: Rows of another width, filled up with blanks: row -> what is wrong with it if it stays a row.
        titles: Texts that stand above the header.
        blanks: Lines without text, in order.
        delimiter: What separates the cells; empty in spreadsheets.
        taken: Rows that are settled as no rows of the table.
        ignored: Lines that are no data, with the reason.
        problems: Lines that should be data and are not.
        notes: What was decided, in plain words.
        totals: Totals that the report prints.
        first_line_only: Columns of amounts that stand on the first line of an order and hold for all of it.
        grouped: Column that rows got from the heading above them; -1 for none.
        headers_before: Names of the columns before their months became rows.
        above: Records above the header, cell by cell.
        factor: How many units of its currency one unit of the amounts is, as a line around the table says.
        factor_words: That line.
        titled: Rows whose cell in that column is their own.
    """

    name: str
    headers: list[str]
    columns: list[pa.ChunkedArray]
    lines: Ints
    spans: Ints
    odd: dict[int, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    blanks: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    delimiter: str = ""
    taken: Mask = field(init=False)
    ignored: list[tuple[int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    totals: list[FoundTotal] = field(default_factory=list)
    first_line_only: list[str] = field(default_factory=list)
    grouped: int = -1
    headers_before: list[str] = field(default_factory=list)
    above: tuple[list[str], ...] = ()
    factor: int = 1
    factor_words: str = ""
    titled: Mask = field(default_factory=lambda: np.zeros(0, dtype=bool))
    _filled: list[Mask] | None = None
    _kinds: list[str] | None = None

    def __post_init__(self) -> None:
        """No row is settled at first."""
        self.taken = np.zeros(len(self.lines), dtype=bool)

    @property
    def rows(self) -> int:
        """Number of records."""
        return len(self.lines)

    def cell(self, row: int, column: int) -> str:
        """Text of one cell."""
        return str(self.columns[column][row].as_py())

    def cells(self, row: int) -> list[str]:
        """Texts of one row."""
        return [self.cell(row, column) for column in range(len(self.columns))]

    def filled(self) -> list[Mask]:
        """Rows with text, column by column."""
        if self._filled is None:
            self._filled = [np.asarray(pc.not_equal(column, "").to_numpy(), dtype=bool) for column in self.columns]
        return self._filled

    def fill_counts(self) -> Ints:
        """Number of filled cells of each row."""
        counts = np.zeros(self.rows, np.int32)
        for mask in self.filled():
            counts += mask
        return counts

    def odd_rows(self) -> Mask:
        """Rows of another width than the header."""
        odd: Mask = np.zeros(self.rows, dtype=bool)
        odd[list(self.odd)] = True
        return odd

    def usual_count(self) -> int:
        """Number of cells that a row usually has filled; lines of one cell and of another width do not count."""
        counts = self.fill_counts()
        counts[list(self.odd)] = 0
        several = counts[counts > 1]
        return int(np.median(several)) if len(several) else 1

    def kinds(self) -> list[str]:
        """Kind of each column by a sample of its filled cells in rows of the right width."""
        if self._kinds is None:
            self._kinds = [self._kind(place) for place in range(len(self.columns))]
        return self._kinds

    def _kind(self, place: int) -> str:
        rows = np.flatnonzero(self.filled()[place] & ~self.taken)
        step = max(1, len(rows) // _SAMPLE)
        return common_kind(self.columns[place].take(pa.array(rows[::step])).to_pylist())

    def replace_column(self, place: int, texts: pa.ChunkedArray) -> None:
        """Put other texts into a column."""
        self.columns[place] = texts
        self._filled = self._kinds = None

    def ignore(self, row: int, why: str) -> None:
        """Settle a row as no data; each of its lines is listed with the reason."""
        self.taken[row] = True
        line, span = int(self.lines[row]), int(self.spans[row])
        self.ignored += [(line + further, why) for further in range(span)]

    def reject(self, row: int, found: str, expected: str, remedy: str) -> None:
        """Settle a row as a problem."""
        self.taken[row] = True
        line, span = int(self.lines[row]), int(self.spans[row])
        self.problems.append(Problem(self.name, line, "", found, expected, remedy, span))

    def settle_all(self) -> None:
        """Begin with rows of which none is settled, after they were replaced."""
        self.taken = np.zeros(len(self.lines), dtype=bool)
        self._filled = self._kinds = None

    def open_rows(self) -> Ints:
        """Rows that are not settled, in order."""
        return np.flatnonzero(~self.taken).astype(np.int32)

    def blank_before(self, row: int) -> bool:
        """Whether a line without text stands between a row and the one before it."""
        before = int(self.lines[row - 1]) if row else 0
        place = int(np.searchsorted(self.blanks, before))
        return place < len(self.blanks) and int(self.blanks[place]) < int(self.lines[row])


def always_filled(body: Body, without: Iterable[int] = ()) -> list[int]:
    """Columns of words and dates that nearly all rows have filled, rows ``without`` left out."""
    rows = ~body.taken & ~body.odd_rows()
    rows[list(without)] = False
    count = max(1, int(rows.sum()))
    kinds = body.kinds()
    return [
        place
        for place, filled in enumerate(body.filled())
        if kinds[place] != NUMBER and int((filled & rows).sum()) >= _ALWAYS * count
    ]


Step = Callable[[Body], None]
