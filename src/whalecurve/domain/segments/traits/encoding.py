"""Traits as a matrix for the tree, and its columns as words.

A level is a column of zeros and ones. A number stays raw; where it is unknown it lies below every known figure, so
that "at most" takes the unknown in, and a column of its own lets the tree set the unknown apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from whalecurve.domain.segments.arrays import Singles
from whalecurve.domain.segments.traits import bands
from whalecurve.domain.segments.traits.trait import UNKNOWN, Trait

_YEARS: Final = (1800.0, 2200.0)


@dataclass(frozen=True)
class Column:
    """One column of the matrix: a level of a trait, its raw number, or whether it is unknown."""

    trait: int
    kind: Literal["level", "number", "unknown"]
    level: int = 0


@dataclass(frozen=True, eq=False)
class Encoded:
    """The matrix of the traits.

    Attributes:
        traits: The traits it was made of.
        columns: What each column stands for.
        matrix: float32, customers x columns, row after row.
    """

    traits: tuple[Trait, ...]
    columns: tuple[Column, ...]
    matrix: Singles

    def words(self, column: int, *, above: bool, threshold: float, known: bool = False) -> str:
        """Say one side of a split in words.

        Args:
            column: Position of the column.
            above: The side above the threshold.
            threshold: Where the tree splits, in the units of the trait.
            known: Other conditions already say that the trait is known.
        """
        what = self.columns[column]
        trait = self.traits[what.trait]
        if what.kind == "unknown":
            return f"{trait.name} is {'unknown' if above else 'known'}"
        if what.kind == "level":
            return _level(trait, what.level, above=above)
        return _bound(trait, above=above, threshold=threshold, known=known)


def encode(traits: Sequence[Trait]) -> Encoded:
    """Put traits side by side into one matrix.

    >>> industry = Trait("industry", "text", ("bank", "farm"), np.array([0, 1], dtype=np.int32))
    >>> staff = Trait("staff", "number", ("any", "unknown"), np.array([0, 1], dtype=np.int32), np.array([40.0, np.nan]))
    >>> encoded = encode([industry, staff])
    >>> encoded.matrix.tolist()
    [[0.0, 40.0, 0.0], [1.0, 39.0, 1.0]]
    >>> encoded.words(1, above=True, threshold=45.5), encoded.words(1, above=False, threshold=45.5)
    ('staff is above 45', 'staff is at most 45 or unknown')
    """
    columns = tuple(column for place, trait in enumerate(traits) for column in columns_of(place, trait))
    matrix = np.empty((traits[0].codes.size if traits else 0, len(columns)), dtype=np.float32)
    for place, column in enumerate(columns):
        trait = traits[column.trait]
        matrix[:, place] = cells_of(trait, column, stand_in(trait))
    return Encoded(tuple(traits), columns, matrix)


def columns_of(place: int, trait: Trait) -> list[Column]:
    """List the columns of the trait at a position: two levels need only one."""
    if trait.values is None:
        first = 1 if len(trait.levels) == 2 else 0  # noqa: PLR2004 - two levels mirror each other
        return [Column(place, "level", level) for level in range(first, len(trait.levels))]
    unknown = [Column(place, "unknown")] if UNKNOWN in trait.levels else []
    return [Column(place, "number"), *unknown]


def cells_of(trait: Trait, column: Column, for_unknown: float) -> Singles:
    """Return one column of the matrix, an unknown number replaced by its stand-in."""
    if column.kind == "level":
        return np.asarray(trait.codes == column.level, dtype=np.float32)
    values = np.asarray(trait.values)
    if column.kind == "unknown":
        return np.asarray(~np.isfinite(values), dtype=np.float32)
    return np.where(np.isfinite(values), values, for_unknown).astype(np.float32)


def stand_in(trait: Trait) -> float:
    """Return the figure that stands for an unknown number: below every known one."""
    if trait.values is None:
        return 0.0
    values = np.asarray(trait.values)
    known = values[np.isfinite(values)]
    return float(known.min()) - 1 if known.size else 0.0


def _level(trait: Trait, level: int, *, above: bool) -> str:
    if not above and len(trait.levels) == 2:  # noqa: PLR2004 - of two levels the other one says it
        return f"{trait.name} is {trait.levels[1 - level]}"
    return f"{trait.name} is {'' if above else 'not '}{trait.levels[level]}"


def _bound(trait: Trait, *, above: bool, threshold: float, known: bool) -> str:
    if threshold < stand_in(trait) + 1:
        return f"{trait.name} is {'known' if above else 'unknown'}"
    unknown = " or unknown" if UNKNOWN in trait.levels and not known else ""
    if trait.kind == "mix":
        others = f"than for {bands.plain(threshold, percent=True)} of the customers with about as many lines"
        return f"{trait.name} is higher {others}" if above else f"{trait.name} is not higher {others}{unknown}"
    figure = _figure(trait, threshold)
    return f"{trait.name} is above {figure}" if above else f"{trait.name} is at most {figure}{unknown}"


def _figure(trait: Trait, threshold: float) -> str:
    known = np.asarray(trait.values)[np.isfinite(np.asarray(trait.values))]
    whole = bool((known == np.round(known)).all())
    edge = float(np.floor(threshold)) if whole else threshold
    if whole and trait.kind == "number" and _YEARS[0] <= known.min() and known.max() <= _YEARS[1]:
        return f"{edge:.0f}"
    return bands.plain(edge) + (" years" if trait.kind == "date" else "")
