"""The transactions: from text rows to coded lines with exact amounts."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.quantities.facts import Period
from whalecurve.intake.currency.currencies import refuse_other_currency, row_codes
from whalecurve.intake.currency.exchanged import Exchanged
from whalecurve.intake.meaning.decimal_marks import settle_decimal_mark
from whalecurve.intake.meaning.far_dates import settle_far_dates
from whalecurve.intake.meaning.meaning import read_rows
from whalecurve.intake.meaning.money_columns import money_headers
from whalecurve.intake.meaning.running_balance import check_running_balance
from whalecurve.intake.meaning.several_currencies import settle_currency
from whalecurve.intake.meaning.sides import settle_sides
from whalecurve.intake.tables.measures import Measures, number_headers, read_measures
from whalecurve.intake.tables.products import ProductFile
from whalecurve.intake.tables.read_dates import read_days
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source, require
from whalecurve.intake.tables.undated import ask_period, first_days, is_overview, period_of
from whalecurve.intake.values.date_columns import month_of
from whalecurve.intake.values.exact import Amounts, settle
from whalecurve.intake.values.labels import encode_column, encode_labels

_MONEY = ("amount", "unit_price", "list_price", "cost", "profit")
_COSTS = ("cost", "unit_cost", "profit")
_MOST_VALUES = 200
_MOST_SCOPES = 20
_FEWER_DIGITS = "a number with fewer digits: the exact total would not fit"


@dataclass(frozen=True)
class ParsedLines:
    """Every row's day and exact measures; which rows count is the source's ledger.

    ``values`` are int64 at ``scales``, by measure and by further cost column; ``cost_names`` names the latter.
    ``period`` is what lines without dates are of; None where they have dates.
    """

    days: npt.NDArray[np.int32]
    values: dict[str, npt.NDArray[np.int64]]
    scales: dict[str, int]
    cost_names: list[str]
    has: frozenset[str]
    currency: str
    period: Period | None = None


def parse_lines(
    source: Source, products: ProductFile | None, currency: str | None, today: dt.date | None = None
) -> ParsedLines:
    """Parse status, date, currency and amounts of all rows; faults of all columns are collected, line by line.

    Raises:
        UserChoiceError: A required column is missing, dates or currencies need a choice.
    """
    period = _period(source, today)
    meaning = read_rows(source)
    check_running_balance(meaning)
    settle_sides(meaning)
    days = first_days(period, source.rows) if period else read_days(source, source.header("date"))
    money = [header for name in _MONEY if (header := source.header(name))]
    code = settle_currency(meaning, number_headers(source), money or money_headers(source), currency)
    reader = NumberReader(source, number_headers(source))
    exchanged = _check_costs(source, reader, money, products)
    measures = read_measures(meaning, reader, None if products is None else products.on(days), exchanged)
    settle_decimal_mark(meaning, number_headers(source), reader)
    if period:
        ask_period(source, period, measures.amounts[columns.NET_REVENUE])
    elif today is not None:
        settle_far_dates(source, days, measures.amounts[columns.NET_REVENUE], today)
    values, scales = _settled(source, measures)
    return ParsedLines(days, values, scales, list(measures.costs), measures.has, code, period)


def _period(source: Source, today: dt.date | None) -> Period | None:
    """The period of an export with one row per customer and no dates; None where lines have a date."""
    header = require(source, ("customer", "customer_name"), "the customer")
    if not source.header("date") and len(source.tables) == 1 and is_overview(source.tables[0], header):
        return period_of(source, today)
    require(source, ("date",), "the date")
    return None


def _check_costs(source: Source, reader: NumberReader, money: list[str], products: ProductFile | None) -> Exchanged:
    """Refuse costs in another currency than their prices; what converts both where there are rates."""
    prices = [header for name in _MONEY[:3] if (header := source.header(name))]
    costs = [header for name in _COSTS if (header := source.header(name))]
    listed = products.currency if products and source.header("product") else ""
    own = row_codes(source, reader, money)
    refuse_other_currency(source, reader, own, (prices, costs), listed)
    return Exchanged(source, reader, own, listed)


def _settled(source: Source, measures: Measures) -> tuple[dict[str, npt.NDArray[np.int64]], dict[str, int]]:
    amounts = dict(measures.amounts) | {
        columns.cost_column(place): cost for place, cost in enumerate(measures.costs.values())
    }
    values, scales = {}, {}
    for name, amount in amounts.items():
        values[name], scales[name], refused = settle(_counting(amount, source))
        source.reject(refused, source.header("amount"), _FEWER_DIGITS, "shorten the number, or split the file")
    return values, scales


def _counting(amounts: Amounts, source: Source) -> Amounts:
    return amounts.where(source.kept())


def coded_lines(
    source: Source, lines: ParsedLines, customer: npt.NDArray[np.int32], products: ProductFile | None
) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Frame of the lines that count, and the labels of its codes."""
    kept = source.kept()
    labels: dict[str, list[str]] = {}
    frame: dict[str, npt.NDArray[np.generic]] = {
        columns.CUSTOMER: customer[kept],
        columns.MONTH: month_of(lines.days[kept]),
        columns.DATE: lines.days[kept],
    }
    for name in (columns.ORDER, columns.PRODUCT, columns.CATEGORY, columns.REP):
        frame[name], labels[name] = _codes(source, name, kept, products)
    frame |= {name: values[kept] for name, values in lines.values.items()}
    for place, header in enumerate(scope_headers(source)):
        name = columns.scope_column(place)
        frame[name], labels[name] = encode_column(source.column(header), kept)
    frame |= {columns.FILE: source.files()[kept], columns.LINE: source.lines()[kept]}
    return pd.DataFrame(frame), labels


def with_standards(lines: ParsedLines, names: Iterable[str]) -> ParsedLines:
    """The lines with standard measures among what they carry, at the scales of what these are standards of."""
    of = {columns.STANDARD_REVENUE: columns.LIST_REVENUE, columns.STANDARD_COST: columns.COST_OF_GOODS}
    scales = lines.scales | {name: lines.scales[of[name]] for name in names}
    return replace(lines, scales=scales, has=lines.has | set(names))


def scope_headers(source: Source) -> list[str]:
    """Further columns of the lines that a cost can be limited to: not mapped, with a few values that repeat."""
    mapped = {*source.mapping.tables.get(source.kind, {}).values(), *source.mapping.costs.values(), *source.costed}
    others = [header for header in source.headers() if header not in mapped]
    return [header for header in others if 1 < len(source.column(header).texts) <= _MOST_VALUES][:_MOST_SCOPES]


def line_columns(source: Source, labels: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What costs can be limited to line by line: product, category and rep, their headers, and further headers."""
    fields = {name: name for name in columns.LINE_SCOPES if labels.get(name)}
    headers = {source.header(name): name for name in fields if source.header(name)}
    further = {header: columns.scope_column(place) for place, header in enumerate(scope_headers(source))}
    return further | headers | fields


def _codes(
    source: Source, name: str, kept: npt.NDArray[np.bool_], products: ProductFile | None
) -> tuple[npt.NDArray[np.int32], list[str]]:
    header, product = source.header(name), source.header("product")
    if products is not None and product:
        if name == columns.PRODUCT and products.names:
            return _by_product(source, products.names, kept, products, keep_id=True)
        if name == columns.CATEGORY and products.categories and not header:
            return _by_product(source, products.categories, kept, products, keep_id=False)
    if not header:
        return np.full(int(kept.sum()), columns.NONE_CODE, np.int32), []
    return encode_column(source.column(header), kept)


def _by_product(
    source: Source, values: list[str], kept: npt.NDArray[np.bool_], products: ProductFile, *, keep_id: bool
) -> tuple[npt.NDArray[np.int32], list[str]]:
    column = source.column(source.header("product"))
    texts = products.texts_of(values, column.texts.to_pylist(), lambda product: product if keep_id else "")
    return encode_labels(texts, column.codes[kept])
