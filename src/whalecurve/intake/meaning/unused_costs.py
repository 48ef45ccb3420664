"""Columns of costs that no field is mapped to: proven by their names and arithmetic, answered, or asked about.

A column that is a cost by its name, or whose cells carry a currency, is never passed over: the page must not say that
there is no cost in the files while one of their columns is one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.intake.meaning.answers import COST_COLUMNS
from whalecurve.intake.meaning.cost_words import FURTHER, GOODS, MARGIN, cost_kind, cost_level, may_be_either
from whalecurve.intake.meaning.costs import is_negative
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.money_columns import AMOUNT, SHIPPING, TAX, MoneyColumns
from whalecurve.intake.meaning.money_texts import is_nameless, look_like_money
from whalecurve.intake.meaning.orders import REPEATED
from whalecurve.intake.meaning.per_unit import follows_quantity, is_per_unit
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.meaning.units import in_unit_of
from whalecurve.intake.meaning.words import column_role, header_parts
from whalecurve.intake.recognition.vendors import vendor_of
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.exact import Amounts, Mask, multiply, rescale

UNIT, LINE, ORDER, PERCENT, NONE = "unit", "line", "order", "percent", "none"
COST_WORDS: Final[Mapping[str, str]] = {
    UNIT: "it is the cost of one unit",
    LINE: "it is the cost of the line",
    ORDER: "it is the cost of the whole order",
    PERCENT: "it is a percentage of the revenue",
    MARGIN: "it is the margin in percent, the rest is cost",
    NONE: "it is no cost of ours",
}
_MOSTLY: Final = 0.9
_CENTS: Final = 2
_WHOLE: Final = 100


@dataclass
class UnusedCosts:
    """What the columns give: the cost of goods of each line, where a column holds it, and further costs by name."""

    goods: Amounts | None = None
    costs: dict[str, Amounts] = field(default_factory=dict)


def read_unused_costs(
    source: Source, reader: NumberReader, money: MoneyColumns, net: Amounts, charged: Collection[str] = ()
) -> UnusedCosts:
    """Costs of columns that the mapping does not name; each that moves money is a decision of the source.

    Args:
        source: The transactions.
        reader: Reads their numbers.
        money: Their money columns, for orders and quantities.
        net: Net revenue of each line.
        charged: Columns of shipping that the customers pay, as totals prove.
    """
    found, goods = UnusedCosts(), ""
    has_goods = any(source.header(name) for name in ("cost", "unit_cost", "profit"))
    for header, kind in _candidates(source, reader, money, net, has_goods=has_goods):
        if header in charged:
            continue
        column = _Column(source, reader, money, net, (header, kind, goods))
        took = column.settle()
        if took == NONE:
            continue
        source.costed.add(header)
        if kind in (GOODS, MARGIN) and not has_goods and found.goods is None:
            found.goods, goods = column.costs(took), header
        else:
            found.costs[header] = column.costs(took)
    return found


def _candidates(
    source: Source, reader: NumberReader, money: MoneyColumns, net: Amounts, *, has_goods: bool
) -> Iterator[tuple[str, str]]:
    """Headers that may be costs and that hold numbers other than nothing, with what kind of cost they are by name."""
    used = {*source.mapping.tables.get(source.kind, {}).values(), *source.mapping.costs.values()}
    said = source.mapping.answers.get(COST_COLUMNS, {})
    for header in source.headers():
        kind = _kind(header) or ("" if header not in said else FURTHER)
        if not kind and (_is_nameless_money(source, reader, header) or _is_unnamed_amount(source, money, net, header)):
            kind = FURTHER
        if header in used or not kind or not _holds_numbers(source, reader, header):
            continue
        if kind == MARGIN and header not in said and (has_goods or not _is_percent(reader, header)):
            continue
        yield header, kind


def _kind(header: str) -> str:
    """What kind of cost a header names; what the customer pays for shipping or as tax is none."""
    is_charged = column_role(header) == SHIPPING and not may_be_either(header)
    return "" if is_charged or TAX in header_parts(header) else cost_kind(header)


def _holds_numbers(source: Source, reader: NumberReader, header: str) -> bool:
    column = source.column(header)
    texts = [text for text in column.texts.to_pylist()[:_WHOLE] if text.strip() and text.upper() != "NULL"]
    if not texts or sum(any(letter.isdigit() for letter in text) for text in texts) < _MOSTLY * len(texts):
        return False
    amounts = reader.peek(header).where(source.kept())
    return bool((amounts.present & (amounts.values != 0)).any())


def _is_nameless_money(source: Source, reader: NumberReader, header: str) -> bool:
    """Whether a column that no word names is money for certain: its cells carry the sign of a currency."""
    if column_role(header) or header_parts(header):
        return False
    texts = source.column(header).texts.to_pylist()[:_WHOLE]
    filled = [text for text in texts if text.strip()]
    if not filled or not any(letter.isdigit() for letter in filled[0]):
        return False
    signs = reader.signs(header)
    return sum(len(piece) for piece in signs) >= _MOSTLY * len(filled)


def _is_unnamed_amount(source: Source, money: MoneyColumns, net: Amounts, header: str) -> bool:
    """Whether a nameless column is written as money and does not repeat another amount."""
    texts = source.column(header).texts.to_pylist()[:_WHOLE]
    if not is_nameless(header) or vendor_of(source.headers()) or not look_like_money(texts):
        return False
    own = money.read(header, turn=False)
    rows = source.kept() & own.present & (own.values != 0)
    several = len(np.unique(own.values[rows])) > 1 or int(rows.sum()) == 1
    return several and not any(_repeats(own, rows, each) for each in [net, *_amounts(money)])


def _amounts(money: MoneyColumns) -> list[Amounts]:
    return [each.amounts for each in money.columns.values() if each.role == AMOUNT]


def _repeats(own: Amounts, rows: Mask, other: Amounts) -> bool:
    """Whether half of some rows or more hold the same as another column: the way of paying, and no cost."""
    scale = max(own.scale, other.scale)
    same = rescale(own, scale).values[rows] == rescale(other, scale).values[rows]
    return 2 * int(same.sum()) >= len(same) > 0


def _is_percent(reader: NumberReader, header: str) -> bool:
    reader.peek(header)
    return reader.holds_percents(header) or "%" in header or "percent" in header_parts(header)


class _Column:
    """One column of costs and its readings."""

    def __init__(
        self,
        source: Source,
        reader: NumberReader,
        money: MoneyColumns,
        net: Amounts,
        named: tuple[str, str, str],
    ) -> None:
        """Take the lines, and the header, its kind of cost and the column that is the cost of goods already."""
        self._source, self._money, self._net = source, money, net
        self._header, self._kind, self._goods = named
        self._is_percent = _is_percent(reader, self._header)
        self._quantity: Amounts | None = None
        self._amounts = _positive(reader.peek(self._header).where(source.kept()), net)

    def costs(self, level: str) -> Amounts:
        """The cost of each line in one reading."""
        if level == UNIT:
            if self._quantity is None:
                self._quantity = in_unit_of(self._source, self._header, self._money.quantity())
            return multiply(self._amounts, self._quantity)
        if level == ORDER:
            return self._money.orders.spread(self._money.orders.once(self._amounts), self._net)
        if level in (PERCENT, MARGIN):
            return _share_of(self._net, self._amounts, rest=level == MARGIN)
        return self._amounts

    def settle(self) -> str:
        """The reading that is taken; a decision says why, or asks."""
        said = self._source.mapping.answers.get(COST_COLUMNS, {}).get(self._header, "")
        levels = self._levels()
        if said and said not in levels:
            levels = [said, *levels]
        proven, proof = self._proven() if not said else ("", "")
        took = said or proven or levels[0]
        held = sum_text(self._amounts, self._source.exchange)
        rows = counted(int((self._amounts.present & (self._amounts.values != 0)).sum()), "row")
        holds = f"is filled in {rows}" if self._is_percent else f"holds {held} in {rows}"
        beside = f" {self._goods} is the cost of goods already." if self._goods and self._kind == GOODS else ""
        what = f"{self._header} {holds} and no figure uses it.{beside} What is it?"
        answer = COST_WORDS[took] if said else ""
        choices = tuple(self._choice(level) for level in levels) + self._as_revenue()
        self._source.decisions.append(
            Decision(self._source.tables[0].name, what, COST_WORDS[took], proof, answer, choices, COST_COLUMNS)
        )
        return took

    def _as_revenue(self) -> tuple[Alternative, ...]:
        """Money of which no word says what it is may as well be the revenue itself."""
        if self._is_percent or not is_nameless(self._header) or _kind(self._header):
            return ()
        total = sum_text(self._amounts, self._source.exchange)
        return (Alternative("it is the revenue", {"amount": self._header}, total),)

    def _choice(self, level: str) -> Alternative:
        cost = "" if level == NONE else f" (cost {sum_text(self.costs(level), self._source.exchange)})"
        return Alternative(f"{COST_WORDS[level]}{cost}", {COST_COLUMNS: {self._header: level}})

    def _levels(self) -> list[str]:
        """Readings to choose from, the likeliest first."""
        if self._is_percent:
            return [MARGIN if self._kind == MARGIN else PERCENT, NONE]
        named = cost_level(self._header)
        levels = [LINE]
        if self._source.header("quantity"):
            levels = [UNIT, LINE] if self._kind == GOODS and named != LINE else [LINE, UNIT]
        if self._money.orders.have_several_lines or named == ORDER:
            repeated = self._money.orders.shape(self._amounts) == REPEATED
            levels = [ORDER, *levels] if repeated or named == ORDER else [*levels, ORDER]
        return [NONE, *levels] if self._goods and self._kind == GOODS else [*levels, NONE]

    def _proven(self) -> tuple[str, str]:
        """The reading that the name and the arithmetic of all rows agree on, and why; empty where they do not."""
        if self._is_percent or not _kind(self._header) or (self._goods and self._kind == GOODS):
            return "", ""
        named, header = cost_level(self._header), self._header
        if named == ORDER and self._money.orders.shape(self._amounts) == REPEATED:
            return ORDER, f"the name {header} says so and it is the same on each line of an order"
        if self._kind != GOODS:
            return "", ""
        if (rows := is_per_unit(self._source, self._amounts, self._money.quantity())) and named != LINE:
            return (
                UNIT,
                f"{header} of a product is the same whatever the quantity, in {counted(rows, 'row')} to compare",
            )
        if (rows := follows_quantity(self._source, self._amounts, self._money.quantity())) and named != UNIT:
            return LINE, f"{header} of a product follows the quantity, in {counted(rows, 'row')} to compare"
        return (UNIT, f"the name {header} says so") if named == UNIT and self._source.header("quantity") else ("", "")


def _positive(amounts: Amounts, net: Amounts) -> Amounts:
    """Costs that are written negative on every sale, as positive numbers."""
    turned = is_negative(amounts, net.present & (net.values > 0))
    return Amounts(-amounts.values, amounts.scale, amounts.present) if turned else amounts


def _share_of(net: Amounts, percent: Amounts, *, rest: bool) -> Amounts:
    """So many percent of each line's revenue, or the rest of it, rounded to the minor unit."""
    whole = rescale(net, max(net.scale, _CENTS))
    below = _WHOLE * 10**percent.scale
    share = below - percent.values.astype(object) if rest else percent.values.astype(object)
    moved = whole.values.astype(object) * share
    parts = (2 * np.abs(moved) + below) // (2 * below)
    values = np.where(moved < 0, -parts, parts)
    return Amounts(values.astype(np.int64), whole.scale, net.present & percent.present)
