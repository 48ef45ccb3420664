"""The sample company's exports as a user would upload them: CSV texts with a header row."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from whalecurve.domain.sample.catalog import PRODUCTS, Product
from whalecurve.domain.sample.company import COVER_STREAM, SEED, Customer
from whalecurve.domain.sample.dice import Dice
from whalecurve.domain.sample.plan import COSTS_HEADER, cost_rows
from whalecurve.domain.sample.trade import Line
from whalecurve.domain.sample.traits import REPS

_FIRST_ORDER: Final = 100_001
_COVERED_PERCENT: Final = 4
_CUSTOMERS_HEADER: Final = (
    "Customer ID", "Customer Name", "Industry", "Employees", "Region", "Sales Rep", "Customer Since",
)  # fmt: skip
_PRODUCTS_HEADER: Final = ("Product ID", "Product Name", "Category", "Unit Cost")
_ACTIVITIES_HEADER: Final = ("Date", "Customer ID", "Activity", "Count")
_ORDERS_HEADER: Final = (
    "Order ID", "Order Date", "Customer ID", "Product ID", "Quantity", "List Price", "Discount", "Amount", "Sales Rep",
)  # fmt: skip


def write_files(customers: Sequence[Customer]) -> dict[str, str]:
    """File name -> CSV text."""
    return {
        "customers.csv": _csv(_CUSTOMERS_HEADER, map(_customer_row, customers)),
        "orders.csv": _csv(_ORDERS_HEADER, _order_rows(customers)),
        "products.csv": _csv(_PRODUCTS_HEADER, map(_product_row, PRODUCTS)),
        "activities.csv": _csv(_ACTIVITIES_HEADER, _activity_rows(customers)),
        "costs.csv": _csv(COSTS_HEADER, cost_rows()),
    }


def money(cents: int) -> str:
    """Cents as decimal text.

    >>> money(-105), money(7)
    ('-1.05', '0.07')
    """
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _customer_row(customer: Customer) -> tuple[str, ...]:
    one = customer.traits
    traits = (one.industry, str(one.employees), one.region, one.rep, one.since.isoformat())
    return (customer.customer_id, customer.name, *traits)


def _product_row(product: Product) -> tuple[str, ...]:
    return (product.product_id, product.name, product.category, money(product.unit_cost))


def _order_rows(customers: Sequence[Customer]) -> Iterator[tuple[str, ...]]:
    """Lines by day; orders are numbered as they came in, and now and then a colleague covers for the rep."""
    lines = [(line, customer) for customer in customers for line in customer.trade.lines]
    dice = Dice(SEED, COVER_STREAM)
    placed: dict[tuple[str, int], tuple[str, str]] = {}
    for line, customer in sorted(lines, key=lambda pair: (pair[0].day, pair[1].customer_id, pair[0].order)):
        key = (customer.customer_id, line.order)
        if key not in placed:
            rep = dice.pick(REPS) if dice.chance(_COVERED_PERCENT) else customer.traits.rep
            placed[key] = (f"SO-{_FIRST_ORDER + len(placed)}", rep)
        yield _order_row(line, customer.customer_id, *placed[key])


def _order_row(line: Line, customer_id: str, order_id: str, rep: str) -> tuple[str, ...]:
    return (
        order_id,
        line.day.isoformat(),
        customer_id,
        line.product.product_id,
        str(line.quantity),
        money(line.list_price),
        money(line.discount_percent),
        money(line.amount),
        rep,
    )


def _activity_rows(customers: Sequence[Customer]) -> Iterator[tuple[str, ...]]:
    whose = ((customer.customer_id, event) for customer in customers for event in customer.trade.events)
    events = sorted((event.day, customer_id, event.activity, event.times) for customer_id, event in whose)
    for (day, customer_id, activity), same in groupby(events, key=lambda event: event[:3]):
        yield (day.isoformat(), customer_id, activity, str(sum(event[3] for event in same)))
