"""Natural groups of customers: what they are, what they earn, and whether that differs more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from whalecurve.domain.segments.arrays import Codes, Floats, Singles
from whalecurve.domain.segments.groups.famd import mixed_matrix, two_components
from whalecurve.domain.segments.groups.naming import Mark, marks_of, names_of
from whalecurve.domain.segments.groups.partition import Candidate, one_group, partition
from whalecurve.domain.segments.settings import Settings, Watch
from whalecurve.domain.segments.significance.one_trait import LevelFigures, level_figures
from whalecurve.domain.segments.significance.rank_tests import rank_tests
from whalecurve.domain.segments.target import Target
from whalecurve.domain.segments.traits.trait import Trait

ONE_TRAIT: Final = "{} is the only trait: its values are no natural groups, so there are none to form."


@dataclass(frozen=True)
class Cluster:
    """One natural group.

    Attributes:
        name: What sets it apart, in a few words.
        marks: The same with figures, strongest first.
        figures: Customers, profit with intervals, shares of revenue and profit.
    """

    name: str
    marks: tuple[Mark, ...]
    figures: LevelFigures


@dataclass(frozen=True, eq=False)
class Grouping:
    """Natural groups made from the traits alone: a cost slider does not change them, so they are kept while it moves.

    Attributes:
        names: What sets each group apart, in a few words, largest group first.
        marks: The same with figures.
        codes: Group of each customer who takes part.
        candidates: The numbers of groups that were tried.
        stable: Whether resamples find about the same groups; otherwise they cut through a continuum.
        separated: Whether there is space between the groups; otherwise they blend into each other.
        places: float32, customers x 2: the map.
        shown: Share of all differences that each of the two directions of the map shows.
        inertia: Sum of squared distances to the centres.
        alone: Why there is one group only; empty where customers themselves form no more.
    """

    names: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]
    codes: Codes
    candidates: tuple[Candidate, ...]
    stable: bool
    separated: bool
    places: Singles
    shown: Floats
    inertia: float
    alone: str = ""

    @property
    def sentence(self) -> str:
        """How natural the groups are, in words."""
        if len(self.names) == 1:
            return self.alone or "Your customers are too few or too much alike to form groups."
        found = (
            "other samples of them give about the same"
            if self.stable
            else "other samples of them would give other groups"
        )
        apart = "with space between them" if self.separated else "and they blend into each other"
        return f"Your customers form {len(self.names)} groups: {found}, {apart}."


@dataclass(frozen=True, eq=False)
class Clusters:
    """The natural groups with their profit.

    Attributes:
        grouping: How they were made.
        clusters: The groups, largest first.
        p_value: Do the groups differ in profit more than chance? Nothing of profit went into making them.
    """

    grouping: Grouping
    clusters: tuple[Cluster, ...]
    p_value: float


def group_customers(
    traits: Sequence[Trait], settings: Settings, watch: Watch, known: tuple[Candidate, ...] = ()
) -> Grouping:
    """Find natural groups from the traits alone.

    Args:
        traits: At least one, of the customers who take part; a single one forms no groups, it has values.
        settings: Number of clusters or None, and the seed.
        watch: Told of progress.
        known: The numbers of groups that were tried for the same customers and traits before.
    """
    matrix = mixed_matrix(traits)
    alone = ONE_TRAIT.format(traits[0].name) if len(traits) == 1 else ""
    parted = one_group(matrix) if alone else partition(matrix, settings, watch, known)
    count = int(parted.codes.max()) + 1
    marks = tuple(marks_of(traits, parted.codes == code) for code in range(count))
    places, shown = two_components(matrix)
    chosen = [candidate for candidate in parted.candidates if candidate.clusters == count]
    return Grouping(
        names=tuple(names_of(marks)),
        marks=marks,
        codes=parted.codes,
        candidates=parted.candidates,
        stable=any(candidate.stable for candidate in chosen),
        separated=any(candidate.separated for candidate in chosen),
        places=places,
        shown=shown,
        inertia=parted.inertia,
        alone=alone,
    )


def cluster_profits(grouping: Grouping, target: Target, settings: Settings, watch: Watch) -> Clusters:
    """Look at the profit of the groups.

    Args:
        grouping: The groups of the customers who take part.
        target: Profit of the same customers.
        settings: Confidence and seed.
        watch: Told of progress.
    """
    group = Trait("cluster", "text", grouping.names, grouping.codes)
    figures = level_figures(group, target, settings.confidence)
    several = len(grouping.names) > 1
    p_value = float(rank_tests([group], target.scores, settings.seed, watch.check).p_values[0]) if several else 1.0
    rows = tuple(Cluster(*parts) for parts in zip(grouping.names, grouping.marks, figures, strict=True))
    return Clusters(grouping, rows, p_value)


def profile_table(traits: Sequence[Trait], codes: Codes) -> dict[str, tuple[float, ...]]:
    """Return the share of each level in each cluster, for a heat map.

    Returns:
        ``trait: level`` to the shares 0 to 1, one per cluster.

    >>> trait = Trait("industry", "text", ("bank", "farm"), np.array([0, 0, 1, 1], dtype=np.int32))
    >>> profile_table([trait], np.array([0, 0, 0, 1], dtype=np.int32))
    {'industry: bank': (0.6666666666666666, 0.0), 'industry: farm': (0.3333333333333333, 1.0)}
    """
    sizes = np.bincount(codes)
    table = {}
    for trait in traits:
        cells = np.zeros((len(trait.levels), sizes.size))
        np.add.at(cells, (trait.codes, codes), 1)
        for level, row in zip(trait.levels, cells / sizes, strict=True):
            table[f"{trait.name}: {level}"] = tuple(float(share) for share in row)
    return table
