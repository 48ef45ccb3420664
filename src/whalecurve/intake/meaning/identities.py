"""Identities among money columns, found by exact arithmetic on all rows: what adds up proves what a column is.

``high = low - discount + tax + shipping + extra - refund - fee``: for each pair of columns the smallest set of terms
that holds on every row, or on every order, to one minor unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.intake.meaning.money_columns import (
    DISCOUNT,
    EXTRA,
    FEE,
    REFUND,
    SHIPPING,
    TAX,
    Column,
    MoneyColumns,
)
from whalecurve.intake.meaning.orders import LINE, ONCE, REPEATED, SINGLE
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts, Values

Ints = npt.NDArray[np.int64]
ORDER: Final = "order"
UNIT, SHARE, PERCENT, ORDER_PERCENT = "unit", "share", "percent", "order percent"
# A percentage of what is left when it is taken off: a tax in the amount.
WITHIN: Final = "within"
MINOR: Final = 2
_LINE_WORDS: Final = ("line", "item", "position", "zeile", "ligne", "linea", "linha", "regel", "riga")
_PROBES: Final = 40
_MOST_TERMS: Final = 4
_ROOM: Final = 2**60


@dataclass(frozen=True)
class Node:
    """A column of amounts, line by line or order by order; a header, or quantity x price."""

    name: str
    header: str
    level: str
    parts: frozenset[str]


@dataclass(frozen=True)
class Term:
    """What stands between two amounts: its subject, the columns that hold it, and how they hold it.

    ``how`` is ``line``, ``order``, ``unit``, ``percent``, ``share`` or ``order percent``; ``sign`` turns a fee that
    is written negative; ``rounded`` says that a percentage of a line is money to the minor unit, as totals prove.
    """

    subject: str
    headers: tuple[str, ...]
    how: tuple[str, ...]
    sign: int = 1
    rounded: bool = False


@dataclass(frozen=True)
class Edge:
    """``high`` is ``low`` with these terms on all ``count`` rows or orders."""

    low: Node
    high: Node
    terms: tuple[Term, ...]
    count: int
    level: str

    def sentence(self) -> str:
        """The proof in one plain sentence."""
        words = self.low.name
        for term in self.terms:
            sign = "less" if term.subject in (DISCOUNT, REFUND, FEE) else "plus"
            words += f" {sign} {' and '.join(term.headers)}" + (" percent" if "percent" in term.how[0] else "")
        lines = self.level == LINE
        verb = "is" if lines else "adds up to"
        what = "row" if lines else "order"
        if self.count != 1:
            what += "s"
        return f"{words} {verb} {self.high.name} in {self.count:,} of {self.count:,} {what}"


class Arithmetic:
    """Amounts and terms as integers at one scale, by row and by order, and the search among them."""

    def __init__(self, money: MoneyColumns, known_hows: Mapping[str, str]) -> None:
        """Collect the columns that could be related; ``known_hows`` says what kind of discount a column holds."""
        self._money = money
        self._rows = np.flatnonzero(money.orders.group >= 0)
        self._known = known_hows
        products = money.products()
        self._quantity = money.quantity()
        wanted = money.header_of("amount")
        columns = [each for each in money.columns.values() if not each.is_empty or each.header == wanted]
        used = [*products.values(), *(each.amounts for each in columns), self._quantity]
        self.scale = max(MINOR, *(amounts.scale for amounts in used)) if used else MINOR
        self._values: dict[tuple[str, str], tuple[Values, npt.NDArray[np.bool_]]] = {}
        self.nodes: list[Node] = []
        for field, amounts in products.items():
            self._add(Node(f"quantity x {money.header_of(field)}", "", LINE, frozenset({field})), amounts)
        for each in columns:
            if each.role == "amount":
                self._add_column(each)
        self.options = self._options(columns)

    def _add(self, node: Node, amounts: Amounts) -> None:
        self.nodes.append(node)
        self._values[node.name, node.level] = self._scaled(amounts, node.level)

    def _add_column(self, column: Column) -> None:
        self._add(Node(column.header, column.header, LINE, column.parts), column.amounts)
        if self._money.orders.have_several_lines:
            self._add(Node(column.header, column.header, ORDER, column.parts), column.amounts)

    def _scaled(self, amounts: Amounts, level: str) -> tuple[Values, npt.NDArray[np.bool_]]:
        if level == ORDER:
            amounts = self._money.orders.once(amounts)
            values, present = amounts.values, amounts.present
        else:
            values, present = amounts.values[self._rows], amounts.present[self._rows]
        factor = 10 ** (self.scale - amounts.scale)
        if amounts.largest() * factor >= _ROOM // max(len(values), 1):
            values = values.astype(object)
        return np.where(present, values, 0) * factor, present

    def _options(self, columns: Sequence[Column]) -> list[Term]:
        options = [
            term
            for each in columns
            if each.role in (DISCOUNT, TAX, SHIPPING, FEE, EXTRA, REFUND)
            for term in self._terms(each)
        ]
        return options + _pairs(options, DISCOUNT) + _pairs(options, TAX)

    def _terms(self, column: Column) -> list[Term]:
        hows = [LINE] if column.shape != REPEATED else [ORDER]
        if column.shape in (ONCE, REPEATED):
            hows = [LINE] if column.shape == ONCE and of_the_line(column.header) else [ORDER, LINE]
        if column.role == DISCOUNT:
            hows = self._discount_hows(column)
        if column.is_rate:
            hows = [PERCENT]
        terms = [Term(column.role, (column.header,), (how,)) for how in hows]
        return terms + [Term(FEE, (column.header,), (how,), -1) for how in hows] if column.role == FEE else terms

    def _discount_hows(self, column: Column) -> list[str]:
        if column.header in self._known:
            return [self._known[column.header]]
        values = np.abs(column.amounts.values[column.amounts.present])
        unit = 10**column.amounts.scale
        whole = [ORDER] if column.shape in (ONCE, REPEATED) and not of_the_line(column.header) else []
        per_cent = [PERCENT, *([ORDER_PERCENT] if whole else [])]
        if column.header in self._money.percents:
            return per_cent
        if column.parts & {"amount", "total"}:
            return [*whole, LINE, UNIT]
        small = values.max(initial=0)
        return [*whole, LINE, UNIT, *(per_cent if small <= 100 * unit else []), *([SHARE] if small <= unit else [])]

    def term_values(self, term: Term, low: Node, level: str, at: Ints | slice) -> Values:
        """What a term takes or adds on some rows, or orders, at the scale of all."""
        total: Values = np.zeros(1, np.int64)
        for header, how in zip(term.headers, term.how, strict=True):
            total = total + self._one(term, header, how, low, level, at)
        return total

    def _one(self, term: Term, header: str, how: str, low: Node, level: str, at: Ints | slice) -> Values:
        base = self.values(low, level)[0][at]
        if how in (PERCENT, SHARE, ORDER_PERCENT):
            share = self._part(header, ORDER if level == ORDER else LINE)[at]
            share = np.abs(share) if term.subject == TAX else share
            below = 10**self.scale * (100 if how != SHARE else 1)
            moved = base.astype(object) * share.astype(object)
            rounded = (2 * np.abs(moved) + below) // (2 * below)
            less: Values = -np.where(moved < 0, -rounded, rounded)
            return -less if term.subject == TAX else less
        own = self._part(header, how if how != UNIT else LINE, level, times_quantity=how == UNIT)[at]
        if term.subject == DISCOUNT:
            return np.where(base < 0, np.abs(own), -np.abs(own))
        if term.subject == REFUND:
            return -np.abs(own)
        return -term.sign * own if term.subject == FEE else own

    def _part(self, header: str, how: str, level: str = "", *, times_quantity: bool = False) -> Values:
        level = level or how
        key = (f"{header}|{how}|{times_quantity}", level)
        if key not in self._values:
            amounts = self._money.columns[header].amounts
            if times_quantity:
                amounts = self._by_quantity(amounts)
            if level == ORDER and how != ORDER:
                sums = self._money.orders.sums(amounts)
                factor = 10 ** (self.scale - sums.scale) if sums.scale <= self.scale else 1
                self._values[key] = (sums.values * factor, sums.present)
            else:
                self._values[key] = self._scaled(amounts, level)
        return self._values[key][0]

    def _by_quantity(self, amounts: Amounts) -> Amounts:
        values = amounts.values.astype(object) * self._quantity.values.astype(object)
        scale = amounts.scale + self._quantity.scale
        while scale > self.scale:
            values, scale = values // 10, scale - 1
        return Amounts(values, scale, amounts.present & self._quantity.present)

    def values(self, node: Node, level: str) -> tuple[Values, npt.NDArray[np.bool_]]:
        """Values of a node and where it has any, by row or by order."""
        if node.level == level:
            return self._values[node.name, level]
        key = (f"{node.name}|sum", level)
        if key not in self._values:
            values, present = self._values[node.name, LINE]
            full = np.zeros(len(self._money.orders.group), values.dtype)
            there = np.zeros(len(full), bool)
            full[self._rows], there[self._rows] = values, present
            sums = self._money.orders.sums(Amounts(full, self.scale, there))
            self._values[key] = (sums.values, sums.present)
        return self._values[key]

    def edges(self) -> list[Edge]:
        """Every pair of amounts that is proven to be related, by the fewest terms."""
        found = []
        for low, high in product(self.nodes, self.nodes):
            if self._comparable(low, high) and (edge := self._edge(low, high)):
                found.append(edge)
        return found

    def _comparable(self, low: Node, high: Node) -> bool:
        if low == high or (low.header and low.header == high.header):
            return False
        if high.header == "" or (low.level == ORDER and high.level == LINE):
            return False
        if low.level == high.level == LINE:
            return not (self._is_of_orders(low) and self._is_of_orders(high))
        return self._is_of_orders(high) and (low.level == LINE or self._is_of_orders(low))

    def _is_of_orders(self, node: Node) -> bool:
        return bool(node.header) and self._money.columns[node.header].shape in (REPEATED, ONCE)

    def _edge(self, low: Node, high: Node) -> Edge | None:
        level = ORDER if ORDER in (low.level, high.level) else LINE
        base, there = self.values(low, level)
        top, also = self.values(high, level)
        rows = np.flatnonzero(there & also)
        if not len(rows) or not np.any(top[rows]):
            return None
        options = [term for term in self.options if self._fits(term, low, level)]
        probe = self._probe(rows, options, low, level)
        gap = top[probe] - base[probe]
        vectors = [self.term_values(term, low, level, probe) for term in options]
        for chosen in _combinations(options, vectors, gap, 10 ** (self.scale - MINOR)):
            terms = tuple(options[place] for place in chosen)
            if self._holds(low, high, terms, level, rows):
                return Edge(low, high, terms, len(rows), level)
        return None

    def _fits(self, term: Term, low: Node, level: str) -> bool:
        if level == LINE:
            return ORDER not in term.how and ORDER_PERCENT not in term.how
        percent = any(how in (PERCENT, SHARE) for how in term.how)
        return not (percent and low.level == LINE and len(self._money.orders) != len(self._rows))

    def _probe(self, rows: Ints, options: Sequence[Term], low: Node, level: str) -> Ints:
        places = [rows[:_PROBES]]
        for term in options:
            there = np.flatnonzero(self.term_values(term, low, level, slice(None))[rows] != 0)
            places.append(rows[there[:_PROBES]])
        return np.unique(np.concatenate(places))

    def _holds(self, low: Node, high: Node, terms: Sequence[Term], level: str, rows: Ints) -> bool:
        gap = self.values(high, level)[0][rows] - self.values(low, level)[0][rows]
        for term in terms:
            moved = self.term_values(term, low, level, slice(None))[rows]
            if not np.any(moved) or (term.subject == FEE and not _takes_off(moved, self.values(low, level)[0][rows])):
                return False
            gap = gap - moved
        return bool((np.abs(gap) <= 10 ** (self.scale - MINOR)).all())


def _takes_off(moved: Values, base: Values) -> bool:
    """Whether a fee makes amounts smaller, so that the smaller one is after fees whatever sign the fee has."""
    total, whole = int(moved.astype(object).sum()), int(base.astype(object).sum())
    return total * whole < 0


def of_the_line(header: str) -> bool:
    """Whether a header says that its amounts are those of a line, not of an order.

    >>> of_the_line("Lineitem discount"), of_the_line("Discount Amount")
    (True, False)
    """
    return any(word in header_key(header) for word in _LINE_WORDS)


def _pairs(options: Sequence[Term], subject: str) -> list[Term]:
    """Two columns of one subject together: a discount of the line and one of the order, two taxes."""
    own = [term for term in options if term.subject == subject and term.how[0] in (LINE, ORDER)]
    return [
        Term(subject, (first.headers[0], second.headers[0]), (first.how[0], second.how[0]))
        for place, first in enumerate(own)
        for second in own[place + 1 :]
        if first.headers != second.headers
    ]


def _combinations(options: Sequence[Term], vectors: Sequence[Values], gap: Values, minor: int) -> list[tuple[int, ...]]:
    """Sets of options, at most one per subject, that close the gap on the probe; the smallest sets first."""
    by_subject: dict[str, list[int]] = {}
    for place, term in enumerate(options):
        by_subject.setdefault(term.subject, []).append(place)
    found: list[tuple[int, ...]] = []
    partial: list[tuple[tuple[int, ...], Values]] = [((), gap)]
    for places in by_subject.values():
        partial += [
            ((*chosen, place), rest - vectors[place])
            for chosen, rest in partial
            if len(chosen) < _MOST_TERMS
            for place in places
        ]
    found = [chosen for chosen, rest in partial if bool((np.abs(rest) <= minor).all())]
    return sorted(found, key=len)


__all__ = ["LINE", "ORDER", "SINGLE", "Arithmetic", "Edge", "Node", "Term", "of_the_line"]
