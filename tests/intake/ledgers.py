"""A clean ledger and the exports that accounting tools write of it, in random combinations, with the right revenue.

The ledger is one list of orders with lines in cents. An export is written under a combination of habits: which amounts
stand where, how discounts, tax, refunds, fees and what was never sold are written. Whatever the habits, the ledger's
net revenue is one number.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tests.intake.build import csv_bytes

CUSTOMERS = ("Alder Mills", "Birch Works", "Cray Ltd", "Dorn & Sons", "Elm House")
PRODUCTS = (("Pump", 12_050), ("Valve", 3_999), ("Hose", 875), ("Nozzle", 1_230), ("Tank", 88_000))
TAX_PERCENT = 20
VOID, DRAFT, PAYMENT, ESTIMATE = "void", "draft", "payment", "estimate"
CANCELLED_ORDER = "cancelled"
LINE_PERCENT, LINE_MONEY, UNIT_MONEY, ORDER_MONEY, ORDER_PERCENT = (
    "line percent",
    "line money",
    "unit money",
    "order money",
    "order percent",
)


@dataclass(frozen=True)
class Habits:
    """How a tool writes its export."""

    amount: str
    discount: str = ""
    tax: str = ""
    refunds: str = ""
    totals: str = ""
    fees: str = ""
    not_sold: tuple[str, ...] = ()
    repeats: str = ""
    currency: str = ""
    dates: str = ""
    cancelled: str = ""
    sides: str = ""

    def words(self) -> str:
        """The combination in words."""
        parts = {
            "amount": self.amount,
            "discount": self.discount,
            "tax": self.tax,
            "refunds": self.refunds,
            "totals": self.totals,
            "fees": self.fees,
            "not sold": "+".join(self.not_sold),
            "repeats": self.repeats,
            "currency": self.currency,
            "dates": self.dates,
            "cancelled": self.cancelled,
            "sides": self.sides,
        }
        return ", ".join(f"{name} {what}" for name, what in parts.items() if what)


AMOUNTS = ("price", "line", "line and price", "total only", "line, price and total")
DISCOUNTS = ("", LINE_PERCENT, LINE_MONEY, UNIT_MONEY, ORDER_MONEY, ORDER_PERCENT)
TAXES = ("", "added", "included", "column alone", "line total")
REFUNDS = ("", "column", "net column", "rows negative", "rows positive", "status")
TOTALS = ("", "repeated", "first line", "subtotal and total")
FEES = ("", "positive", "negative", "net after fees")
NOT_SOLD = ((), (VOID,), (DRAFT, VOID), (PAYMENT,), (ESTIMATE, VOID))
REPEATS = ("", "a row twice", "two files overlap", "the same order twice")
CURRENCIES = ("", "one", "two")
DATES = ("", "month in words", "with a zone")
CANCELLED = ("", "a day", "a day beside paid")
SIDES = ("", "debit and credit", "credit and debit", "with a running balance")
MONTHS = (
    "January Februar mars abril mei giugno".split(),
    "Jan. Feb févr. abr. mai giu".split(),
)


def draw_habits(dice: random.Random) -> Habits:
    """A random combination; half of the habits are plain, so that most of them meet a few others."""

    def some(choices: Sequence) -> object:
        return dice.choice(choices) if dice.random() < 0.5 else choices[0]

    return Habits(
        dice.choice(AMOUNTS),
        some(DISCOUNTS),
        some(TAXES),
        some(REFUNDS),
        some(TOTALS),
        some(FEES),
        some(NOT_SOLD),
        some(REPEATS) if dice.random() < 0.4 else "",
        some(CURRENCIES) if dice.random() < 0.4 else "",
        some(DATES) if dice.random() < 0.4 else "",
        some(CANCELLED) if dice.random() < 0.4 else "",
        some(SIDES) if dice.random() < 0.4 else "",
    )


@dataclass
class Line:
    """One line in cents: ``goods`` is what it earns, after every discount and before tax."""

    product: str
    quantity: int
    price: int
    discount: int = 0
    goods: int = 0
    tax: int = 0


@dataclass
class Order:
    """One order, or document; ``kind`` is a sale, a refund, or something that was never sold."""

    number: str
    day: str
    customer: str
    lines: list[Line]
    kind: str = "sale"
    rate: int = 0
    order_discount: int = 0
    refunded: int = 0
    fee: int = 0
    currency: str = "EUR"

    @property
    def goods(self) -> int:
        return sum(line.goods for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)


@dataclass
class Export:
    """Files of one export with the ledger's net revenue in cents; ``None`` where only the user can know it."""

    files: list[bytes]
    revenue: int | None
    habits: Habits
    customers: dict[str, int] = field(default_factory=dict)


def write_export(seed: int, habits: Habits | None = None) -> Export:
    """The export of one random ledger under random habits."""
    dice = random.Random(seed)
    habits = habits or draw_habits(dice)
    orders = [*_orders(dice, habits)]
    header, rows = _table(orders, habits)
    if habits.sides == "with a running balance" and "Debit" in header:
        header, rows = _with_balance(header, rows)
    files = _files(dice, header, rows, habits)
    counted = [order for order in orders if order.kind in ("sale", "refund")]
    revenue = sum(_worth(order, habits) for order in counted)
    known = None if len({order.currency for order in orders}) > 1 else revenue
    return Export(files, known, habits)


def _with_balance(header: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Rows with the sum of all debits less all credits down to them."""
    sums = list(accumulate(_cents(row[header.index("Debit")]) - _cents(row[header.index("Credit")]) for row in rows))
    return [*header, "Balance"], [[*row, _text(cents)] for row, cents in zip(rows, sums, strict=True)]


def _cents(text: str) -> int:
    return int(text.replace(".", "") or 0)


def _worth(order: Order, habits: Habits) -> int:
    goods = order.goods
    if order.kind == "refund":
        return -goods
    if order.refunded:
        return 0 if order.refunded == _paid(order) else goods - order.refunded
    return goods


def _paid(order: Order) -> int:
    return order.goods + order.tax


def _orders(dice: random.Random, habits: Habits) -> Iterator[Order]:
    count = dice.randint(6, 14)
    for place in range(count):
        order = _order(dice, habits, place)
        if habits.refunds in ("column", "net column", "status") and dice.random() < 0.3:
            order.refunded = _paid(order)
            if habits.refunds != "status" and not order.tax and dice.random() < 0.5:
                order.refunded = order.goods // 2
        yield order
        if habits.refunds.startswith("rows") and dice.random() < 0.3:
            back = _order(dice, habits, count + place)
            back.kind, back.number = "refund", f"C-{place:03d}"
            yield back
    for place, kind in enumerate((*habits.not_sold, *([CANCELLED_ORDER] if habits.cancelled else []))):
        for twin in range(2):
            other = _order(dice, habits, 100 + 10 * place + twin)
            other.kind = kind
            yield other


def _order(dice: random.Random, habits: Habits, place: int) -> Order:
    several = dice.random() < 0.6
    drawn = dice.sample(PRODUCTS, dice.randint(2, 3) if several else 1)
    lines = [Line(name, dice.randint(1, 6), price + dice.randint(0, 50)) for name, price in drawn]
    order = Order(
        f"A-{place:03d}", f"2025-{dice.randint(1, 6):02d}-{dice.randint(13, 28)}", dice.choice(CUSTOMERS), lines
    )
    if habits.currency == "two" and dice.random() < 0.4:
        order.currency = "GBP"
    _discount(dice, order, habits)
    for line in lines:
        line.tax = _part(line.goods, TAX_PERCENT) if habits.tax else 0
    order.fee = _part(order.goods + order.tax, 3) + 25 if habits.fees else 0
    return order


def _discount(dice: random.Random, order: Order, habits: Habits) -> None:
    given = dice.random() < 0.6
    for line in order.lines:
        full = line.quantity * line.price
        if habits.discount == LINE_PERCENT:
            line.discount = dice.choice((5, 10, 15)) if given else 0
            line.goods = full - _part(full, line.discount)
        elif habits.discount == LINE_MONEY:
            line.discount = dice.randint(101, 500) if given else 0
            line.goods = full - line.discount
        elif habits.discount == UNIT_MONEY:
            line.discount = dice.randint(101, 400) if given else 0
            line.goods = full - line.quantity * line.discount
        else:
            line.goods = full
    if habits.discount in (ORDER_MONEY, ORDER_PERCENT) and given:
        whole = sum(line.goods for line in order.lines)
        order.rate = dice.choice((5, 10)) if habits.discount == ORDER_PERCENT else 0
        order.order_discount = _part(whole, order.rate) if order.rate else dice.randint(150, 600)
        rest = order.order_discount
        for line in order.lines[:-1]:
            own = order.order_discount * line.goods // whole
            line.goods -= own
            rest -= own
        order.lines[-1].goods -= rest


def _part(cents: int, percent: int) -> int:
    return (2 * cents * percent + 100) // 200


def _text(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


TYPES = {"sale": "Invoice", "refund": "Credit Note", PAYMENT: "Payment", ESTIMATE: "Estimate"}
STATUSES = {"sale": "Paid", "refund": "Paid", VOID: "Voided", DRAFT: "Draft"}


def _table(orders: list[Order], habits: Habits) -> tuple[list[str], list[list[str]]]:
    names: list[str] = []
    rows: list[list[str]] = []
    for order in orders:
        for place, line in enumerate(order.lines):
            cells = dict(_cells(order, line, place, habits))
            names = names or list(cells)
            rows.append([cells[name] for name in names])
    return names, rows


def _cells(order: Order, line: Line, place: int, habits: Habits) -> Iterator[tuple[str, str]]:
    sign = -1 if order.kind == "refund" and habits.refunds == "rows negative" else 1
    yield "Invoice Number", order.number
    yield "Invoice Date", _day_text(order.day, habits)
    yield "Customer", order.customer
    yield "Item", line.product
    if habits.refunds.startswith("rows") or {PAYMENT, ESTIMATE} & set(habits.not_sold):
        yield "Type", TYPES.get(order.kind, "Invoice")
    if habits.refunds == "status" or {VOID, DRAFT} & set(habits.not_sold):
        yield (
            "Status",
            "Refunded" if habits.refunds == "status" and order.refunded else STATUSES.get(order.kind, "Paid"),
        )
    if habits.currency:
        yield "Currency", order.currency
    if habits.cancelled:
        yield "Cancelled at", order.day if order.kind == CANCELLED_ORDER else ""
        if habits.cancelled == "a day beside paid" and not (habits.refunds == "status" or habits.not_sold):
            yield "Payment Status", "Paid"
    yield from _line_cells(order, line, sign, habits)
    yield from _order_cells(order, place, sign, habits)


def _line_cells(order: Order, line: Line, sign: int, habits: Habits) -> Iterator[tuple[str, str]]:
    included = habits.tax == "included"
    price = line.price + _part(line.price, TAX_PERCENT) if included else line.price
    if "price" in habits.amount or habits.amount == "total only":
        yield "Quantity", str(sign * line.quantity)
        if "price" in habits.amount:
            yield "Unit Price", _text(price)
    shown = line.goods + line.tax if included else line.goods
    if "line" in habits.amount and habits.sides:
        yield from _sides(order, shown, habits)
    elif "line" in habits.amount:
        yield "Amount", _text(sign * shown)
    if habits.discount == LINE_PERCENT:
        yield "Discount %", str(line.discount)
    elif habits.discount in (LINE_MONEY, UNIT_MONEY):
        yield "Discount", _text(line.discount)
    if habits.tax in ("column alone", "line total") or (habits.tax == "included" and not habits.totals):
        yield "Tax Amount", _text(sign * line.tax)
    if habits.tax == "line total":
        yield "Line Total", _text(sign * (line.goods + line.tax))


def _sides(order: Order, cents: int, habits: Habits) -> Iterator[tuple[str, str]]:
    """The amount of a line on its side: sales in the first column, what takes them back in the other."""
    first, second = ("Credit", "Debit") if habits.sides == "credit and debit" else ("Debit", "Credit")
    back = order.kind in ("refund", PAYMENT)
    yield first, "" if back else _text(cents)
    yield second, _text(cents) if back else ""


def _day_text(day: str, habits: Habits) -> str:
    year, month, number = day.split("-")
    if habits.dates == "month in words":
        return f"{number} {MONTHS[0][int(month) - 1]} {year}"
    return f"{MONTHS[1][int(month) - 1]} {number}, {year} 1:05:07 AM PDT" if habits.dates else day


def _order_cells(order: Order, place: int, sign: int, habits: Habits) -> Iterator[tuple[str, str]]:
    def of_order(cents: int) -> str:
        return "" if habits.totals == "first line" and place else _text(sign * cents)

    if habits.discount == ORDER_MONEY:
        yield "Order Discount", _text(order.order_discount) if not place else "0.00"
    elif habits.discount == ORDER_PERCENT:
        yield "Order Discount %", str(order.rate)
    if habits.totals == "subtotal and total" or (habits.totals and habits.tax in ("added", "included")):
        yield "Subtotal", of_order(order.goods + (order.tax if habits.tax == "included" else 0))
    if habits.tax in ("added", "included") and (habits.totals or habits.tax == "added"):
        yield "Taxes", of_order(order.tax)
    if habits.totals or habits.amount in ("total only", "line, price and total"):
        yield "Invoice Total", of_order(_paid(order))
    yield from _settled_cells(order, place, habits)


def _settled_cells(order: Order, place: int, habits: Habits) -> Iterator[tuple[str, str]]:
    """What was paid back and what was kept by who collects the money, on the first line of the order."""
    if habits.refunds in ("column", "net column"):
        yield "Amount Refunded", _text(order.refunded) if not place else "0.00"
    if habits.refunds == "net column":
        yield "Net after refunds", _text(_paid(order) - order.refunded) if not place else ""
    if habits.fees:
        fee = -order.fee if habits.fees == "negative" else order.fee
        yield "Fee", _text(fee) if not place else "0.00"
    if habits.fees == "net after fees":
        yield "Net", _text(_paid(order) - order.fee) if not place else ""


def _files(dice: random.Random, header: list[str], rows: list[list[str]], habits: Habits) -> list[bytes]:
    if habits.repeats == "a row twice":
        place = dice.randrange(len(rows))
        rows = [*rows[: place + 1], rows[place], *rows[place + 1 :]]
    if habits.repeats == "the same order twice":
        number = dice.choice(rows)[0]
        rows = [*rows, *(row for row in rows if row[0] == number)]
    if habits.repeats == "two files overlap":
        numbers = list(dict.fromkeys(row[0] for row in rows))
        half = len(numbers) // 2
        first = [row for row in rows if row[0] in numbers[: half + 1]]
        second = [row for row in rows if row[0] in numbers[half:]]
        return [csv_bytes([header, *first]), csv_bytes([header, *second])]
    return [csv_bytes([header, *rows])]
