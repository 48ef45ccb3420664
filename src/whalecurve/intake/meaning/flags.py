"""Columns of yes and no that say what a row is: Voided, Cancelled, Is refund."""

from typing import Final

from whalecurve.intake.meaning.words import row_role
from whalecurve.intake.text.headers import header_key

_YES: Final = frozenset("yes y true x 1 ja j oui o si s sim vrai wahr verdadero vero".split())
_NO: Final = frozenset("no n false 0 nein non nee nao faux falsch falso".split())
_FLAGS: Final = frozenset({"void", "draft", "refund", "refunded", "estimate"})


def flag_role(header: str, texts: list[str]) -> str:
    """What a row is where this column says yes; empty when the column is no such flag.

    >>> flag_role("Voided", ["Yes", "No", ""]), flag_role("Is Refund", ["true", "false"]), flag_role("Voided", ["3"])
    ('void', 'refund', '')
    """
    key = header_key(header)
    role = row_role(key.removeprefix("is")) if key.startswith("is") else row_role(key)
    words = {header_key(text) for text in texts} - {""}
    return role if role in _FLAGS and words and words <= _YES | _NO else ""


def is_yes(text: str) -> bool:
    """Whether a cell says yes.

    >>> is_yes("TRUE"), is_yes("nein"), is_yes("")
    (True, False, False)
    """
    return header_key(text) in _YES
