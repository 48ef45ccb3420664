"""Lines of an order that are no goods: tax, shipping, a tip, a gift card or a discount written as an item."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from whalecurve.intake.meaning.words import word_data
from whalecurve.intake.text.headers import header_key

TAX, SHIPPING, TIP, GIFT, DISCOUNT = "tax", "shipping", "tip", "gift", "discount"
_ROLES: Final = (TAX, SHIPPING, TIP, GIFT, DISCOUNT)
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 80
_MOST_JOINED: Final = 4
# Descriptions are many, their words are few, and what is kept of a stranger's file is little.
_key: Final = lru_cache(10_000)(header_key)


@cache
def _known() -> Mapping[str, str]:
    """Role of each word, the first where it has several; empty for words that only stand beside others."""
    beside = dict.fromkeys(_words("beside"), "")
    return beside | {word: role for role in reversed(_ROLES) for word in _words(role)}


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(str(word_data("items")[section]).split())


def is_item_header(header: str) -> bool:
    """Whether a header names what was sold, or what kind of line it is.

    >>> is_item_header("Line Type"), is_item_header("Description"), is_item_header("Customer")
    (True, True, False)
    """
    return header_key(header) in _words("headers")


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
    rest = [key for word in _WORD.findall(text) if (key := _key(word))]
    found: list[str] = []
    while rest:
        role, used = _first(rest)
        if not used:
            return ""
        found += [role] if role else []
        rest = rest[used:]
    return next((role for role in _ROLES if role in found), "")


def may_be_sold(text: str) -> bool:
    """Whether the name of a tax may as well be advice on it.

    >>> may_be_sold("Tax"), may_be_sold("Sales Tax"), may_be_sold("VAT 20%")
    (True, False, False)
    """
    return header_key(text) in _words("may_be_sold")


def _first(words: list[str]) -> tuple[str, int]:
    """Role of the longest known run of words at the beginning, and how many words it takes; 0 where none is known."""
    known = _known()
    for size in range(min(_MOST_JOINED, len(words)), 0, -1):
        role = known.get("".join(words[:size]))
        if role is not None:
            return role, size
    return "", 0
