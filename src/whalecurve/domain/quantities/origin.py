"""Where a line of the data stands: the user's own file, its sheet, and the row as the spreadsheet numbers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SHEET: Final = "sheet"
"""Name of the column of sheets in tables and files for people."""


@dataclass(frozen=True)
class Origin:
    """One table of an upload; lines name it by its position among all of them.

    Attributes:
        file: The user's name of the file; display text only, never a path.
        sheet: Name of the sheet, empty for files without sheets.
    """

    file: str
    sheet: str = ""


def origin_of(origins: Sequence[Origin], place: int) -> Origin:
    """The table at a position; one of before tables were kept is called by its number.

    >>> origin_of([Origin("sales.xlsx", "May")], 0)
    Origin(file='sales.xlsx', sheet='May')
    >>> origin_of([], 1).file
    'file 2'
    """
    return origins[place] if 0 <= place < len(origins) else Origin(f"file {place + 1}")
