"""A file as text cells: nothing interpreted, every physical line accounted for."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain.quantities.origin import Origin
from whalecurve.intake.problems import Problem
from whalecurve.intake.structure.found_total import FoundTotal

Lines = npt.NDArray[np.int32]


@dataclass(frozen=True)
class TextTable:
    """Cells of one table as they stand in the file.

    Attributes:
        name: The user's name of the file; display text only, never a path.
        digest: SHA-256 of the file's bytes, in hexadecimal.
        headers: Unique column names: ``Amount``, ``Amount (2)``, ``column 3`` for a nameless one.
        cells: One text column per header, empty text where nothing stands; one row per record.
        lines: Line number of each row: the first physical line of the record, or the spreadsheet's row.
        spans: Number of physical lines that each row covers.
        encoding: How the bytes were read; empty for spreadsheets and Parquet.
        delimiter: What separates cells; empty for spreadsheets and Parquet.
        header_line: Line of the header.
        header_span: Number of physical lines that the header covers.
        sheet: Name of the sheet, empty for other files.
        sheets: Visible sheets of the workbook with text in them, when none was named; empty for other files.
        hidden_sheets: Hidden sheets of the workbook, which are read only when they are named.
        ignored: Lines that carry no data, each with the reason.
        problems: Records that are no rows of the table (too many cells, an open quote), each with its line.
        blank_lines: Number of lines without any text.
        physical_lines: Number of lines of the file, or rows of the sheet down to the last used one.
        spreadsheet: Whether the cells were typed (dates arrive as ISO text, numbers with a decimal point).
        notes: What the reader did, in plain words.
        totals: Totals that the file prints, each with whether the rows add up to it.
        first_line_only: Columns of amounts that stand on the first line of an order only: they hold for all of it.
        further: Further sheets with the same columns, each a table of its own: pieces of this one.
        factor: How many units of its currency one unit of its amounts is, where a line around the table says so.
        factor_words: That line.
        questions: What only a person can tell about the file, each with the way to answer it.
    """

    name: str
    digest: str
    headers: tuple[str, ...]
    cells: pd.DataFrame
    lines: Lines
    spans: Lines
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 1
    header_span: int = 1
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    ignored: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    blank_lines: int = 0
    physical_lines: int = 0
    spreadsheet: bool = False
    notes: tuple[str, ...] = ()
    totals: tuple[FoundTotal, ...] = ()
    first_line_only: tuple[str, ...] = ()
    further: "tuple[TextTable, ...]" = ()
    questions: tuple[str, ...] = ()
    factor: int = 1
    factor_words: str = ""

    @property
    def rows(self) -> int:
        """Number of records."""
        return len(self.lines)

    @property
    def origin(self) -> Origin:
        """The file and the sheet; where several sheets are read, their names stand behind the file's."""
        return Origin(self.name.removesuffix(f" [{self.sheet}]") if self.sheet else self.name, self.sheet)

    def accounted_lines(self) -> int:
        """Header, rows, problems, ignored and blank lines together: always ``physical_lines``."""
        problem_lines = sum(problem.span for problem in self.problems)
        return self.header_span + int(self.spans.sum()) + problem_lines + len(self.ignored) + self.blank_lines
