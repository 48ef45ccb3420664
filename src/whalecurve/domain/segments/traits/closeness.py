"""How closely a column of the customers follows what they bought: from "nothing to do with it" to "made of it"."""

from typing import Final

import numpy as np
from scipy import stats

from whalecurve.domain.segments.arrays import Codes, Floats
from whalecurve.domain.segments.traits.trait import Trait

_FEWEST: Final = 20
_FEW_LEVELS: Final = 12
_MOST_COMPARED: Final = 20_000
_A_GAP: Final = 25.0
_MOST_STEPS: Final = 0.9


def closeness(trait: Trait, amounts: Floats) -> float:
    """Return how closely a trait follows amounts of the same customers, 0 to 1.

    A number counts by its rank correlation, inside each heap where its values lie in heaps far apart: customers of two
    kinds buy differently, and what is made of purchases follows them inside a kind as well. Levels, and numbers of few
    values, count by how nearly they cut the customers, sorted by the amounts, into blocks: 1 for a tier that is made of
    them, whatever the sizes of its levels.

    Args:
        trait: One entry per customer.
        amounts: Revenue, orders or profit of the same customers.

    >>> amounts = np.arange(100.0)
    >>> tier = Trait("tier", "text", ("gold", "tin"), np.where(amounts > 90, 0, 1).astype(np.int32))
    >>> closeness(tier, amounts)
    1.0
    >>> coin = Trait("coin", "text", ("heads", "tails"), np.arange(100, dtype=np.int32) % 2)
    >>> closeness(coin, amounts) < 0.1
    True
    """
    some = slice(None, None, max(amounts.size // _MOST_COMPARED, 1))
    amounts, codes = amounts[some], trait.codes[some]
    if trait.values is None:
        return _cut(codes, amounts)
    values = np.asarray(trait.values)[some]
    known = np.isfinite(values)
    if known.sum() < _FEWEST or np.ptp(values[known]) == 0 or np.ptp(amounts[known]) == 0:
        return 0.0
    order = _order(values[known], amounts[known])
    distinct, levels = np.unique(values[known], return_inverse=True)
    return max(order, _cut(levels.astype(np.int32), amounts[known])) if distinct.size <= _FEW_LEVELS else order


def _order(values: Floats, amounts: Floats) -> float:
    """Rank correlation; where the values leave a gap that no value lies in, the largest inside a heap."""
    place = np.argsort(values, kind="stable")
    steps = np.diff(values[place])
    usual = float(np.quantile(steps, _MOST_STEPS))
    heaps = np.split(place, np.flatnonzero(steps > _A_GAP * usual) + 1) if usual > 0 else [place]
    large = [heap for heap in heaps if heap.size >= _FEWEST]
    if len(large) < 2 or sum(heap.size for heap in large) < _MOST_STEPS * values.size:  # noqa: PLR2004 - two heaps
        large = [place]
    return max(_correlation(values[heap], amounts[heap]) for heap in large)


def _correlation(values: Floats, amounts: Floats) -> float:
    if np.ptp(values) == 0 or np.ptp(amounts) == 0:
        return 0.0
    return abs(float(stats.spearmanr(values, amounts).statistic))


def _cut(codes: Codes, amounts: Floats) -> float:
    """How nearly levels cut the sorted customers into blocks; 0 where the amounts themselves fall into heaps."""
    counts = np.bincount(codes)
    if codes.size < _FEWEST or np.count_nonzero(counts) < 2 or np.ptp(amounts) == 0:  # noqa: PLR2004 - two levels
        return 0.0
    ranks = stats.rankdata(amounts)
    ranks -= ranks.mean()
    sums = np.bincount(codes, weights=ranks)
    used = counts > 0
    counts, sums = counts[used], sums[used]
    order = np.argsort(sums / counts)
    blocks = np.add.reduceat(np.sort(ranks), np.cumsum([0, *counts[order][:-1]]))
    most, seen = float((blocks**2 / counts[order]).sum()), float((sums**2 / counts).sum())
    chance = float((ranks**2).sum()) * (counts.size - 1) / (codes.size - 1)
    close = float(np.sqrt(max(seen - chance, 0.0) / max(most - chance, 1e-12)))
    return 0.0 if close == 0 or _parted(np.sort(amounts), np.cumsum(counts[order][:-1])) else min(close, 1.0)


def _parted(amounts: Floats, cuts: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> bool:
    """Whether the amounts leave a gap at every cut: customers of two kinds, and not one range cut into tiers."""
    steps = np.diff(amounts)
    usual = float(np.quantile(steps, _MOST_STEPS))
    return bool((steps[cuts - 1] > _A_GAP * max(usual, 1e-12)).all())
