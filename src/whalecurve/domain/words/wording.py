"""Numbers, names and ends of sentences put together: what every sentence of the product is made with.

Numbers themselves are written by ``formats``, the forms of words are chosen by ``plurals``.
"""

from collections.abc import Sequence
from typing import Final, SupportsIndex

from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import TIMES, count, percent
from whalecurve.domain.words.plurals import agree

MOST_NAMES: Final = 8
_ENDS: Final = (".", "!", "?", "…")


def stopped(text: str) -> str:
    """The text with one full stop at its end, whatever a name at its end brings along.

    >>> stopped("Rose above zero: Gifts, Inc."), stopped("Fell below zero: A"), stopped("")
    ('Rose above zero: Gifts, Inc.', 'Fell below zero: A.', '')
    """
    bare = text.rstrip()
    return bare if not bare or bare.endswith(_ENDS) else f"{bare}."


def listed(names: Sequence[str], most: int = MOST_NAMES, *, marks: NumberMarks = ENGLISH) -> str:
    """Names as a list in words; beyond the first ``most``, how many more there are.

    >>> listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"]), listed(["A", "B", "C", "D"], most=2)
    ('A', 'A and B', 'A, B and C', 'A, B and 2 more')
    """
    shown = list(names[:most])
    if len(names) > most:
        return f"{', '.join(shown)} and {count(len(names) - most, marks=marks)} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def between(low: str, high: str) -> str:
    """Where something lies, as written; two bounds that are written alike are one.

    >>> between("10.00", "50.00"), between("50.00", "50.00")
    ('between 10.00 and 50.00', 'at 50.00')
    """
    return f"at {low}" if low == high else f"between {low} and {high}"


def ranged(low: str, high: str) -> str:
    """A range as written; two bounds that are written alike are one.

    >>> ranged("8 %", "12 %"), ranged("January 2026", "January 2026")
    ('8 % to 12 %', 'January 2026')
    """
    return low if low == high else f"{low} to {high}"


def share_of(share: float | None, whole: str, *, marks: NumberMarks = ENGLISH) -> str:
    """A part of something named: in percent, or as a multiple where percent would be thousands.

    >>> share_of(0.46, "revenue"), share_of(29.307, "your profit")
    ('46 % of revenue', '29.3 times your profit')
    """
    said = percent(share, marks=marks)
    return f"{said} {whole}" if said.endswith(TIMES) else f"{said} of {whole}"


def labelled(number: str, label: str) -> str:
    """A number of something that the user named, in any language: the name stays as it is, never bent.

    >>> labelled("63", "Visit"), labelled("1", "Anrufe")
    ('63 (Visit)', '1 (Anrufe)')
    """
    return f"{number} ({label})"


def them(number: SupportsIndex, one: str, other: str, *, marks: NumberMarks = ENGLISH) -> str:
    """A number and the words that agree with it: noun, verb and all.

    >>> [them(number, "row was set aside", "rows were set aside") for number in (0, 1, 2)]
    ['0 rows were set aside', '1 row was set aside', '2 rows were set aside']
    """
    return f"{count(number, marks=marks)} {agree(int(number), one, other)}"
