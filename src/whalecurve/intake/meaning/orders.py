"""Lines of one order, and sums over them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from whalecurve.intake.values.exact import Amounts, Mask, roomy

Ints = npt.NDArray[np.int64]
LINE, REPEATED, ONCE, SINGLE = "line", "repeated", "once", "single"


@dataclass(frozen=True)
class Orders:
    """Which rows are lines of one order.

    Attributes:
        group: Number of each row's order; -1 for rows that are left out of account.
        order: Rows sorted by order.
        starts: First place of each order in ``order``.
        sizes: Lines of each order.
    """

    group: Ints
    order: Ints
    starts: Ints
    sizes: Ints

    @classmethod
    def of(cls, codes: Ints, rows: Mask) -> "Orders":
        """Orders of the rows that count; a negative code is an order of its own.

        >>> orders = Orders.of(np.array([5, 5, -1, 7]), np.array([True, True, True, False]))
        >>> orders.sizes.tolist(), orders.group.tolist()
        ([2, 1], [0, 0, 1, -1])
        """
        here = np.flatnonzero(rows)
        own = codes[here].astype(np.int64)
        top = int(own.max(initial=0)) + 1
        own = np.where(own < 0, top + np.arange(len(own)), own)
        sorted_by = np.argsort(own, kind="stable")
        ordered = own[sorted_by]
        first = np.concatenate([[True], ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, bool)
        starts = np.flatnonzero(first)
        sizes = np.diff(np.append(starts, len(ordered)))
        group = np.full(len(codes), -1, np.int64)
        order = here[sorted_by]
        group[order] = np.cumsum(first) - 1
        return cls(group, order, starts, sizes)

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    def have_several_lines(self) -> bool:
        """Whether any order has more than one line."""
        return bool((self.sizes > 1).any())

    def sums(self, amounts: Amounts) -> Amounts:
        """Sum of a column over the lines of each order; present where any line has a value."""
        present = amounts.present[self.order]
        values = np.where(present, roomy(amounts.values, amounts.largest() * max(len(amounts), 1))[self.order], 0)
        return Amounts(self._reduce(np.add, values), amounts.scale, self._reduce(np.add, present.astype(np.int64)) > 0)

    def _reduce(self, by: np.ufunc, values: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
        found: npt.NDArray[np.int64] = by.reduceat(values, self.starts) if len(self.starts) else np.zeros(0, np.int64)
        return found

    def shape(self, amounts: Amounts) -> str:
        """How a column stands on orders of several lines.

        ``repeated`` on each line, ``once`` per order, ``line`` by line, or ``single`` where no such order has a value.
        """
        filled, low, high = self._spread(amounts)
        several = (self.sizes > 1) & (filled > 0)
        if not several.any():
            return SINGLE
        every = several & (filled == self.sizes) & (low == high)
        once = several & (filled == 1)
        if bool((every | once)[several].all()):
            return REPEATED if every.any() else ONCE
        return LINE

    def _spread(self, amounts: Amounts) -> tuple[Ints, Ints, Ints]:
        """Per order: lines with an amount other than nothing, the smallest and the largest of them."""
        there = (amounts.present & (amounts.values != 0))[self.order]
        values = amounts.values[self.order]
        filled = self._reduce(np.add, there.astype(np.int64))
        low = self._reduce(np.minimum, np.where(there, values, np.iinfo(np.int64).max))
        high = self._reduce(np.maximum, np.where(there, values, np.iinfo(np.int64).min))
        return filled, low, high

    def once(self, amounts: Amounts) -> Amounts:
        """The order's own value of a column that is repeated on its lines, or stands on one of them."""
        filled, low, high = self._spread(amounts)
        repeated = (filled == self.sizes) & (low == high)
        sums = self.sums(amounts)
        values = np.where(repeated, np.where(filled > 0, low, 0), sums.values)
        return Amounts(values, amounts.scale, sums.present)

    def filled(self, codes: npt.NDArray[np.int32], blank: int) -> npt.NDArray[np.int32]:
        """Codes of a column where a blank takes the one value that the other lines of its order have."""
        if blank < 0 or not self.have_several_lines or not len(self.order):
            return codes
        own = codes[self.order]
        there = own != blank
        low = self._reduce(np.minimum, np.where(there, own, np.iinfo(np.int32).max))
        high = self._reduce(np.maximum, np.where(there, own, -1))
        one = np.where(low == high, low, blank)
        found = codes.copy()
        rows = self.order[~there]
        found[rows] = one[self.group[rows]]
        return found

    def spread(self, totals: Amounts, weights: Amounts) -> Amounts:
        """Amounts of whole orders over their lines by weight, by largest remainder; they add up to the minor unit.

        An order without weights gives everything to its first line.
        """
        scale = max(totals.scale, 2)
        whole = (totals.values * 10 ** (scale - totals.scale)).astype(object)
        weight = np.where(weights.present, np.abs(weights.values), 0)[self.order].astype(object)
        first = np.zeros(len(self.order), bool)
        first[self.starts] = True
        place = self.group[self.order]
        sums = self._reduce(np.add, weight)
        weight = np.where((sums[place] == 0) & first, 1, weight)
        sums = np.maximum(self._reduce(np.add, weight), 1)
        ahead = np.cumsum(weight) if len(weight) else weight
        before = ahead - weight - (ahead - weight)[self.starts][place] if len(weight) else weight
        # The parts are differences of rounded running sums, so they add up exactly and none is off by a whole unit.
        size = np.abs(whole)[place]
        upper, lower = (size * (before + weight)) // sums[place], (size * before) // sums[place]
        parts = np.where(whole[place] < 0, -(upper - lower), upper - lower)
        values = np.zeros(len(self.group), object)
        values[self.order] = parts
        present = self.group >= 0
        return Amounts(_narrow(values), scale, present)


def _narrow(values: npt.NDArray[np.object_]) -> npt.NDArray[np.generic]:
    largest = max((abs(int(value)) for value in (values.max(initial=0), values.min(initial=0))), default=0)
    return values.astype(np.int64) if largest < 2**62 else values
