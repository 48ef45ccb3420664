"""The rules of the tree: who, how many of them are high-profit, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from whalecurve.domain.segments.arrays import Floats, Integers, Singles
from whalecurve.domain.segments.settings import Settings, Watch
from whalecurve.domain.segments.traits.encoding import Encoded
from whalecurve.domain.segments.tree.corrected_rates import HonestRates, honest_rates
from whalecurve.domain.segments.tree.crossfit import cross_fit
from whalecurve.domain.segments.tree.growth import Grown, fewest_per_leaf, grow
from whalecurve.domain.segments.tree.matching import best_match
from whalecurve.domain.segments.tree.paths import conditions_of, steps_to
from whalecurve.domain.segments.tree.thresholds import rounded
from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree

REPEATED_UP_TO: Final = 5000
_RESAMPLED: Final = 10_000


@dataclass(frozen=True)
class Rule:
    """A leaf of the tree.

    Attributes:
        node: Its node in the tree.
        conditions: What its customers have in common, in words.
        customers: How many there are.
        high: How many of them are high-profit.
        rate: That share, as seen.
        expected: The share to expect of further customers: the one seen is too high for a rule that was picked for it.
        rate_low: Lower end of its interval, honest about the picking.
        rate_high: Upper end.
        lift: ``rate`` over the share of all.
        stability: How well the rule is found again in resamples, 0 to 1 (mean overlap).
        confidence: Coverage of the interval, 0 to 1.
    """

    node: int
    conditions: tuple[str, ...]
    customers: int
    high: int
    rate: float
    expected: float
    rate_low: float
    rate_high: float
    lift: float
    stability: float
    confidence: float

    @property
    def sentence(self) -> str:
        """The rule as a sentence with its interval."""
        who = " and ".join(self.conditions)
        where = f"Where {who}:" if who else "Of all"
        of_them = f"{self.high:,} of {counted(self.customers, 'customer')} {agree(self.high, 'is', 'are')} high-profit"
        return f"{where} {of_them}{self._times()}."

    def _times(self) -> str:
        if not self.lift:
            return ""
        base = self.rate / self.lift
        sure = f"{self.confidence * 100:.3g} %: {self.rate_low / base:.1f} to {self.rate_high / base:.1f}"
        return f", {self.lift:.1f} times the average ({sure})"


@dataclass(frozen=True, eq=False)
class RuleTree:
    """The pruned tree.

    Attributes:
        grown: The tree itself.
        rules: Its leaves, highest rate first.
        skill: Out-of-fold skill against the base rate: 1 perfect, 0 no better than the base rate.
    """

    grown: Grown
    rules: tuple[Rule, ...]
    skill: float

    def rule_at(self, nodes: Integers) -> list[Rule]:
        """Return the rule of each leaf."""
        by_node = {rule.node: rule for rule in self.rules}
        return [by_node[int(node)] for node in nodes]


def find_rules(encoded: Encoded, high: Floats, settings: Settings, watch: Watch) -> RuleTree:
    """Choose the size of the tree by repeated cross-validation, grow it on everybody and judge its rules.

    Args:
        encoded: The traits of the customers, at least one column.
        high: 1.0 for a high-profit customer, else 0.0.
        settings: Bounds, folds, repeats, resamples, seed.
        watch: Told of progress.
    """
    repeats = settings.repeats if high.size <= REPEATED_UP_TO else 1
    fitted = cross_fit(encoded.matrix, high, settings, repeats, watch.check)
    leaves = fitted.chosen_leaves(settings.folds)
    leaf_size = fewest_per_leaf(high.size)
    grown = rounded(grow(encoded.matrix, high, settings, leaf_size=leaf_size, leaves=leaves), encoded.matrix)
    nodes, codes = np.unique(grown.apply(encoded.matrix), return_inverse=True)
    stability = _stability(encoded.matrix, high, codes, settings, watch)
    honest = honest_rates(codes, high, fitted, encoded.matrix, settings.confidence)
    words = [conditions_of(encoded, steps_to(grown, int(node))) for node in nodes]
    rules = _rules(nodes, words, _Counts(codes, high), honest, stability)
    return RuleTree(grown, rules, float(fitted.skills[grown.most_leaves - 1]))


class _Counts:
    """Customers and high-profit customers of each rule."""

    def __init__(self, codes: Integers, high: Floats) -> None:
        self.customers = np.bincount(codes)
        self.high = np.bincount(codes, weights=high).astype(np.int64)
        self.base = float(high.mean())

    def lift(self, place: int) -> float:
        return float(self.high[place] / self.customers[place] / self.base) if self.base else 0.0


def _rules(
    nodes: Integers, words: Sequence[tuple[str, ...]], counts: _Counts, honest: HonestRates, stability: Floats
) -> tuple[Rule, ...]:
    rules = [
        Rule(
            node=int(node),
            conditions=words[place],
            customers=int(counts.customers[place]),
            high=int(counts.high[place]),
            rate=float(counts.high[place] / counts.customers[place]),
            expected=float(honest.expected[place]),
            rate_low=float(honest.low[place]),
            rate_high=float(honest.high[place]),
            lift=counts.lift(place),
            stability=float(stability[place]),
            confidence=honest.confidence,
        )
        for place, node in enumerate(nodes)
    ]
    return tuple(sorted(rules, key=lambda rule: (-rule.rate, rule.node)))


def _stability(matrix: Singles, high: Floats, codes: Integers, settings: Settings, watch: Watch) -> Floats:
    """Mean overlap of each rule with its match in trees grown on bootstrap samples."""
    random = np.random.default_rng(settings.seed)
    leaves = int(codes.max()) + 1
    if leaves == 1:
        return np.ones(1)
    judged = np.sort(random.permutation(high.size)[:_RESAMPLED])
    leaf_size = fewest_per_leaf(judged.size)
    overlaps = []
    for _ in range(settings.bootstraps):
        watch.check()
        drawn = random.choice(judged, judged.size)
        other = grow(matrix[drawn], high[drawn], settings, leaf_size=leaf_size, leaves=leaves)
        overlaps.append(best_match(codes[judged], other.apply(matrix[judged]))[1])
    return np.asarray(np.mean(overlaps, axis=0))
