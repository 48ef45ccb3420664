"""What a column of costs is: of one unit or the line, of the line or the order, written positive or negative."""

from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.intake.meaning.answers import COST_COLUMNS
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.money_columns import MoneyColumns
from whalecurve.intake.meaning.orders import ONCE, REPEATED
from whalecurve.intake.meaning.per_unit import is_per_unit
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts, Mask, multiply

_ENOUGH: Final = 3
ORDER_COST: Final = "order"
_PLAIN: Final = frozenset({"cost", "costs", "kosten", "coste", "costo", "custo", "kostprijs"})


def positive_costs(source: Source, header: str, costs: Amounts, net: Amounts) -> Amounts:
    """Costs as positive numbers: a column that is negative on every sale is turned, and that is said."""
    rows = source.kept() & net.present & (net.values > 0)
    return turned_costs(source, header, costs, rows, "negative in {} with a sale and positive in none")


def turned_costs(source: Source, header: str, costs: Amounts, rows: Mask, told: str) -> Amounts:
    """Costs with the other sign where they are below zero in all of some rows, which is said; others as they are.

    Args:
        source: The table.
        header: The column.
        costs: Its amounts.
        rows: The rows that tell.
        told: What the column is in them, with a place for how many rows there are.
    """
    rows = rows & costs.present & (costs.values != 0)
    if not is_negative(costs, rows):
        return costs
    proof = f"{header} is {told.format(counted(int(rows.sum()), 'row'))}"
    source.decisions.append(
        Decision(source.tables[0].name, f"Is {header} a cost?", "a cost that is written negative", proof)
    )
    return Amounts(-costs.values, costs.scale, costs.present)


def is_negative(costs: Amounts, rows: Mask) -> bool:
    """Whether costs are below zero in all of some rows that hold one, and there are such rows."""
    rows = rows & costs.present & (costs.values != 0)
    return bool(rows.any()) and not bool((costs.values[rows] > 0).any())


def come_back(source: Source, costs: Amounts, quantity: Amounts, net: Amounts) -> Amounts:
    """Costs of goods that came back, taken off where the column is written without signs."""
    header, quantities = source.header("cost"), source.header("quantity")
    there = source.kept() & costs.present & (costs.values != 0)
    back = there & quantity.present & (quantity.values < 0) & net.present & (net.values < 0)
    if not back.any() or bool((costs.values[there] < 0).any()):
        return costs
    proof = f"{quantities} is negative in {counted(int(back.sum()), 'row')}, {header} is written without a sign"
    source.decisions.append(
        Decision(source.tables[0].name, f"Does {header} come back with the goods?", "it is taken off", proof)
    )
    return Amounts(np.where(back, -costs.values, costs.values), costs.scale, costs.present)


def order_level(source: Source, money: MoneyColumns, header: str, amounts: Amounts, net: Amounts) -> Amounts:
    """A cost or margin of the whole order, over the lines of the order by their revenue; others as they are."""
    kept = amounts.where(money.orders.group >= 0)
    shape = money.orders.shape(kept)
    if shape not in (ONCE, REPEATED):
        return amounts
    several = _orders_with(money, kept)
    proof = (
        f"{header} stands once in each of {counted(several, 'order')} with several lines" if several >= _ENOUGH else ""
    )
    if _named_apart(source, header):
        proof = f"{header} is named apart from the columns of the order's lines"
    if not proof and shape == ONCE and bool(kept.present[money.orders.order].all()):
        return _of_the_line(source, header, several, amounts)
    whole = money.orders.spread(money.orders.once(kept), net)
    said = _said(source, header)
    of_order = said == ORDER_COST if said else bool(proof) or shape == ONCE
    orders = counted(several, "order")
    what = f"{header} is given once for {orders} of several lines. Is it the order's?"
    sums = [sum_text(each, source.exchange) for each in (whole, kept)]
    choices = (
        Alternative(f"it is of the whole order ({sums[0]} in all)", {COST_COLUMNS: {header: ORDER_COST}}),
        Alternative(f"it is of the line ({sums[1]} in all)", {COST_COLUMNS: {header: "line"}}),
    )
    took = choices[0 if of_order else 1].reading
    answer = took if said else ""
    source.decisions.append(
        Decision(source.tables[0].name, what, took, "" if answer else proof, answer, choices, COST_COLUMNS)
    )
    return Amounts(whole.values, whole.scale, whole.present) if of_order else amounts


def _said(source: Source, header: str) -> str:
    """What the user said a column is of; a list of amounts of orders that is empty says that none is."""
    named = source.mapping.answers.get("order_amounts")
    if named is not None and (header in named or not named):
        return ORDER_COST if named else "line"
    return str(source.mapping.answers.get(COST_COLUMNS, {}).get(header, ""))


def _of_the_line(source: Source, header: str, several: int, amounts: Amounts) -> Amounts:
    """A cost of 0 that is written out is a cost; an order's sum is the same either way, so nobody need be asked."""
    proof = f"no line of {counted(several, 'order')} leaves {header} blank, it is 0 on the others"
    source.decisions.append(
        Decision(source.tables[0].name, f"Is {header} the order's or the line's?", "it is of the line", proof)
    )
    return amounts


def _orders_with(money: MoneyColumns, amounts: Amounts) -> int:
    there = money.orders.sums(Amounts((amounts.present & (amounts.values != 0)).astype(np.int64), 0, amounts.present))
    return int(((money.orders.sizes > 1) & (there.values > 0)).sum())


def _named_apart(source: Source, header: str) -> bool:
    """Whether the columns of the line share a prefix that this one has not, as in ``Order Lines/Quantity``."""
    prefixes = {
        column.rpartition("/")[0] for name in ("quantity", "product", "amount") if (column := source.header(name))
    }
    return bool(prefixes) and "" not in prefixes and "/" not in header


def cost_of_line(source: Source, cost: Amounts, quantity: Amounts) -> Amounts:
    """A column called cost as the cost of the line: times the quantity where the products prove that it is per unit.

    It is per unit where each product has one cost whatever the quantity; per line where cost follows the quantity.
    """
    header, product = source.header("cost"), source.header("product")
    if header_key(header) not in _PLAIN or not product or not source.header("quantity"):
        return cost
    if rows := is_per_unit(source, cost, quantity):
        held = f"{rows:,} of {counted(rows, 'row')} to compare"
        proof = f"{header} of a product is the same whatever the quantity, in {held}"
        source.decisions.append(Decision(source.tables[0].name, f"Is {header} of one unit?", "of one unit", proof))
        return multiply(cost, quantity)
    return cost
