"""Facts of a dataset: sums per customer and month, and the orders that come back in a later month."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd
from narwhals.typing import IntoFrame

from whalecurve.domain import columns as c
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.quantities.facts import Facts
from whalecurve.engine import heavy
from whalecurve.engine.collect import Columns, arrays, first_row, sorted_frame
from whalecurve.engine.duckdb_session import open_tables
from whalecurve.engine.heavy import Lines
from whalecurve.engine.overflow import FLOAT64_LIMIT, no_sum_reaches, refuse_overflow
from whalecurve.engine.settings import DEFAULT, EngineSettings

SCOPES: Final = (*c.LINE_SCOPES, c.CUSTOMER, c.MONTH)
# More codes than these are found by a join rather than by a list in the query.
MOST_CODES: Final = 100_000
_FURTHER: Final = re.compile(r"scope_\d+")


def compute_facts(
    transactions: Path | IntoFrame,
    *,
    measures: Sequence[str],
    where: Mapping[str, Sequence[int]] | None = None,
    settings: EngineSettings = DEFAULT,
) -> Facts:
    """Sum every line, or the lines of one scope, to one row per customer and month.

    Args:
        transactions: The encoded lines: the path of their Parquet file, read by DuckDB, or any frame that narwhals can
            wrap (DuckDB relation, Spark, pandas, Arrow, or a narwhals frame of an open session).
        measures: Columns to add up, each int64: ``net_revenue``, ``cost_0``, ...
        where: Column -> codes: only lines with one of the codes in every column named (product, category, rep,
            customer, month).
        settings: Bounds on DuckDB; another engine has its own.

    Returns:
        ``monthly`` and ``order_repeats``, int32 codes and months, int64 exact sums at the scales of the lines.

    Raises:
        WhalecurveError: A column is missing, ``where`` names another column, or the amounts are too large to be added
            up in 64 bits in any order (the sum of their sizes reaches 2 ** 63).

    >>> lines = pd.DataFrame({"customer": [0, 0, 0], "month": [202601, 202601, 202602], "order": [7, 7, 7],
    ...                       "net_revenue": [100, 50, 5]})
    >>> facts = compute_facts(lines, measures=["net_revenue"])
    >>> facts.monthly.values.tolist()
    [[0, 202601, 2, 1, 150], [0, 202602, 1, 1, 5]]
    >>> facts.order_repeats.values.tolist()
    [[0, 202602, 202601, 1]]
    >>> compute_facts(lines.assign(net_revenue=2**62), measures=["net_revenue"])
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: The amounts in net_revenue are too large to add up exactly. Found: single
        amounts up to 4611686018427387904 in the smallest unit. To fix it: check the column for ids or dates read as
        money, or use fewer decimals.
    """
    with open_lines(transactions, settings) as lines:
        check_columns(lines, [c.CUSTOMER, c.MONTH, c.ORDER, *measures], where or {})
        return _facts(heavy.only(lines, where or {}), list(measures))


@contextmanager
def open_lines(transactions: Path | IntoFrame, settings: EngineSettings = DEFAULT) -> Iterator[Lines]:
    """A lazy frame over the lines; a path opens DuckDB for as long as the ``with`` block lasts.

    Open once and pass the frame on when one analysis needs the facts of several scopes.
    """
    if isinstance(transactions, Path):
        with open_tables(transactions, settings=settings) as (lines,):
            yield lines
    else:
        yield nw.from_native(transactions).lazy()


def check_columns(lines: Lines, needed: Sequence[str], where: Mapping[str, Sequence[int]]) -> None:
    """Refuse columns that the lines do not have and scopes over anything but codes and months."""
    there = lines.collect_schema().names()
    missing = [name for name in (*needed, *where) if name not in there]
    if missing:
        raise WhalecurveError(
            "The table of lines lacks a column",
            found=f"{', '.join(there)}, but no {', '.join(missing)}",
            remedy="upload the files again",
        )
    strange = [name for name in where if name not in SCOPES and not _FURTHER.fullmatch(name)]
    if strange:
        raise WhalecurveError(
            "Lines cannot be limited by this column", found=", ".join(strange), remedy="use one of " + ", ".join(SCOPES)
        )


def _facts(lines: Lines, measures: list[str]) -> Facts:
    found = first_row(heavy.bounds(lines, [c.ORDER, *measures]))
    if not found[c.LINES]:
        return Facts(_empty([c.LINES, c.ORDERS, *measures]), _repeats(_no_months()))
    refuse_overflow(lines, measures, found)
    if found[heavy.largest(c.ORDER)] == c.NONE_CODE:
        columns = arrays(heavy.sums(lines, [c.CUSTOMER, c.MONTH], measures))
        columns[c.ORDERS] = np.zeros_like(columns[c.LINES])
        return Facts(_monthly(columns, measures), _repeats(_no_months()))
    spans = arrays(heavy.by_span(lines, measures, in_floats=no_sum_reaches(FLOAT64_LIMIT, measures, found)))
    spans[c.MONTH], last = spans.pop(heavy.FIRST_MONTH), spans.pop(heavy.LAST_MONTH)
    if np.array_equal(spans[c.MONTH], last):
        return Facts(_monthly(spans, measures), _repeats(_no_months()))
    return _with_split_orders(lines, measures, spans, spans[c.MONTH] < last)


def _with_split_orders(lines: Lines, measures: list[str], spans: Columns, is_split: npt.NDArray[np.bool_]) -> Facts:
    """Facts where some orders lie in several months: these are read again, line by line, and put month by month."""
    pairs, codes = _pairs(spans)[is_split], np.unique(spans[c.ORDER][is_split]).tolist()
    several = heavy.only(lines, {c.ORDER: codes}) if len(codes) <= MOST_CODES else heavy.across_months(lines)
    split = arrays(heavy.sums(several, [c.CUSTOMER, c.ORDER, c.MONTH], measures))
    # The same order number may be another order of another customer, which is whole.
    own = np.isin(_pairs(split), pairs)
    split = {name: values[own] for name, values in split.items()}
    months = pd.DataFrame({name: split[name] for name in (c.CUSTOMER, c.ORDER, c.MONTH)})
    split[c.ORDERS] = np.ones_like(split[c.LINES])
    both = {name: np.concatenate([spans.pop(name)[~is_split], split.pop(name)]) for name in _names(measures)}
    return Facts(_monthly(both, measures), _repeats(months))


def _pairs(columns: Columns) -> npt.NDArray[np.int64]:
    """One number for each customer's order."""
    return np.asarray((columns[c.CUSTOMER].astype(np.int64) << 32) + columns[c.ORDER])


def _monthly(columns: Columns, measures: list[str]) -> pd.DataFrame:
    ordered = {name: columns.pop(name) for name in _names(measures)}
    return sorted_frame(ordered, c.CUSTOMER, c.MONTH)


def _names(measures: Sequence[str]) -> list[str]:
    return [c.CUSTOMER, c.MONTH, c.LINES, c.ORDERS, *measures]


def _repeats(months: pd.DataFrame) -> pd.DataFrame:
    """Count, per customer, the steps of orders from one month to their next."""
    ordered = months.sort_values([c.CUSTOMER, c.ORDER, c.MONTH])
    previous = ordered.groupby([c.CUSTOMER, c.ORDER])[c.MONTH].shift(fill_value=0).astype(np.int32)
    steps = ordered.assign(**{c.PREVIOUS_MONTH: previous}).query(f"{c.PREVIOUS_MONTH} > 0")
    counted = steps.groupby([c.CUSTOMER, c.MONTH, c.PREVIOUS_MONTH]).size()
    return counted.astype(np.int64).rename(c.ORDERS).reset_index()


def _no_months() -> pd.DataFrame:
    return pd.DataFrame({name: np.zeros(0, np.int32) for name in (c.CUSTOMER, c.ORDER, c.MONTH)})


def _empty(measures: Sequence[str]) -> pd.DataFrame:
    codes = {name: np.zeros(0, np.int32) for name in (c.CUSTOMER, c.MONTH)}
    return pd.DataFrame({**codes, **{name: np.zeros(0, np.int64) for name in measures}})
