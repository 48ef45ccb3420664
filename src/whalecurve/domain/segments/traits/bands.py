"""Readable size bands from numbers, for tables; the tree keeps the raw number."""

from itertools import pairwise
from typing import Final

import numpy as np

from whalecurve.domain.segments.arrays import Codes, Floats

MOST_BANDS: Final = 5


def readable(value: float) -> float:
    """Round to a figure that people would choose: one significant digit, or 1.5 and 2.5 of a power of ten.

    >>> [readable(value) for value in (0.0, 47, 163, 0.0234, -1234)]
    [0.0, 50.0, 150.0, 0.025, -1000.0]
    """
    if value == 0 or not np.isfinite(value):
        return 0.0
    power = 10.0 ** np.floor(np.log10(abs(value)))
    steps = np.array([1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10])
    nearest = steps[np.argmin(np.abs(steps - abs(value) / power))]
    return float(np.sign(value) * float(f"{nearest * power:.6g}"))


def plain(value: float, *, percent: bool = False) -> str:
    """Write a figure for a sentence, without needless digits.

    >>> plain(1500.0), plain(0.25), plain(0.25, percent=True), plain(1234567.0)
    ('1,500', '0.25', '25 %', '1,234,567')
    """
    if percent:
        return f"{value * 100:.3g} %"
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.3f}".rstrip("0") if abs(value) >= 1 else f"{value:.3g}"


def edges_of(values: Floats, *, years: bool = False) -> tuple[float, ...]:
    """Choose the inner edges of at most five bands of about equal numbers of customers.

    Args:
        values: Known figures, one per customer.
        years: Calendar years keep their last digit, since 1987 is not 2,000.

    Returns:
        Ascending edges; a band takes its lower edge in. Few distinct figures are their own bands.

    >>> edges_of(np.array([1.0, 1.0, 2.0, 3.0]))
    (2.0, 3.0)
    >>> edges_of(np.arange(1.0, 1000.0))
    (200.0, 400.0, 600.0, 800.0)
    """
    distinct = np.unique(values)
    if distinct.size <= MOST_BANDS:
        return tuple(float(value) for value in distinct[1:])
    quantiles = np.quantile(values, np.linspace(0, 1, MOST_BANDS + 1)[1:-1])
    rounded = {float(np.round(cut)) if years else readable(float(cut)) for cut in quantiles}
    return tuple(sorted(edge for edge in rounded if distinct[0] < edge <= distinct[-1]))


def codes_of(values: Floats, edges: tuple[float, ...]) -> Codes:
    """Number each known figure's band, 0 first.

    >>> codes_of(np.array([1.0, 10.0, 99.0]), (10.0, 50.0)).tolist()
    [0, 1, 2]
    """
    return np.searchsorted(np.asarray(edges), values, side="right").astype(np.int32)


def labels_of(edges: tuple[float, ...], *, whole: bool, years: bool = False) -> tuple[str, ...]:
    """Name the bands in words.

    Args:
        edges: Inner edges, ascending.
        whole: The figures are whole numbers, so that "10 to 49" says more than "10 to 50".
        years: The figures are calendar years, written without a thousands mark.

    >>> labels_of((10.0, 50.0), whole=True)
    ('under 10', '10 to 49', '50 and more')
    >>> labels_of((), whole=False)
    ('any',)
    """
    if not edges:
        return ("any",)
    words = [f"{edge:.0f}" if years else plain(edge) for edge in edges]
    between = [
        _between(low, high, words[place : place + 2], whole=whole, years=years)
        for place, (low, high) in enumerate(pairwise(edges))
    ]
    return (f"under {words[0]}", *between, f"{words[-1]} and more")


def _between(low: float, high: float, words: list[str], *, whole: bool, years: bool) -> str:
    if not whole:
        return f"{words[0]} to {words[1]}"
    if high - low == 1:
        return words[0]
    last = f"{high - 1:.0f}" if years else plain(high - 1)
    return f"{words[0]} to {last}"
