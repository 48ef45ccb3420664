"""Lines of an order that are no goods: tax, shipping, a tip, a gift card or a discount written as an item."""

import re
from functools import cache
from typing import Final

from whalecurve.intake.meaning.words import word_data
from whalecurve.intake.text.headers import header_key

TAX, SHIPPING, TIP, GIFT, DISCOUNT = "tax", "shipping", "tip", "gift", "discount"
_ROLES: Final = (TAX, SHIPPING, TIP, GIFT, DISCOUNT)
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 80
_MOST_JOINED: Final = 4


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(str(word_data("items")[section]).split())


def is_item_header(header: str) -> bool:
    """Whether a header names what was sold, or what kind of line it is.

    >>> is_item_header("Line Type"), is_item_header("Description"), is_item_header("Customer")
    (True, True, False)
    """
    return header_key(header) in _words("headers")


@cache
def item_role(text: str) -> str:
    """What an item is when it is no goods; empty for everything that may have been sold.

    Every word must be known: a box for shipping and the preparation of a tax return are goods.

    >>> [item_role(text) for text in ("Sales Tax (8.25%)", "UPS Ground shipping", "Gift Card $25", "10% Rabatt")]
    ['tax', 'shipping', 'gift', 'discount']
    >>> [item_role(text) for text in ("Shipping box", "Tax return preparation", "Tipp-Ex", "Discount card", "12")]
    ['', '', '', '', '']
    """
    if len(text) > _LONGEST:
        return ""
    rest = [key for word in _WORD.findall(text) if (key := header_key(word))]
    found: list[str] = []
    while rest:
        role, used = _first(rest)
        if not used:
            return ""
        found += [role] if role else []
        rest = rest[used:]
    return next((role for role in _ROLES if role in found), "")


def _first(words: list[str]) -> tuple[str, int]:
    """Role of the longest known run of words at the beginning, and how many words it takes; 0 where none is known."""
    for size in range(min(_MOST_JOINED, len(words)), 0, -1):
        key = "".join(words[:size])
        for role in _ROLES:
            if key in _words(role):
                return role, size
        if key in _words("beside"):
            return "", size
    return "", 0
