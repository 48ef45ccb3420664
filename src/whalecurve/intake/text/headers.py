"""Header texts: made unique visibly, and compared by a key that ignores spelling habits."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from whalecurve.intake.text.amount_units import split_header
from whalecurve.intake.values.money_words import CODES, SIGNS

# Letters of other alphabets that look like Latin ones, small or as capitals (after Unicode's confusables.txt), so that
# a disguised twin is matched and asked about instead of overlooked.
_FOREIGN: Final = "аеіјорсухѕһԁтмквнαοερνικτβζημυχ"
_LATIN: Final = "aeijopcyxshdtmkbhaoepviktbzhmyx"
# Comparing takes the square of the length: so much of a header is enough to find what was meant.
MOST_COMPARED: Final = 100
_SMALL_WORDS: Final = frozenset(
    "de du des d la le les l del della dello dei di do da dos das el los van der het een the of".split()
)
_CURRENCY_BEHIND: Final = re.compile(r"(?:\s|_|-)?[\s(\[](?:in )?(?P<word>[A-Z]{3}|[^\w\s()\[\]]{1,3})[)\]]?$")
_LOOK_ALIKES: Final = str.maketrans(_FOREIGN + _FOREIGN.upper(), _LATIN + _LATIN.upper())


def unique_headers(cells: Sequence[str]) -> tuple[str, ...]:
    """Column names of a header row; a nameless one gets its position, a twin gets a number.

    Two names that only look the same are twins too, and what cannot be seen is left out: whoever is asked which of
    them is meant must be able to tell them apart.

    >>> unique_headers(["Amount", " Amount ", "", "amount"])
    ('Amount', 'Amount (2)', 'column 3', 'amount')
    >>> unique_headers(["Amount", "Amount\u200b"])
    ('Amount', 'Amount (2)')
    """
    names: list[str] = []
    looks: set[str] = set()
    for position, cell in enumerate(cells, start=1):
        wanted = " ".join(_visible(cell).split()) or f"column {position}"
        names.append(_free_name(wanted, looks))
        looks.add(_look(names[-1]))
    return tuple(names)


def _free_name(wanted: str, looks: set[str]) -> str:
    name, twin = wanted, 1
    while _look(name) in looks:
        twin += 1
        name = f"{wanted} ({twin})"
    return name


def _visible(text: str) -> str:
    """The text without letters that show nothing, such as a zero-width space or a soft hyphen."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def _look(name: str) -> str:
    """What a name looks like: the same for two that a reader could not tell apart; capitals stay capitals."""
    return unicodedata.normalize("NFKC", name).translate(_LOOK_ALIKES)


def header_key(header: str) -> str:
    """What two spellings of one header have in common: no case, accents, punctuation, spaces or look-alike letters.

    >>> header_key("*Order-Date ") == header_key("ORDER date") == header_key("\u041erder\u200bDate")
    True
    >>> header_key("Amount (2)") == header_key("Amount")
    True
    """
    folded = unicodedata.normalize("NFKD", _without_twin_number(header)).translate(_LOOK_ALIKES).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def field_key(header: str) -> str:
    """The key of a header without the currency of its amounts behind its name.

    >>> field_key("Unit Cost (USD)"), field_key("Betrag EUR"), field_key("Sales [€]"), field_key("Top")
    ('unitcost', 'betrag', 'sales', 'top')
    """
    header = split_header(header)[0]
    found = _CURRENCY_BEHIND.search(_without_twin_number(header)[:MOST_COMPARED])
    word = found["word"] if found else ""
    named = bool(found and found.start()) and (word in CODES or word in SIGNS)
    return header_key(header[: found.start()] if found and named else header)


def loose_key(header: str) -> str:
    """The field key of a header without the small words between its nouns.

    >>> loose_key("Date de la facture"), loose_key("Data de emissão"), loose_key("N° de client")
    ('datefacture', 'dataemissao', 'nclient')
    """
    words = header.replace("'", " ").replace("\u2019", " ").split()
    return field_key(" ".join(word for word in words if word.casefold() not in _SMALL_WORDS))


def _without_twin_number(header: str) -> str:
    base, bracket, number = header.rpartition(" (")
    return base if bracket and number.rstrip(")").isdecimal() else header


def closest_header(wanted: str, headers: Sequence[str]) -> str:
    """The header that a mistyped name most likely means, or the empty text.

    >>> closest_header("Order Dat", ["Order ID", "Order Date"])
    'Order Date'
    """
    by_key = {header_key(header[:MOST_COMPARED]): header for header in reversed(headers)}
    matches = get_close_matches(header_key(wanted[:MOST_COMPARED]), by_key, n=1, cutoff=0.5)
    return by_key[matches[0]] if matches else ""
