"""Who bought what in four windows of time, as sparse matrices of customers by items."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from whalecurve.domain import columns as c
from whalecurve.domain.money.apportion import Ints

Bools = npt.NDArray[np.bool_]
WINDOWS: Final = 4
"""Enough to choose a way on the third and to judge it on the fourth."""


@dataclass(frozen=True, eq=False)
class Purchases:
    """What was bought in each window, the oldest first.

    Attributes:
        names: Names of the items, by code.
        bought: For each window a matrix of customers by items, 1.0 where revenue came in; float32, compressed rows.
        returned: Customers by items that brought no revenue over all windows: given back, or given away.
    """

    names: tuple[str, ...]
    bought: tuple[sparse.csr_array, ...]
    returned: sparse.csr_array

    @property
    def customers(self) -> int:
        """How many customers there are."""
        return int(self.returned.shape[0])

    @cached_property
    def ever(self) -> sparse.csr_array:
        """Customers by items that were bought in any window."""
        return together(self.bought)

    @cached_property
    def taboo(self) -> sparse.csr_array:
        """Customers by items that are offered to them no more: bought in any window, or given back."""
        return together([*self.bought, self.returned])


def purchases(windows: Sequence[pd.DataFrame], column: str, names: Sequence[str], customers: int) -> Purchases:
    """Purchases from the engine's sums.

    Args:
        windows: For each window the sums of ``engine.mix.revenue_by``, the oldest first.
        column: ``product`` or ``category``.
        names: Names of the items, by code.
        customers: How many there are; others, and lines without an item, do not count.

    >>> first = pd.DataFrame({"customer": [0, 0, -1], "product": [0, 1, 1], "net_revenue": [100, -5, 9]})
    >>> second = pd.DataFrame({"customer": [1], "product": [1], "net_revenue": [7]})
    >>> found = purchases([first, second], "product", ["Paper", "Pens"], 2)
    >>> found.ever.toarray().tolist(), found.returned.toarray().tolist()
    ([[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [0.0, 0.0]])
    """
    known = [frame[(frame[c.CUSTOMER] >= 0) & (frame[column] >= 0)] for frame in windows]
    shape = (customers, len(names))
    bought = tuple(_marked(frame[frame[c.NET_REVENUE] > 0], column, shape) for frame in known)
    return Purchases(tuple(names), bought, _returned(known, column, shape))


def together(parts: Sequence[sparse.csr_array]) -> sparse.csr_array:
    """1.0 wherever one of the matrices has an entry."""
    whole = sparse.csr_array(parts[0].copy())
    for part in parts[1:]:
        whole = whole.maximum(part)
    return sparse.csr_array(whole)


def buyers(matrix: sparse.csr_array) -> Ints:
    """How many customers have each item; shape (items,)."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int64)


def _returned(known: Sequence[pd.DataFrame], column: str, shape: tuple[int, int]) -> sparse.csr_array:
    """What brought no revenue over all windows: only who gave something back, or got it for nothing, is added up."""
    poor = pd.concat([frame[frame[c.NET_REVENUE] <= 0] for frame in known])[c.CUSTOMER].unique()
    asked = pd.concat([frame[frame[c.CUSTOMER].isin(poor)] for frame in known])
    whole = asked.groupby([c.CUSTOMER, column], as_index=False)[c.NET_REVENUE].sum()
    return _marked(whole[whole[c.NET_REVENUE] <= 0], column, shape)


def _marked(frame: pd.DataFrame, column: str, shape: tuple[int, int]) -> sparse.csr_array:
    rows, items = frame[c.CUSTOMER].to_numpy(dtype=np.int64), frame[column].to_numpy(dtype=np.int64)
    return sparse.csr_array((np.ones(len(frame), dtype=np.float32), (rows, items)), shape=shape)
