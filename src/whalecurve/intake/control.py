"""Control totals: the exact sums of the accepted lines, added up in plain Python apart from the engine."""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from whalecurve.domain.columns import COST_OF_GOODS, LINES, MONTH, NET_REVENUE, cost_column


def control_totals(transactions: pd.DataFrame) -> dict[str, dict[int, int]]:
    """Sum per month of net revenue and every cost of the lines, as integers at their scales, and the number of lines.

    >>> lines = pd.DataFrame({"month": [202401, 202401], "net_revenue": [5, 7], "cost_of_goods": [1, 1]})
    >>> control_totals(lines)
    {'net_revenue': {202401: 12}, 'cost_of_goods': {202401: 2}, 'lines': {202401: 2}}
    """
    months = transactions[MONTH].tolist()
    costs = [name for number in range(len(transactions.columns)) if (name := cost_column(number)) in transactions]
    measures = (NET_REVENUE, COST_OF_GOODS, *costs)
    totals = {name: _by_month(months, transactions[name].tolist()) for name in measures}
    return totals | {LINES: _by_month(months, [1] * len(months))}


def _by_month(months: Iterable[int], values: Iterable[int]) -> dict[int, int]:
    sums: defaultdict[int, int] = defaultdict(int)
    for month, value in zip(months, values, strict=True):
        sums[month] += value
    return dict(sorted(sums.items()))
