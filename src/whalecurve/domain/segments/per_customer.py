"""One value per customer from a column that stands on the order lines, by a named rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.segments.arrays import Codes, Integers

Rule = Literal["most revenue", "most lines", "latest"]


@dataclass(frozen=True, eq=False)
class Resolved:
    """A column with one value per customer.

    Attributes:
        values: Text per customer; empty where no line names one.
        several: How many customers have more than one value on their lines.
        rule: The rule that chose among them.
    """

    values: pd.Series
    several: int
    rule: Rule

    def sentence(self, name: str) -> str:
        """Say what was done, so that nothing is resolved silently."""
        return f"{self.several:,} customers have more than one {name}; taken is the one with {_WORDS[self.rule]}."


_WORDS = {"most revenue": "the most revenue", "most lines": "the most lines", "latest": "the latest line"}


def one_per_customer(
    lines: pd.DataFrame, column: str, labels: Sequence[str], customers: int, rule: Rule = "most revenue"
) -> Resolved:
    """Choose one value of a column of the lines for each customer.

    Args:
        lines: ``customer`` and the column as codes (-1 none), ``net_revenue`` int64, ``date`` in days; one row per
            line.
        column: Name of the column, such as ``rep``.
        labels: Text of each of its codes.
        customers: Number of customers on file.
        rule: Which value wins; a tie goes to the text that comes first.

    >>> lines = pd.DataFrame({"customer": [0, 0, 1], "rep": [0, 1, 1], "net_revenue": [10, 30, 5], "date": [9, 8, 7]})
    >>> chosen = one_per_customer(lines, "rep", ["Ann", "Bob"], 3)
    >>> chosen.values.tolist(), chosen.sentence("rep")
    (['Bob', 'Bob', ''], '1 customers have more than one rep; taken is the one with the most revenue.')
    >>> one_per_customer(lines, "rep", ["Ann", "Bob"], 3, "latest").values.tolist()
    ['Ann', 'Bob', '']
    """
    named = lines[(lines[columns.CUSTOMER] >= 0) & (lines[column] >= 0)]
    keys = [columns.CUSTOMER, column]
    weighed = pd.DataFrame(
        {
            columns.CUSTOMER: named[columns.CUSTOMER].to_numpy(),
            column: named[column].to_numpy(),
            _WEIGHT: _weight(named, rule),
        }
    )
    grouped = weighed.groupby(keys, sort=True)[_WEIGHT]
    totals = (grouped.max() if rule == "latest" else grouped.sum()).reset_index()
    texts = np.asarray(list(labels), dtype=object)
    totals[_TEXT] = texts[totals[column].to_numpy()] if len(totals) else []
    best = totals.sort_values([columns.CUSTOMER, _WEIGHT, _TEXT], ascending=[True, False, True], kind="stable")
    first = best.drop_duplicates(columns.CUSTOMER)
    values = np.full(customers, "", dtype=object)
    values[first[columns.CUSTOMER].to_numpy()] = first[_TEXT].to_numpy()
    return Resolved(pd.Series(values, dtype=str), int((totals.groupby(columns.CUSTOMER).size() > 1).sum()), rule)


_WEIGHT = "weight"
_TEXT = "text"


def _weight(named: pd.DataFrame, rule: Rule) -> Integers | Codes:
    if rule == "most lines":
        return np.ones(len(named), dtype=np.int64)
    column = columns.NET_REVENUE if rule == "most revenue" else columns.DATE
    return named[column].to_numpy()
