"""Customers out of the transactions themselves: one flat file that repeats the customer's own columns on each line."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.costing.drivers import CREDIT_COLUMNS
from whalecurve.domain.segments.traits.per_customer import OWN_AGREEMENT, agreement_of
from whalecurve.domain.words.formats import counted
from whalecurve.intake.meaning.same_names import note_near, say_spellings, spellings
from whalecurve.intake.recognition.aliases import MONEY_COLUMNS
from whalecurve.intake.tables.customers import NO_ID, Customers, assembled, assign_customers, free_trait_name
from whalecurve.intake.tables.source import Source, require
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.text.text_column import TextColumn, distinct_sorted, occurring
from whalecurve.intake.values.labels import sorted_texts
from whalecurve.intake.values.trait_values import NUMBER, plain_trait

Int64s = npt.NDArray[np.int64]
_NOBODY: Final = -1
# Days of credit are no trait and a driver: a cost per day of credit counts with them.
_CREDIT_KEYS: Final = frozenset(map(header_key, CREDIT_COLUMNS))


def flat_customers(source: Source, net_revenue: Int64s) -> Customers:
    """Distinct customers of the lines that count.

    The name is the most frequent one. A further column with one value per customer is a trait. Where lines differ, the
    rule is *the value with most revenue* (ties: first in code-point order), and a note says so; a column whose values
    take turns over the lines is left out unless the mapping names it. So is a number: what lines carry in figures is
    mostly money or amounts, and no trait of who bought.
    """
    header = require(source, ("customer", "customer_name"), "the customer")
    column = source.column(header)
    is_id = bool(source.header("customer"))
    texts = column.texts.to_pylist()
    kept = source.kept()
    counts = np.bincount(column.codes[kept], minlength=len(texts)).tolist()
    merged = spellings(texts, counts)
    say_spellings(source, merged)
    there = sorted_texts(column.texts, occurring(column.codes[kept]), NO_ID if is_id else [""])
    seen = [text for text in there.to_pylist() if text not in merged]
    note_near(source, seen)
    by_id = {text: code for code, text in enumerate(seen)}
    by_id |= {other: by_id[text] for other, text in merged.items()}
    lookup = np.array([by_id.get(text, _NOBODY) for text in texts], dtype=np.int64)
    customer = lookup[column.codes] if len(texts) else np.zeros(0, np.int64)
    rows = np.flatnonzero(kept & (customer >= 0))
    lines = FlatLines(source, customer[rows], rows, net_revenue[rows], len(seen))
    frame, kinds = {columns.CUSTOMER_ID: seen, columns.CUSTOMER_NAME: _names(source, lines, seen)}, {}
    for trait in _trait_candidates(source, header):
        if (found := lines.trait(trait)) is not None:
            kinds[free_trait_name(trait)], frame[free_trait_name(trait)] = found
    lines.note_left_out()
    return replace(assembled(frame, kinds), by_id=by_id)


class FlatLines:
    """Lines of known customers, to find one value per customer in a column."""

    def __init__(
        self, source: Source, customer: Int64s, rows: npt.NDArray[np.intp], net_revenue: Int64s, customers: int
    ) -> None:
        """Lines ``rows`` of a source belong to ``customer`` and earn ``net_revenue``."""
        self._source, self._customer, self._rows, self._net, self._count = (
            source,
            customer,
            rows,
            net_revenue,
            customers,
        )
        self._left_out: list[str] = []
        self._numbers: list[str] = []

    def trait(self, header: str) -> tuple[str, list[str]] | None:
        """Kind and value per customer of a column, or ``None`` when the column is no trait."""
        column = self._source.column(header)
        pairs = self._pairs(column)
        several = int((np.bincount(pairs[0], minlength=self._count) > 1).sum())
        wanted = header in (*(self._source.mapping.traits or ()), *self._source.mapping.also_traits)
        if not wanted and not several and not self._is_telling(column, pairs):
            return None
        if not wanted and several and self._take_turns(column):
            self._left_out.append(header)
            return None
        kind, texts = plain_trait(column, self._source.tables[0].delimiter)
        if kind == NUMBER and not wanted and header_key(header) not in _CREDIT_KEYS:
            self._numbers.append(header)
            return None
        if several:
            self._source.notes.append(
                f"{header} has several values for {counted(several, 'customer')}: "
                "the value with most revenue is the customer's."
            )
        return kind, self._spread(self._heaviest(column, self._net) if several else pairs, texts)

    def _take_turns(self, column: TextColumn) -> bool:
        """Whether two lines of one customer agree in a column little more than two lines of anybody."""
        customer, values, _ = self._filled(column)
        width = max(len(column.texts), 1)
        both, lines = np.unique(customer * width + values, return_counts=True)
        return agreement_of(both // width, both % width, lines.astype(np.int64)) < OWN_AGREEMENT

    def most_frequent(self, header: str) -> list[str]:
        """Most frequent text of a column per customer (ties: first in code-point order), empty where there is none."""
        column = self._source.column(header)
        return self._spread(self._heaviest(column, np.ones(len(self._rows), np.int64)), column.texts.to_pylist())

    def note_left_out(self) -> None:
        """Say which columns were left out because they have several values per customer, or are numbers."""
        if self._left_out:
            named = ", ".join(self._left_out)
            self._source.notes.append(
                f"No trait, because one customer has several values: {named}. "
                "Take one in as a trait of the customer to use the value with most revenue."
            )
        if self._numbers:
            named = ", ".join(self._numbers)
            self._source.notes.append(
                f"No trait, because it is a number on the lines: {named}. Take one in if it says what a customer is."
            )

    def _filled(self, column: TextColumn) -> tuple[Int64s, Int64s, Int64s]:
        values = column.codes[self._rows].astype(np.int64)
        blank = np.array([text == "" for text in column.texts.to_pylist()], dtype=bool)
        here = np.flatnonzero(~blank[values]) if len(values) else np.zeros(0, np.int64)
        return self._customer[here], values[here], here

    def _pairs(self, column: TextColumn) -> tuple[Int64s, Int64s]:
        customer, values, _ = self._filled(column)
        both = distinct_sorted(customer * max(len(column.texts), 1) + values)
        return both // max(len(column.texts), 1), both % max(len(column.texts), 1)

    def _heaviest(self, column: TextColumn, weights: Int64s) -> tuple[Int64s, Int64s]:
        """The value with the largest sum of weights for each customer that has one."""
        customer, values, here = self._filled(column)
        texts = column.texts.to_pylist()
        order_of = np.empty(len(texts), dtype=np.int64)
        order_of[sorted(range(len(texts)), key=lambda place: texts[place])] = np.arange(len(texts))
        both, place = np.unique(customer * max(len(texts), 1) + values, return_inverse=True)
        totals = np.zeros(len(both), dtype=np.int64)
        np.add.at(totals, place, weights[here])
        owners, kinds = both // max(len(texts), 1), both % max(len(texts), 1)
        best = np.lexsort((order_of[kinds], -totals, owners))
        _, first = np.unique(owners[best], return_index=True)
        return owners[best][first], kinds[best][first]

    def _is_telling(self, column: TextColumn, pairs: tuple[Int64s, Int64s]) -> bool:
        """Whether one value per customer is no accident: it holds over repeated lines, or customers share values."""
        repeated = len(self._filled(column)[0]) > len(pairs[0])
        shared = len(occurring(pairs[1])) < len(pairs[1])
        return len(pairs[0]) > 0 and (repeated or shared)

    def _spread(self, pairs: tuple[Int64s, Int64s], texts: list[str]) -> list[str]:
        spread = [""] * self._count
        for owner, value in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True):
            spread[owner] = texts[value]
        return spread


def _names(source: Source, lines: FlatLines, ids: list[str]) -> list[str]:
    header = source.header("customer_name")
    if not header:
        return list(ids)
    return [name or text for name, text in zip(lines.most_frequent(header), ids, strict=True)]


def _trait_candidates(source: Source, customer_header: str) -> Sequence[str]:
    fields = source.mapping.tables.get(source.kind, {})
    mapped = {
        customer_header,
        *source.mapping.costs.values(),
        *source.costed,
        *(header for name, header in fields.items() if name != "rep"),
    }
    if source.mapping.traits is not None:
        named = (*source.mapping.traits, *source.mapping.also_traits)
        return [header for header in dict.fromkeys(named) if header in source.headers()]
    also = source.mapping.also_traits
    free = [header for header in source.headers() if header not in mapped]
    return [header for header in free if header in also or header_key(header) not in MONEY_COLUMNS]


def named_by_lines(source: Source, customers: Customers) -> Customers:
    """Customers without a name on file get the most frequent one of their lines."""
    codes = assign_customers(source, customers).codes
    rows = np.flatnonzero(source.kept() & (codes >= 0))
    lines = FlatLines(source, codes[rows].astype(np.int64), rows, np.zeros(len(rows), np.int64), len(customers.frame))
    names = lines.most_frequent(source.header("customer_name"))
    ids = customers.frame[columns.CUSTOMER_ID].tolist()
    found = pd.Series([name or text for name, text in zip(names, ids, strict=True)], dtype="str")
    return replace(customers, frame=customers.frame.assign(**{columns.CUSTOMER_NAME: found}))
