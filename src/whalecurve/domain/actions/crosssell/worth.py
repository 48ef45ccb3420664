"""What a buyer of an item contributes in a year, after goods and variable costs: the middle one of all its buyers."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR

_PART: Final = "part"


def worth_of_items(
    bought: pd.DataFrame, column: str, items: int, statements: Statements, months: int
) -> npt.NDArray[np.int64]:
    """Minor units a year that the middle buyer of each item contributes by it; 0 where nobody bought it.

    Variable costs follow revenue here, as they do on average over all customers: what a customer's offer would really
    cost is known once it is sold. Goods are the item's own where the files carry them, else their average share.

    Args:
        bought: Sums per customer and item over all windows: customer, item, net revenue, and cost of goods where known.
        column: ``product`` or ``category``.
        items: How many there are.
        statements: The plan's answer.
        months: Months that the sums cover.
    """
    net = int(statements.net_revenue.amounts.sum())
    share = int(statements.variable_cost.sum()) / net if net > 0 else 0.0
    known = bought[(bought[c.CUSTOMER] >= 0) & (bought[column] >= 0) & (bought[c.NET_REVENUE] > 0)]
    scales = statements.ledger.scales
    revenue = known[c.NET_REVENUE].to_numpy(dtype=np.float64) / 10.0 ** scales.get(c.NET_REVENUE, 0)
    if c.COST_OF_GOODS in known.columns and known[c.COST_OF_GOODS].any():
        goods = known[c.COST_OF_GOODS].to_numpy(dtype=np.float64) / 10.0 ** scales.get(c.COST_OF_GOODS, 0)
    else:
        goods = revenue * (int(statements.cost_of_goods.amounts.sum()) / net if net > 0 else 0.0)
    part = (revenue * (1 - share) - goods) * 10.0**statements.digits * MONTHS_A_YEAR / max(months, 1)
    middle = pd.DataFrame({column: known[column].to_numpy(), _PART: part}).groupby(column)[_PART].median()
    worth = np.zeros(items, dtype=np.int64)
    worth[middle.index.to_numpy(dtype=np.int64)] = np.round(middle.to_numpy()).astype(np.int64)
    return worth
