"""The uploaded list of costs: amounts by name, each of a year or of the months that its row is about."""

from decimal import Decimal
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain import columns
from whalecurve.intake.currency.currencies import in_one_currency
from whalecurve.intake.meaning.costs import turned_costs
from whalecurve.intake.tables.cost_frequency import yearly
from whalecurve.intake.tables.cost_months import Days, read_spans
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source, require
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts

_COLUMNS: Final = (columns.NAME, columns.AMOUNT, columns.SPAN, columns.KIND, columns.DRIVER)
_VARIABLE: Final = frozenset("variable variabel variabile proportional".split())

# Rows of a statement of profit and loss that are no costs, in seven languages.
_NO_COSTS: Final = frozenset(
    "revenue revenues turnover totalincome netsales grossprofit grossmargin netprofit netincome ebit ebitda "
    "operatingprofit umsatz umsatzerlose erlose rohertrag gewinn jahresuberschuss betriebsergebnis chiffredaffaires "
    "margebrute resultatnet ingresos margenbruto beneficioneto ricavi utile utilenetto omzet brutowinst nettowinst "
    "receitas lucroliquido".split()
)


def no_costs() -> pd.DataFrame:
    """An empty list of costs."""
    return pd.DataFrame({name: pd.Series([], dtype="str") for name in _COLUMNS})


def read_cost_list(source: Source, sold: Days, currency: str = "") -> pd.DataFrame:
    """Costs by name and months: ``cost_amount`` as decimal text, ``span``, ``kind`` (fixed or variable), ``driver``.

    ``span`` is blank for an amount of a year, else the months that it is for (``2025-03``, ``2025``,
    ``2025-01..2025-03``). Rows of one name and the same months are added up.

    Args:
        source: The list's tables.
        sold: Month -> first and last day with a sale, for months that carry no year.
        currency: Code of the currency of the sales; amounts in others need a rate. Empty where it is not known.

    Raises:
        UserChoiceError: Amounts are in another currency than the sales, and there is no rate for it.
    """
    name_header = require(source, ("name",), "the cost's name")
    amount_header = require(source, ("amount",), "the amount")
    reader = NumberReader(source, [amount_header])
    amounts = reader.read(amount_header)
    missing = ~amounts.present & ~source.set_aside
    source.reject(missing, amount_header, "an amount", "fill in the amount, or delete the row")
    names = _texts(source, name_header)
    source.reject(
        np.array([not name for name in names], dtype=bool), name_header, "the name of a cost", "fill in the name"
    )
    source.reject(
        np.array([header_key(name) in _NO_COSTS for name in names], dtype=bool) & ~source.set_aside,
        name_header,
        "the name of a cost",
        "delete rows of income and results",
    )
    spans = read_spans(source, sold)
    amounts = _positive(source, amount_header, in_one_currency(source, reader, amount_header, amounts, currency))
    amounts = yearly(source, amount_header, amounts, spans)
    below = [name for name, total in _totals(source, names, amounts).items() if total < 0]
    source.reject(
        np.isin(names, below) & ~source.set_aside,
        amount_header,
        "a cost that is not below zero in all",
        "take what you get back off the cost that it belongs to, or count it as revenue",
    )
    return _summed(source, names, spans, amounts)


def _positive(source: Source, header: str, amounts: Amounts) -> Amounts:
    """Amounts of a list in which every cost is written negative, as ledgers do, turned; that is said."""
    return turned_costs(source, header, amounts, source.kept(), "below zero in all {} with an amount")


def _totals(source: Source, names: list[str], amounts: Amounts) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in np.flatnonzero(source.kept()).tolist():
        found[names[row]] = found.get(names[row], 0) + int(amounts.values[row])
    return found


def _texts(source: Source, header: str) -> list[str]:
    if not header:
        return [""] * source.rows
    column = source.column(header)
    texts = column.texts.to_pylist()
    return [texts[code] for code in column.codes.tolist()]


def _summed(source: Source, names: list[str], spans: list[str], amounts: Amounts) -> pd.DataFrame:
    kinds, drivers = (_texts(source, source.header(name)) for name in ("kind", "driver"))
    sums: dict[tuple[str, str], Decimal] = {}
    said: dict[str, tuple[str, str]] = {}
    for row in np.flatnonzero(source.kept()).tolist():
        name, key = names[row], (names[row], spans[row])
        sums[key] = sums.get(key, Decimal(0)) + Decimal(int(amounts.values[row])).scaleb(-amounts.scale)
        kind, driver = said.get(name, ("", ""))
        said[name] = (kind or kinds[row], driver or drivers[row])
    rows = [
        (name, format(amount, "f"), span, _kind(said[name][0]), said[name][1]) for (name, span), amount in sums.items()
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype("str") if rows else no_costs()


def _kind(text: str) -> str:
    return "variable" if text.casefold() in _VARIABLE else "fixed"
