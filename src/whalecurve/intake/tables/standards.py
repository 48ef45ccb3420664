"""What each line would be at everybody's average list price and cost of its product.

Against these a customer's own prices and unit costs stand out, and what is left between customers is what they buy.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns as c

_OF: Final = {c.STANDARD_REVENUE: c.LIST_REVENUE, c.STANDARD_COST: c.COST_OF_GOODS}


def standards(lines: pd.DataFrame, has: frozenset[str]) -> Mapping[str, npt.NDArray[np.int64]]:
    """Standard revenue and cost of each line, at the scales of list revenue and cost of goods.

    Args:
        lines: The accepted lines, coded.
        has: Measures that the files really carry.

    Returns:
        Nothing where there are no products or quantities. A line without either stands as it is. Averages are of
        sizes, so that returns do not blow them up: all standards of a product add up to no more than its amounts do.

    >>> lines = pd.DataFrame({"product": [0, 0], "quantity": [1, 3], "list_revenue": [100, 220], "cost_of_goods": 0})
    >>> {name: values.tolist() for name, values in standards(lines, frozenset({"quantity"})).items()}
    {'standard_revenue': [80, 240]}
    """
    product = lines[c.PRODUCT].to_numpy()
    if c.QUANTITY not in has or not (product >= 0).any():
        return {}
    wanted = {name: of for name, of in _OF.items() if of == c.LIST_REVENUE or of in has}
    units = np.abs(lines[c.QUANTITY].to_numpy())
    return {name: _at_average(lines[of].to_numpy(), units, product) for name, of in wanted.items()}


def _at_average(
    amounts: npt.NDArray[np.int64], units: npt.NDArray[np.int64], product: npt.NDArray[np.int32]
) -> npt.NDArray[np.int64]:
    usable = (product >= 0) & (units > 0)
    place, taken = product[usable], units[usable].astype(np.float64)
    size = int(product.max()) + 1
    worth = np.bincount(place, np.abs(amounts[usable]).astype(np.float64), size)
    each = worth / np.maximum(np.bincount(place, taken, size), 1.0)
    found = amounts.copy()
    found[usable] = np.rint(np.where(amounts[usable] < 0, -1.0, 1.0) * taken * each[place]).astype(np.int64)
    return found
