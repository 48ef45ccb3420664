"""Facts of a dataset: sums per customer and month, and the orders that come back in a later month."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from whalecurve.domain import columns as c
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.facts import INT64_LIMIT, Facts
from whalecurve.engine import heavy
from whalecurve.engine.collect import arrays, first_row, sorted_frame
from whalecurve.engine.duckdb_session import open_tables
from whalecurve.engine.heavy import Lines
from whalecurve.engine.settings import DEFAULT, EngineSettings

SCOPES: Final = (*c.LINE_SCOPES, c.CUSTOMER, c.MONTH)
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


def refuse_overflow(lines: Lines, measures: Sequence[str], found: Mapping[str, Any]) -> None:
    """Refuse amounts whose sizes add up to 2 ** 63 or more: then no sum of any of them can overflow on any engine."""
    for name in measures if found[c.LINES] else ():
        biggest = max(abs(found[heavy.smallest(name)]), abs(found[heavy.largest(name)]))
        if biggest * found[c.LINES] >= INT64_LIMIT and not _sizes_fit(lines, name, biggest):
            raise WhalecurveError(
                f"The amounts in {name} are too large to add up exactly",
                found=f"single amounts up to {biggest} in the smallest unit",
                remedy="check the column for ids or dates read as money, or use fewer decimals",
            )


def _sizes_fit(lines: Lines, measure: str, biggest: int) -> bool:
    if biggest >= INT64_LIMIT:
        return False
    halves = first_row(heavy.sizes(lines, measure))
    return int(halves[heavy.HIGH]) * heavy.HALF + int(halves[heavy.LOW]) < INT64_LIMIT


def _facts(lines: Lines, measures: list[str]) -> Facts:
    found = first_row(heavy.bounds(lines, [c.ORDER, *measures]))
    if not found[c.LINES]:
        return Facts(_empty([c.LINES, c.ORDERS, *measures]), _repeats(_no_months()))
    refuse_overflow(lines, measures, found)
    has_orders = found[heavy.largest(c.ORDER)] > c.NONE_CODE
    columns = arrays(heavy.monthly(lines, measures, count_orders=has_orders))
    ordered = {name: columns[name] for name in (c.CUSTOMER, c.MONTH, c.LINES, c.ORDERS, *measures)}
    del columns  # the sort lets go of each column in turn
    monthly = sorted_frame(ordered, c.CUSTOMER, c.MONTH)
    return Facts(monthly, _repeats(_split_orders(lines) if has_orders else _no_months()))


def _split_orders(lines: Lines) -> pd.DataFrame:
    """Each customer, order and month of the orders that lie in more than one month."""
    return pd.DataFrame(arrays(heavy.months_of_orders(lines, heavy.orders_across_months(lines))))


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
