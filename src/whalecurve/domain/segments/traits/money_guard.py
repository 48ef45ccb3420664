"""Keeps components of profit out of the traits.

A trait is what a customer is, never what it costs or earns: otherwise a tree explains profit with profit.
"""

import re
from typing import Final

import numpy as np
from scipy import stats

from whalecurve.domain import columns
from whalecurve.domain.segments.arrays import Floats

DERIVED_MONEY: Final = frozenset(
    {
        columns.LIST_REVENUE,
        columns.NET_REVENUE,
        columns.COST_OF_GOODS,
        columns.GROSS_MARGIN,
        columns.CONTRIBUTION_MARGIN,
        columns.CUSTOMER_PROFIT,
        columns.PROFIT_RANK,
        columns.REVENUE_RANK,
        columns.STABILITY,
        columns.ANNUAL_AMOUNT,
        "discount",
        "variable_cost",
        "cost_to_serve",
        "unassigned",
    }
)
_WORD_OR_NUMBER: Final = re.compile(r"[a-z]+|[0-9]+")
_FURTHER_COST: Final = re.compile(r"cost_\d+")
_PROFIT_WORDS: Final = frozenset({"profit", "profits", "profitability", "margin", "margins", "contribution"})
_TOO_CLOSE: Final = 0.98
_FEWEST_TO_COMPARE: Final = 10
_MOST_COMPARED: Final = 20_000


def is_component_of_profit(name: str) -> bool:
    """Tell whether a header names money that the results compute, or profit or margin in other words.

    Revenue by itself is not such a word: a customer's own annual revenue is its size.

    >>> [is_component_of_profit(name) for name in ("net_revenue", "Net revenue", "cost_3", "Profit 2016")]
    [True, True, True, True]
    >>> [is_component_of_profit(name) for name in ("industry", "Annual revenue", "discount class")]
    [False, False, False]
    """
    words = _WORD_OR_NUMBER.findall(name.lower())
    plain = "_".join(words)
    return plain in DERIVED_MONEY or _FURTHER_COST.fullmatch(plain) is not None or not _PROFIT_WORDS.isdisjoint(words)


def follows_money(values: Floats, amounts: Floats) -> bool:
    """Tell whether a numeric column is a component of profit in disguise.

    Args:
        values: The column, one figure per customer, NaN where unknown.
        amounts: Revenue or profit of the same customers.

    Returns:
        True when the ranks of the two agree (or disagree) to 0.98 or more over at least 10 customers.

    >>> follows_money(np.arange(20.0), np.arange(20.0) ** 3)
    True
    """
    some = slice(None, None, max(values.size // _MOST_COMPARED, 1))
    values, amounts = values[some], amounts[some]
    known = np.isfinite(values) & np.isfinite(amounts)
    if known.sum() < _FEWEST_TO_COMPARE:
        return False
    one, other = stats.rankdata(values[known]), stats.rankdata(amounts[known])
    if min(np.unique(one).size, np.unique(other).size) < _FEWEST_TO_COMPARE:
        return False
    return bool(abs(np.corrcoef(one, other)[0, 1]) >= _TOO_CLOSE)
