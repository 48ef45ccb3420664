"""Each trait: does it hold alone, does it hold with the others held, and what do its levels earn?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from whalecurve.domain.segments.arrays import Floats
from whalecurve.domain.segments.settings import Settings, Watch
from whalecurve.domain.segments.significance.false_discovery import adjusted
from whalecurve.domain.segments.significance.one_trait import LevelFigures, level_figures
from whalecurve.domain.segments.significance.others_held import NOT_TESTED, HeldTest, held_tests
from whalecurve.domain.segments.significance.rank_tests import RankTests, rank_tests
from whalecurve.domain.segments.target import Target
from whalecurve.domain.segments.traits.trait import Trait
from whalecurve.domain.words.plurals import agree


@dataclass(frozen=True)
class TraitFinding:
    """What is known about one trait.

    Attributes:
        trait: Its name.
        p_value: Alone, before allowing for the number of traits.
        p_adjusted: After allowing for it, and never below the p-value of the whole.
        effect: Share of the differences in profit rank that it explains beyond chance, 0 to 1.
        holds: Whether it is reported as found.
        held: The test with the other traits that hold kept equal.
        levels: What its levels earn.
    """

    trait: str
    p_value: float
    p_adjusted: float
    effect: float
    holds: bool
    held: HeldTest
    levels: tuple[LevelFigures, ...]

    @property
    def sentence(self) -> str:
        """How sure it is, in words."""
        if not self.holds:
            return f"{self.trait}: no more than chance would show."
        best = max(self.levels, key=lambda row: (row.customers >= _FEWEST_TO_NAME, row.rate_low, row.customers))
        of_them = f"{best.high:,} of {best.customers:,} {agree(best.high, 'is', 'are')} high-profit"
        figures = f"{self.trait}: best with {best.level}, {of_them}"
        if self.held.standing in ("explained by", "cannot be told apart from"):
            return f"{figures}, but it {_VERBS[self.held.standing]} {self.held.partner}."
        return f"{figures}."


_FEWEST_TO_NAME: Final = 5
_VERBS: Final = {"explained by": "is explained by", "cannot be told apart from": "cannot be told apart from"}


@dataclass(frozen=True, eq=False)
class TraitTests:
    """Tests of all traits alone.

    Attributes:
        ranks: p-values and effects, one per trait.
        p_adjusted: After false-discovery control.
    """

    ranks: RankTests
    p_adjusted: Floats

    @property
    def p_any(self) -> float:
        """p-value of the best trait, given that all were tried."""
        return self.ranks.p_any


def tests_of(traits: Sequence[Trait], target: Target, settings: Settings, watch: Watch) -> TraitTests:
    """Test each trait alone and adjust for their number."""
    ranks = rank_tests(traits, target.scores, settings.seed, watch.check)
    return TraitTests(ranks, adjusted(ranks.p_values, settings.correction))


def findings_of(
    traits: Sequence[Trait], target: Target, tests: TraitTests, p_whole: float, settings: Settings, watch: Watch
) -> tuple[TraitFinding, ...]:
    """Put together what is known of each trait.

    Args:
        traits: The traits of the customers who take part.
        target: Their profit.
        tests: Each trait alone.
        p_whole: p-value of "the traits say nothing"; where it does not hold, no trait does.
        settings: Levels and seed.
        watch: Told of progress.

    Returns:
        One finding per trait: those that hold by themselves, then the other ones that hold, then the rest, strongest
        first.
    """
    p_reported = np.maximum(tests.p_adjusted, p_whole)
    order = sorted(
        range(len(traits)),
        key=lambda place: (p_reported[place], tests.ranks.p_values[place], -tests.ranks.effects[place]),
    )
    strongest = sorted(
        (place for place in order if p_reported[place] <= settings.alpha), key=lambda place: -tests.ranks.effects[place]
    )
    those = [traits[place] for place in strongest]
    held = held_tests(those, target.scores, settings.alpha, settings.seed, watch.check)
    held_of = dict(zip(strongest, held, strict=True))
    made = [
        TraitFinding(
            trait=traits[place].name,
            p_value=float(tests.ranks.p_values[place]),
            p_adjusted=float(p_reported[place]),
            effect=float(tests.ranks.effects[place]),
            holds=place in held_of,
            held=held_of.get(place, NOT_TESTED),
            levels=level_figures(traits[place], target, settings.confidence),
        )
        for place in [*strongest, *(place for place in order if place not in held_of)]
    ]
    return tuple(sorted(made, key=_standing))


def named_traits(findings: Sequence[TraitFinding]) -> list[str]:
    """Name the traits that hold; two that cannot be told apart are named as "one or the other"."""
    held = [finding for finding in findings if finding.holds and finding.held.standing != "explained by"]
    names: list[str] = []
    told: set[str] = set()
    for finding in held:
        if finding.trait in told:
            continue
        partner = finding.held.partner if finding.held.standing == "cannot be told apart from" else ""
        names.append(f"{finding.trait} or {partner}" if partner and partner not in told else finding.trait)
        told |= {finding.trait, partner}
    return names


def _standing(finding: TraitFinding) -> int:
    if not finding.holds:
        return 3
    return {"by itself": 0, "cannot be told apart from": 1}.get(finding.held.standing, 2)
