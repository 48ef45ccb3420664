"""Stored lines as whole numbers for some customers: what costs are spread over."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.costing.scopes import line_scopes
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.errors import NotAllowedError
from whalecurve.domain.lines.line_table import LineTable
from whalecurve.engine.line_columns import read_columns
from whalecurve.store.folders.datasets import dataset_paths

MOST_LINES: Final = 1_000_000
"""Lines in memory at a time while all of them are gone through."""

_ALWAYS: Final = (c.CUSTOMER, c.MONTH, c.ORDER, *c.LINE_MEASURES)


def read_lines(
    workbook: Workbook, statements: Statements, places: tuple[int, int], further: Iterable[str] = ()
) -> LineTable:
    """All lines of a range of customers in the statements' period, in the order of the files.

    Args:
        workbook: A dataset with its lines.
        statements: The answer over it; its plan says which columns costs need.
        places: First and last code of the customers, both included; one more than the last customer's is nobody.
        further: Columns that the caller needs beside those that costs need; what the dataset has not is left out.

    Raises:
        NotAllowedError: The workbook is a snapshot: whoever opens one sees no lines.
    """
    if workbook.frozen is not None:
        raise NotAllowedError("Lines are not part of what is shared", remedy="ask the owner for a file")
    period, size = statements.ledger.facts.period, statements.ledger.size
    codes = (-1, -1) if places[0] >= size else places
    path = dataset_paths(workbook.digest, workbook.folder).transactions
    found = read_columns(
        path, _columns(workbook, statements, further), customers=codes, months=(period.first, period.last)
    )
    place = found[c.CUSTOMER].astype(np.int64)
    return LineTable(np.where(place < 0, size, place), found)


def line_chunks(
    workbook: Workbook, statements: Statements, further: Iterable[str] = (), most: int = MOST_LINES
) -> Iterator[LineTable]:
    """All lines of the period, in pieces of whole customers of about ``most`` lines each; those of nobody come last."""
    lines, size = statements.ledger.facts.sums[c.LINES], statements.ledger.size
    before = np.concatenate([[0], np.cumsum(lines[:size])])
    first = 0
    while first < size:
        last = max(int(np.searchsorted(before, before[first] + most, side="right")) - 2, first)
        yield read_lines(workbook, statements, (first, last), further)
        first = last + 1
    if lines[size]:
        yield read_lines(workbook, statements, (size, size), further)


def _columns(workbook: Workbook, statements: Statements, further: Iterable[str]) -> list[str]:
    """What costs and the caller need, as far as the stored table has it."""
    dataset = workbook.dataset
    scopes = line_scopes(statements.scenario, statements.ledger.traits, dataset.line_columns)
    costs = [c.cost_column(place) for place in range(len(dataset.cost_names))]
    wanted = dict.fromkeys([*_ALWAYS, *costs, *(column for scope in scopes for column, _ in scope), *further])
    return [name for name in wanted if name in dataset.transactions.columns]
