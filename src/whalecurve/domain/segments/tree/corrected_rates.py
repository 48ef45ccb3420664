"""Honest rates for rules that were chosen because they look good.

A rule is picked for its high rate, so the rate seen is too high on average, and an interval around it is too sure of
itself. The trees of the cross-validation show by how much: each of them has a rule that matches this one, with a rate
on the customers that it was grown on and a rate on the fold that it has not seen. The mean difference is taken off
(after Efron and Tibshirani 1997, "Improvements on cross-validation: the .632+ bootstrap method").

The interval spans that of the rate seen and that of the corrected rate, since the correction is itself an estimate;
and the less the rule is found again in those trees, the fewer customers it counts for. Coverage is measured, see
``docs/measurements.md``.
"""

from dataclasses import dataclass

import numpy as np

from whalecurve.domain.segments.arrays import Floats, Integers, Singles
from whalecurve.domain.segments.significance.intervals import wilson
from whalecurve.domain.segments.tree.crossfit import CrossFit, FoldFit
from whalecurve.domain.segments.tree.matching import best_match


@dataclass(frozen=True, eq=False)
class HonestRates:
    """Rates of the rules, one entry per rule.

    Attributes:
        expected: Rate to be expected of further customers.
        low: Lower end of its interval.
        high: Upper end.
        confidence: Coverage of the interval.
    """

    expected: Floats
    low: Floats
    high: Floats
    confidence: float


def honest_rates(rules: Integers, high: Floats, fitted: CrossFit, matrix: Singles, confidence: float) -> HonestRates:
    """Return what each rule will really do.

    Args:
        rules: Rule of each customer, 0, 1, ...
        high: 1.0 for a high-profit customer, else 0.0.
        fitted: The cross-validation.
        matrix: float32, customers x columns.
        confidence: Coverage of the intervals, 0 to 1.
    """
    leaves = int(rules.max()) + 1  # the trees of the folds are cut to as many rules
    sizes = np.bincount(rules).astype(np.float64)
    seen = np.bincount(rules, weights=high) / sizes
    tallies = [_tally(fit, rules, high, matrix, leaves) for fit in fitted.fits]
    inside_hits, inside, outside_hits, outside = np.sum([tally for tally, _ in tallies], axis=0)
    overlap = np.mean([overlap for _, overlap in tallies], axis=0)
    known = (inside > 0) & (outside > 0)
    optimism = np.where(known, inside_hits / np.maximum(inside, 1) - outside_hits / np.maximum(outside, 1), 0.0)
    expected = np.clip(seen - optimism, 0.0, 1.0)
    counted = sizes * counted_share(overlap)
    low, top = wilson(np.array([expected, seen]) * counted, np.array([counted, counted]), confidence)
    return HonestRates(expected, low.min(axis=0), top.max(axis=0), confidence)


def counted_share(overlap: Floats) -> Floats:
    """Return how much of a rule's customers the interval may count on, by how well the rule is found again.

    >>> counted_share(np.array([1.0, 0.5])).round(2).tolist()
    [1.0, 0.5]
    """
    return np.clip(overlap, 0.25, 1.0)


def _tally(fit: FoldFit, rules: Integers, high: Floats, matrix: Singles, leaves: int) -> tuple[Floats, Floats]:
    groups = fit.grown.leaf_of(min(leaves, fit.grown.most_leaves))[fit.grown.apply(matrix)]
    match, overlap = best_match(rules, groups)
    outside = np.zeros(rules.size, dtype=np.bool_)
    outside[fit.outside] = True
    width = int(groups.max()) + 1
    count = [np.bincount(groups[part], minlength=width)[match] for part in (~outside, outside)]
    hits = [np.bincount(groups[part], weights=high[part], minlength=width)[match] for part in (~outside, outside)]
    return np.array([hits[0], count[0], hits[1], count[1]]), overlap
