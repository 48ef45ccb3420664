"""Wide tables: a column for each month becomes a row for each month with an amount."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from whalecurve.intake.structure.body import Body
from whalecurve.intake.structure.cell_kinds import BLANK, NUMBER
from whalecurve.intake.structure.months import month_of_header
from whalecurve.intake.structure.sums import Figures
from whalecurve.intake.structure.words import counts_things, total_of
from whalecurve.intake.text.headers import unique_headers

_LEAST: Final = 3
_NOTHING: Final = frozenset({"", "-", "\u2013"})


def wide(body: Body) -> None:
    """Turn columns of months into rows, with the month as ``Date`` and the cell as ``Amount`` (or ``Quantity``).

    Blank cells and zeros are months without a sale. A column of totals over the months is left out when it is their sum
    in every row; a row in which it is not is a problem.
    """
    months = {place: month for place, header in enumerate(body.headers) if (month := month_of_header(header))}
    kinds = body.kinds()
    if len(months) < _LEAST or len(set(months.values())) < len(months):
        return
    if any(kinds[place] not in (NUMBER, BLANK) for place in months):
        return
    totals = [place for place, header in enumerate(body.headers) if place not in months and total_of(header) == ""]
    _check_totals(body, list(months), totals)
    kept = [place for place in range(len(body.headers)) if place not in months and place not in totals]
    _spread(body, kept, months)
    if totals:
        body.notes.append(f"The column {body.headers_before[totals[0]]} is the sum of the months and was left out.")


def _check_totals(body: Body, months: Sequence[int], totals: Sequence[int]) -> None:
    """Make problems of rows whose total is not the sum of their months."""
    figures = Figures(body)
    if not totals or totals[0] not in figures.places:
        return
    places = [*(place for place in months if place in figures.places), totals[0]]
    scale = max(figures.of(place).scale for place in places)
    sums = np.zeros(body.rows, dtype=object)
    for place in places[:-1]:
        amounts = figures.of(place)
        sums += np.where(amounts.present, amounts.values, 0).astype(object) * 10 ** (scale - amounts.scale)
    total = figures.of(totals[0])
    printed = total.values.astype(object) * 10 ** (scale - total.scale)
    for row in np.flatnonzero(total.present & (printed != sums) & ~body.taken).tolist():
        header = body.headers[totals[0]]
        found = f"{header} {body.cell(row, totals[0])}"
        body.reject(row, found, "the sum of the row's months", "correct the month that is wrong, or the sum")


def _spread(body: Body, kept: Sequence[int], months: dict[int, str]) -> None:
    """Replace the body's rows by one for each month with an amount; the first one has the line's extent."""
    texts = {place: body.columns[place].to_pylist() for place in (*kept, *months)}
    rows, dates, amounts = [], [], []
    for row in body.open_rows().tolist():
        cells = [(month, texts[place][row].strip()) for place, month in months.items()]
        filled = [(month, text) for month, text in cells if text not in _NOTHING and text.strip("0.,")]
        if not filled:
            body.ignore(row, "no amount in any month")
        for month, text in filled:
            rows.append(row)
            dates.append(month)
            amounts.append(text)
    names = [body.headers[place] for place in kept]
    measure = "Quantity" if counts_things(body.titles) else "Amount"
    headers = unique_headers([*names, "Date", measure])
    columns = [[texts[place][row] for row in rows] for place in kept]
    body.headers_before, body.headers = body.headers, list(headers)
    body.columns = [pa.chunked_array([pa.array(column, pa.large_string())]) for column in (*columns, dates, amounts)]
    first = np.diff(np.array([-1, *rows])) != 0
    body.spans = np.where(first, body.spans[rows], 0).astype(np.int32)
    body.lines = body.lines[rows]
    body.settle_all()
    body.notes.append(
        f"{len(months)} columns of months became rows: the month is {headers[-2]}, the cell {headers[-1]}; "
        f"blank cells and zeros are no rows."
    )
