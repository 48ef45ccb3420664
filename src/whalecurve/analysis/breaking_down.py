"""A workbook's answer broken down by some of its dimensions: one pass over the lines for all of them."""

from collections.abc import Sequence

import numpy as np

from whalecurve.analysis.line_reading import MOST_LINES, line_chunks
from whalecurve.analysis.opened_lines import OpenedLines
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.breakdown.breakdown import Breakdown
from whalecurve.domain.breakdown.dimension import Dimension, dimensions
from whalecurve.domain.breakdown.tally import Tally, by_customers
from whalecurve.domain.breakdown.values import values_of
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.lines.spread import LineFigures, joined, spread


def dimensions_of(workbook: Workbook) -> tuple[Dimension, ...]:
    """Every dimension that a workbook allows; a snapshot, which has no lines, allows none."""
    if workbook.frozen is not None:
        return ()
    dataset = workbook.dataset
    return dimensions(dataset.line_columns, tuple(dataset.trait_kinds), dataset.has)


def break_down(
    workbook: Workbook,
    statements: Statements,
    wanted: Sequence[Dimension],
    most: int = MOST_LINES,
    chosen: Sequence[int] = (),
) -> list[Breakdown]:
    """Profit by each dimension, in the order asked for.

    Args:
        workbook: A dataset with its lines.
        statements: The answer over it.
        wanted: Dimensions of ``dimensions_of``.
        most: Lines in memory at a time.
        chosen: Codes of customers whose parts are told one by one.
    """
    values = [values_of(each, statements.ledger, workbook.dataset.labels, statements.digits) for each in wanted]
    some = np.array(sorted(set(chosen)), dtype=np.int64)
    of_lines = {place: each for place, each in enumerate(values) if not each.dimension.of_customers}
    tallies = {place: Tally(statements, each, some) for place, each in of_lines.items()}
    if tallies:
        further = tuple(each.dimension.column for each in values if each.dimension.column)
        for lines in line_chunks(workbook, statements, further, most):
            figures = spread(statements, lines, workbook.dataset.labels)
            for tally in tallies.values():
                tally.add(figures)
    return [
        tallies[place].breakdown() if place in tallies else by_customers(statements, each)
        for place, each in enumerate(values)
    ]


def open_value(workbook: Workbook, statements: Statements, found: Breakdown, place: int) -> OpenedLines:
    """The lines of known customers behind one value of a breakdown, each with its parts.

    Args:
        workbook: A dataset with its lines.
        statements: The answer over it.
        found: A breakdown of it.
        place: Which value, or the place after the last for what has none.
    """
    values = values_of(found.dimension, statements.ledger, workbook.dataset.labels, statements.digits)
    none = len(values.names)
    first, last = (none, none) if place >= len(found.names) else found.codes[place] if found.codes else (place, place)
    further = (c.DATE, c.FILE, c.LINE, *c.LINE_SCOPES, found.dimension.column)
    pieces: list[LineFigures] = []
    for lines in line_chunks(workbook, statements, further):
        figures = spread(statements, lines, workbook.dataset.labels)
        codes = values.of_lines(figures, statements.ledger.size)
        wanted = (lines.place < statements.ledger.size) & (codes >= first) & (codes <= last)
        pieces.append(figures.take(np.flatnonzero(wanted)))
    return OpenedLines(workbook, joined(pieces), statements.digits)
