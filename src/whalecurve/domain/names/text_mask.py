"""Names and ids taken out of any text."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import CREDIT_COLUMNS
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.names.common_words import COMMON_WORDS
from whalecurve.domain.names.masking import shown_name
from whalecurve.domain.names.word_runs import WordRuns
from whalecurve.domain.plan.scenario import BASES, COST_OF_GOODS_KIND, DRIVER_CUSTOMERS, RESERVED_NAMES, Scenario, Scope

_WORD: Final = re.compile(r"[^\W_]+")
_FEWEST_TELLING: Final = 3
_FEW_NAMES: Final = 3
_FEW_SHARE: Final = 0.02
_SOMEBODY: Final = "a customer"
_FEWEST_DIGITS: Final = 5
_MEASURES: Final = ("revenue", "orders", "lines", "units", "gross_margin")


class TextMask:
    """Takes customers' names and ids out of any text: headers, names of costs, cells, notes.

    A text that is a name or an id is replaced whole; inside a longer text whole words are, whatever their case and
    marks, where they are telling enough: the id ``7`` stays in "7 days". Words of the program itself stay.

    Args:
        ids: Customer ids.
        names: The names of the same customers.
        codes: Their pseudonyms.
        ordinary: Words, folded, that mean something else in this company too, such as its regions.

    >>> mask = TextMask(["c1", "7"], ["O'Neil & Sons", "Ed"], ["7QK2M", "00AB1"])
    >>> mask.text("Bonus for ONEIL"), mask.text("Bonus for O-NEIL & sons, 7 days"), mask.text("Ed")
    ('Bonus for ONEIL', 'Bonus for Customer 7QK2M, 7 days', 'Customer 00AB1')
    >>> mask.told("Why O'Neil leaves"), TextMask(["c1"], ["Zorblax Ltd"], ["7QK2M"]).told("friend of zorblax")
    ("Why O'Customer 7QK2M leaves", 'friend of Customer 7QK2M')
    """

    def __init__(
        self, ids: Iterable[str], names: Sequence[str], codes: Sequence[str], ordinary: Collection[str] = frozenset()
    ) -> None:
        self._whole: dict[str, str] = {}
        self._names, self._codes, self._ordinary = names, codes, ordinary
        inside: dict[tuple[str, ...], str] = {}
        for texts in (ids, names):
            for text, code in zip(texts, codes, strict=True):
                self._learn(str(text), shown_name(code), inside)
        self._runs, self._inside = inside, WordRuns(inside)

    def _learn(self, text: str, shown: str, inside: dict[tuple[str, ...], str]) -> None:
        words = tuple(words_of(text))
        self._whole.setdefault(_alike(text), shown)
        if _is_telling("".join(words)):
            inside.setdefault(words, shown)

    def text(self, text: str) -> str:
        """The text without names and ids."""
        return self._masked(text, self._inside)

    def told(self, text: str) -> str:
        """Free text, such as a title, also without single words that only customers' names have.

        A word of many names says nothing of one; one of a few names becomes "a customer". Common words stay, and words
        that mean something else in this company too.
        """
        return self._masked(text, self._with_single_words)

    def _masked(self, text: str, runs: WordRuns) -> str:
        if not text.strip() or _plain(text) in _PROGRAM_WORDS:
            return text
        return self._whole.get(_alike(text)) or _replaced(text, runs)

    @cached_property
    def _with_single_words(self) -> WordRuns:
        holders: dict[str, set[str]] = {}
        for name, code in zip(self._names, self._codes, strict=True):
            for word in set(words_of(name)):
                holders.setdefault(word, set()).add(code)
        most = max(_FEW_NAMES, round(_FEW_SHARE * len(self._codes)))
        runs: dict[tuple[str, ...], str] = {
            (word,): shown_name(min(codes)) if len(codes) == 1 else _SOMEBODY
            for word, codes in holders.items()
            if len(codes) <= most and self._is_of_names_alone(word)
        }
        return WordRuns(runs | self._runs)

    def _is_of_names_alone(self, word: str) -> bool:
        return _is_telling(word) and not (word in self._ordinary or word in COMMON_WORDS or word in _PROGRAM_WORDS)

    def labels(self, texts: Sequence[str]) -> list[str]:
        """Texts that must stay different from each other, without names and ids.

        Raises:
            WhalecurveError: Two of them would become one.

        >>> TextMask(["c1"], ["Anvil"], ["7QK2M"]).labels(["Anvil", "ANVIL"])
        Traceback (most recent call last):
        ...
        whalecurve.domain.errors.WhalecurveError: Names cannot be replaced: two texts would become the same. Found:
            Anvil, ANVIL. To fix it: rename one of them, or share with names.
        """
        masked = [self.text(text) for text in texts]
        times = Counter(masked)
        changed = [text for text, new in zip(texts, masked, strict=True) if text != new and times[new] > 1]
        if changed:
            raise WhalecurveError(
                "Names cannot be replaced: two texts would become the same",
                found=", ".join(changed),
                remedy="rename one of them, or share with names",
            )
        return masked

    def scenario(self, scenario: Scenario) -> Scenario:
        """A plan without names and ids.

        Raises:
            PlanError: Two costs would get the same name.
        """
        fixed = tuple(
            replace(pool, name=self.told(pool.name), driver=self.text(pool.driver), only=self.scope(pool.only))
            for pool in scenario.fixed
        )
        variable = tuple(
            replace(
                cost,
                name=self.told(cost.name),
                kind=self.text(cost.kind),
                per=self.text(cost.per),
                column=self.text(cost.column),
                only=self.scope(cost.only),
            )
            for cost in scenario.variable
        )
        return replace(scenario, fixed=fixed, variable=variable)

    def scope(self, only: Scope) -> Scope:
        """The conditions of a cost without names and ids."""
        return tuple((self.text(column), tuple(sorted(map(self.text, values)))) for column, values in only)


def _replaced(text: str, runs: WordRuns) -> str:
    places = list(_WORD.finditer(text))
    words = [match.group().casefold() for match in places]
    parts, end = [], 0
    for place, length, shown in runs.found(words):
        parts += [text[end : places[place].start()], shown]
        end = places[place + length - 1].end()
    return "".join([*parts, text[end:]])


def mask_merges(
    merges: Iterable[tuple[str, str, str]], mask: TextMask, headers: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Spellings taken for one, without names and ids; those of columns that are gone go too.

    Args:
        merges: Column, spelling, the spelling that stays.
        mask: Names and ids to take out.
        headers: Headers that stay -> what they are called now.
    """
    kept = [merge for merge in merges if merge[0] in headers]
    return tuple((headers[column], mask.text(spelling), mask.text(into)) for column, spelling, into in kept)


def words_of(text: str) -> list[str]:
    """The words of a text, folded so that their case does not count.

    >>> words_of("O-Neil & SONS 12")
    ['o', 'neil', 'sons', '12']
    """
    return [word.casefold() for word in _WORD.findall(text)]


def _alike(text: str) -> str:
    return " ".join(text.casefold().split())


def _plain(text: str) -> str:
    return "".join(words_of(text))


def _is_telling(plain: str) -> bool:
    """Whether a name says enough to be looked for inside longer texts."""
    return len(plain) >= (_FEWEST_DIGITS if plain.isdecimal() else _FEWEST_TELLING)


_PROGRAM_WORDS: Final = frozenset(
    _plain(word)
    for word in (
        *BASES,
        *_MEASURES,
        *RESERVED_NAMES,
        *CREDIT_COLUMNS,
        *c.LINE_SCOPES,
        COST_OF_GOODS_KIND,
        DRIVER_CUSTOMERS,
    )
)
