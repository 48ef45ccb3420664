"""Amounts in thousands or millions: what a header or a line around the table says of them."""

import re
from functools import cache
from typing import Final

from whalecurve.intake.values.money_words import CODES, SIGNS

THOUSAND, MILLION = 1_000, 1_000_000
# Clear by themselves, and clear only beside a currency (kEUR, T\u20ac, $M).
_CLEAR: Final = {
    word: size
    for size, words in (
        (THOUSAND, "thousands thousand tsd tausend milliers duizend duizenden migliaia milhares"),
        (THOUSAND, "000s '000s '000 000 teur keur tchf kchf tusd kusd kgbp tgbp"),
        (
            MILLION,
            "millions million mio mln millionen millones miljoen miljoenen milioni milh\u00f5es meur musd mgbp mchf",
        ),
    )
    for word in words.split()
}
_SHORT: Final = {
    "k": THOUSAND,
    "t": THOUSAND,
    "miles": THOUSAND,
    "m": MILLION,
    "mn": MILLION,
    "mm": MILLION,
    "bn": 1_000_000_000,
}
# Written together with a letter only in capitals, and only these: MwSt is no million of Samoan tala.
_COMMON: Final = (
    "EUR USD GBP CHF CAD AUD NZD JPY CNY INR SEK NOK DKK PLN CZK HUF BRL MXN SGD HKD ZAR TRY AED ILS KRW".split()
)
_LINKS: Final = frozenset("in of de d di do da us".split())
_MONEY: Final = frozenset("euro euros dollars dollar pounds francs franken pesos reais".split())
_HOLDS_MONEY: Final = re.compile(r"[()\[\]$\u20ac\u00a3']|\d|eur|usd|gbp|chf", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"[(\[](?P<unit>[^()\[\]]{1,40}+)[)\]]\s*+\Z")
_TOKENS: Final = re.compile(r"[\s,;/]+")
_IN: Final = re.compile(r"(?:^|[\s(\[])(?:in|en|em)\s+(?P<unit>[^()\[\],;]{1,60})", re.IGNORECASE)
# A price per thousand is what a thousand units cost.
_PER: Final = frozenset("per pro par por je".split())
_FURTHER: Final = frozenset("except unless sauf ausser au\u00dfer salvo".split())
_LONGEST: Final = 200
_MOST_TOKENS: Final = 3


def _is_currency(token: str) -> bool:
    return token in SIGNS or token in CODES or token.upper() in _COMMON


def _token(token: str, *, alone: bool) -> tuple[int, bool] | None:
    """Size of a word and whether it is a currency; ``None`` for a word that is neither.

    ``alone`` says that no currency stands beside it, so that a short word is not enough.
    """
    text = token.rstrip(".")
    low = text.casefold()
    if low in _CLEAR:
        return _CLEAR[low], False
    if _is_currency(text):
        return 1, True
    if low in _SHORT and not (alone and low != "k"):
        return _SHORT[low], False
    for money in (*SIGNS, *_COMMON):
        for rest in (text.removeprefix(money), text.removesuffix(money)):
            if rest != text and (size := _CLEAR.get(rest.casefold()) or _SHORT.get(rest.casefold())):
                return size, True
    return (1, low in _MONEY) if low in _LINKS | _MONEY else None


@cache
def factor_of(unit: str, *, bare: bool = False) -> int:
    """How many units of a currency one of these is; 1 where the words say something else.

    ``bare`` words stand behind a name without a bracket, where a letter alone says nothing.

    >>> [factor_of(text) for text in ("kEUR", "T\u20ac", "$000", "USD thousands", "Tsd. EUR", "Mio. EUR", "EUR", "kg")]
    [1000, 1000, 1000, 1000, 1000, 1000000, 1, 1]
    """
    tokens = [token for token in _TOKENS.split(unit.strip()) if token]
    beside = any(_is_currency(token) or token.casefold() in _MONEY for token in tokens)
    read = [_token(token, alone=not beside) for token in tokens]
    if not read or any(each is None for each in read):
        return 1
    sizes = [each[0] for each in read if each is not None and each[0] > 1]
    if bare and not beside and not any(each[1] for each in read if each) and tokens[-1].casefold() == "k":
        return 1
    return sizes[0] if len(sizes) == 1 else 1


@cache
def split_header(header: str) -> tuple[str, int]:
    """A header without the size of its amounts, and that size.

    >>> split_header("Revenue kEUR"), split_header("Net sales ($000)"), split_header("Sales in thousands")
    (('Revenue', 1000), ('Net sales', 1000), ('Sales', 1000))
    >>> split_header("Weight (t)"), split_header("Sales (EUR)"), split_header("Thousand Oaks"), split_header("Type K")
    (('Weight (t)', 1), ('Sales (EUR)', 1), ('Thousand Oaks', 1), ('Type K', 1))
    >>> split_header("Gesamt inkl. MwSt")
    ('Gesamt inkl. MwSt', 1)
    >>> split_header("Cost per thousand")
    ('Cost per thousand', 1)
    >>> split_header("Air Miles"), split_header("Ventas (miles de euros)")
    (('Air Miles', 1), ('Ventas', 1000))
    """
    text = header.strip()[:_LONGEST]
    found = _BRACKETS.search(text)
    if found and (name := text[: found.start()].rstrip()) and (size := factor_of(found["unit"])) > 1:
        return name, size
    tokens = text.split()
    for count in range(min(_MOST_TOKENS, len(tokens) - 1), 0, -1):
        tail = tokens[-count:]
        if (size := factor_of(" ".join(tail), bare=tail[0].casefold() != "in")) > 1:
            is_rate = tokens[-count - 1].casefold() in _PER
            return (header, 1) if is_rate else (" ".join(tokens[:-count]), size)
    return header, 1


def said_factor(text: str) -> int:
    """The size of all amounts that a line around the table speaks of; 1 where it speaks of something else.

    >>> [said_factor(text) for text in ("All amounts in thousands of USD", "alle Werte in TEUR", "(in $000)", "kEUR")]
    [1000, 1000, 1000, 1000]
    >>> [said_factor(text) for text in ("Sales in Thousand Oaks", "Sales by month", "Top 1000 customers", "Mio")]
    [1, 1, 1, 1]
    """
    line = text.strip()[:_LONGEST]
    if _HOLDS_MONEY.search(line) and (size := factor_of(line.strip("()[] "), bare=True)) > 1:
        return size
    for found in _IN.finditer(line):
        tokens = found["unit"].rstrip(". ").split()
        end = next((place for place, token in enumerate(tokens) if token.casefold() in _FURTHER), len(tokens))
        if (size := factor_of(" ".join(tokens[:end]))) > 1:
            return size
    return 1
