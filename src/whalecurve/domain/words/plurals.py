"""The forms of words that follow a number: nouns and verbs agree with it, by the plural rules of the Unicode CLDR."""

from functools import cache
from typing import Final

from babel import Locale
from babel.plural import PluralRule

_LANGUAGE: Final = "en"
_ONE: Final = "one"
_SUFFIXES: Final = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
_SIBILANTS: Final = ("s", "x", "z", "ch", "sh")


def agree(number: int, one: str, other: str) -> str:
    """The form that agrees with a whole number.

    Args:
        number: How many there are.
        one: The form for one of them.
        other: The form for none or several.

    >>> [agree(number, "loses", "lose") for number in (0, 1, 2)]
    ['lose', 'loses', 'lose']
    """
    return one if _rule()(abs(number)) == _ONE else other


def plural_of(noun: str) -> str:
    """The regular English plural of a noun of ours; words of users are never bent, see ``wording.labelled``.

    >>> [plural_of(noun) for noun in ("customer", "company", "day", "business", "branch", "cost of goods line")]
    ['customers', 'companies', 'days', 'businesses', 'branches', 'cost of goods lines']
    """
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_SIBILANTS) else f"{noun}s"


def ordinal_suffix(number: int) -> str:
    """What makes a rank of a whole number, behind it.

    >>> [f"{number}{ordinal_suffix(number)}" for number in (1, 2, 3, 4, 11, 22, 113, 474)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th', '474th']
    """
    return _SUFFIXES[_ordinal_rule()(number)]


@cache
def _rule() -> PluralRule:
    return Locale(_LANGUAGE).plural_form


@cache
def _ordinal_rule() -> PluralRule:
    return Locale(_LANGUAGE).ordinal_form
