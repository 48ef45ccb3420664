"""What kind of trait a column is, and its values in one plain form."""

import re
from typing import Final

import numpy as np

from whalecurve.intake.text.text_column import MISSING_WORDS, TextColumn
from whalecurve.intake.values.date_columns import NO_DAY, order_evidence, parse_days
from whalecurve.intake.values.number_columns import REFUSED, VALUE, decide_mark, mark_evidence, parse_numbers

TEXT: Final = "text"
NUMBER: Final = "number"
DATE: Final = "date"
YES_NO: Final = "yes/no"
_YES: Final = frozenset("yes y true ja oui si sí sim x".split())
_NO: Final = frozenset("no n false nein non nee não".split())
_CODE: Final = re.compile(r"[-+]?0[0-9]")


def plain_trait(column: TextColumn, delimiter: str) -> tuple[str, list[str]]:
    """Kind of a trait and its distinct values in plain form.

    That is decimal text, ISO dates, yes and no; missing is the empty text.

    A number is a trait whose values are all numbers and none starts with a zero like the postcode 00501. Dates that
    could be read in two orders stay text.

    >>> import pandas as pd
    >>> plain_trait(TextColumn.of("x", pd.Series(["1,100.50", "300.0", "n/a"], dtype="str")), ",")
    ('number', ['1100.5', '300', ''])
    >>> plain_trait(TextColumn.of("zip", pd.Series(["00501", "10001"], dtype="str")), ",")
    ('text', ['00501', '10001'])
    """
    texts = column.texts.to_pylist()
    filled = [text for text in texts if text.casefold() not in MISSING_WORDS]
    if not filled:
        return TEXT, ["" if text.casefold() in MISSING_WORDS else text for text in texts]
    if all(text.casefold() in _YES | _NO for text in filled):
        return YES_NO, [_yes_no(text) for text in texts]
    return _numbers(column, texts, filled, delimiter) or _dates(column) or (TEXT, texts)


def _yes_no(text: str) -> str:
    if text.casefold() in MISSING_WORDS:
        return ""
    return "yes" if text.casefold() in _YES else "no"


def _numbers(column: TextColumn, texts: list[str], filled: list[str], delimiter: str) -> tuple[str, list[str]] | None:
    if any(_CODE.match(text) for text in filled) or not any(character.isdigit() for character in filled[0]):
        return None
    mark, _ = decide_mark(mark_evidence(column), [], delimiter)
    numbers = parse_numbers(column, mark)
    if (numbers.states == REFUSED).any() or numbers.percents.any() or len(set(numbers.currencies.values())) > 1:
        return None
    states, mantissas, decimals = numbers.states.tolist(), numbers.mantissas.tolist(), numbers.decimals.tolist()
    return NUMBER, [_plain(mantissas[i], decimals[i]) if states[i] == VALUE else "" for i in range(len(texts))]


def _plain(mantissa: int, decimals: int) -> str:
    digits = str(abs(mantissa)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if mantissa < 0 else text


def _dates(column: TextColumn) -> tuple[str, list[str]] | None:
    order = order_evidence(column).order()
    if not order:
        return None
    distinct = TextColumn(column.header, np.arange(len(column.texts), dtype=np.int32), column.texts)
    days, blank = parse_days(distinct, order, serials=False)
    if ((days == NO_DAY) & ~blank).any():
        return None
    words = np.datetime_as_string(days.astype("datetime64[D]"))
    return DATE, ["" if empty else str(word) for word, empty in zip(words, blank, strict=True)]
