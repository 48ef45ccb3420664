"""Exact sharing of whole minor units: largest remainder, so that parts always add up to the total.

The method is Hamilton's: everyone gets the whole part of the quota, then those with the largest remainders get one
unit more (Balinski and Young, Fair Representation, 1982, chapter 2). Ties go to the earlier position, that is by
customer id.
"""

from fractions import Fraction
from math import gcd

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
_SAFE_DIVISOR = 2**59
_SAFE_QUOTA = 2**62


def round_half_up(value: Fraction) -> int:
    """Round to the nearest whole number, halves away from zero, as commerce does.

    >>> [round_half_up(Fraction(n, 2)) for n in (-3, -1, 1, 3)]
    [-2, -1, 1, 2]
    """
    whole = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return whole if value >= 0 else -whole


def round_shares(quantities: Ints, multiplier: int, divisor: int) -> Ints:
    """Round ``quantities * multiplier / divisor`` to whole units whose sum is the rounded exact sum.

    Args:
        quantities: int64, shape (n,), any sign; Python integers (object) where 64 bits are too few.
        multiplier: Whole number, any sign.
        divisor: Whole number above zero.

    Returns:
        int64, shape (n,); each within one unit of its exact quota; zero quantities get zero; negating everything
        negates the result.

    Raises:
        ValueError: If ``divisor`` is not above zero.
        OverflowError: If a quota does not fit 64 bits.

    >>> round_shares(np.array([1, 1, 1]), 100, 3).tolist()
    [34, 33, 33]
    >>> round_shares(np.array([5, 5, -10]), 1, 10).tolist()
    [1, 0, -1]
    >>> round_shares(np.array([1]), 1, 0)
    Traceback (most recent call last):
    ...
    ValueError: shares need a divisor above zero, not 0
    """
    if divisor <= 0:
        raise ValueError(f"shares need a divisor above zero, not {divisor}")
    common = gcd(multiplier, divisor)
    multiplier, divisor = multiplier // common, divisor // common
    if quantities.dtype != np.object_:
        quantities = np.ascontiguousarray(quantities, dtype=np.int64)
    if multiplier == 0 or not quantities.any():
        return np.zeros(len(quantities), dtype=np.int64)
    total = exact_sum(quantities) * multiplier
    if divisor == 1:
        return _times(quantities, multiplier)
    if _is_negative(total, quantities, multiplier):
        return -_round_up_largest(quantities, -multiplier, divisor, -total)
    return _round_up_largest(quantities, multiplier, divisor, total)


def allocate(total: int | Fraction, weights: Ints) -> Ints:
    """Share ``total`` minor units in proportion to ``weights``.

    Args:
        total: Minor units, any sign; a fraction is shared exactly, and the parts add up to its rounded value.
        weights: int64, shape (n,), none below zero, not all zero.

    Returns:
        int64, shape (n,), summing exactly to the rounded ``total``; weight 0 gets 0; equal weights differ by at most
        one unit.

    Raises:
        ValueError: If a weight is negative or all are zero.

    >>> allocate(-100, np.array([1, 1, 1])).tolist()
    [-34, -33, -33]
    >>> allocate(1, np.array([0, 0]))
    Traceback (most recent call last):
    ...
    ValueError: nothing to allocate by: the weights add up to zero
    """
    if len(weights) and int(weights.min()) < 0:
        raise ValueError(f"a weight cannot be negative: {int(weights.min())}")
    whole = exact_sum(weights)
    if whole == 0:
        raise ValueError("nothing to allocate by: the weights add up to zero")
    exact = Fraction(total)
    return round_shares(weights, exact.numerator, exact.denominator * whole)


def exact_sum(values: Ints) -> int:
    """Sum as a Python int, exact even where 64 bits would overflow."""
    if len(values) == 0:
        return 0
    biggest = max(abs(int(values.max())), abs(int(values.min())))
    if values.dtype == np.object_ or biggest * len(values) < 2**63:
        return int(values.sum())
    low = values & 0xFFFFFFFF
    return int((values >> 32).sum()) * 2**32 + int(low.sum())


def _is_negative(total: int, quantities: Ints, multiplier: int) -> bool:
    """Sign that decides the direction of rounding; for a zero total that of the first quantity that is not zero."""
    if total != 0:
        return total < 0
    present = np.flatnonzero(quantities)
    return len(present) > 0 and (int(quantities[present[0]]) < 0) != (multiplier < 0)


def _times(quantities: Ints, multiplier: int) -> Ints:
    _refuse_overflow(quantities, multiplier, 1)
    return np.asarray(quantities * multiplier, dtype=np.int64)


def _refuse_overflow(quantities: Ints, multiplier: int, divisor: int) -> None:
    biggest = max(abs(int(quantities.max())), abs(int(quantities.min())))
    if biggest * abs(multiplier) // divisor >= _SAFE_QUOTA:
        raise OverflowError(
            f"an amount of {biggest * abs(multiplier) // divisor} minor units is too large to share exactly"
        )


def _round_up_largest(quantities: Ints, multiplier: int, divisor: int, total: int) -> Ints:
    """Floors of the quotas, then one unit more for the largest remainders until the rounded total is reached."""
    _refuse_overflow(quantities, multiplier, divisor)
    whole, rest = floor_divide(quantities, multiplier, divisor)
    missing = round_half_up(Fraction(total, divisor)) - exact_sum(whole)
    if missing:
        whole[_largest(rest, missing)] += 1
    return whole


def floor_divide(quantities: Ints, multiplier: int, divisor: int) -> tuple[Ints, Ints]:
    """Floor and remainder of ``quantities * multiplier / divisor``, exact though the product may need 128 bits.

    The quotient is guessed in floating point and its error is found modulo 2**64: as long as the true remainder of
    the guess fits 63 bits, wrapped arithmetic gives it exactly, and one whole division by the divisor corrects the
    guess.
    """
    biggest = max(abs(int(quantities.max())), abs(int(quantities.min())))
    if quantities.dtype == np.object_:
        return _floor_divide_slowly(quantities, multiplier, divisor)
    if biggest * abs(multiplier) < 2**62 and divisor < 2**62:
        whole, rest = np.divmod(quantities * np.int64(multiplier), np.int64(divisor))
        return whole, rest
    largest_quota = biggest * abs(multiplier) // divisor
    guess_error = largest_quota // 2**50 + 2
    if divisor * guess_error >= _SAFE_DIVISOR:
        return _floor_divide_slowly(quantities, multiplier, divisor)
    guess = np.floor(quantities.astype(np.float64) * (float(multiplier) / float(divisor))).astype(np.int64)
    wrapped = quantities.view(np.uint64) * np.uint64(multiplier % 2**64) - guess.view(np.uint64) * np.uint64(divisor)
    off, rest = np.divmod(wrapped.view(np.int64), np.int64(divisor))
    return guess + off, rest


def _floor_divide_slowly(quantities: Ints, multiplier: int, divisor: int) -> tuple[Ints, Ints]:
    """The same with Python's own integers, for divisors beyond 64-bit safety; remainders are ranked, not kept."""
    pairs = [divmod(int(q) * multiplier, divisor) for q in quantities]
    order = {rest: rank for rank, rest in enumerate(sorted({rest for _, rest in pairs}), start=1)}
    whole = np.array([w for w, _ in pairs], dtype=np.int64)
    return whole, np.array([order[rest] for _, rest in pairs], dtype=np.int64)


def _largest(rest: Ints, count: int) -> npt.NDArray[np.intp]:
    """Positions of the ``count`` largest remainders, ties to the earlier position; zero is never chosen."""
    edge = np.partition(rest, len(rest) - count)[len(rest) - count]
    above = np.flatnonzero(rest > edge)
    level = np.flatnonzero(rest == edge)[: count - len(above)]
    return np.concatenate([above, level])
