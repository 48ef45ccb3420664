"""The amounts of each line: what wins over what, line by line.

``amount`` wins over quantity x price; ``cost`` over amount - profit, over unit cost x quantity, over the product's
unit cost x quantity. A missing value falls through to the next rule; a line without any cost costs nothing, and a
note says how many such lines there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

import numpy as np

from whalecurve.domain import columns
from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.words.formats import count, counted
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import them
from whalecurve.intake.currency.exchanged import Exchanged
from whalecurve.intake.meaning.costs import come_back, cost_of_line, order_level, positive_costs
from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.meaning.meaning import Meaning, read_money
from whalecurve.intake.meaning.money_columns import MoneyColumns
from whalecurve.intake.meaning.returned_units import settle_returned_units
from whalecurve.intake.meaning.revenue import Revenue
from whalecurve.intake.meaning.units import in_costed_units
from whalecurve.intake.meaning.unused_costs import read_unused_costs
from whalecurve.intake.tables.products import ProductFile
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts, add, coalesce, multiply, rescale, subtract, without_share

NUMBER_FIELDS: Final = ("quantity", "list_price", "unit_price", "discount", "amount", "cost", "unit_cost", "profit")
# What a row that takes a sale back has negative.
_TURNED: Final = ("quantity", "cost", "profit")
# What is money in the currency of its line, or of its own column.
_EXCHANGED: Final = ("discount", "cost", "profit")
_AMOUNT_KEYS: Final = ("discountamount", "discountvalue", "discounttotal", "lineitemdiscount")
# A list price worked out from a share is rounded here, whatever decimals the other lines of the file happen to have.
LIST_SCALE: Final = 4
_PERCENT_KEYS: Final = ("percent", "pct", "prozent", "pourcentage", "porcentaje")


@dataclass(frozen=True)
class Measures:
    """Amounts per row: the four measures and the further costs by name, and which measures the files really carry."""

    amounts: Mapping[str, Amounts]
    costs: Mapping[str, Amounts]
    has: frozenset[str]


def read_measures(
    meaning: Meaning, reader: NumberReader, products: ProductFile | None, exchanged: Exchanged
) -> Measures:
    """Measures of every row of the transactions; a row without an amount is set aside.

    Raises:
        UserChoiceError: There is neither an amount nor a quantity with a price.
    """
    source = meaning.source
    given = {name: _read(source, reader, name) for name in NUMBER_FIELDS}
    money, revenue = read_money(meaning, reader)
    if revenue is None:
        _refuse(source)
    share = discount_share(source, reader, given["discount"])
    given |= {name: money.read(source.header(name), turn=True) for name in _TURNED if source.header(name)}
    net = revenue.net
    source.reject(
        ~net.present & ~source.set_aside,
        source.header("amount") or revenue.base,
        "an amount, or a quantity and a price",
        "fill in the amount",
    )
    net, given["quantity"] = settle_returned_units(source, reader, money, net)
    given |= _own_costs(source, money, given, net)
    unused = read_unused_costs(source, reader, money, net, revenue.charged)
    if unused.goods is not None:
        given["cost"] = unused.goods
    net = exchanged.revenue(net)
    given |= {name: exchanged.column(source.header(name), given[name]) for name in _EXCHANGED if source.header(name)}
    given_away = exchanged.lines(revenue.given_away) if revenue.given_away is not None else None
    costed = in_costed_units(source, products, given["quantity"]) if products else given["quantity"]
    cost = _cost_of_goods(source, given, net, products, costed, exchanged)
    _note_missing(source, given["quantity"], cost)
    measures = {
        columns.QUANTITY: given["quantity"],
        columns.LIST_REVENUE: _list_revenue(given, share, net, given_away, exchanged),
        columns.NET_REVENUE: net,
        columns.COST_OF_GOODS: cost,
    }
    partly = _costed(source, net, cost)
    costs = {
        name: exchanged.column(header, cost) for name, header, cost in _further_costs(source, reader, money, revenue)
    } | {header: exchanged.column(header, cost) for header, cost in unused.costs.items()}
    has = _carried(source, products) | set(partly) | ({columns.COST_OF_GOODS} if unused.goods is not None else set())
    return Measures(measures | partly, costs | _material_costs(source, costed, products, exchanged), has)


def _own_costs(source: Source, money: MoneyColumns, given: Mapping[str, Amounts], net: Amounts) -> dict[str, Amounts]:
    """Cost and margin of each line, where the files hold them for the order or for one unit."""
    found = {
        name: order_level(source, money, source.header(name), given[name], net)
        for name in ("cost", "profit")
        if source.header(name)
    }
    if header := source.header("cost"):
        found["cost"] = cost_of_line(source, positive_costs(source, header, found["cost"], net), given["quantity"])
        found["cost"] = come_back(source, found["cost"], given["quantity"], net)
    return found


def _further_costs(
    source: Source, reader: NumberReader, money: MoneyColumns, revenue: Revenue
) -> Iterator[tuple[str, str, Amounts]]:
    """Name, header and amounts of each further cost of the lines; one of a whole order is spread over its lines."""
    net = revenue.net
    for name, header in source.mapping.costs.items():
        if proof := revenue.charged.get(header):
            what = f"Is {header} a cost?"
            source.decisions.append(Decision(source.tables[0].name, what, "no, customers pay it for shipping", proof))
            continue
        cost = positive_costs(source, header, reader.read(header), net)
        yield name, header, order_level(source, money, header, cost, net)


def number_headers(source: Source) -> list[str]:
    """Headers of all number columns that the mapping names."""
    return [header for name in NUMBER_FIELDS if (header := source.header(name))] + list(source.mapping.costs.values())


def _refuse(source: Source) -> NoReturn:
    there = ", ".join(source.tables[0].headers)
    remedy = 'say which column is the amount in the map: {"amount": "..."}'
    raise UserChoiceError(
        f"{source.tables[0].name} has no column for the amount", found=f"the columns {there}", remedy=remedy
    )


def _read(source: Source, reader: NumberReader, name: str) -> Amounts:
    header = source.header(name)
    return reader.read(header, percent=name == "discount") if header else Amounts.none(source.rows)


def discount_share(source: Source, reader: NumberReader, discount: Amounts) -> Amounts | None:
    """Discount as a share of the list price, or ``None`` when the column holds amounts.

    It is a share when a percent sign or the header says percent, or when all values lie between 0 and 1 and the header
    does not say amount.
    """
    header = source.header("discount")
    if not header:
        return None
    if any(key in header_key(header) for key in _AMOUNT_KEYS):
        return None
    counted = discount.where(source.kept())
    if reader.percents[header].any() or "%" in header or any(key in header_key(header) for key in _PERCENT_KEYS):
        return Amounts(discount.values, discount.scale + 2, discount.present)
    values = counted.values[counted.present]
    return discount if len(values) == 0 or (values.min() >= 0 and values.max() <= 10**discount.scale) else None


def _list_revenue(
    given: Mapping[str, Amounts], share: Amounts | None, net: Amounts, given_away: Amounts | None, exchanged: Exchanged
) -> Amounts:
    listed = exchanged.lines(multiply(given["quantity"], given["list_price"]))
    if given_away is not None:
        return coalesce(listed, add(net, given_away))
    if share is not None:
        return coalesce(coalesce(listed, without_share(rescale(net, max(net.scale, LIST_SCALE)), share)), net)
    return coalesce(listed, add(net, _with_sign_of(given["discount"], net)))


def _with_sign_of(discount: Amounts, amount: Amounts) -> Amounts:
    """A discount makes an amount, or a refund, smaller whatever sign the export gives it."""
    return Amounts(
        np.where(amount.values < 0, -np.abs(discount.values), np.abs(discount.values)), discount.scale, discount.present
    )


def _cost_of_goods(
    source: Source,
    given: Mapping[str, Amounts],
    net: Amounts,
    products: ProductFile | None,
    costed: Amounts,
    exchanged: Exchanged,
) -> Amounts:
    from_profit = subtract(net, given["profit"]).where(given["profit"].present)
    by_unit = exchanged.column(source.header("unit_cost"), multiply(given["unit_cost"], given["quantity"]))
    own = coalesce(coalesce(given["cost"], from_profit), by_unit)
    if products is None or not source.header("product"):
        return own
    listed = exchanged.listed(multiply(products.unit_costs(source.column(source.header("product"))), costed))
    return coalesce(own, listed)


def _material_costs(
    source: Source, quantity: Amounts, products: ProductFile | None, exchanged: Exchanged
) -> dict[str, Amounts]:
    if products is None or not products.material_cost or not source.header("product"):
        return {}
    each = products.material_costs(source.column(source.header("product")))
    return {products.material_cost: exchanged.listed(multiply(each, quantity))}


def _costed(source: Source, net: Amounts, cost: Amounts) -> dict[str, Amounts]:
    """Net revenue of the lines that have a cost, where only a part of them has."""
    kept = source.kept()
    costed = int((kept & cost.present).sum())
    return {columns.COSTED_REVENUE: net.where(cost.present)} if 0 < costed < int(kept.sum()) else {}


def _note_missing(source: Source, quantity: Amounts, cost: Amounts) -> None:
    kept = source.kept()
    without_quantity, without_cost = int((kept & ~quantity.present).sum()), int((kept & ~cost.present).sum())
    if source.header("quantity") and without_quantity:
        source.notes.append(f"{them(without_quantity, 'line has', 'lines have')} no quantity; it counts as 0.")
    if without_cost == int(kept.sum()):
        source.notes.append("No line has a cost of goods; it counts as 0, so gross margin is all of the revenue.")
    elif without_cost:
        of_them = f"{count(without_cost)} of {counted(int(kept.sum()), 'line')} {agree(without_cost, 'has', 'have')}"
        source.notes.append(f"{of_them} no cost of goods; it counts as 0.")


def _carried(source: Source, products: ProductFile | None) -> frozenset[str]:
    has: set[str] = {columns.QUANTITY} if source.header("quantity") else set()
    if source.header("list_price") or source.header("discount"):
        has.add(columns.LIST_REVENUE)
    from_products = (
        products is not None and products.unit_cost and source.header("product") and source.header("quantity")
    )
    from_unit = source.header("unit_cost") and source.header("quantity")
    if source.header("cost") or source.header("profit") or from_unit or from_products:
        has.add(columns.COST_OF_GOODS)
    return frozenset(has)
