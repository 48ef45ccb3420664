"""One currency per dataset: two are never added up, the user chooses."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.formats import counted
from whalecurve.domain.wording import them
from whalecurve.intake.headers import header_key
from whalecurve.intake.money_words import CODES, currency_code
from whalecurve.intake.read_numbers import NumberReader
from whalecurve.intake.source import Source

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
Words = npt.NDArray[np.object_]


def settle_currency(source: Source, reader: NumberReader, money_headers: list[str], wanted: str | None) -> str:
    """Code of the currency of the lines that count; the empty text when the files do not say.

    Lines of another currency than ``wanted`` are set aside. The currency column decides, else the signs around the
    amounts.

    Raises:
        UserChoiceError: Several currencies and none wanted, or no line in the wanted one.
    """
    header = "" if _converted(money_headers) else source.header("currency") or _by_values(source)
    codes = _column_codes(source, header) if header else _sign_codes(source, reader, money_headers)
    kept = source.kept()
    counts = {code: int(((codes == code) & kept).sum()) for code in sorted(set(codes[kept].tolist()) - {_BLANK})}
    choice = _chosen(source, counts, wanted)
    others = kept & (codes != choice) & (codes != _BLANK)
    if others.any():
        shown = header or next(iter(money_headers), "")
        source.reject(others, shown, f"an amount in {choice}", "upload other currencies apart, or convert them first")
    blank = int((kept & (codes == _BLANK)).sum())
    if header and choice and blank and not wanted == choice == _BLANK:
        source.notes.append(
            them(blank, "line does not name a currency and is", "lines do not name a currency and are")
            + f" taken as {choice}."
        )
    return choice


def refuse_other_currency(
    source: Source, reader: NumberReader, prices: list[str], costs: list[str], listed: str
) -> None:
    """Never subtract a cost in one currency from a price in another.

    Args:
        source: The transactions.
        reader: Has read the columns.
        prices: Headers of what was sold for.
        costs: Headers of what it cost.
        listed: Currency of the costs on the products' list; empty where it is not known.

    Raises:
        UserChoiceError: A cost is in another currency than the price of its line.
    """
    own = _sign_codes(source, reader, prices)
    header = "" if _converted(prices) else source.header("currency") or _by_values(source)
    if header:
        own = np.where(own == _BLANK, _column_codes(source, header), own)
    own = np.where(own == _BLANK, _named(prices), own)
    theirs = _sign_codes(source, reader, costs)
    theirs = np.where(theirs == _BLANK, _named(costs) or (listed if not costs else _BLANK), theirs)
    apart = source.kept() & (own != _BLANK) & (theirs != _BLANK) & (own != theirs)
    if apart.any():
        row = int(np.argmax(apart))
        raise UserChoiceError(
            f"{source.tables[0].name} has costs in another currency than its prices",
            found=f"prices in {own[row]}, costs in {theirs[row]}, in {int(apart.sum()):,} lines",
            remedy="convert the costs into the currency of the prices, or leave their column out of the map",
        )


def _converted(headers: list[str]) -> bool:
    """Whether all of these columns say that they are in the firm's own currency."""
    keys = [header_key(header).replace(" ", "") for header in headers]
    return bool(keys) and all(any(word in key for word in _CONVERTED) for key in keys)


def cost_currency(source: Source, reader: NumberReader, headers: list[str]) -> str:
    """The one currency of a list of costs, by its signs, its currency column or its headers; empty if not known."""
    codes = set(_sign_codes(source, reader, headers).tolist()) - {_BLANK}
    if header := _by_values(source):
        codes |= set(_column_codes(source, header).tolist()) - {_BLANK}
    return next(iter(codes)) if len(codes) == 1 else _named(headers)


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


def _chosen(source: Source, counts: dict[str, int], wanted: str | None) -> str:
    listed = ", ".join(f"{code} ({counted(lines, 'line')})" for code, lines in counts.items())
    if wanted is None:
        if len(counts) > 1:
            most = max(counts, key=lambda code: counts[code])
            remedy = f"choose one of them (currency=), for example {most}; lines in others are set aside"
            raise UserChoiceError(
                f"{source.tables[0].name} has amounts in several currencies", found=listed, remedy=remedy
            )
        return next(iter(counts), _BLANK)
    code = wanted.strip().upper()
    if counts and code not in counts:
        raise UserChoiceError(
            f"No line of {source.tables[0].name} is in {code}", found=listed, remedy="choose the currency of the files"
        )
    return code


def _column_codes(source: Source, header: str) -> Words:
    column = source.column(header)
    words = [_code(text) for text in column.texts.to_pylist()]
    return np.array(words, dtype=object)[column.codes]


def _code(text: str) -> str:
    if text.casefold() in ("", "null", "n/a", "-"):
        return _BLANK
    return currency_code(text) or text.upper()


def _sign_codes(source: Source, reader: NumberReader, money_headers: list[str]) -> Words:
    codes = np.full(source.rows, _BLANK, dtype=object)
    for header in money_headers:
        start = 0
        for piece, found in zip(source.pieces(header), reader.currencies.get(header, []), strict=False):
            if found:
                words = np.array([found.get(place, _BLANK) for place in range(len(piece.texts))], dtype=object)
                own = words[piece.codes]
                part = codes[start : start + len(piece)]
                part[part == _BLANK] = own[part == _BLANK]
            start += len(piece)
    return codes
