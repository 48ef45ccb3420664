"""Names of months and weekdays in seven languages, after the Unicode CLDR, with what people write besides."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from babel.dates import get_day_names, get_month_names

_LANGUAGES: Final = ("en", "de", "fr", "es", "nl", "pt", "it")
_FURTHER: Final = {"sept": 9, "jänner": 1, "feber": 2, "mrz": 3}
_SHORT: Final = 3


def month_named(word: str) -> int:
    """Number of a month by its name, its abbreviation, or three letters that belong to one month alone; 0 for none.

    >>> [month_named(word) for word in ("März", "sept", "Jänner", "fév.", "ju", "x")]
    [3, 9, 1, 2, 0, 0]
    """
    return _numbers().get(word.casefold().rstrip("."), 0)


def is_weekday(word: str | None) -> bool:
    """Whether a word is the name of a day of the week, or there is none.

    >>> [is_weekday(word) for word in ("Samstag", "sam.", None, "Order")]
    [True, True, True, False]
    """
    return word is None or word.casefold().rstrip(".") in _weekdays()


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        name.casefold().rstrip(".")
        for language in _LANGUAGES
        for width in ("wide", "abbreviated", "short")
        for name in get_day_names(width, "format", language).values()
    )


@cache
def _numbers() -> Mapping[str, int]:
    known = dict(_FURTHER)
    for language in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = get_month_names(width, context, language)
                known |= {name.casefold().rstrip("."): int(number) for number, name in names.items()}
    starts: dict[str, set[int]] = {}
    for name, number in known.items():
        if len(name) >= _SHORT:
            starts.setdefault(name[:_SHORT], set()).add(number)
    return {start: next(iter(numbers)) for start, numbers in starts.items() if len(numbers) == 1} | known
