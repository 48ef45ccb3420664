"""A column of numbers: one decimal mark per column, decided by all its values; exact integers at their own decimals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from whalecurve.intake.text.text_column import MISSING_WORDS, TextColumn
from whalecurve.intake.values.number_text import COMMA, POINT, parse_number

MISSING: Final = 0
VALUE: Final = 1
REFUSED: Final = 2

_FAST_LENGTH: Final = 16
_GROUP: Final = 3
_GROUPED: Final = {
    POINT: r"^-?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?$",
    COMMA: r"^-?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?$",
}
_OTHER: Final = {POINT: COMMA, COMMA: POINT}


@dataclass(frozen=True)
class Numbers:
    """Parsed distinct texts of a column: ``mantissas`` / 10**``decimals`` where ``states`` is VALUE.

    ``faults`` says what was expected instead of each refused text; ``currencies`` which currency stood at a text;
    ``percents`` and ``noisy`` mark texts with a percent sign and texts whose float noise was cut.
    """

    mantissas: npt.NDArray[np.int64]
    decimals: npt.NDArray[np.int64]
    states: npt.NDArray[np.int8]
    faults: dict[int, str]
    currencies: dict[int, str]
    percents: npt.NDArray[np.bool_]
    noisy: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class MarkEvidence:
    """How many distinct texts fit only a decimal point, only a decimal comma, or both with different meanings."""

    point: int
    comma: int
    either: int
    example: str = ""

    def plus(self, other: "MarkEvidence") -> "MarkEvidence":
        """Evidence of two columns together."""
        return MarkEvidence(
            self.point + other.point,
            self.comma + other.comma,
            self.either + other.either,
            self.example or other.example,
        )

    def mark(self) -> str:
        """The decimal mark that most texts need, or the empty text when nothing tells."""
        if self.point == self.comma:
            return ""
        return POINT if self.point > self.comma else COMMA


def mark_evidence(column: TextColumn) -> MarkEvidence:
    """What all values of a column say about its decimal mark.

    >>> import pandas as pd
    >>> mark_evidence(TextColumn.of("x", pd.Series(["1,234", "5", "0,5"], dtype="str")))
    MarkEvidence(point=0, comma=1, either=1, example='1,234')
    """
    fits = {mark: _matches(column.texts, pattern) for mark, pattern in _GROUPED.items()}
    marked = _matches(column.texts, "[.,]")
    either = marked & fits[POINT] & fits[COMMA]
    example = str(column.texts[int(np.argmax(either))].as_py()) if either.any() else ""
    counted = MarkEvidence(
        int((fits[POINT] & ~fits[COMMA]).sum()), int((fits[COMMA] & ~fits[POINT]).sum()), int(either.sum()), example
    )
    rest = column.texts.filter(pa.array(marked & ~fits[POINT] & ~fits[COMMA])).to_pylist()
    for text in rest:
        counted = counted.plus(_one_text(text))
    return _grouped(column.texts, either, counted) if either.any() else counted


def _grouped(texts: pa.Array, either: npt.NDArray[np.bool_], counted: MarkEvidence) -> MarkEvidence:
    """Evidence of numbers such as ``1.250`` beside ``980``: marks of thousands, for decimals would be written alike.

    With three decimals throughout 980 would be 980.000, and with as many as needed 1.250 would be 1.25; and no number
    of four digits stands without a mark.
    """
    marked = texts.filter(pa.array(either)).to_pylist()
    marks = {mark for mark in (POINT, COMMA) for text in marked if mark in text}
    whole = texts.filter(pa.array(_matches(texts, r"^-?[0-9]+$"))).to_pylist()
    alike = len(marks) == 1 and not counted.point and not counted.comma
    small = [text for text in whole if text.strip("-0")]
    if not alike or not small or any(len(text.lstrip("-")) > _GROUP for text in small):
        return counted
    if not any(text.endswith("0") for text in marked):
        return counted
    decimal_comma = POINT in marks
    return MarkEvidence(0 if decimal_comma else len(marked), len(marked) if decimal_comma else 0, 0, counted.example)


def _one_text(text: str) -> MarkEvidence:
    point, comma = parse_number(text, POINT), parse_number(text, COMMA)
    if isinstance(point, str) or isinstance(comma, str):
        return MarkEvidence(int(not isinstance(point, str)), int(not isinstance(comma, str)), 0)
    return MarkEvidence(0, 0, int(point != comma), text if point != comma else "")


def _matches(texts: pa.Array, pattern: str) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False), dtype=bool)


def parse_numbers(column: TextColumn, mark: str) -> Numbers:
    """Parse every distinct text of a column under one decimal mark.

    >>> import pandas as pd
    >>> numbers = parse_numbers(TextColumn.of("x", pd.Series(["1.234,50", "NULL", "ten"], dtype="str")), ",")
    >>> numbers.mantissas.tolist(), numbers.decimals.tolist(), numbers.states.tolist(), numbers.faults
    ([12345, 0, 0], [1, 0, 0], [1, 0, 2], {2: 'a number'})
    """
    size = len(column.texts)
    numbers = Numbers(
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.int8),
        {},
        {},
        np.zeros(size, bool),
        np.zeros(size, bool),
    )
    short = np.asarray(
        pc.less_equal(pc.utf8_length(column.texts), _FAST_LENGTH).to_numpy(zero_copy_only=False), dtype=bool
    )
    fast = short & _matches(column.texts, _GROUPED[mark])
    _parse_fast(numbers, column.texts, fast, mark)
    _parse_rest(numbers, column.texts, np.flatnonzero(~fast), mark)
    return numbers


def _parse_fast(numbers: Numbers, texts: pa.Array, fast: npt.NDArray[np.bool_], mark: str) -> None:
    plain = pc.replace_substring(texts.filter(pa.array(fast)), _OTHER[mark], "")
    places = pc.find_substring(plain, mark).to_numpy(zero_copy_only=False)
    lengths = pc.binary_length(plain).to_numpy(zero_copy_only=False)
    decimals = np.where(places < 0, 0, lengths - places - 1).astype(np.int64)
    mantissas = pc.replace_substring(plain, mark, "").cast(pa.int64()).to_numpy(zero_copy_only=False).copy()
    while (zeros := (decimals > 0) & (mantissas % 10 == 0)).any():
        mantissas[zeros] //= 10
        decimals[zeros] -= 1
    numbers.mantissas[fast], numbers.decimals[fast], numbers.states[fast] = mantissas, decimals, VALUE


def _parse_rest(numbers: Numbers, texts: pa.Array, places: npt.NDArray[np.intp], mark: str) -> None:
    for place, text in zip(places.tolist(), texts.take(pa.array(places)).to_pylist(), strict=True):
        if text.casefold() in MISSING_WORDS:
            continue
        number = parse_number(text, mark)
        if isinstance(number, str):
            numbers.states[place], numbers.faults[place] = REFUSED, number
            continue
        numbers.mantissas[place], numbers.decimals[place], numbers.states[place] = (
            number.mantissa,
            number.decimals,
            VALUE,
        )
        numbers.percents[place], numbers.noisy[place] = number.percent, number.noisy
        if number.currency:
            numbers.currencies[place] = number.currency


def decide_mark(own: MarkEvidence, others: Sequence[MarkEvidence], delimiter: str) -> tuple[str, bool]:
    """Decimal mark of a column and whether values settled it: its own, else those of other columns.

    Without any evidence a semicolon file is read with decimal commas and every other file with decimal points.

    >>> decide_mark(MarkEvidence(0, 0, 1, "1,234"), [], ","), decide_mark(MarkEvidence(0, 0, 1, "1,234"), [], ";")
    (('.', False), (',', False))
    """
    around = MarkEvidence(0, 0, 0)
    for evidence in others:
        around = around.plus(evidence)
    settled = own.mark() or around.mark()
    return settled or (COMMA if delimiter == ";" else POINT), bool(settled) or own.either == 0
