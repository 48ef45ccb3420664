"""What each customer buys, and from whom: sums per customer and product, category or rep."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from narwhals.typing import IntoFrame

from whalecurve.domain import columns as c
from whalecurve.domain.errors import WhalecurveError
from whalecurve.engine import heavy
from whalecurve.engine.collect import arrays, first_row, sorted_frame
from whalecurve.engine.facts import check_columns, open_lines
from whalecurve.engine.overflow import refuse_overflow
from whalecurve.engine.settings import DEFAULT, EngineSettings


def revenue_by(
    transactions: Path | IntoFrame,
    column: str,
    *,
    measures: Sequence[str] = (c.NET_REVENUE,),
    where: Mapping[str, Sequence[int]] | None = None,
    settings: EngineSettings = DEFAULT,
) -> pd.DataFrame:
    """Sum the lines to one row per customer and code of a label column.

    Args:
        transactions: As for ``compute_facts``.
        column: ``product``, ``category`` or ``rep``; lines without one have the code -1.
        measures: Columns to add up.
        where: Column -> codes, as for ``compute_facts``; for a period, the months that it has.
        settings: Bounds on DuckDB.

    Returns:
        ``customer``, ``column`` (int32), ``lines`` and the measures (int64), sorted by customer, then code.

    Raises:
        WhalecurveError: ``column`` is no label column, or the amounts are too large to add up.

    >>> lines = pd.DataFrame({"customer": [0, 0, 1], "category": [2, 2, -1], "net_revenue": [100, 50, 5]})
    >>> revenue_by(lines, "category").values.tolist()
    [[0, 2, 2, 150], [1, -1, 1, 5]]
    >>> revenue_by(lines, "net_revenue")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: Revenue cannot be split by this column. Found: net_revenue. To fix it:
        use one of product, category, rep.
    """
    if column not in c.LINE_SCOPES:
        raise WhalecurveError(
            "Revenue cannot be split by this column", found=column, remedy="use one of " + ", ".join(c.LINE_SCOPES)
        )
    with open_lines(transactions, settings) as opened:
        check_columns(opened, [c.CUSTOMER, column, *measures], where or {})
        lines = heavy.only(opened, where or {})
        refuse_overflow(lines, measures, first_row(heavy.bounds(lines, measures)))
        return sorted_frame(arrays(heavy.sums(lines, [c.CUSTOMER, column], measures)), c.CUSTOMER, column)
