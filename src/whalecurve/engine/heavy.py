"""The heavy step, written once for every engine that narwhals speaks to.

Only join, group, sum, min, max, count and unique: what DuckDB, Spark, pandas and Arrow all answer exactly and alike.
Everything is lazy: nothing is read before ``collect``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw

from whalecurve.domain import columns as c

Lines = nw.LazyFrame[Any]

FIRST_MONTH: Final = "first_month"
LAST_MONTH: Final = "last_month"
HIGH: Final = "high"
LOW: Final = "low"
HALF: Final = 2**31


def only(lines: Lines, where: Mapping[str, Sequence[int]]) -> Lines:
    """The lines whose codes are among those of ``where``, in every column that it names."""
    for column, codes in where.items():
        lines = lines.filter(nw.col(column).is_in([int(code) for code in codes]))
    return lines


def bounds(lines: Lines, columns: Sequence[str]) -> Lines:
    """One row: ``lines``, and each column's ``_smallest`` and ``_largest`` value (None when there are no lines)."""
    return lines.select(
        nw.len().alias(c.LINES),
        *(nw.col(name).min().alias(smallest(name)) for name in columns),
        *(nw.col(name).max().alias(largest(name)) for name in columns),
    )


def sizes(lines: Lines, measure: str) -> Lines:
    """One row: the sum of the sizes of all amounts is ``high * HALF + low``, neither of which can overflow.

    Amounts must be larger than -2 ** 63, which has no size in 64 bits.
    """
    size = nw.col(measure).abs()
    return lines.select((size // HALF).sum().alias(HIGH), (size % HALF).sum().alias(LOW))


def sums(lines: Lines, keys: Sequence[str], measures: Sequence[str]) -> Lines:
    """Number of lines and the sum of each measure, for each combination of ``keys``."""
    grouped = lines.group_by(*keys).agg(nw.len().alias(c.LINES), *(nw.col(name).sum() for name in measures))
    return _as_int64(grouped, [c.LINES, *measures])


def monthly(lines: Lines, measures: Sequence[str], *, count_orders: bool) -> Lines:
    """Lines, distinct orders and sums per customer and month.

    Orders are counted in two steps, first one row per order, because counting distinct values differs between engines.
    """
    if not count_orders:
        return sums(lines, [c.CUSTOMER, c.MONTH], measures).with_columns(nw.lit(0).cast(nw.Int64).alias(c.ORDERS))
    summed = [c.LINES, c.ORDERS, *measures]
    orders = sums(lines, [c.CUSTOMER, c.MONTH, c.ORDER], measures).with_columns(
        (nw.col(c.ORDER) > c.NONE_CODE).cast(nw.Int64).alias(c.ORDERS)
    )
    return _as_int64(orders.group_by(c.CUSTOMER, c.MONTH).agg(nw.col(*summed).sum()), summed)


def orders_across_months(lines: Lines) -> Lines:
    """The codes of orders whose lines lie in more than one month; usually none."""
    spans = lines.group_by(c.ORDER).agg(
        nw.col(c.MONTH).min().alias(FIRST_MONTH), nw.col(c.MONTH).max().alias(LAST_MONTH)
    )
    several = (nw.col(c.ORDER) > c.NONE_CODE) & (nw.col(FIRST_MONTH) < nw.col(LAST_MONTH))
    return spans.filter(several).select(c.ORDER)


def months_of_orders(lines: Lines, orders: Lines) -> Lines:
    """Each customer, order and month with a line, for these orders only."""
    return lines.join(orders, on=c.ORDER, how="semi").select(c.CUSTOMER, c.ORDER, c.MONTH).unique()


def smallest(column: str) -> str:
    """Name of a column's smallest value in ``bounds``."""
    return f"{column}_smallest"


def largest(column: str) -> str:
    """Name of a column's largest value in ``bounds``."""
    return f"{column}_largest"


def _as_int64(frame: Lines, names: Sequence[str]) -> Lines:
    """DuckDB adds 64-bit integers up in 128 bits, which numpy would turn into floats."""
    return frame.with_columns(nw.col(*names).cast(nw.Int64))
