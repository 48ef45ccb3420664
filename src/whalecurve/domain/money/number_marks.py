"""How a reader's country writes numbers."""

from dataclasses import dataclass
from typing import Final

MINUS: Final = "\N{MINUS SIGN}"
NARROW_SPACE: Final = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True)
class NumberMarks:
    """The signs in a number.

    Attributes:
        thousands: Between groups of three digits.
        decimal: Before the fraction.
        minus: Before a negative number; a true minus sign on screen, which is as wide as a digit.
    """

    thousands: str = ","
    decimal: str = "."
    minus: str = MINUS


ENGLISH: Final = NumberMarks()
_CONTINENTAL: Final = NumberMarks(thousands=".", decimal=",")
_SPACED: Final = NumberMarks(thousands=NARROW_SPACE, decimal=",")
_SWISS: Final = NumberMarks(thousands="\N{RIGHT SINGLE QUOTATION MARK}", decimal=".")
_LOCALES: Final = (
    (_CONTINENTAL, "da de el es hr id is it nl pt ro sl sr tr vi"),
    (_SPACED, "bg cs et fi fr hu lt lv nb nn no pl ru sk sv uk de-AT pt-PT"),
    (_SWISS, "de-CH de-LI fr-CH it-CH"),
    (ENGLISH, "es-DO es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-SV es-US"),
)
_BY_LOCALE: Final = {tag: marks for marks, tags in _LOCALES for tag in tags.split()}


def marks_for(locale: str | None) -> NumberMarks:
    """Marks of a browser's locale such as ``de-DE``; English ones for a locale that is not known.

    >>> [marks_for(locale).decimal for locale in ("de-DE", "de_CH", "en-US")]
    [',', '.', '.']
    >>> marks_for("xx-YY") == marks_for(None) == ENGLISH
    True
    """
    tag = (locale or "").replace("_", "-")
    return _BY_LOCALE.get(tag) or _BY_LOCALE.get(tag.split("-")[0].lower(), ENGLISH)
