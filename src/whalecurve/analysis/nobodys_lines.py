"""The lines of no known customer, one by one: where they stand in the files, and what they are worth."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.analysis.line_reading import read_lines
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.quantities.origin import SHEET, origin_of
from whalecurve.domain.words.formats import plain_decimal

_KEYS: Final = (c.ORDER, c.PRODUCT, c.CATEGORY, c.REP)
_AMOUNTS: Final = (c.NET_REVENUE, c.COST_OF_GOODS)


def nobodys_lines(workbook: Workbook, statements: Statements) -> pd.DataFrame:
    """Lines of the statements' period that name no known customer, in the order of the files.

    Args:
        workbook: A dataset with its lines.
        statements: The answer over it.

    Returns:
        File, line as the file numbers it, date, what else the line says, and its amounts with all their decimals; text.

    Raises:
        NotAllowedError: The workbook is a snapshot, which has no lines.
    """
    size = statements.ledger.size
    found = read_lines(workbook, statements, (size, size), (c.DATE, c.FILE, c.LINE, *_KEYS))
    rows = found.take(np.lexsort((found.columns[c.LINE], found.columns[c.FILE]))).columns
    origins = [origin_of(workbook.origins, place) for place in rows[c.FILE].tolist()]
    days = np.asarray(rows[c.DATE], dtype=np.int64).astype("datetime64[D]")
    shown = {
        c.FILE: [origin.file for origin in origins],
        **({SHEET: [origin.sheet for origin in origins]} if any(origin.sheet for origin in origins) else {}),
        c.LINE: [str(line) for line in rows[c.LINE].tolist()],
        c.DATE: [str(day) for day in days],
    }
    return pd.DataFrame({**shown, **_labels(workbook, rows), **_amounts(workbook, rows)}, dtype=object)


Columns = Mapping[str, npt.NDArray[Any]]


def _labels(workbook: Workbook, rows: Columns) -> dict[str, list[str]]:
    """Texts of the codes that the lines carry; columns that the files do not have are left out."""
    found = {}
    for key in _KEYS:
        texts = workbook.dataset.labels.get(key, ())
        if len(texts) and key in rows:
            found[key] = [texts[code] if code >= 0 else "" for code in rows[key].tolist()]
    return found


def _amounts(workbook: Workbook, rows: Columns) -> dict[str, list[str]]:
    scales = workbook.dataset.scales
    return {name: [plain_decimal(value, scales.get(name, 0)) for value in rows[name].tolist()] for name in _AMOUNTS}
