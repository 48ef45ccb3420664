"""Grouped reports: a heading names the group, its rows leave that column blank, and a total may close it."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from whalecurve.domain.words.wording import them
from whalecurve.intake.structure.body import Body
from whalecurve.intake.structure.cell_kinds import NUMBER
from whalecurve.intake.structure.words import group_header, plain, total_of, without_count
from whalecurve.intake.text.headers import unique_headers
from whalecurve.intake.values.exact import Mask

_LEADING = 3
_BETWEEN = ":"


def groups(body: Body) -> None:
    """Give each row the name of its group, and ignore the headings.

    A column is the groups' when wherever it is filled all cells but numbers are blank, and its first filled cell stands
    above the first row. A heading inside a group that is not closed yet opens a group inside it (``Parent:Child``).
    """
    for place in range(min(_LEADING, len(body.columns))):
        headings = _headings(body, place)
        if headings is not None:
            _fill(body, place, headings)
            return


def _headings(body: Body, place: int) -> Mask | None:
    """Rows that are headings of a column, or nothing where the column is no column of groups."""
    filled = body.filled()[place] & ~body.taken
    others: Mask = np.zeros(body.rows, dtype=bool)
    for other, kind in enumerate(body.kinds()):
        if other != place and kind != NUMBER:
            others |= body.filled()[other]
    rest = ~filled & ~body.taken
    if not filled.any() or not rest.any() or (filled & others).any() or int(np.argmax(filled)) > int(np.argmax(rest)):
        return None
    totals = np.zeros(body.rows, dtype=bool)
    for row in np.flatnonzero(filled).tolist():
        totals[row] = total_of(body.cell(row, place)) is not None and _has_number(body, row)
    headings = filled & ~totals
    return headings if headings.any() else None


def _has_number(body: Body, row: int) -> bool:
    return any(body.filled()[place][row] for place, kind in enumerate(body.kinds()) if kind == NUMBER)


def _fill(body: Body, place: int, headings: Mask) -> None:
    texts = body.columns[place].to_pylist()
    names = list(_names(body, texts, headings))
    header = body.headers[place]
    if header.startswith("column "):
        header = unique_headers([*body.headers, group_header(body.titles)])[-1]
        body.headers[place] = header
    counted = 0
    for row in np.flatnonzero(headings).tolist():
        if not _has_number(body, row):
            body.ignore(row, f"a heading: the rows below it belong to {texts[row].strip()}")
            counted += 1
    body.grouped, body.titled = place, body.filled()[place].copy()
    body.replace_column(place, pa.chunked_array([pa.array(names, pa.large_string())]))
    body.notes.append(
        f"{them(int(headings.sum()), 'group', 'groups')} of rows; each row was given its group as {header}."
    )


def _names(body: Body, texts: list[str], headings: Mask) -> Iterator[str]:
    """The text of the column for every row: headings and totals keep theirs, rows get the open group's."""
    closed = {name for text, filled in zip(texts, headings, strict=True) if not filled and (name := total_of(text))}
    open_groups: list[str] = []
    for row, text in enumerate(texts):
        if headings[row]:
            label = text.strip()
            if open_groups and plain(open_groups[-1]) not in closed:
                open_groups.pop()
            open_groups.append(label if not _has_number(body, row) else _uncounted(label))
            yield text
        elif text.strip():
            name = total_of(text)
            while open_groups and name and name in {plain(group) for group in open_groups}:
                if plain(open_groups.pop()) == name:
                    break
            yield text
        else:
            yield _BETWEEN.join(open_groups)


def _uncounted(label: str) -> str:
    """A heading with its sum, without the number of its rows: ``Alder (2)`` is Alder."""
    kept = len(without_count(plain(label)))
    return label[:kept].strip() if kept < len(plain(label)) else label
