"""What stands among and below the rows without being one: the header again, notes at the foot, a second table."""

import numpy as np
import pyarrow.compute as pc

from whalecurve.intake.problems import shown
from whalecurve.intake.recognition.aliases import known_headers
from whalecurve.intake.structure.body import Body, always_filled
from whalecurve.intake.structure.cell_kinds import BLANK, NUMBER, TEXT, TYPED, cell_kind
from whalecurve.intake.structure.words import total_of

_SPARSE = 0.35
_KNOWN = 2
_WORDS = 3
_DELIMITERS = ",;|\t"


def repeated_headers(body: Body) -> None:
    """Ignore rows that say the header again, as on each page of a printed report."""
    same = np.ones(body.rows, dtype=bool)
    named = [(place, header) for place, header in enumerate(body.headers) if not header.startswith("column ")]
    for place, header in named:
        same &= np.asarray(pc.equal(pc.utf8_trim_whitespace(body.columns[place]), header).to_numpy(), dtype=bool)
        if not same.any():
            return
    for row in np.flatnonzero(same).tolist():
        body.ignore(row, "the header again")


def footers(body: Body) -> None:
    """Ignore what stands below the last row: sparse lines of text without a number where the rows have numbers.

    A line of its own kind is one that follows a blank line or a total, or that is a sentence; anything else may be a
    row that was cut, and stays to be judged. So do totals and lines with numbers in their columns.
    """
    start = _first_sparse(body)
    apart = False
    for row in range(start, body.rows):
        apart = apart or body.blank_before(row)
        if _is_total(body, row):
            apart = True
        elif not _is_cut_elsewhere(body, row) and (apart or _is_sentence(body, row)):
            body.ignore(row, "stands below the rows")


def _first_sparse(body: Body) -> int:
    """The first of the sparse lines that end the file; the number of rows where there is none."""
    counts, usual, always = body.fill_counts(), body.usual_count(), always_filled(body)
    row = body.rows
    while row > 1 and not body.taken[row - 1] and _is_sparse(body, row - 1, int(counts[row - 1]), usual, always):
        row -= 1
    return row


def _is_sparse(body: Body, row: int, count: int, usual: int, always: list[int]) -> bool:
    if count > max(1, int(usual * _SPARSE)) or count >= usual:
        return False
    if _is_total(body, row):
        return True
    kinds, cells = body.kinds(), body.cells(row)
    numbers = any(cell_kind(cell) == NUMBER and kinds[place] == NUMBER for place, cell in enumerate(cells) if place)
    lacking = sum(not cells[place].strip() for place in always)
    return not numbers and (row in body.odd or lacking >= _KNOWN)


def _is_sentence(body: Body, row: int) -> bool:
    filled = [cell for cell in body.cells(row) if cell.strip()]
    return len(filled) == 1 and len(filled[0].split()) >= _WORDS


def _is_cut_elsewhere(body: Body, row: int) -> bool:
    """Whether a line is a row that another character separates: one cell with as many of these as a row has."""
    filled = [cell for cell in body.cells(row) if cell.strip()]
    needed = max(1, len(body.headers) - 1)
    return len(filled) == 1 and any(filled[0].count(mark) >= needed for mark in _DELIMITERS)


def _is_total(body: Body, row: int) -> bool:
    return any(total_of(cell) is not None for cell in body.cells(row) if cell.strip())


def second_table(body: Body) -> None:
    """Set aside a further table below the first: a row of names after a blank line, and all that follows it."""
    kinds = body.kinds()
    typed = [place for place, kind in enumerate(kinds) if kind in TYPED]
    if not typed or not len(body.blanks):
        return
    for row in _after_blanks(body):
        own = [cell_kind(cell) for cell in body.cells(row)]
        names = not set(own) - {TEXT, BLANK} and own.count(TEXT) >= _KNOWN and not _is_total(body, row)
        over = sum(own[place] == TEXT for place in typed)
        if names and (over >= _KNOWN or known_headers(body.cells(row)) >= _KNOWN):
            _set_aside_from(body, row)
            return


def _after_blanks(body: Body) -> list[int]:
    """Rows that follow a blank line, the first row left out."""
    places = np.unique(np.searchsorted(body.lines, body.blanks))
    return [int(row) for row in places if 0 < row < body.rows and not body.taken[row]]


def _set_aside_from(body: Body, start: int) -> None:
    names = shown(" | ".join(cell for cell in body.cells(start) if cell.strip()))
    line = int(body.lines[start])
    body.notes.append(
        f"A second table begins in line {line:,} ({names}); it is not read: put it into a file of its own."
    )
    for row in range(start, body.rows):
        if not body.taken[row]:
            found = shown(" | ".join(body.cells(row)))
            body.reject(
                row,
                found,
                f"a row of the first table: a second one begins in line {line:,}",
                "put the second table into a file of its own",
            )
