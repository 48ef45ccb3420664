"""Known runs of words, found in a text in time that follows the text, however long the runs are."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

# Up to here each length is looked up; what is longer is found by halving.
_SHORT: Final = 8
# Sums that nobody outside can foresee, so that no text can be made on purpose whose runs are taken for each other.
_PRIME: Final = (1 << 61) - 1
_BASE: Final = secrets.randbelow(_PRIME - 1_000) + 1_000


class WordRuns:
    """Runs of words and what each stands for.

    >>> runs = WordRuns({("anvil",): "A", ("anvil", "and", "sons"): "B"})
    >>> runs.found(["old", "anvil", "and", "sons", "anvil", "and"])
    [(1, 3, 'B'), (4, 1, 'A')]
    """

    def __init__(self, runs: Mapping[tuple[str, ...], str]) -> None:
        self._runs = dict(runs)
        self._begins = {words[0] for words in self._runs}
        self._longest = min(max(map(len, self._runs), default=0), _SHORT)
        self._long = _beginnings([words for words in self._runs if len(words) > _SHORT])

    def found(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """Place, number of words and meaning of each known run, from the left, the longest first, none in another."""
        if self._begins.isdisjoint(words):
            return []
        sums = _Sums(words) if self._long else None
        found, place = [], 0
        while place < len(words):
            length = self._length_at(words, place, sums)
            if length:
                found.append((place, length, self._runs[tuple(words[place : place + length])]))
            place += length or 1
        return found

    def _length_at(self, words: Sequence[str], place: int, sums: "_Sums | None") -> int:
        """How many words from here on are a run, the most there are; 0 for none."""
        if words[place] not in self._begins:
            return 0
        length = self._long_length_at(sums, place) if sums else 0
        if length and tuple(words[place : place + length]) in self._runs:
            return length
        lengths = range(min(self._longest, len(words) - place), 0, -1)
        return next((size for size in lengths if tuple(words[place : place + size]) in self._runs), 0)

    def _long_length_at(self, sums: "_Sums", place: int) -> int:
        """Length of the longest long run from here on, by halving: what begins no run has no longer part that does."""
        known, most, length = 0, sums.size - place, 0
        while known < most:
            middle = (known + most + 1) // 2
            ended = self._long.get(sums.of(place, middle))
            if ended is None:
                most = middle - 1
            else:
                known, length = middle, ended
        return length


class _Sums:
    """Sums of words from which that of any stretch follows in one step."""

    def __init__(self, words: Iterable[str]) -> None:
        self._up_to, self._powers = [0], [1]
        for word in words:
            self._up_to.append((self._up_to[-1] * _BASE + hash(word)) % _PRIME)
            self._powers.append(self._powers[-1] * _BASE % _PRIME)
        self.size = len(self._up_to) - 1

    def of(self, place: int, length: int) -> int:
        """Sum of this many words from a place on."""
        return (self._up_to[place + length] - self._up_to[place] * self._powers[length]) % _PRIME


def _beginnings(runs: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Sum of each beginning of a run -> length of the longest run that it holds from its first word on, or 0."""
    whole = {_Sums(words).of(0, len(words)) for words in runs}
    beginnings = {}
    for words in runs:
        sums, ended = _Sums(words), 0
        for length in range(1, len(words) + 1):
            part = sums.of(0, length)
            ended = length if part in whole else ended
            beginnings[part] = ended
    return beginnings
