"""From records under a header to rows of a table: each step settles lines that are no rows, with a word on each."""

from typing import Final

import numpy as np
import pyarrow as pa

from whalecurve.intake.structure.body import Body, Step
from whalecurve.intake.structure.datev import datev_dates
from whalecurve.intake.structure.ends import footers, repeated_headers, second_table
from whalecurve.intake.structure.groups import groups
from whalecurve.intake.structure.long_measures import long_measures
from whalecurve.intake.structure.repeats import repeats
from whalecurve.intake.structure.said_units import said_units
from whalecurve.intake.structure.short_ids import short_ids
from whalecurve.intake.structure.totals import totals
from whalecurve.intake.structure.wide import wide

STEPS: Final[tuple[Step, ...]] = (
    repeated_headers,
    footers,
    second_table,
    said_units,
    groups,
    totals,
    repeats,
    datev_dates,
    short_ids,
)
_MEND: Final = "correct the line in the file, then upload it again"


def arrange(body: Body) -> Body:
    """Take all steps; what is left of another width than the header is a problem, and settled rows are taken out."""
    if not body.rows:
        return body
    for step in STEPS:
        step(body)
    for row, found in body.odd.items():
        if not body.taken[row]:
            body.reject(row, found, f"{len(body.headers)} cells, as in the header", _MEND)
    wide(body)
    long_measures(body)
    if body.taken.any():
        kept = np.flatnonzero(~body.taken)
        body.columns = [column.take(pa.array(kept)) for column in body.columns]
        body.lines, body.spans = body.lines[kept], body.spans[kept]
    body.ignored.sort()
    body.problems.sort(key=lambda problem: problem.line)
    return body
