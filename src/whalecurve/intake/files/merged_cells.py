"""Merged cells of a spreadsheet: words and dates belong to every row that the cell covers."""

from collections.abc import Iterable, Sequence

from whalecurve.intake.files.child_terms import Row
from whalecurve.intake.recognition.aliases import TRANSACTIONS, alias_tiers
from whalecurve.intake.structure.cell_kinds import NUMBER, cell_kind
from whalecurve.intake.text.headers import header_key

Range = tuple[tuple[int, int], tuple[int, int]]


def fill_merged(rows: Sequence[Row], ranges: Iterable[Range], left: int, headers: Sequence[str]) -> int:
    """Give the rows under a merged cell its text, and say how many cells were filled.

    Numbers are not repeated, for an amount holds once for all its rows; ids are. Cells merged to the right stay as they
    are: they are titles.

    >>> rows = [(1, ["Customer", "Amount"]), (2, ["Alder", "5"]), (3, ["", "7"])]
    >>> fill_merged(rows, [((1, 0), (2, 0))], 0, ["Customer", "Amount"]), rows[2]
    (1, (3, ['Alder', '7']))
    """
    by_number = dict(rows)
    filled = 0
    for (top, column), (bottom, _) in ranges:
        place = column - left
        text = by_number.get(top + 1, [""] * (place + 1))[place]
        if not text.strip() or (cell_kind(text) == NUMBER and not _names(headers, place)):
            continue
        for number in range(top + 2, bottom + 2):
            cells = by_number.get(number)
            if cells is not None and not cells[place].strip():
                cells[place] = text
                filled += 1
    return filled


def _names(headers: Sequence[str], place: int) -> bool:
    """Whether a column holds the numbers of customers or orders."""
    key = header_key(headers[place]) if place < len(headers) else ""
    return any(key in tier for name in ("customer", "order") for tier in alias_tiers(TRANSACTIONS, name))
