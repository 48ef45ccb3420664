"""What was set aside: one entry per fault, with the place, the value, what was expected and how to fix it."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Final

import pandas as pd

from whalecurve.domain import columns

REMEDY: Final = "remedy"
SHOWN_CHARACTERS: Final = 80


@dataclass(frozen=True)
class Problem:
    """One fault of one line.

    Attributes:
        file: Name of the file as the user knows it; display text only.
        line: Physical line of the file (the first one of a record that spans several), or row of the spreadsheet.
        column: Header of the column, empty when the whole line is at fault.
        found: What was there, shortened for display.
        expected: What was needed instead.
        remedy: What the reader can do about it.
        span: Number of physical lines that the record covers.
    """

    file: str
    line: int
    column: str
    found: str
    expected: str
    remedy: str
    span: int = 1


def shown(text: str) -> str:
    """A value as it stands in a message: one line, at most 80 characters.

    >>> shown("a" * 100)[-3:]
    'aa…'
    """
    flat = " ".join(text.replace("\x00", "␀").split())
    return flat if len(flat) <= SHOWN_CHARACTERS else flat[: SHOWN_CHARACTERS - 1] + "…"


def problems_frame(problems: Iterable[Problem]) -> pd.DataFrame:
    """Problems as a table: ``file``, ``line``, ``column``, ``found``, ``expected``, ``remedy``, if empty too.

    >>> problems_frame([Problem("a.csv", 3, "Date", "soon", "a date", "correct it")]).to_numpy().tolist()[0]
    ['a.csv', 3, 'Date', 'soon', 'a date', 'correct it']
    """
    names = [columns.FILE, columns.LINE, columns.COLUMN, columns.FOUND, columns.EXPECTED, REMEDY]
    return pd.DataFrame([astuple(problem)[: len(names)] for problem in problems], columns=names)
