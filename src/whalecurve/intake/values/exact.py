"""Exact arithmetic on columns of integers at a scale; no float, no rounding but where a share is taken out."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
ROOM: Final = 2**62


@dataclass(frozen=True)
class Amounts:
    """Numbers of rows: ``values`` / 10**``scale`` where ``present``; Python integers where int64 is too small."""

    values: Values
    scale: int
    present: Mask

    @classmethod
    def none(cls, rows: int) -> "Amounts":
        """A column without any number."""
        return cls(np.zeros(rows, np.int64), 0, np.zeros(rows, bool))

    def largest(self) -> int:
        """Largest absolute value, as an integer at the scale."""
        return int(np.abs(self.values[self.present]).max()) if self.present.any() else 0

    def __len__(self) -> int:
        return len(self.values)

    def where(self, rows: Mask) -> "Amounts":
        """Present only on these rows."""
        return Amounts(self.values, self.scale, self.present & rows)


def rescale(amounts: Amounts, scale: int) -> Amounts:
    """The same numbers at a scale that is at least as fine.

    >>> rescale(Amounts(np.array([5]), 0, np.array([True])), 2).values.tolist()
    [500]
    """
    factor = 10 ** (scale - amounts.scale)
    return (
        Amounts(roomy(amounts.values, amounts.largest() * factor) * factor, scale, amounts.present)
        if factor > 1
        else amounts
    )


def multiply(left: Amounts, right: Amounts) -> Amounts:
    """Product, present where both are.

    >>> price = Amounts(np.array([105]), 2, np.array([True]))
    >>> multiply(price, Amounts(np.array([3]), 0, np.array([True]))).values.tolist()
    [315]
    """
    bound = left.largest() * right.largest()
    values = roomy(left.values, bound) * roomy(right.values, bound)
    return Amounts(values, left.scale + right.scale, left.present & right.present)


def times(amounts: Amounts, factor: int) -> Amounts:
    """Amounts times a whole number, exactly.

    >>> times(Amounts(np.array([1005]), 1, np.array([True])), 1000).values
    array([1005000])
    """
    return Amounts(roomy(amounts.values, amounts.largest() * factor) * factor, amounts.scale, amounts.present)


def subtract(left: Amounts, right: Amounts) -> Amounts:
    """Difference, present where ``left`` is; a missing ``right`` counts as nothing."""
    return add(left, Amounts(-right.values, right.scale, right.present))


def add(left: Amounts, right: Amounts) -> Amounts:
    """Sum, present where ``left`` is; a missing ``right`` counts as nothing.

    >>> one, two = Amounts(np.array([1]), 0, np.array([True])), Amounts(np.array([25]), 2, np.array([True]))
    >>> add(one, two).values.tolist(), add(one, two).scale
    ([125], 2)
    """
    scale = max(left.scale, right.scale)
    first, second = rescale(left, scale), rescale(right, scale)
    bound = first.largest() + second.largest()
    values = roomy(first.values, bound) + np.where(second.present, roomy(second.values, bound), 0)
    return Amounts(values, scale, left.present)


def coalesce(first: Amounts, second: Amounts) -> Amounts:
    """``first`` where present, else ``second``.

    >>> first = Amounts(np.array([1, 0]), 0, np.array([True, False]))
    >>> second = Amounts(np.array([7, 7]), 0, np.array([True, True]))
    >>> coalesce(first, second).values.tolist()
    [1, 7]
    """
    scale = max(first.scale, second.scale)
    wanted, spare = rescale(first, scale), rescale(second, scale)
    bound = max(wanted.largest(), spare.largest())
    values = np.where(wanted.present, roomy(wanted.values, bound), roomy(spare.values, bound))
    return Amounts(values, scale, wanted.present | spare.present)


def without_share(amounts: Amounts, share: Amounts) -> Amounts:
    """Amount / (1 - share), rounded half away from zero at the amount's scale; present where 0 <= share < 1.

    >>> paid, share = Amounts(np.array([800]), 2, np.array([True])), Amounts(np.array([2]), 1, np.array([True]))
    >>> without_share(paid, share).values.tolist()
    [1000]
    """
    whole = 10**share.scale
    usable = amounts.present & share.present & (share.values >= 0) & (share.values < whole)
    bound = 2 * amounts.largest() * whole + whole
    below = np.where(usable, roomy(whole - share.values, bound), 1)
    top = roomy(amounts.values, bound) * whole
    rounded = (2 * np.abs(top) + below) // (2 * below)
    return Amounts(np.where(top < 0, -rounded, rounded), amounts.scale, usable)


def finest_scale(amounts: Amounts) -> int:
    """The scale that the present numbers need, without trailing zeros."""
    values, scale = amounts.values[amounts.present], amounts.scale
    while scale > 0 and not (values % 10).any():
        values, scale = values // 10, scale - 1
    return scale


def settle(amounts: Amounts) -> tuple[npt.NDArray[np.int64], int, Mask]:
    """Numbers as int64 at the finest scale whose sum of absolute values stays below 2**62.

    The second answer is the scale, the third marks the rows that need more decimals than that.

    Rows that are not present, or refused, are 0.

    >>> settle(Amounts(np.array([150, 2]), 2, np.array([True, False])))
    (array([15,  0]), 1, array([False, False]))
    """
    scale = finest_scale(amounts)
    values = np.where(amounts.present, amounts.values, 0) // 10 ** (amounts.scale - scale)
    refused = np.zeros(len(values), dtype=bool)
    while scale > 0 and _sum(values) >= ROOM:
        refused |= values % 10 != 0
        values, scale = np.where(refused, 0, values) // 10, scale - 1
    if _sum(values) >= ROOM:
        refused |= np.abs(values) > ROOM // len(values)
        values = np.where(refused, 0, values)
    return values.astype(np.int64), scale, refused


def _sum(values: Values) -> int:
    absolute = np.abs(values)
    if values.dtype == object or float(absolute.astype(np.float64).sum()) > ROOM / 2:
        return sum(int(value) for value in absolute)
    return int(absolute.sum())


def roomy(values: Values, bound: int) -> Values:
    """Python integers where int64 is too small for sums up to the bound."""
    return values if bound < ROOM else values.astype(object)
