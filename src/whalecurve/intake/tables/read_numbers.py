"""Number columns of a source: one decimal mark per file and column, faults by line, exact amounts out."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.intake.meaning.cost_words import cost_kind
from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.meaning.words import column_role
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.amount_units import THOUSAND, split_header
from whalecurve.intake.text.text_column import TextColumn
from whalecurve.intake.values.exact import Amounts, Mask, coalesce, rescale, times
from whalecurve.intake.values.number_columns import (
    REFUSED,
    VALUE,
    MarkEvidence,
    Numbers,
    decide_mark,
    mark_evidence,
    parse_numbers,
)
from whalecurve.intake.values.number_text import COMMA

_WORDS: Final = {".": "decimal points", ",": "decimal commas"}
_MEND: Final = "correct the cell in the file, then upload it again"


class NumberReader:
    """Reads number columns of one source; the columns of a file decide together where one alone cannot tell."""

    def __init__(self, source: Source, headers: Iterable[str]) -> None:
        """Collect the evidence of all number columns, file by file."""
        self._source = source
        self._headers = list(dict.fromkeys(headers))
        self._evidence = {header: [mark_evidence(piece) for piece in source.pieces(header)] for header in self._headers}
        self.currencies: dict[str, list[dict[int, str]]] = {}
        self.percents: dict[str, Mask] = {}
        self._holds_percents: dict[str, bool] = {}
        self._peeked: dict[str, Amounts] = {}

    def read(self, header: str, *, percent: bool = False) -> Amounts:
        """Exact numbers of a column over all rows; a cell that is no number sets its row aside.

        ``percent`` says that percent signs are fine; they do not change the number.
        """
        parts, percents = [], []
        self.currencies[header] = []
        for position, piece in enumerate(self._source.pieces(header)):
            numbers = parse_numbers(piece, self._mark(header, position))
            if not percent:
                _refuse_percents(numbers)
            self._note_noise(header, piece, numbers)
            parts.append(self._sized(header, position, line_amounts(piece, numbers), numbers))
            self.currencies[header].append(numbers.currencies)
            percents.append(numbers.percents[piece.codes] if len(piece) else np.zeros(0, bool))
            self._reject_faults(header, position, piece, numbers)
        self.percents[header] = np.concatenate(percents)
        return concatenate(parts)

    def peek(self, header: str) -> Amounts:
        """Exact numbers of a column as ``read`` gives them, without a fault, a note or a row set aside."""
        if header not in self._evidence:
            self._evidence[header] = [mark_evidence(piece) for piece in self._source.pieces(header)]
        if header in self._peeked:
            return self._peeked[header]
        parts, currencies = [], []
        for position, piece in enumerate(self._source.pieces(header)):
            numbers = parse_numbers(piece, self._decided(header, position)[0])
            currencies.append(numbers.currencies)
            self._holds_percents[header] = self._holds_percents.get(header, False) or bool(numbers.percents.any())
            parts.append(self._sized(header, position, line_amounts(piece, numbers), numbers))
        self.currencies.setdefault(header, currencies)
        self._peeked[header] = concatenate(parts)
        return self._peeked[header]

    def _sized(self, header: str, position: int, amounts: Amounts, numbers: Numbers) -> Amounts:
        """Amounts in thousands or millions as whole ones; which they are is said by the header or around the table."""
        table, (_, size) = self._source.tables[position], split_header(header)
        said = f"the header {header} says so"
        if size == 1 and table.factor > 1 and _is_sum(self._source, header) and not numbers.percents.any():
            size, said = table.factor, f"a line of the file says {table.factor_words}"
        if size == 1:
            return amounts
        what = f"Are the amounts of {header} in {'thousands' if size == THOUSAND else 'millions'}?"
        if all(each.what != what for each in self._source.decisions):
            self._source.decisions.append(Decision(table.name, what, f"each counts {size:,} times", said))
        return times(amounts, size)

    def signs(self, header: str) -> list[dict[int, str]]:
        """Currencies that stand around the numbers of a column, table by table, by position of the distinct text."""
        if header not in self.currencies:
            self.peek(header)
        return self.currencies[header]

    def holds_percents(self, header: str) -> bool:
        """Whether a column that was read has a percent sign anywhere."""
        read = self.percents.get(header)
        return self._holds_percents.get(header, False) or (read is not None and bool(read.any()))

    def undecided(self, header: str) -> str:
        """A number of a column that can be read with either mark, where neither values nor other columns tell."""
        self.peek(header)
        for position, own in enumerate(self._evidence[header]):
            if own.either and self._decided(header, position)[1] is False:
                return own.example
        return ""

    def mark_of(self, header: str) -> str:
        """The decimal mark that a column is read with."""
        return self._decided(header, 0)[0]

    def _mark(self, header: str, position: int) -> str:
        mark, settled = self._decided(header, position)
        if settled is not None:
            own, name = self._evidence[header][position], self._source.tables[position].name
            self._note_mark(header, name, own, mark, settled=settled)
        return mark

    def _decided(self, header: str, position: int) -> tuple[str, bool | None]:
        """Decimal mark of a piece of a column, and whether values settled it; ``None`` where the user said it."""
        source = self._source
        if source.mapping.decimal and not source.tables[position].spreadsheet:
            return source.mapping.decimal, None
        own = self._evidence[header][position]
        table = source.tables[position]
        same_file = [self._evidence[other][position] for other in self._headers if other != header]
        same_column = [evidence for place, evidence in enumerate(self._evidence[header]) if place != position]
        return decide_mark(own, same_column if any(e.mark() for e in same_column) else same_file, table.delimiter)

    def _note_mark(self, header: str, name: str, own: MarkEvidence, mark: str, *, settled: bool) -> None:
        if own.either and not own.mark():
            why = "as in other columns" if settled else "which its values alone do not tell"
            self._add_note(
                f"{name}: {header} is read with {_WORDS[mark]}, {why} "
                f'(for example {own.example}); "decimal" in the map changes it.'
            )
        elif mark == COMMA and own.comma:
            self._add_note(f"{name}: {header} is read with decimal commas.")

    def _note_noise(self, header: str, piece: TextColumn, numbers: Numbers) -> None:
        count = int(piece.counts()[numbers.noisy].sum()) if numbers.noisy.any() else 0
        if count:
            self._add_note(
                f"{header}: {counted(count, 'number')} with 16 or more digits {agree(count, 'was', 'were')} "
                "read with the 15 digits that a spreadsheet shows."
            )

    def _add_note(self, note: str) -> None:
        if note not in self._source.notes:
            self._source.notes.append(note)

    def _reject_faults(self, header: str, position: int, piece: TextColumn, numbers: Numbers) -> None:
        if not numbers.faults:
            return
        before = sum(table.rows for table in self._source.tables[:position])
        by_words: dict[str, list[int]] = {}
        for place, words in numbers.faults.items():
            by_words.setdefault(words, []).append(place)
        for words, places in by_words.items():
            rows = np.zeros(self._source.rows, dtype=bool)
            rows[before : before + len(piece)] = np.isin(piece.codes, places)
            self._source.reject(rows, header, words, _MEND)


def _is_sum(source: Source, header: str) -> bool:
    """Whether a column is money, and not the price or the cost of one unit, which a line about amounts leaves alone."""
    fields = {name for name, other in source.mapping.tables.get(source.kind, {}).items() if other == header}
    if fields & {"quantity", "unit_price", "list_price", "unit_cost", "material_cost"}:
        return False
    named = bool(column_role(header) or cost_kind(header)) and column_role(header) != "price"
    return named or bool(fields & {"amount", "cost", "profit", "discount"}) or header in source.mapping.costs.values()


def _refuse_percents(numbers: Numbers) -> None:
    for place in np.flatnonzero(numbers.percents).tolist():
        numbers.states[place], numbers.faults[place] = REFUSED, "an amount, not a percentage"


def line_amounts(column: TextColumn, numbers: Numbers) -> Amounts:
    """Numbers of the distinct texts spread over the rows, at one scale."""
    valued = numbers.states == VALUE
    scale = int(numbers.decimals[valued].max()) if valued.any() else 0
    total = Amounts.none(len(column.texts))
    total = Amounts(total.values, scale, total.present)
    for decimals in np.unique(numbers.decimals[valued]).tolist():
        at_scale = valued & (numbers.decimals == decimals)
        total = coalesce(total, rescale(Amounts(numbers.mantissas, decimals, at_scale), scale))
    if not len(column):
        return Amounts.none(0)
    return Amounts(total.values[column.codes], scale, total.present[column.codes])


def concatenate(parts: list[Amounts]) -> Amounts:
    """Amounts of several files after one another, at the finest of their scales."""
    scale = max(part.scale for part in parts)
    fitted = [rescale(part, scale) for part in parts]
    return Amounts(
        np.concatenate([part.values for part in fitted]), scale, np.concatenate([part.present for part in fitted])
    )
