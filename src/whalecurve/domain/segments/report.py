"""Which traits predict high profit: everything that is known about it, in one frozen value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from whalecurve.domain.segments import verdict as verdicts
from whalecurve.domain.segments.arrays import Integers
from whalecurve.domain.segments.groups.clusters import Clusters, Grouping, cluster_profits, group_customers
from whalecurve.domain.segments.score import Scorer
from whalecurve.domain.segments.settings import Settings, Watch
from whalecurve.domain.segments.significance.findings import TraitFinding, findings_of, named_traits, tests_of
from whalecurve.domain.segments.target import Target
from whalecurve.domain.segments.traits.encoding import Encoded, encode
from whalecurve.domain.segments.traits.spelling import MergeOffer
from whalecurve.domain.segments.traits.trait import LeftOut, Trait
from whalecurve.domain.segments.traits.trait_set import TraitTable
from whalecurve.domain.segments.tree.rules import Rule, RuleTree, find_rules
from whalecurve.domain.segments.tree.tree_test import tree_p_value
from whalecurve.domain.segments.verdict import FEWEST_OF_A_KIND, Verdict

_GATES: Final = 2


@dataclass(frozen=True, eq=False)
class Segments:
    """The answer to "what do your best customers have in common?".

    Attributes:
        verdict: The word and the sentence that come first.
        target: What was predicted, in words.
        customers: How many took part.
        base_rate: Share of high-profit customers among them, 0 to 1.
        p_value: Chance of finding so much where there is nothing, all choices included; None where nothing was fitted.
        skill: Out-of-fold skill of the tree; None where nothing was fitted.
        findings: Each trait alone and with the others held; those that hold come first.
        rules: Rules that hold and predict high profit, best first; empty unless found.
        tree: The whole tree with all its leaves, or None unless the tree holds.
        encoded: The traits as the tree sees them, or None.
        clusters: Natural groups, or None where too few.
        rows: Positions of the customers who took part, in the order of groups and matrix.
        left_out: Columns that are no traits, with reasons.
        offers: Look-alike spellings to merge.
        notes: What is to be said of how a trait was made, by its name.
        confidence: Coverage of the intervals.
    """

    verdict: Verdict
    target: str
    customers: int
    base_rate: float
    p_value: float | None
    skill: float | None
    findings: tuple[TraitFinding, ...]
    rules: tuple[Rule, ...]
    tree: RuleTree | None
    encoded: Encoded | None
    clusters: Clusters | None
    rows: Integers
    left_out: tuple[LeftOut, ...]
    offers: tuple[MergeOffer, ...]
    notes: Mapping[str, str]
    confidence: float

    @property
    def scorer(self) -> Scorer:
        """Scores prospects by what was found."""
        return Scorer(self.tree, self.encoded if self.tree else None, self.base_rate, self.customers, self.confidence)


def segments(
    table: TraitTable,
    target: Target,
    settings: Settings | None = None,
    watch: Watch | None = None,
    *,
    grouping: Grouping | None = None,
) -> Segments:
    """Learn which traits predict high profit, and say nothing when there is nothing.

    Two gates, each with half of ``alpha``: the best trait alone, and the tree as a whole. On customers whose traits
    say nothing the verdict is therefore "found" in at most ``alpha`` of the cases. Once one gate is open, the other
    is judged at the whole ``alpha`` (Holm 1979, "A simple sequentially rejective multiple test procedure").

    All of it runs on one thread: where the machine has other work too, the threads of the numerical libraries spend
    their time waiting for each other.

    Args:
        table: Traits of all customers on file.
        target: Profit of the same customers.
        settings: Everything that can be chosen.
        watch: Told of progress; may give up.
        grouping: Natural groups of an earlier answer for the same customers and traits, to be used again: costs do
            not change them.

    Raises:
        TargetError: Traits and target are of different customers.
        CancelledError: The watch gave up.
    """
    target.check_customers(table.customers)
    with threadpool_limits(limits=1):
        return _answered(table, target, settings or Settings(), watch or Watch(), grouping)


def _answered(
    table: TraitTable, target: Target, settings: Settings, watch: Watch, grouping: Grouping | None
) -> Segments:
    watch.step("Reading traits", 0.0)
    own = _own_traits(table, target)
    rare = min(int(target.high.sum()), int((~target.high).sum()))
    if target.rows.size < settings.fewest_customers or rare < FEWEST_OF_A_KIND:
        return _without_model(own, target, settings, _too_few(own, target, settings))
    nothing = _without_model(own, target, settings, verdicts.nothing_found(target.rows.size, target.base_rate, 0))
    return _learned(nothing, own.traits, target, settings, watch, grouping) if own.traits else nothing


def _too_few(own: TraitTable, target: Target, settings: Settings) -> Verdict:
    high, tried = int(target.high.sum()), len(own.traits)
    return verdicts.too_few(target.rows.size, high, target.base_rate, tried, settings.fewest_customers)


def _own_traits(table: TraitTable, target: Target) -> TraitTable:
    own = table if np.array_equal(target.rows, np.arange(table.customers)) else table.take(target.rows)
    disguised = own.in_disguise(target.profit[target.rows].astype(np.float64))
    disguised |= own.in_disguise(target.revenue[target.rows].astype(np.float64))
    return own.without(disguised) if disguised else own


def _learned(
    nothing: Segments,
    traits: Sequence[Trait],
    target: Target,
    settings: Settings,
    watch: Watch,
    grouping: Grouping | None,
) -> Segments:
    watch.step("Testing each trait", 0.1)
    tests = tests_of(traits, target, settings, watch)
    watch.step("Testing the tree against chance", 0.2)
    encoded, high = encode(traits), target.high.astype(np.float64)
    tree_p = tree_p_value(encoded.matrix, high, settings, watch)
    p_value = min(1.0, _GATES * min(tests.p_any, tree_p))
    watch.step("Growing the tree", 0.5)
    tree = find_rules(encoded, high, settings, watch)
    holds = p_value <= settings.alpha and tree_p <= settings.alpha
    rules = _that_predict(tree, target.base_rate) if holds else ()
    watch.step("Comparing traits", 0.6)
    findings = findings_of(traits, target, tests, p_value, settings, watch)
    watch.step("Grouping customers", 0.7)
    usable = grouping is not None and grouping.codes.size == target.rows.size
    groups = grouping if grouping is not None and usable else group_customers(traits, settings, watch)
    clusters = cluster_profits(groups, target, settings, watch)
    watch.step("Done", 1.0)
    return replace(
        nothing,
        verdict=_verdict(p_value, findings, rules, target, settings),
        p_value=p_value,
        skill=tree.skill,
        findings=findings,
        rules=rules,
        tree=tree if holds else None,
        encoded=encoded,
        clusters=clusters,
    )


def _verdict(
    p_value: float,
    findings: Sequence[TraitFinding],
    rules: Sequence[Rule],
    target: Target,
    settings: Settings,
) -> Verdict:
    customers, tried = target.rows.size, len(findings)
    if p_value > settings.alpha:
        return verdicts.nothing_found(customers, target.base_rate, tried)
    best_rule = rules[0].sentence if rules else ""
    return verdicts.found(customers, target.base_rate, tried, named_traits(findings), best_rule)


def _that_predict(tree: RuleTree, base_rate: float) -> tuple[Rule, ...]:
    above = tuple(rule for rule in tree.rules if rule.rate_low > base_rate)
    return above or tree.rules[:1]


def _without_model(own: TraitTable, target: Target, settings: Settings, verdict: Verdict) -> Segments:
    return Segments(
        verdict=verdict,
        target=target.name,
        customers=target.rows.size,
        base_rate=target.base_rate,
        p_value=None,
        skill=None,
        findings=(),
        rules=(),
        tree=None,
        encoded=None,
        clusters=None,
        rows=target.rows,
        left_out=own.left_out,
        offers=own.offers,
        notes=own.notes,
        confidence=settings.confidence,
    )
