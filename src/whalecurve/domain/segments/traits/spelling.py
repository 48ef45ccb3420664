"""Look-alike spellings of one value, offered for merging and never merged silently."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from whalecurve.domain.words.formats import counted

_MOST_COMPARED: Final = 120
_SHORTEST: Final = 5
# Comparing takes the square of the length; nobody mistypes a letter in what is longer.
_LONGEST: Final = 100
_ALIKE: Final = 0.88
_WORD_OR_NUMBER: Final = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class MergeOffer:
    """Two spellings in one trait that look like one value.

    Attributes:
        trait: Header of the column.
        spelling: The spelling that would go.
        into: The spelling that would stay, nearer to the dictionary of the column: the more frequent one.
        customers: How many customers carry the spelling that would go.
    """

    trait: str
    spelling: str
    into: str
    customers: int

    @property
    def sentence(self) -> str:
        """The offer as a question."""
        return f"Is “{self.spelling}” ({counted(self.customers, 'customer')}) the same {self.trait} as “{self.into}”?"


def look_alikes(trait: str, counts: Mapping[str, int]) -> tuple[MergeOffer, ...]:
    """Find spellings that differ by case, blanks, marks or a letter or two.

    Args:
        trait: Header of the column.
        counts: Customers per spelling; beyond the 120 most frequent ones nothing is compared, nor above 100 letters.

    Returns:
        Offers, the ones with most customers first. Digits that differ ("Region 1", "Region 2") are never alike.

    >>> look_alikes("sector", {"technolgy": 3, "technology": 9, "medical": 4})[0].sentence
    'Is “technolgy” (3 customers) the same sector as “technology”?'
    >>> look_alikes("region", {"Region 1": 3, "Region 2": 9})
    ()
    """
    names = [name for name in sorted(counts, key=lambda name: (-counts[name], name)) if len(name) <= _LONGEST]
    offers: dict[str, MergeOffer] = {}
    for kept, other in combinations(names[:_MOST_COMPARED], 2):
        if other not in offers and kept not in offers and _alike(kept, other):
            offers[other] = MergeOffer(trait, other, kept, counts[other])
    return tuple(sorted(offers.values(), key=lambda offer: (-offer.customers, offer.spelling)))


def _alike(one: str, other: str) -> bool:
    if max(len(one), len(other)) > _LONGEST:
        return False
    left, right = _letters(one), _letters(other)
    if left == right:
        return bool(left)
    if min(len(left), len(right)) < _SHORTEST or abs(len(left) - len(right)) > 2 or _marks(one) != _marks(other):  # noqa: PLR2004
        return False
    match = SequenceMatcher(None, left, right, autojunk=False)
    return match.quick_ratio() >= _ALIKE and match.ratio() >= _ALIKE


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _marks(text: str) -> list[str]:
    """Digits and single letters, which tell names apart that are otherwise the same: ``Plant A``, ``Plant B``."""
    words = _WORD_OR_NUMBER.findall(text.casefold())
    return [word for word in words if word.isdigit() or len(word) == 1]
