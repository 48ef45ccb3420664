"""The money columns of the transactions, on the rows that count, with what their names and their places say."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from whalecurve.intake.meaning.orders import Ints, Orders
from whalecurve.intake.meaning.words import column_role, header_parts
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts, Mask, multiply

AMOUNT, PRICE, TAX, DISCOUNT, REFUND = "amount", "price", "tax", "discount", "refund"
SHIPPING, FEE, EXTRA = "shipping", "fee", "extra"
ROLES: Final = (AMOUNT, TAX, DISCOUNT, REFUND, SHIPPING, FEE, EXTRA)
PERCENT: Final = "percent"
_MOSTLY: Final = 0.9


@dataclass(frozen=True)
class Column:
    """One money column on the rows that count: role by name, what the header says, numbers, place on orders.

    ``is_rate`` is for a tax that stands there as a percentage and nowhere as an amount.
    """

    header: str
    role: str
    parts: frozenset[str]
    amounts: Amounts
    shape: str
    is_rate: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing but nothing."""
        return not bool((self.amounts.present & (self.amounts.values != 0)).any())


def money_headers(source: Source) -> list[str]:
    """Headers of columns that are money by their names and numbers by their values, mapped ones left out."""
    own = [header for name in ("amount", "discount") if (header := source.header(name))]
    mapped = {
        header
        for name, header in source.mapping.tables.get(source.kind, {}).items()
        if name not in ("amount", "discount")
    }
    return [
        header
        for header in source.headers()
        if header not in mapped
        and (header in own or (column_role(header) in ROLES and _mostly_numbers(source, header)))
    ]


def _mostly_numbers(source: Source, header: str) -> bool:
    column = source.column(header)
    texts = column.texts.to_pylist()[:500]
    filled = [text for text in texts if text.strip() and text.upper() != "NULL"]
    return bool(filled) and sum(any(letter.isdigit() for letter in text) for text in filled) >= _MOSTLY * len(filled)


@dataclass(frozen=True)
class Signs:
    """Rows that take a sale back, and those of them that the user said so about, negative whatever sign they have."""

    refund: Mask
    forced: Mask


class MoneyColumns:
    """All money columns of a source on its rows that count; rows that take a sale back have negative amounts."""

    def __init__(
        self, source: Source, reader: NumberReader, orders: Orders, signs: Signs, first: Ints | None = None
    ) -> None:
        """Read what is there.

        Args:
            source: The transactions.
            reader: Reads numbers, one decimal mark per column.
            orders: Orders of the rows that count.
            signs: Rows that take a sale back.
            first: For each row the row that its tax belongs to, where a join repeated lines for each tax.
        """
        self._source, self._reader, self.orders, self._signs = source, reader, orders, signs
        self._first = first
        self.exchange = source.exchange
        self.percents: set[str] = set()
        self.turned: list[str] = []
        self.mixed: list[str] = []
        self._kept: dict[str, Amounts] = {}
        headers = money_headers(source)
        self.columns = self._with_rates({header: self._column(header) for header in headers})

    def _column(self, header: str) -> Column:
        role = AMOUNT if header == self._source.header("amount") else column_role(header)
        role = DISCOUNT if header == self._source.header("discount") else role
        parts = header_parts(header)
        amounts = self.read(header, turn=True)
        if self._reader.holds_percents(header) or "%" in header or PERCENT in parts or _percent_key(header):
            self.percents.add(header)
        return Column(header, role, parts, amounts, self.orders.shape(amounts))

    def _with_rates(self, columns: dict[str, Column]) -> dict[str, Column]:
        """Percentages of tax are no money: they tell the tax where no column of amounts does, and nothing else."""
        rates = [each.header for each in columns.values() if each.role == TAX and self._is_rate(each)]
        have_amounts = any(each.role == TAX and each.header not in rates for each in columns.values())
        told = {header: replace(columns[header], role="" if have_amounts else TAX, is_rate=True) for header in rates}
        return {**columns, **told}

    def _is_rate(self, column: Column) -> bool:
        values = np.abs(column.amounts.values[column.amounts.present])
        return column.header in self.percents and int(values.max(initial=0)) <= 100 * 10**column.amounts.scale

    def read(self, header: str, *, turn: bool) -> Amounts:
        """Numbers of a column where the row counts; ``turn`` makes those of refunds negative."""
        if header not in self._kept:
            found = self._carried(header, self._reader.peek(header)).where(self.orders.group >= 0)
            self._kept[header] = self._turned(header, found) if turn else found
        return self._kept[header]

    def _carried(self, header: str, amounts: Amounts) -> Amounts:
        """Taxes of repeated lines belong to the line that counts."""
        if self._first is None or column_role(header) != TAX:
            return amounts
        rows = np.flatnonzero(self._first != np.arange(len(self._first)))
        if not len(rows):
            return amounts
        values = amounts.values.copy()
        np.add.at(values, self._first[rows], np.where(amounts.present, amounts.values, 0)[rows])
        return Amounts(values, amounts.scale, amounts.present)

    def _turned(self, header: str, amounts: Amounts) -> Amounts:
        rows = self._signs.refund & amounts.present & (amounts.values != 0)
        forced = self._signs.forced & rows
        values = np.where(forced, -np.abs(amounts.values), amounts.values)
        rest = rows & ~forced
        if rest.any() and not self._signed_by_hand(header):
            if bool((amounts.values[rest] > 0).all()):
                values = np.where(rest, -values, values)
                self.turned.append(header)
            elif bool((amounts.values[rest] > 0).any()):
                self.mixed.append(header)
        return Amounts(values, amounts.scale, amounts.present)

    def _signed_by_hand(self, header: str) -> bool:
        """Whether a fee stands in refunds whose amounts are negative as written: its own sign is right then."""
        if column_role(header) != FEE:
            return False
        rows = self._signs.refund & (self.orders.group >= 0)
        amounts = [self._reader.peek(each) for each in money_headers(self._source) if column_role(each) == AMOUNT]
        return any(bool((each.values[rows & each.present] < 0).any()) for each in amounts)

    def of_role(self, role: str) -> list[Column]:
        """Columns of a role that hold something."""
        return [column for column in self.columns.values() if column.role == role and not column.is_empty]

    def quantity(self) -> Amounts:
        """Quantities, negative where a sale is taken back."""
        header = self._source.header("quantity")
        return self.read(header, turn=True) if header else Amounts.none(self._source.rows)

    def header_of(self, field: str) -> str:
        """Header of a mapped field."""
        return self._source.header(field)

    def products(self) -> dict[str, Amounts]:
        """Quantity x price for each price column that is mapped, by field."""
        quantity = self.quantity()
        found = {}
        for field in ("list_price", "unit_price"):
            if (header := self._source.header(field)) and self._source.header("quantity"):
                found[field] = multiply(quantity, self.read(header, turn=False))
        return found


def _percent_key(header: str) -> bool:
    key = header_key(header)
    return any(word in key for word in ("percent", "pct", "prozent", "pourcentage", "porcentaje"))
