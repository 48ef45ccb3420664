"""The uploaded list of costs: one annual amount per name."""

from decimal import Decimal
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain import columns
from whalecurve.intake.exact import Amounts
from whalecurve.intake.read_numbers import NumberReader
from whalecurve.intake.source import Source, require

_COLUMNS: Final = (columns.NAME, columns.ANNUAL_AMOUNT, columns.KIND, columns.DRIVER)
_YEAR_DIGITS: Final = 4
_VARIABLE: Final = frozenset("variable variabel variabile proportional".split())


def no_costs() -> pd.DataFrame:
    """An empty list of costs."""
    return pd.DataFrame({name: pd.Series([], dtype="str") for name in _COLUMNS})


def read_cost_list(source: Source) -> pd.DataFrame:
    """Costs by name: ``annual_amount`` as decimal text, ``kind`` (fixed or variable), ``driver``.

    Months of a year are added up.

    Where the list covers several years the latest one counts, and the others are ignored line by line.
    """
    name_header = require(source, ("name",), "the cost's name")
    amount_header = require(source, ("amount",), "the amount")
    amounts = NumberReader(source, [amount_header]).read(amount_header)
    missing = ~amounts.present & ~source.set_aside
    source.reject(missing, amount_header, "an amount", "fill in the amount, or delete the row")
    names = _texts(source, name_header)
    source.reject(
        np.array([not name for name in names], dtype=bool), name_header, "the name of a cost", "fill in the name"
    )
    _keep_latest_year(source)
    return _summed(source, names, amounts)


def _texts(source: Source, header: str) -> list[str]:
    if not header:
        return [""] * source.rows
    column = source.column(header)
    texts = column.texts.to_pylist()
    return [texts[code] for code in column.codes.tolist()]


def _keep_latest_year(source: Source) -> None:
    years = [_year(text) for text in _texts(source, source.header("year") or source.header("month"))]
    known = sorted({year for year in years if year})
    if len(known) > 1:
        latest = known[-1]
        source.ignore(
            np.array([bool(year) and year != latest for year in years], dtype=bool),
            f"not counted: the list's latest year is {latest}",
        )
        source.notes.append(f"The list of costs covers {', '.join(known)}; {latest} counts.")


def _year(text: str) -> str:
    found = [
        part
        for part in text.replace("/", "-").replace(".", "-").split("-")
        if len(part) == _YEAR_DIGITS and part.isdigit()
    ]
    return found[0] if found else ""


def _summed(source: Source, names: list[str], amounts: Amounts) -> pd.DataFrame:
    kinds, drivers = (_texts(source, source.header(name)) for name in ("kind", "driver"))
    sums: dict[str, list[object]] = {}
    for row in np.flatnonzero(source.kept()).tolist():
        entry = sums.setdefault(names[row], [Decimal(0), "", ""])
        entry[0] = _decimal(entry[0]) + Decimal(int(amounts.values[row])).scaleb(-amounts.scale)
        entry[1] = entry[1] or kinds[row]
        entry[2] = entry[2] or drivers[row]
    rows = [
        (name, format(_decimal(amount), "f"), _kind(str(kind)), str(driver))
        for name, (amount, kind, driver) in sums.items()
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype("str") if rows else no_costs()


def _decimal(amount: object) -> Decimal:
    return amount if isinstance(amount, Decimal) else Decimal(0)


def _kind(text: str) -> str:
    return "variable" if text.casefold() in _VARIABLE else "fixed"
