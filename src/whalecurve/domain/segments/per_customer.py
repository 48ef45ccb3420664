"""One value per customer from a column that stands on the order lines: the one with the most revenue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.formats import counted

OWN_SHARE: Final = 0.8
"""Part of its revenue that a customer's main rep has to bring, on average, to be called the customer's rep.

Where reps take turns, the one with most revenue says how often somebody bought and not who looks after them.
"""


@dataclass(frozen=True, eq=False)
class MainValues:
    """A column with one value per customer.

    Attributes:
        values: Text per customer; empty where no line names one.
        several: How many customers have more than one value on their lines.
        own_share: Part of the revenue that the chosen value brings, 0 to 1, on average over the customers.
    """

    values: pd.Series
    several: int
    own_share: float

    @property
    def left_out(self) -> str:
        """Why the column is no trait of the customers; empty when it is one."""
        return "" if self.own_share >= OWN_SHARE else "most customers buy from several, so it is none of theirs"

    def sentence(self, name: str) -> str:
        """Say what was done, so that nothing is resolved silently."""
        return (
            f"Taken from the order lines: each customer's {name} is the one with the most revenue; "
            f"{counted(self.several, 'customer')} had more than one."
        )


def main_values(bought: pd.DataFrame, column: str, labels: Sequence[str], customers: int) -> MainValues | None:
    """Choose the value with the most revenue for each customer.

    Args:
        bought: ``customer`` and the column as codes, ``net_revenue`` int64; one row per customer and code.
        column: Name of the column, such as ``rep``.
        labels: Text of each of its codes; a tie goes to the lower one.
        customers: Number of customers on file.

    Returns:
        The values, or None where nobody brought revenue.

    >>> bought = pd.DataFrame({"customer": [0, 0, 1], "rep": [0, 1, 1], "net_revenue": [10, 30, 5]})
    >>> chosen = main_values(bought, "rep", ["Ann", "Bob"], 3)
    >>> chosen.values.tolist(), chosen.own_share, chosen.left_out
    (['Bob', 'Bob', ''], 0.875, '')
    >>> chosen.sentence("rep")
    "Taken from the order lines: each customer's rep is the one with the most revenue; 1 customer had more than one."
    """
    earned = bought[bought[columns.NET_REVENUE] > 0]
    if earned.empty:
        return None
    by_customer = earned.groupby(columns.CUSTOMER)[columns.NET_REVENUE]
    main = earned.loc[by_customer.idxmax()]
    own_share = float((main[columns.NET_REVENUE].to_numpy() / by_customer.sum().to_numpy()).mean())
    texts = np.full(customers, "", dtype=object)
    texts[main[columns.CUSTOMER].to_numpy()] = np.asarray(labels, dtype=object)[main[column].to_numpy()]
    return MainValues(pd.Series(texts, dtype=str), int((by_customer.size() > 1).sum()), own_share)
