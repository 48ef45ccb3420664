"""Intervals that make no assumption about how profit is distributed."""

from typing import Final

import numpy as np
from scipy import stats

from whalecurve.domain.segments.arrays import Floats, Numbers

_NORMAL_FROM: Final = 1000


def wilson(hits: Numbers | float, customers: Numbers | float, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the interval of a share, 0 to 1.

    Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".

    Args:
        hits: How many of the customers are high-profit; need not be whole.
        customers: How many there are; at 0 nothing is known and the interval is 0 to 1.
        confidence: Coverage, 0 to 1.

    >>> low, high = wilson(31, 44)
    >>> round(float(low), 3), round(float(high), 3)
    (0.558, 0.818)
    """
    size = np.asarray(customers, dtype=np.float64)
    z2 = float(stats.norm.ppf(0.5 + confidence / 2)) ** 2
    share = np.divide(hits, size, out=np.full(size.shape, 0.5), where=size > 0)
    middle = (share * size + z2 / 2) / (size + z2)
    half = np.sqrt(z2) / (size + z2) * np.sqrt(share * (1 - share) * size + z2 / 4)
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def median_interval(values: Floats, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of the median from two of the ordered values, whatever their distribution.

    Source: Conover, "Practical Nonparametric Statistics", section 3.2.

    Returns:
        Low and high; NaN for fewer than six values, too few for an interval.

    >>> median_interval(np.arange(1.0, 21.0))
    (6.0, 15.0)
    >>> median_interval(np.array([1.0, 2.0]))
    (nan, nan)
    """
    place = _order_place(values.size, confidence)
    if place < 1:
        return float("nan"), float("nan")
    ordered = np.partition(values, (place - 1, values.size - place))
    return float(ordered[place - 1]), float(ordered[values.size - place])


def _order_place(size: int, confidence: float) -> int:
    tail = (1 - confidence) / 2
    if size >= _NORMAL_FROM:
        return int(np.floor(size / 2 - float(stats.norm.ppf(1 - tail)) * np.sqrt(size) / 2))
    place = int(stats.binom.ppf(tail, size, 0.5)) if size else 0
    return place + 1 if place and stats.binom.cdf(place, size, 0.5) <= tail else place
