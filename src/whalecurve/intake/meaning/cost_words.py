"""What the name of a column says about costs: what goods cost, a further cost, a margin; per unit, line or order."""

import re
from functools import cache
from typing import Final

from whalecurve.intake.meaning.words import word_data
from whalecurve.intake.text.amount_units import split_header
from whalecurve.intake.text.headers import header_key

GOODS, FURTHER, MARGIN = "goods", "further", "margin"
UNIT, LINE, ORDER = "unit", "line", "order"
_PARTS: Final = re.compile(r"[A-Z]?[a-z\u00df-\u024f]+|[^\W_\d]+|[0-9]+")
_LONGEST: Final = 200
# Shorter words are found as words of their own alone: "fee" in coffee is no fee.
_COMPOUND: Final = 6


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(word_data("costs")[name]).split())


def _parts(header: str) -> list[str]:
    return [header_key(part) for part in _PARTS.findall(header[:_LONGEST])]


def _named(header: str, name: str) -> bool:
    """Whether a word of the header, two in a row, or a long part of its key is one of the words of a name."""
    parts, words = _parts(header), _words(name)
    pairs = ["".join(parts[place : place + size]) for size in (1, 2, 3) for place in range(len(parts))]
    key = header_key(header[:_LONGEST])
    return bool(words & {*pairs, key}) or any(len(word) >= _COMPOUND and word in key for word in words)


def cost_kind(header: str) -> str:
    """``goods``, ``further`` or ``margin`` for a header that names a cost or what is left after it; else empty.

    >>> [cost_kind(name) for name in ("Purchase Price", "EK-Preis", "Labour", "Versandkosten", "Margin %", "Coffee")]
    ['goods', 'goods', 'further', 'further', 'margin', '']
    >>> cost_kind("Cost Center"), cost_kind("Kostenstelle"), cost_kind("Material No"), cost_kind("Cost Unit")
    ('', '', '', '')
    """
    header = split_header(header)[0]
    if _named(header, MARGIN + "s"):
        return MARGIN
    kind = FURTHER if _named(header, FURTHER) else GOODS if _named(header, GOODS) else ""
    beside = _words("no") & set(_parts(header))
    if beside - {"price", "prices", "unit", "units", "kg"} or header_key(header) in _words("no"):
        return ""
    if kind == GOODS and {"price", "prices"} & beside:
        return kind
    if _parts(header)[-1:] and _parts(header)[-1] in ("unit", "units", "price") and "per" not in _parts(header):
        return ""
    return kind


def may_be_either(header: str) -> bool:
    """Whether a header names what shipping costs and what customers pay for it by one word.

    >>> may_be_either("Versandkosten brutto"), may_be_either("Shipping"), may_be_either("Frais de port HT")
    (True, False, True)
    """
    return any(word in header_key(header[:_LONGEST]) for word in _words("either"))


def cost_level(header: str) -> str:
    """``unit``, ``order`` or ``line`` where a header says what it is the cost of; else empty.

    >>> [cost_level(name) for name in ("Cost per Unit", "Order Cost", "Total Cost", "Cost per Pack")]
    ['unit', 'order', 'line', '']
    """
    parts = set(_parts(header))
    return next((level for level in (UNIT, ORDER, LINE) if parts & _words(level)), "")
