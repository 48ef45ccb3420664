"""Which currency each amount is in: by a column of codes, by signs around amounts, by a header."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.words.formats import counted
from whalecurve.intake.currency.exchange import Exchange, rates_of
from whalecurve.intake.meaning.answers import RATES
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.amount_units import factor_of
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts
from whalecurve.intake.values.money_words import CODES, currency_code

_BLANK: Final = ""
_WORD: Final = re.compile(r"[A-Za-z]+")
# How a currency is called in six languages, as the beginning or a part of a header.
_STEMS: Final = ("curr", "ccy", "wahrung", "waehrung", "wkz", "devise", "moned", "divisa", "valuta", "moeda")
# How a column says that its amounts were converted into the firm's own currency, whatever the line was sold in.
_CONVERTED: Final = (
    *("companycurrency", "basecurrency", "homecurrency", "localcurrency", "functionalcurrency", "lcy"),
    *(
        "hauswahrung",
        "hauswaehrung",
        "firmenwahrung",
        "firmenwaehrung",
        "landeswahrung",
        "landeswaehrung",
        "mandantenwahrung",
    ),
    *("devisedelasociete", "deviselocale", "monedalocal", "monedadelaempresa", "bedrijfsvaluta", "lokalevaluta"),
    *("valutaaziendale", "valutalocale", "moedalocal", "moedadaempresa"),
)
_COST_STEMS: Final = ("cost", "purchase", "kosten", "einkauf", "cout", "achat", "coste", "costo", "custo", "inkoop")
Words = npt.NDArray[np.object_]


def row_codes(source: Source, reader: NumberReader, money_headers: list[str]) -> Words:
    """Code of the currency of each row, by its column of currencies, else by the signs around its amounts.

    Empty where the row names none.
    """
    header = currency_header(source, money_headers)
    return _column_codes(source, header) if header else _sign_codes(source, reader, money_headers)


def currency_header(source: Source, money_headers: list[str]) -> str:
    """Header of the column that names the currency of each row; empty where there is none.

    Empty too where the amounts are said to be in the firm's own currency, whatever the line was sold in.
    """
    return "" if _converted(money_headers) else source.header("currency") or _by_values(source)


def column_codes(source: Source, reader: NumberReader, header: str, rows: Words) -> Words:
    """Codes of one column of money: by its signs, its header, the costs' own currencies, else those of the rows."""
    own = _sign_codes(source, reader, [header])
    if header in _cost_headers(source):
        own = np.where(own != _BLANK, own, _named([header]) or _costs_own_codes(source))
    named = _named([header])
    return np.where(own != _BLANK, own, named or rows)


def _cost_headers(source: Source) -> set[str]:
    return {source.header("cost"), source.header("unit_cost"), *source.mapping.costs.values()} - {_BLANK}


def _costs_own_codes(source: Source) -> Words:
    """Code of the costs of each row by a column such as ``Cost Currency``; empty where there is none."""
    for header in source.headers():
        key = header_key(header)
        if any(stem in key for stem in _STEMS) and any(stem in key for stem in _COST_STEMS):
            codes = _column_codes(source, header)
            if bool((codes != _BLANK).any()):
                return codes
    return np.full(source.rows, _BLANK, object)


def refuse_other_currency(
    source: Source, reader: NumberReader, own: Words, columns: tuple[list[str], list[str]], listed: str
) -> None:
    """Never subtract a cost in one currency from a price in another, unless there is a rate for it.

    Args:
        source: The transactions.
        reader: Has read the columns.
        own: Code of each row.
        columns: Headers of what was sold for, and of what it cost.
        listed: Currency of the costs on the products' list; empty where it is not known.

    Raises:
        UserChoiceError: A cost is in another currency than the price of its line, and no rate is known.
    """
    prices, costs = columns
    own = np.where(own == _BLANK, _sign_codes(source, reader, prices), own)
    own = np.where(own == _BLANK, _named(prices), own)
    theirs = _sign_codes(source, reader, costs)
    theirs = np.where(theirs == _BLANK, _named(costs) or (_costs_own_codes(source) if costs else listed), theirs)
    rates = rates_of(source.mapping.answers.get(RATES))
    rated = np.isin(theirs, [*rates, source.exchange.into]) if source.exchange else np.zeros(len(own), bool)
    apart = source.kept() & (own != _BLANK) & (theirs != _BLANK) & (own != theirs) & ~rated
    if apart.any():
        row = int(np.argmax(apart))
        into = source.exchange.into if source.exchange else own[row]
        raise UserChoiceError(
            f"{source.tables[0].name} has costs in another currency than its prices",
            found=f"prices in {own[row]}, costs in {theirs[row]}, in {counted(int(apart.sum()), 'line')}",
            remedy=f"convert the costs into the currency of the prices, leave their column out of the map, or "
            f"{rate_words(theirs[row], into)}",
        )


def rate_words(code: str, into: str) -> str:
    """How a rate is written in the map.

    >>> rate_words("USD", "EUR")
    'say what one USD is in EUR: "rates": {"USD": {"rate": "...", "source": "..."}} in the map'
    """
    return f'say what one {code} is in {into}: "rates": {{"{code}": {{"rate": "...", "source": "..."}}}} in the map'


def in_one_currency(source: Source, reader: NumberReader, header: str, amounts: Amounts, into: str) -> Amounts:
    """Amounts of a list of costs in the currency of the sales; as they are where either is not known.

    Raises:
        UserChoiceError: The list has amounts in another currency, and no rate for it is known.
    """
    codes = _sign_codes(source, reader, [header])
    if found := _by_values(source):
        codes = np.where(codes == _BLANK, _column_codes(source, found), codes)
    codes = np.where(codes == _BLANK, _named([header]), codes)
    rates = rates_of(source.mapping.answers.get(RATES))
    there = sorted(set(codes[source.kept() & amounts.present].tolist()) - {_BLANK})
    into = into or (there[0] if len(there) == 1 else _BLANK)
    for code in there:
        if code != into and code not in rates:
            raise UserChoiceError(
                f"{source.tables[0].name} has costs in another currency than the sales",
                found=f"costs in {code}, sales in {into or 'a currency that no file names'}",
                remedy=f"write the costs in {into or 'one currency'}, or {rate_words(code, into or there[0])}",
            )
    exchange = Exchange(into, codes, rates)
    source.notes += [f"{each}." for each in exchange.sentences(amounts, source.kept())]
    return exchange.lines(amounts.where(source.kept()))


def _converted(headers: list[str]) -> bool:
    """Whether all of these columns say that they are in the firm's own currency."""
    keys = [header_key(header).replace(" ", "") for header in headers]
    return bool(keys) and all(any(word in key for word in _CONVERTED) for key in keys)


def cost_currency(source: Source, reader: NumberReader, headers: list[str]) -> str:
    """The one currency of a list of costs, by its signs, its currency column or its headers; empty if not known.

    Raises:
        UserChoiceError: The list names several currencies.
    """
    codes = set(_sign_codes(source, reader, headers).tolist()) - {_BLANK}
    if header := _by_values(source):
        codes |= set(_column_codes(source, header).tolist()) - {_BLANK}
    if len(codes) > 1:
        raise UserChoiceError(
            f"{source.tables[0].name} has costs in several currencies",
            found=" and ".join(sorted(codes)),
            remedy="write the costs of one list in one currency",
        )
    return next(iter(codes)) if codes else _named(headers)


def _named(headers: list[str]) -> str:
    """Currency that stands in a header, as in ``Unit Cost (USD)``."""
    words = {word for header in headers for word in _WORD.findall(header)}
    found = words & CODES
    return found.pop() if len(found) == 1 else _BLANK


def _by_values(source: Source) -> str:
    """Header of a column of currency codes, whatever it is called; the empty text where there is none."""
    for header in source.headers():
        key = header_key(header)
        if any(stem in key for stem in _STEMS):
            texts = [text for text in source.column(header).texts.to_pylist() if text]
            if texts and all(currency_code(text) for text in texts):
                return header
    return ""


def _column_codes(source: Source, header: str) -> Words:
    column = source.column(header)
    words = [_code(text) for text in column.texts.to_pylist()]
    return np.array(words, dtype=object)[column.codes]


def _code(text: str) -> str:
    if text.casefold() in ("", "null", "n/a", "-"):
        return _BLANK
    if factor_of(text) > 1:
        raise UserChoiceError(
            f"Amounts in {text} are not read from a column of currencies",
            found=text,
            remedy="write them in whole units, or put the unit behind the header of the amounts, as in Amount (kEUR)",
        )
    return currency_code(text) or text.upper()


def _sign_codes(source: Source, reader: NumberReader, money_headers: list[str]) -> Words:
    codes = np.full(source.rows, _BLANK, dtype=object)
    for header in money_headers:
        start = 0
        for piece, found in zip(source.pieces(header), reader.signs(header), strict=True):
            if found:
                words = np.array([found.get(place, _BLANK) for place in range(len(piece.texts))], dtype=object)
                own = words[piece.codes]
                part = codes[start : start + len(piece)]
                part[part == _BLANK] = own[part == _BLANK]
            start += len(piece)
    return codes
