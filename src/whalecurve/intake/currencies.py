"""One currency per dataset: two are never added up, the user chooses."""

from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.formats import counted
from whalecurve.domain.wording import them
from whalecurve.intake.money_words import currency_code
from whalecurve.intake.read_numbers import NumberReader
from whalecurve.intake.source import Source

_BLANK: Final = ""
Words = npt.NDArray[np.object_]


def settle_currency(source: Source, reader: NumberReader, money_headers: list[str], wanted: str | None) -> str:
    """Code of the currency of the lines that count; the empty text when the files do not say.

    Lines of another currency than ``wanted`` are set aside. The currency column decides, else the signs around the
    amounts.

    Raises:
        UserChoiceError: Several currencies and none wanted, or no line in the wanted one.
    """
    header = source.header("currency")
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
