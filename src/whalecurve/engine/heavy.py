"""The heavy step, written once for every engine that narwhals speaks to.

Only filter, join, group, sum, min, max and count: what DuckDB, Spark, pandas and Arrow all answer exactly and alike.
Everything is lazy: nothing is read before ``collect``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw

from whalecurve.domain import columns as c

Lines = nw.LazyFrame[Any]

FIRST_MONTH: Final = "first_month"
LAST_MONTH: Final = "last_month"
APART: Final = "apart"
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


def by_span(lines: Lines, measures: Sequence[str], *, in_floats: bool) -> Lines:
    """Lines, orders and sums per customer, first and last month of an order.

    Orders are counted in two steps, first one row per order, because counting distinct values differs between engines.
    Orders within one month are one row per customer and month, with no ``order``; any other order is a row of its own.

    Args:
        lines: The encoded lines.
        measures: Columns to add up.
        in_floats: Whether to add up in 64-bit floats, which DuckDB does a quarter faster than in 128-bit integers.
            Exact only where no sum can reach 2 ** 53.
    """
    number = nw.Float64 if in_floats else nw.Int64
    has_order = nw.col(c.ORDER) > c.NONE_CODE
    # Lines without an order are no order together: each month of theirs is a row of its own.
    apart = nw.when(has_order).then(nw.lit(0)).otherwise(nw.col(c.MONTH))
    typed = lines.with_columns(apart.alias(APART), *(nw.col(name).cast(number) for name in measures))
    orders = typed.group_by(c.CUSTOMER, c.ORDER, APART).agg(
        nw.col(c.MONTH).min().alias(FIRST_MONTH),
        nw.col(c.MONTH).max().alias(LAST_MONTH),
        nw.len().alias(c.LINES),
        *(nw.col(name).sum() for name in measures),
    )
    within = nw.when(nw.col(FIRST_MONTH) < nw.col(LAST_MONTH)).then(nw.col(c.ORDER)).otherwise(nw.lit(c.NONE_CODE))
    marked = orders.with_columns(has_order.cast(nw.Int64).alias(c.ORDERS), within.cast(nw.Int32).alias(c.ORDER))
    totals = [c.LINES, c.ORDERS, *measures]
    spans = marked.with_columns(nw.col(*totals).cast(number)).group_by(c.CUSTOMER, FIRST_MONTH, LAST_MONTH, c.ORDER)
    return _as_int64(spans.agg(nw.col(*totals).sum()), totals)


def across_months(lines: Lines) -> Lines:
    """The lines of orders that lie in more than one month, whoever's they are."""
    orders = lines.filter(nw.col(c.ORDER) > c.NONE_CODE).group_by(c.ORDER)
    months = orders.agg(nw.col(c.MONTH).min().alias(FIRST_MONTH), nw.col(c.MONTH).max().alias(LAST_MONTH))
    several = months.filter(nw.col(FIRST_MONTH) < nw.col(LAST_MONTH)).select(c.ORDER)
    return lines.join(several, on=c.ORDER, how="semi")


def smallest(column: str) -> str:
    """Name of a column's smallest value in ``bounds``."""
    return f"{column}_smallest"


def largest(column: str) -> str:
    """Name of a column's largest value in ``bounds``."""
    return f"{column}_largest"


def _as_int64(frame: Lines, names: Sequence[str]) -> Lines:
    """DuckDB adds 64-bit integers up in 128 bits, which numpy would turn into floats."""
    return frame.with_columns(nw.col(*names).cast(nw.Int64))
