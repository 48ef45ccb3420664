"""Largest remainder in many small sums at once: every customer's figure on its lines, every order's on its own.

The method is that of ``apportion`` (Hamilton: Balinski and Young, Fair Representation, 1982, chapter 2), once for each
segment: whole parts first, then one unit more for the largest remainders until the segment's total is reached. Ties go
to the earlier line.
"""

import numpy as np
import numpy.typing as npt

from whalecurve.domain.money.apportion import Ints, floor_divide

Segments = npt.NDArray[np.int64]
_SAFE_PRODUCT = 2**62


def round_within(quantities: Ints, multiplier: int, divisor: int, segments: Segments, totals: Ints) -> Ints:
    """Round ``quantities * multiplier / divisor`` so that the parts of each segment add up to its total.

    Args:
        quantities: int64, shape (n,), any sign.
        multiplier: Whole number, any sign.
        divisor: Whole number above zero.
        segments: Position in ``totals`` of each quantity; shape (n,).
        totals: Whole units of each segment, as a rule within one of its exact sum; shape (segments,).

    Returns:
        int64, shape (n,); a quantity of zero gets nothing, so a segment of nothing but zeros keeps its total. Negating
        quantities and totals negates the result.

    >>> thirds = np.array([1, 1, 1, 5])
    >>> round_within(thirds, 100, 3, np.array([0, 0, 0, 1]), np.array([100, 167])).tolist()
    [34, 33, 33, 167]
    >>> round_within(np.array([0, 5, -5]), 1, 10, np.array([0, 0, 0]), np.array([0])).tolist()
    [0, 1, -1]
    """
    if not len(quantities):
        return np.zeros(0, dtype=np.int64)
    signs = _signs(quantities, multiplier, segments, totals)
    whole, rest = floor_divide(quantities * signs[segments], multiplier, divisor)
    whole = np.asarray(whole, dtype=np.int64)
    missing = totals * signs - add_within(whole, segments, len(totals))
    return _topped_up(whole, rest, quantities != 0, segments, missing) * signs[segments]


def share_within(totals: Ints, weights: Ints, segments: Segments) -> Ints:
    """Share each segment's total in proportion to the weights in it.

    Args:
        totals: Whole units of each segment, any sign; shape (segments,).
        weights: int64, shape (n,), none below zero.
        segments: Position in ``totals`` of each weight; shape (n,).

    Returns:
        int64, shape (n,); weight 0 gets 0; the parts of a segment with any weight add up to its total.

    >>> share_within(np.array([1000, -100]), np.array([1, 1, 1, 3, 1]), np.array([0, 0, 0, 1, 1])).tolist()
    [334, 333, 333, -75, -25]
    """
    if not len(weights):
        return np.zeros(0, dtype=np.int64)
    whole_weight = add_within(weights, segments, len(totals))[segments]
    size, divisor = np.abs(totals)[segments], np.maximum(whole_weight, 1)
    if int(np.abs(totals).max(initial=0)) * int(weights.max()) >= _SAFE_PRODUCT:
        size, weights, divisor = (values.astype(object) for values in (size, weights, divisor))
    product = size * weights
    whole = np.asarray(product // divisor, dtype=np.int64)
    rest = np.asarray(product % divisor, dtype=np.int64)
    missing = np.abs(totals) - add_within(whole, segments, len(totals))
    return _topped_up(whole, rest, np.asarray(weights > 0), segments, missing) * np.where(totals < 0, -1, 1)[segments]


def add_within(values: Ints, segments: Segments, size: int) -> Ints:
    """Sum of the values of each segment; shape (size,)."""
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, segments, values)
    return total


def _signs(quantities: Ints, multiplier: int, segments: Segments, totals: Ints) -> Ints:
    """1 or -1 for each segment: that of its total, of a zero total that of its first quantity that is not zero."""
    signs = np.where(totals < 0, -1, 1).astype(np.int64)
    there = np.flatnonzero(quantities)[::-1]
    first = np.ones(len(totals), dtype=np.int64)
    first[segments[there]] = np.sign(quantities[there]) * (-1 if multiplier < 0 else 1)
    return np.where(totals == 0, first, signs)


def _topped_up(whole: Ints, rest: Ints, eligible: npt.NDArray[np.bool_], segments: Segments, missing: Ints) -> Ints:
    """Give what is missing in each segment to its eligible places, the largest remainders first."""
    places = np.flatnonzero(eligible & (missing[segments] != 0))
    if not len(places):
        return whole
    places = places[np.lexsort((-rest[places], segments[places]))]  # stable: equal ones stay in their order
    owner = segments[places]
    starts = np.flatnonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))
    counts = np.diff(np.append(starts, len(places)))
    rank = np.arange(len(places)) - np.repeat(starts, counts)
    # As a rule what is missing is less than one unit a place: then each gets one or none.
    each, further = np.divmod(missing[owner], np.repeat(counts, counts))
    topped = whole.copy()
    topped[places] += each + (rank < further)
    return topped
