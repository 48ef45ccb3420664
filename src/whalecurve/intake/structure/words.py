"""The words by which reports name their totals and groups, read from ``words.toml``."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

_DATA: Final[dict[str, Any]] = tomllib.loads(
    files("whalecurve.intake.structure").joinpath("words.toml").read_text("utf-8")
)
_COUNT: Final = re.compile(r" ?\([0-9][0-9.,]{0,9}(?: [^()]{1,20})?\)\Z")
_BETWEEN_WORDS: Final = re.compile(r"\W+")
_LONGEST: Final = 200


def plain(text: str) -> str:
    """A label as it is compared: one space between words, no case, no colon or full stop at its end.

    >>> plain("  Total   for X: ")
    'total for x'
    """
    return " ".join(text[:_LONGEST].split()).casefold().rstrip(":.").rstrip()


def without_count(label: str) -> str:
    """A plain label without the number of its rows in brackets.

    >>> without_count("alder mills (2)"), without_count("grand totals (4 records)")
    ('alder mills', 'grand totals')
    """
    return _COUNT.sub("", label)


def total_of(text: str) -> str | None:
    """What a total's label names: the group, the empty text for all or nobody in particular; ``None`` for no total.

    >>> [total_of(text) for text in ("TOTAL", "Total for Alder Mills", "Summe Alder", "Alder Total", "Totality")]
    ['', 'alder mills', 'alder', 'alder', None]
    >>> total_of("Grand Totals (4 records)"), total_of("Total for Alder with sub-items")
    ('', 'alder')
    """
    label = without_count(plain(text))
    for word in _total_words():
        if label == word:
            return ""
        if label.startswith(word) and not label[len(word)].isalnum():
            return _group(label[len(word) :])
        if label.endswith(word) and not label[-len(word) - 1].isalnum():
            return _group(label[: -len(word)])
    return None


def _group(rest: str) -> str:
    """The group's name in what stands beside the word: total words, links and tails taken away."""
    name = rest.strip(" :-\u2013")
    for tail in _DATA["tails"]:
        name = name.removesuffix(tail).rstrip()
    first, _, further = name.partition(" ")
    name = further if first in _DATA["links"] and further else name
    return "" if name in _total_words() else name


def group_header(titles: Iterable[str]) -> str:
    """Header for groups without a name of their own, by the words of the report's title.

    >>> group_header(["Sales by Customer Detail"]), group_header(["Report 7"])
    ('Customer', 'Group')
    """
    words = {word for title in titles for word in _BETWEEN_WORDS.split(plain(title))}
    return next((header for header, known in _DATA["groups"].items() if words & set(known)), "Group")


def counts_things(titles: Iterable[str]) -> bool:
    """Whether a report's title says that its cells count things.

    >>> counts_things(["Units by month"]), counts_things(["Sales by month"])
    (True, False)
    """
    words = {word for title in titles for word in _BETWEEN_WORDS.split(plain(title))}
    return bool(words & set(_DATA["counts"]))


@cache
def _total_words() -> tuple[str, ...]:
    return tuple(sorted((word.casefold() for word in _DATA["totals"]), key=len, reverse=True))


@cache
def total_pattern() -> str:
    """A pattern without captures that every label of a total matches, for columns of many texts."""
    return "(?i)" + "|".join(re.escape(word) for word in _total_words())
