"""Header texts: made unique visibly, and compared by a key that ignores spelling habits."""

import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

# Letters of other alphabets that look like Latin ones, so that a disguised twin is matched and asked about instead of
# overlooked.
_LOOK_ALIKES: Final = str.maketrans("аеіјорсухѕһԁαοερνικτ", "aeijopcyxshdaoepvikt")


def unique_headers(cells: Sequence[str]) -> tuple[str, ...]:
    """Column names of a header row; a nameless one gets its position, a twin gets a number.

    >>> unique_headers(["Amount", " Amount ", "", "amount"])
    ('Amount', 'Amount (2)', 'column 3', 'amount')
    """
    names: list[str] = []
    for position, cell in enumerate(cells, start=1):
        wanted = " ".join(cell.split()) or f"column {position}"
        names.append(_free_name(wanted, set(names)))
    return tuple(names)


def _free_name(wanted: str, taken: set[str]) -> str:
    name, twin = wanted, 1
    while name in taken:
        twin += 1
        name = f"{wanted} ({twin})"
    return name


def header_key(header: str) -> str:
    """What two spellings of one header have in common: no case, accents, punctuation, spaces or look-alike letters.

    >>> header_key("*Order-Date ") == header_key("ORDER date") == header_key("\u041erder\u200bDate")
    True
    >>> header_key("Amount (2)") == header_key("Amount")
    True
    """
    folded = unicodedata.normalize("NFKD", _without_twin_number(header)).casefold().translate(_LOOK_ALIKES)
    return "".join(letter for letter in folded if letter.isalnum())


def _without_twin_number(header: str) -> str:
    base, bracket, number = header.rpartition(" (")
    return base if bracket and number.rstrip(")").isdecimal() else header


def closest_header(wanted: str, headers: Sequence[str]) -> str:
    """The header that a mistyped name most likely means, or the empty text.

    >>> closest_header("Order Dat", ["Order ID", "Order Date"])
    'Order Date'
    """
    by_key = {header_key(header): header for header in reversed(headers)}
    matches = get_close_matches(header_key(wanted), by_key, n=1, cutoff=0.5)
    return by_key[matches[0]] if matches else ""
