"""Names clusters by what sets them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from whalecurve.domain.segments.arrays import Flags
from whalecurve.domain.segments.groups.famd import standard_scores
from whalecurve.domain.segments.traits import bands
from whalecurve.domain.segments.traits.trait import OTHER, UNKNOWN, Trait
from whalecurve.domain.words.formats import percent

_PLAIN_DIFFERENCE: Final = 0.35
_MOST_MARKS: Final = 4
_WORDS_IN_NAME: Final = 2
_WORD: Final = 3


@dataclass(frozen=True)
class Mark:
    """One thing that sets a cluster apart.

    Attributes:
        trait: Which trait.
        name: Two or three words: ``Healthcare``, ``more staff``.
        sentence: With figures: ``industry is Healthcare for 92 % (20 % of all)``.
        difference: In standard deviations of all customers.
    """

    trait: str
    name: str
    sentence: str
    difference: float


def marks_of(traits: Sequence[Trait], inside: Flags) -> tuple[Mark, ...]:
    """Say what sets some customers apart from all, strongest first, at most four marks.

    Args:
        traits: Levels and numbers of all customers.
        inside: Which customers are meant.

    >>> trait = Trait("industry", "text", ("bank", "farm"), np.array([0, 0, 1, 1], dtype=np.int32))
    >>> marks_of([trait], np.array([True, True, False, False]))[0].sentence
    'industry is bank for 100 % (50 % of all)'
    """
    found = [mark for trait in traits for mark in _of_trait(trait, inside)]
    strong = sorted(
        (mark for mark in found if mark.difference >= _PLAIN_DIFFERENCE), key=lambda mark: (-mark.difference, mark.name)
    )
    return tuple(_one_per_trait(strong)[:_MOST_MARKS])


def names_of(marks: Sequence[tuple[Mark, ...]]) -> list[str]:
    """Name each cluster by its first marks, no name twice.

    >>> bank = Mark("industry", "bank", "", 1.0)
    >>> names_of([(bank,), (bank,), ()])
    ['bank', 'bank (2)', 'mixed']
    """
    names: list[str] = []
    for own in marks:
        words = ", ".join(mark.name for mark in own[:_WORDS_IN_NAME]) or "mixed"
        longer = ", ".join(mark.name for mark in own) or words
        free = [name for name in (words, longer) if name not in names]
        names.append(free[0] if free else _numbered(words, names))
    return names


def _numbered(words: str, names: Sequence[str]) -> str:
    number = 2
    while f"{words} ({number})" in names:
        number += 1
    return f"{words} ({number})"


def _one_per_trait(marks: Sequence[Mark]) -> list[Mark]:
    first: dict[str, Mark] = {}
    for mark in marks:
        first.setdefault(mark.trait, mark)
    return list(first.values())


def _of_trait(trait: Trait, inside: Flags) -> list[Mark]:
    return _levels(trait, inside) if trait.values is None else _number(trait, inside)


def _levels(trait: Trait, inside: Flags) -> list[Mark]:
    everywhere = trait.counts / trait.codes.size
    here = np.bincount(trait.codes[inside], minlength=len(trait.levels)) / max(int(inside.sum()), 1)
    spread = np.sqrt(np.maximum(everywhere * (1 - everywhere), 1e-12))
    return [
        Mark(
            trait.name,
            _level_name(trait, level),
            f"{trait.name} is {level} for {percent(float(own))} ({percent(float(all_of))} of all)",
            float((own - all_of) / width),
        )
        for level, own, all_of, width in zip(trait.levels, here, everywhere, spread, strict=True)
        if own > all_of
    ]


def _level_name(trait: Trait, level: str) -> str:
    letters = sum(letter.isalpha() for letter in level)
    plain = trait.kind == "yes/no" or level in (UNKNOWN, OTHER) or letters < _WORD
    return f"{trait.name} {level}" if plain else level


def _number(trait: Trait, inside: Flags) -> list[Mark]:
    values = np.asarray(trait.values)
    known = np.isfinite(values)
    if not (known & inside).any():
        return []
    difference = float(standard_scores(values)[inside & known].mean())
    word = "more" if difference > 0 else "less"
    name = f"{word} {trait.name.removeprefix('share of ')}"
    return [Mark(trait.name, name, _middle(trait, inside & known, known), abs(difference))]


def _middle(trait: Trait, inside: Flags, known: Flags) -> str:
    """What the customer in the middle of a group has, beside the one in the middle of all."""
    values = np.asarray(trait.values)
    here, everywhere = (float(np.median(values[part])) for part in (inside, known))
    if trait.kind == "mix":
        return f"{trait.name}: in the middle higher than for {here:.0%} of those with about as many lines".replace(
            "%", " %"
        )
    return f"{trait.name}: {_figure(here, trait)} in the middle ({_figure(everywhere, trait)} of all)"


def _figure(value: float, trait: Trait) -> str:
    whole = trait.kind == "number" and value == round(value)
    return f"{value:.0f}" if whole else bands.plain(float(f"{value:.3g}"))
