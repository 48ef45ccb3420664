"""Activities per customer: one row each, or one column of counts per activity."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.words.wording import them
from whalecurve.intake.tables.customers import Customers, assign_customers
from whalecurve.intake.tables.read_dates import read_days
from whalecurve.intake.tables.read_numbers import NumberReader, concatenate
from whalecurve.intake.tables.source import Source, require
from whalecurve.intake.values.date_columns import NO_DAY, month_of
from whalecurve.intake.values.exact import Amounts, settle
from whalecurve.intake.values.labels import encode_labels

_MEND = "correct the cell in the file, then upload it again"


@dataclass(frozen=True)
class Activities:
    """Rows of ``customer``, ``month``, ``activity``, ``quantity`` at ``scale``, ``file``, ``line``; names of codes."""

    frame: pd.DataFrame
    labels: list[str]
    scale: int


def no_activities() -> Activities:
    """No activities at all."""
    empty = {
        columns.CUSTOMER: np.int32,
        columns.MONTH: np.int32,
        columns.ACTIVITY: np.int32,
        columns.QUANTITY: np.int64,
        columns.FILE: np.int16,
        columns.LINE: np.int32,
    }
    return Activities(pd.DataFrame({name: np.zeros(0, kind) for name, kind in empty.items()}), [], 0)


def read_activities(source: Source, customers: Customers) -> Activities:
    """Activities of the files; a row without a count is one activity, rows of unknown customers keep the code -1.

    With both a count and minutes on a row the minutes become an activity of their own, ``<activity> minutes``.
    """
    require(source, ("customer",), "the customer")
    columns_of = _parts(source)
    days = (
        read_days(source, source.header("date"), optional=True)
        if source.header("date")
        else np.full(source.rows, NO_DAY, np.int32)
    )
    quantities = concatenate([amounts for _, amounts in columns_of])
    names = [name for part, _ in columns_of for name in part]
    kept = np.tile(source.kept(), len(columns_of)) & quantities.present
    values, scale, refused = settle(quantities.where(kept))
    source.reject(np.logical_or.reduce(refused.reshape(len(columns_of), -1)), "", "counts with fewer digits", _MEND)
    kept &= np.tile(source.kept(), len(columns_of))
    codes, labels = encode_labels(names, np.flatnonzero(kept).astype(np.int32))
    kept[kept] = codes >= 0
    assignment = assign_customers(source, customers)
    _note_unassigned(source, assignment.codes)
    dated = np.where(
        days == NO_DAY, columns.UNDATED, month_of(np.where(days == NO_DAY, 0, days).astype(np.int32))
    ).astype(np.int32)
    frame = {
        columns.CUSTOMER: np.tile(assignment.codes, len(columns_of))[kept],
        columns.MONTH: np.tile(dated, len(columns_of))[kept],
        columns.ACTIVITY: codes[codes >= 0],
        columns.QUANTITY: values[kept],
        columns.FILE: np.tile(source.files(), len(columns_of))[kept],
        columns.LINE: np.tile(source.lines(), len(columns_of))[kept],
    }
    return Activities(pd.DataFrame(frame), labels, scale)


def _parts(source: Source) -> list[tuple[list[str], Amounts]]:
    """Activity name and count of each row, once per column of counts."""
    wide = source.mapping.activity_columns
    quantity, minutes = source.header("quantity"), source.header("minutes")
    reader = NumberReader(source, [*wide, *(header for header in (quantity, minutes) if header)])
    if wide:
        return [([header] * source.rows, reader.read(header)) for header in wide]
    names = _names(source)
    if quantity and minutes:
        return [(names, reader.read(quantity)), ([name and f"{name} minutes" for name in names], reader.read(minutes))]
    if quantity or minutes:
        return [(names, _counted(source, reader, quantity or minutes))]
    return [(names, Amounts(np.ones(source.rows, np.int64), 0, np.ones(source.rows, bool)))]


def _counted(source: Source, reader: NumberReader, header: str) -> Amounts:
    amounts = reader.read(header)
    source.reject(~amounts.present & ~source.set_aside, header, "a number", "fill in the count, or delete the row")
    return amounts


def _names(source: Source) -> list[str]:
    header = require(source, ("activity",), "the activity")
    column = source.column(header)
    texts = column.texts.to_pylist()
    names = [texts[code] for code in column.codes.tolist()]
    source.reject(
        np.array([not name for name in names], dtype=bool), header, "the name of an activity", "fill in the activity"
    )
    return names


def _note_unassigned(source: Source, codes: npt.NDArray[np.int32]) -> None:
    count = int((source.kept() & (codes < 0)).sum())
    if count:
        source.notes.append(
            f"{them(count, 'row of activities belongs', 'rows of activities belong')} to no known customer."
        )
