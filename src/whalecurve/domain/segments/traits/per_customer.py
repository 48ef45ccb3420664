"""One value per customer from a column that stands on the order lines: the one with the most revenue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.segments.arrays import Integers
from whalecurve.domain.words.formats import counted

OWN_AGREEMENT: Final = 0.5
"""How much two lines of one customer have to agree beyond chance for their value to be called the customer's own.

Where values take turns over the lines, the one with most revenue is the common one for everybody who buys often and any
one for those who buy once: it says how much somebody buys, and not who looks after them.
"""

SEVERAL: Final = "most customers have several on their lines, so it is none of theirs"
_TWO: Final = 2


@dataclass(frozen=True, eq=False)
class MainValues:
    """A column with one value per customer.

    Attributes:
        values: Text per customer; empty where no line names one.
        several: How many customers have more than one value on their lines.
        agreement: See ``agreement_of``.
    """

    values: pd.Series
    several: int
    agreement: float

    @property
    def left_out(self) -> str:
        """Why the column is no trait of the customers; empty when it is one."""
        return "" if self.agreement >= OWN_AGREEMENT else SEVERAL

    def sentence(self, name: str) -> str:
        """Say what was done, so that nothing is resolved silently."""
        return (
            f"Taken from the order lines: each customer's {name} is the one with the most revenue; "
            f"{counted(self.several, 'customer')} had more than one."
        )


def main_values(bought: pd.DataFrame, column: str, labels: Sequence[str], customers: int) -> MainValues | None:
    """Choose the value with the most revenue for each customer.

    Args:
        bought: ``customer`` and the column as codes, ``net_revenue`` and ``lines`` int64; one row per pair of codes.
        column: Name of the column, such as ``rep``.
        labels: Text of each of its codes; a tie goes to the lower one.
        customers: Number of customers on file.

    Returns:
        The values, or None where nobody brought revenue.

    >>> bought = pd.DataFrame(
    ...     {"customer": [0, 0, 1], "rep": [0, 1, 1], "net_revenue": [10, 30, 5], "lines": [1, 9, 4]}
    ... )
    >>> chosen = main_values(bought, "rep", ["Ann", "Bob"], 3)
    >>> chosen.values.tolist(), chosen.several
    (['Bob', 'Bob', ''], 1)
    >>> chosen.sentence("rep")
    "Taken from the order lines: each customer's rep is the one with the most revenue; 1 customer had more than one."
    """
    earned = bought[bought[columns.NET_REVENUE] > 0]
    if earned.empty:
        return None
    by_customer = earned.groupby(columns.CUSTOMER)[columns.NET_REVENUE]
    main = earned.loc[by_customer.idxmax()]
    texts = np.full(customers, "", dtype=object)
    texts[main[columns.CUSTOMER].to_numpy()] = np.asarray(labels, dtype=object)[main[column].to_numpy()]
    agreement = agreement_of(*(earned[name].to_numpy() for name in (columns.CUSTOMER, column, columns.LINES)))
    return MainValues(pd.Series(texts, dtype=str), int((by_customer.size() > 1).sum()), agreement)


def agreement_of(customer: Integers, value: Integers, lines: Integers) -> float:
    """How much more often two lines of one customer agree in a value than two lines of different customers.

    Only customers with two lines or more can tell; each of them counts once, however many lines it has. The form is
    Cohen's kappa: 1 where each customer has one value, 0 where values fall on lines by chance.

    Args:
        customer: Code of the customer; one row per customer and value.
        value: Code of the value, 0 and up.
        lines: How many lines of the customer carry it.

    Returns:
        The agreement; 1 where nobody has two lines, or everybody has the same value.

    >>> agreement_of(np.array([0, 1]), np.array([0, 1]), np.array([5, 9]))
    1.0
    >>> agreement_of(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([500, 500, 500, 500])) < 0.01
    True
    """
    total = np.bincount(customer, weights=lines)
    repeated = total >= _TWO
    if not repeated.any():
        return 1.0
    kept = repeated[customer]
    owner, what, often = customer[kept], value[kept], lines[kept].astype(np.float64)
    agreeing = np.bincount(owner, weights=often * (often - 1), minlength=total.size)[repeated]
    seen = float((agreeing / (total[repeated] * (total[repeated] - 1))).mean())
    share = np.bincount(what, weights=often / total[owner]) / repeated.sum()
    chance = float((share**2).sum())
    return (seen - chance) / (1 - chance) if chance < 1 - 1e-9 else 1.0
