"""The lines of no known customer, one by one: where they stand in the files, and what they are worth."""

from typing import Final

import numpy as np
import pandas as pd

from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.quantities.origin import SHEET, origin_of
from whalecurve.domain.words.formats import plain_decimal
from whalecurve.store.folders.datasets import dataset_paths
from whalecurve.store.folders.parquet_tables import read_rows

_KEYS: Final = (c.ORDER, c.PRODUCT, c.CATEGORY, c.REP)
_AMOUNTS: Final = (c.NET_REVENUE, c.COST_OF_GOODS)


def nobodys_lines(workbook: Workbook, period: Period) -> pd.DataFrame | None:
    """Lines of a period that name no known customer, in the order of the files; None for a snapshot, which has none.

    Args:
        workbook: A dataset with its lines.
        period: Months to look at.

    Returns:
        File, line as the file numbers it, date, what else the line says, and its amounts with all their decimals; text.
    """
    if workbook.frozen is not None:
        return None
    rows = read_rows(dataset_paths(workbook.digest, workbook.folder).transactions, c.CUSTOMER, c.NONE_CODE)
    inside = rows[(rows[c.MONTH] >= period.first) & (rows[c.MONTH] <= period.last)]
    inside = inside.sort_values([c.FILE, c.LINE], kind="stable")
    origins = [origin_of(workbook.origins, place) for place in inside[c.FILE].tolist()]
    days = np.asarray(inside[c.DATE], dtype=np.int64).astype("datetime64[D]")
    shown = {
        c.FILE: [origin.file for origin in origins],
        **({SHEET: [origin.sheet for origin in origins]} if any(origin.sheet for origin in origins) else {}),
        c.LINE: [str(line) for line in inside[c.LINE].tolist()],
        c.DATE: [str(day) for day in days],
    }
    return pd.DataFrame({**shown, **_labels(workbook, inside), **_amounts(workbook, inside)}, dtype=object)


def _labels(workbook: Workbook, rows: pd.DataFrame) -> dict[str, list[str]]:
    """Texts of the codes that the lines carry; columns that the files do not have are left out."""
    found = {}
    for key in _KEYS:
        texts = workbook.dataset.labels.get(key, ())
        if len(texts) and key in rows:
            found[key] = [texts[code] if code >= 0 else "" for code in rows[key].tolist()]
    return found


def _amounts(workbook: Workbook, rows: pd.DataFrame) -> dict[str, list[str]]:
    scales = workbook.dataset.scales
    return {name: [plain_decimal(value, scales.get(name, 0)) for value in rows[name].tolist()] for name in _AMOUNTS}
