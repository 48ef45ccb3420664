"""The account of a file's lines: the report that ``whalecurve read`` writes beside the table."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.recognition.kinds import table_kind
from whalecurve.intake.text.text_table import TextTable

REPORT_KEYS = tuple(
    "kind encoding delimiter sheet header_line lines rows problems ignored questions notes totals refused".split()
)


def report_of(table: TextTable) -> dict[str, Any]:
    """REPORT.json of a table that was read: every physical line is header, row, problem or ignored."""
    pieces = (table, *table.further)
    return {
        "kind": table_kind(table),
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "header_line": table.header_line,
        "lines": sum(piece.physical_lines for piece in pieces),
        "rows": sum(piece.rows for piece in pieces),
        "problems": [entry for piece in pieces for entry in _problems(piece)],
        "ignored": [entry for piece in pieces for entry in _ignored(piece)],
        "questions": list(table.questions),
        "notes": list(table.notes),
        "totals": [
            {
                "line": each.line,
                "label": each.label,
                "column": each.header,
                "found": each.printed,
                "adds_up": each.adds_up,
            }
            for piece in pieces
            for each in piece.totals
        ],
        "refused": None,
    }


def report_of_refusal(refusal: RefusedFileError) -> dict[str, Any]:
    """REPORT.json of a file that is not read: nothing but the reason."""
    empty: dict[str, Any] = {key: [] for key in REPORT_KEYS}
    empty |= {"kind": "", "encoding": "", "delimiter": "", "sheet": "", "header_line": 0, "lines": 0, "rows": 0}
    return empty | {"refused": str(refusal)}


def _problems(table: TextTable) -> Iterator[dict[str, Any]]:
    """Each line of a problem that runs over lines is named; what was found stands with the first."""
    for problem in table.problems:
        for line in range(problem.line, problem.line + problem.span):
            found = problem.found if line == problem.line else f"a part of line {problem.line}"
            entry = {"line": line, "column": problem.column, "found": found, "expected": problem.expected}
            yield entry | _sheet_of(table)


def _ignored(table: TextTable) -> Iterator[dict[str, Any]]:
    """Lines that carry no data, lines without text among them, in order."""
    lines = [*table.ignored, *((line, "no text") for line in _without_text(table))]
    for line, why in sorted(lines):
        yield {"line": line, "why": why} | _sheet_of(table)


def _sheet_of(table: TextTable) -> dict[str, str]:
    return {"sheet": table.sheet} if table.sheet else {}


def _without_text(table: TextTable) -> list[int]:
    """Lines that nothing else accounts for."""
    free = np.ones(table.physical_lines + 1, dtype=bool)
    free[0] = False
    free[table.header_line : table.header_line + table.header_span] = False
    free[[line for line, _ in table.ignored]] = False
    for problem in table.problems:
        free[problem.line : problem.line + problem.span] = False
    free[table.lines] = False
    for row in np.flatnonzero(table.spans > 1).tolist():
        free[table.lines[row] : table.lines[row] + table.spans[row]] = False
    return [int(line) for line in np.flatnonzero(free)]
