"""Rows that are totals of other rows: told by their label and proven by adding up, never by the label alone."""

import numpy as np
import pyarrow.compute as pc

from whalecurve.domain.words.formats import counted
from whalecurve.intake.problems import shown
from whalecurve.intake.structure.body import Body, always_filled
from whalecurve.intake.structure.cell_kinds import DATE, TEXT, cell_kind
from whalecurve.intake.structure.found_total import FoundTotal
from whalecurve.intake.structure.proof import Label, Proof, Prover
from whalecurve.intake.structure.words import plain, total_of, total_pattern, without_count

_SHORT_OF = 2
_OFTEN = 20
_MOST_CHECKED = 200_000
_MEND = "take the line out of the file, or give it a date and a number of its own if it is a row"


def totals(body: Body) -> None:
    """Settle every row that is a total.

    A row with a total's label is one when its numbers are sums of other rows. One that does not add up is a problem,
    unless it has everything that a row has: then it is a row (a customer may be called Total). Rows with numbers alone
    are totals when they add up.
    """
    labels = _labels(body)
    bare = _bare_rows(body, labels)
    if not labels and not bare:
        return
    always = always_filled(body, labels)
    standings = {row: _standing(body, row, always) for row in labels}
    prover = Prover(body, [*labels, *bare])
    rows = [row for row, label in labels.items() if _is_row(label, prover.prove(row, label), standings[row])]
    if rows:
        labels = {row: label for row, label in labels.items() if row not in set(rows)}
        prover = Prover(body, [*labels, *bare])
    for row, label in sorted(labels.items()):
        _settle(body, row, label, prover.prove(row, label), standings[row])
    for row in bare:
        label = Label("no label", -1, "")
        proof = prover.prove(row, label)
        if proof.columns and proof.rows > 1:
            _take(body, row, label, proof)


def _labels(body: Body) -> dict[int, Label]:
    """Labels by row: in columns of words every cell is looked at, elsewhere those of rows with blanks."""
    found: dict[int, Label] = {}
    for column, kind in enumerate(body.kinds()):
        if kind == TEXT:
            _look_through(body, column, found)
    counts = body.fill_counts()
    usual = body.usual_count()
    sparse = np.flatnonzero(((counts <= usual - _SHORT_OF) | body.odd_rows()) & ~body.taken)[:_MOST_CHECKED]
    for row in sparse.tolist():
        if row not in found:
            _look_at(body, row, found)
    return found


def _look_through(body: Body, column: int, found: dict[int, Label]) -> None:
    encoded = pc.dictionary_encode(body.columns[column]).combine_chunks()
    texts, codes = encoded.dictionary, encoded.indices.to_numpy(zero_copy_only=False)
    maybe = np.flatnonzero(pc.match_substring_regex(texts, total_pattern()).to_numpy(zero_copy_only=False))
    named = {
        code: (text, group) for code in maybe.tolist() if (group := total_of(text := texts[code].as_py())) is not None
    }
    if not named:
        return
    counts = np.bincount(codes, minlength=len(texts))
    # the total of one group stands once: a name that often stands on whole rows is a customer's
    often = [code for code, (_, group) in named.items() if group and counts[code] > _OFTEN]
    looked_at = np.isin(codes, list(named)) & ~body.taken
    looked_at &= ~np.isin(codes, often) | (body.fill_counts() < body.usual_count())
    if column == body.grouped:
        looked_at &= body.titled
    for row in np.flatnonzero(looked_at).tolist():
        text, group = named[int(codes[row])]
        if row not in found or (group and not found[row].group):
            found[row] = Label(text.strip(), column, group)


def _look_at(body: Body, row: int, found: dict[int, Label]) -> None:
    for column, cell in enumerate(body.cells(row)):
        group = total_of(cell) if cell.strip() else None
        if group is not None:
            found[row] = Label(cell.strip(), column, group)
            return
    column = next((place for place, cell in enumerate(body.cells(row)) if cell.strip()), -1)
    text = body.cell(row, column) if column >= 0 else ""
    if without_count(plain(text)) != plain(text):
        found[row] = Label(text.strip(), column, without_count(plain(text)), above=True)


def _bare_rows(body: Body, labels: dict[int, Label]) -> list[int]:
    """Rows with numbers and nothing else, in a table that has other columns."""
    worded = [place for place, kind in enumerate(body.kinds()) if kind in (TEXT, DATE)]
    if not worded:
        return []
    bare = ~body.taken & (body.fill_counts() > 0)
    for place in worded:
        bare &= ~body.filled()[place]
    return [row for row in np.flatnonzero(bare).tolist() if row not in labels]


def _standing(body: Body, row: int, always: list[int]) -> str:
    """Whether a row has all that rows have (``whole``), lacks some of it (``lacking``), or cannot tell (``bare``)."""
    kinds, cells = body.kinds(), body.cells(row)
    others = [place for place in always if total_of(cells[place]) is None or not cells[place].strip()]
    labelled = [place for place in always if place not in others]
    if row in body.odd or any(kinds[place] == DATE for place in labelled) or len(labelled) > 1:
        return "lacking"
    if any(not cells[place].strip() or (kinds[place] == DATE and cell_kind(cells[place]) != DATE) for place in others):
        return "lacking"
    return "whole" if others else "bare"


def _is_row(label: Label, proof: Proof, standing: str) -> bool:
    """Whether a row only looks like a total: it has all that a row has, and no rows of its group add up to it."""
    # small numbers agree by chance: a row that lacks nothing must agree in every column to be a total
    agrees = bool(proof.columns) and proof.columns == proof.figures
    if standing == "whole":
        return not agrees or (_nameless(label, proof) and proof.rows == 1)
    return standing == "bare" and bool(label.group) and not agrees


def _nameless(label: Label, proof: Proof) -> bool:
    return bool(label.group) and not proof.known


def _settle(body: Body, row: int, label: Label, proof: Proof, standing: str) -> None:
    """Take a row for a total or for a problem, or leave it to be judged as a row."""
    if proof.columns:
        _take(body, row, label, proof)
    elif label.above and _nameless(label, proof):
        return
    elif not proof.figures:
        if standing == "lacking" and not label.above:
            body.ignore(row, "a label without a figure")
    else:
        body.totals += _found(body, row, label, proof)
        figures = ", ".join(f"{body.headers[place]} {body.cell(row, place).strip()}" for place in proof.figures)
        of = f" of {label.group}, which no row names" if _nameless(label, proof) else " that rows of the file add up to"
        body.reject(row, shown(f"{label.text}: {figures}"), f"a total{of}", _MEND)


def _take(body: Body, row: int, label: Label, proof: Proof) -> None:
    found = _found(body, row, label, proof)
    body.totals += found
    first = found[0]
    which = counted(proof.rows, "row")
    body.ignore(row, f"a total ({shown(label.text)}): {first.header} {first.printed} is the sum of {which}")


def _found(body: Body, row: int, label: Label, proof: Proof) -> list[FoundTotal]:
    line, group = int(body.lines[row]), label.group if not proof.whole else ""
    return [
        FoundTotal(
            line,
            label.text,
            group,
            body.headers[place],
            body.cell(row, place).strip(),
            place in proof.columns,
            proof.rows,
        )
        for place in proof.columns or proof.figures
    ]
