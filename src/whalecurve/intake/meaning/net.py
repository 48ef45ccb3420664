"""Net revenue of each line under one reading of the money columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from whalecurve.intake.meaning.components import Component
from whalecurve.intake.meaning.identities import ORDER, ORDER_PERCENT, PERCENT, SHARE, UNIT, WITHIN, Node, Term
from whalecurve.intake.meaning.money_columns import DISCOUNT, REFUND, SHIPPING, TAX, Column, MoneyColumns
from whalecurve.intake.meaning.orders import ONCE, REPEATED
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.values.exact import Amounts, add, coalesce, rescale, subtract

_MINOR: Final = 2


@dataclass(frozen=True)
class Choice:
    """One way to read the money: the column to begin with, whether it counts once per order, what is taken off."""

    base: Node
    once: bool = False
    less: Mapping[str, Term] = field(default_factory=dict)
    refund_with_tax: bool = True


class NetRevenue:
    """Works out net revenue under a choice; the proven totals say what was paid for each order."""

    def __init__(self, money: MoneyColumns, found: Sequence[Component]) -> None:
        """Take the columns and what is proven about them."""
        self._money, self._components = money, found

    def net(self, choice: Choice) -> Amounts:
        """Net revenue of every row under a choice."""
        lines = self._lines(choice)
        net = lines
        for subject, term in choice.less.items():
            part = self._part(term, lines, net) if subject != REFUND else None
            net = add(net, part) if part is not None else net
        if REFUND in choice.less:
            net = self._after_refunds(choice, net)
        return net

    def _lines(self, choice: Choice) -> Amounts:
        money, base = self._money, choice.base
        if not base.header:
            return money.products()[next(iter(base.parts))]
        amounts = money.columns[base.header].amounts
        if not (choice.once or base.level == ORDER):
            if money.columns[base.header].shape in (ONCE, REPEATED):
                return amounts
            for product in money.products().values():
                amounts = coalesce(amounts, product)
            return amounts
        weights = next(iter(money.products().values()), money.quantity())
        return money.orders.spread(money.orders.once(amounts), weights)

    def _part(self, term: Term, lines: Amounts, net: Amounts) -> Amounts:
        """What a term adds to each line; negative where it is taken off."""
        total: Amounts | None = None
        for header, how in zip(term.headers, term.how, strict=True):
            one = Term(term.subject, (header,), (how,), term.sign, term.rounded)
            part = self._spread(one, net) if how == ORDER else self._by_line(one, lines)
            total = part if total is None else add(total, part)
        assert total is not None  # noqa: S101 - a term has at least one header
        return total

    def _spread(self, term: Term, weights: Amounts) -> Amounts:
        orders, column = self._money.orders, self._money.columns[term.headers[0]]
        totals = orders.once(column.amounts)
        values = np.abs(totals.values) if term.subject in (DISCOUNT, REFUND) else totals.values
        if term.subject == DISCOUNT:
            values = np.where(orders.sums(weights).values < 0, -values, values)
        sign = _sign(term)
        return orders.spread(Amounts(sign * values, totals.scale, totals.present), weights)

    def _by_line(self, term: Term, lines: Amounts) -> Amounts:
        column, how = self._money.columns[term.headers[0]].amounts, term.how[0]
        if how == ORDER_PERCENT:
            return self._percent_of_orders(term, lines)
        if how == WITHIN:
            return _tax_within(column, lines)
        values = column.values.astype(object)
        scale = column.scale
        if how in (PERCENT, SHARE):
            values, scale = (
                np.abs(values) * lines.values.astype(object),
                scale + lines.scale + (2 if how == PERCENT else 0),
            )
            if term.rounded and lines.scale <= _MINOR < scale:
                below = 10 ** (scale - _MINOR)
                whole = (2 * np.abs(values) + below) // (2 * below)
                values, scale = np.where(values < 0, -whole, whole), _MINOR
        elif how == UNIT:
            quantity = self._money.quantity()
            values, scale = values * quantity.values.astype(object), scale + quantity.scale
        if term.subject == DISCOUNT and how not in (PERCENT, SHARE):
            values = np.where(lines.values < 0, -np.abs(values), np.abs(values))
        if term.subject == REFUND:
            values = np.abs(values)
        return Amounts(_sign(term) * values, scale, column.present)

    def _by_order(self, column: Column) -> Amounts:
        """A column's amount of each order."""
        orders = self._money.orders
        return orders.once(column.amounts) if column.shape in (ONCE, REPEATED) else orders.sums(column.amounts)

    def _percent_of_orders(self, term: Term, lines: Amounts) -> Amounts:
        """A percentage of the whole order, rounded once per order to the minor unit and spread over its lines."""
        orders = self._money.orders
        whole, rate = orders.sums(lines), orders.once(self._money.columns[term.headers[0]].amounts)
        moved = whole.values.astype(object) * np.abs(rate.values).astype(object)
        below = 10 ** max(whole.scale + rate.scale + 2 - _MINOR, 0)
        rounded = (2 * np.abs(moved) + below) // (2 * below)
        values = np.where(moved < 0, -rounded, rounded)
        return orders.spread(Amounts(_sign(term) * values, _MINOR, whole.present & rate.present), lines)

    def _after_refunds(self, choice: Choice, net: Amounts) -> Amounts:
        """Net revenue less refunds; what came back with its tax and shipping takes only the goods' part off."""
        term = choice.less[REFUND]
        orders = self._money.orders
        refunds = orders.once(self._money.columns[term.headers[0]].amounts)
        own, whole = orders.sums(net), self._paid(net, refunds)
        scale = max(refunds.scale, own.scale, whole.scale, _MINOR)
        paid, goods, back = (rescale(each, scale).values.astype(object) for each in (whole, own, refunds))
        back = np.abs(back)
        full, same = back == paid, paid == goods
        part = np.where(paid > 0, (2 * back * goods + paid) // np.maximum(2 * paid, 1), back)
        taken = np.where(same, back, np.where(full, goods, part if choice.refund_with_tax else back))
        return add(net, orders.spread(Amounts(-taken, scale, refunds.present), net))

    def _paid(self, net: Amounts, refunds: Amounts) -> Amounts:
        """What was paid for each order, tax and shipping with it: the sum of these, or the largest proven total."""
        orders = self._money.orders
        goods = orders.sums(net)
        for column in (*self._money.of_role(TAX), *self._money.of_role(SHIPPING)):
            if column.is_rate:
                continue
            goods = add(goods, self._by_order(column))
        for component in self._components:
            for node in component.nodes:
                flags = component.flags[node]
                if (
                    node.header
                    and (flags.get(TAX) or flags.get(SHIPPING) or "total" in node.parts)
                    and not _is_after_fees(flags)
                ):
                    found = self._by_order(self._money.columns[node.header])
                    if flags.get(REFUND):
                        found = add(found, Amounts(np.abs(refunds.values), refunds.scale, refunds.present))
                    goods = _larger(goods, found)
        return goods

    def total(self, choice: Choice) -> str:
        """Net revenue of all rows under a choice, as text."""
        return sum_text(self.net(choice), self._money.exchange)

    def given_away(self, choice: Choice) -> Amounts | None:
        """The discount that a choice takes off, line by line; ``None`` where it takes none off."""
        lines = self._lines(choice)
        if DISCOUNT in choice.less:
            return subtract(Amounts.none(len(lines)), self._part(choice.less[DISCOUNT], lines, lines))
        return None


def _tax_within(rates: Amounts, lines: Amounts) -> Amounts:
    """The tax to take off amounts that have it in them, each rounded to the minor unit: 20 of 120 at 20 percent."""
    scale = max(lines.scale, _MINOR)
    amounts = rescale(lines, scale).values.astype(object)
    rate = np.abs(rates.values.astype(object))
    below = 100 * 10**rates.scale + rate
    step = 10 ** (scale - _MINOR)
    part = (2 * np.abs(amounts) * rate + below * step) // (2 * below * step) * step
    return Amounts(np.where(amounts < 0, part, -part), scale, rates.present & lines.present)


def _is_after_fees(flags: Mapping[str, bool]) -> bool:
    """Whether an amount is after fees, so that it is not what the customer paid."""
    return bool(flags.get("fee"))


def _sign(term: Term) -> int:
    """What is in the base is taken out again: tax and shipping are taken off, as discounts and refunds are."""
    return -term.sign if term.subject != "fee" else term.sign


def _larger(one: Amounts, other: Amounts) -> Amounts:
    scale = max(one.scale, other.scale)
    first, second = rescale(one, scale), rescale(other, scale)
    values = np.where(second.present & (np.abs(second.values) > np.abs(first.values)), second.values, first.values)
    return Amounts(values, scale, first.present | second.present)
