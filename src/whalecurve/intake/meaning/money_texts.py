"""Whether a column without a known name holds money: by how its numbers are written."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from whalecurve.intake.meaning.words import column_role, header_parts, side_column, word_data
from whalecurve.intake.text.headers import header_key

_WORD: Final = re.compile(r"[A-Z]?[a-z\u00df-\u024f]+|[^\W_\d]+")
_NUMBER: Final = re.compile(r"-?\d[\d.,' ]*")
_CENTS: Final = re.compile(r"(?<=\d)[.,]\d\d$")
_FINER: Final = re.compile(r"(?<=\d)[.,]\d{4,}$")
# Words that tell what a column is, whatever else its name says: Grand Total (Company Currency).
_TOLD: Final = frozenset({"total", "sub", "gross", "tax", "percent"})
_LONGEST: Final = 200
_NOTHING: Final = frozenset({"", "0", "-", "NULL"})


@cache
def is_nameless(header: str) -> bool:
    """Whether nothing in a header says what it holds; weights, rates, hours and the like say that it is no money.

    >>> [is_nameless(name) for name in ("Zeta", "Weight", "Sales", "Rabatt", "Grand Total (Company Currency)")]
    [True, False, False, False, False]
    """
    words = {header_key(word) for word in _WORD.findall(header[:_LONGEST])} | {header_key(header)}
    no_money = set(str(word_data("not_money")["words"]).split())
    no_money.update({header_key(header)} if side_column(header_key(header)) else ())
    if any(header_parts(word) & _TOLD for word in words):
        return False
    return not column_role(header) and not header_parts(header) and not words & no_money


def look_like_money(texts: Sequence[str]) -> bool:
    """Whether numbers are written as money is: none finer than that, and cents in half of them or more.

    >>> look_like_money(["31.45", "17.10", "30"]), look_like_money(["31", "17"]), look_like_money(["1.2345", "1.10"])
    (True, False, False)
    """
    filled = [text for each in texts if (text := each.strip()) not in _NOTHING]
    if not filled or not all(_NUMBER.fullmatch(text) for text in filled) or any(map(_FINER.search, filled)):
        return False
    return 2 * sum(_CENTS.search(text) is not None for text in filled) >= len(filled)
