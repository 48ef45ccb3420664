"""Units that came back in a column of their own: proven to be out of the amounts, or asked about."""

import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.recognition.mapping import Mapping

NAMES = (
    "Returned Qty",
    "Qty Returned",
    "Units Returned",
    "Retourmenge",
    "Qté retournée",
    "Cantidad devuelta",
    "Cancelled Qty",
)
HEADER = ("Order ID", "Order Date", "Customer", "Item", "Quantity", "Unit Price", "Unit Cost", "Amount")


def read(header, rows, answer=""):
    mapping = Mapping.from_json({"returned_units": answer}) if answer else None
    return read_tables([("transactions", text_table(csv_bytes([header, *rows])))], mapping)


def ledger(seed, *, after):
    """Lines with what came back of each, and net revenue and cost in cents without it."""
    dice = random.Random(seed)
    rows, net, cost, gross = [], 0, 0, 0
    for order in range(dice.randint(4, 12)):
        quantity, price = dice.randint(2, 9), dice.randint(500, 9_999)
        back = dice.randint(1, quantity) if order < 2 or dice.random() < 0.2 else 0
        net, cost, gross = net + (quantity - back) * price, cost + (quantity - back) * 300, gross + quantity * price
        amount = (quantity - back if after else quantity) * price
        head = (f"A-{order}", f"2025-0{1 + order % 9}-07", f"Customer {order % 3}", "Pump", quantity)
        rows.append((*head, _text(price), "3.00", _text(amount), back))
    return rows, Decimal(net) / 100, Decimal(cost) / 100, Decimal(gross) / 100


def _text(cents):
    return f"{cents // 100}.{cents % 100:02d}"


@pytest.mark.parametrize("seed", range(14))
def test_what_came_back_is_proven_or_asked_about(seed):
    name = NAMES[seed % len(NAMES)]
    rows, net, cost, _ = ledger(seed, after=True)
    proven = read([*HEADER, name], rows)
    assert open_decisions(proven.decisions) == []
    assert (sum(money(proven)), sum(money(proven, "cost_of_goods"))) == (net, cost)
    rows, net, cost, gross = ledger(seed, after=False)
    (question,) = open_decisions(read([*HEADER, name], rows).decisions)
    assert [Decimal(choice.net_revenue) for choice in question.alternatives] == [net, gross, gross]
    answered = read([*HEADER, name], rows, "taken off")
    assert open_decisions(answered.decisions) == []
    assert (sum(money(answered)), sum(money(answered, "cost_of_goods"))) == (net, cost)
    assert sum(money(read([*HEADER, name], rows, "none"))) == gross


def test_a_sale_that_is_marked_as_returned_is_not_taken_off_twice():
    header = ("Order ID", "Order Date", "Customer", "Amount", "Returned")
    rows = [("1", "2025-01-05", "Ann", "100.00", "Yes"), ("2", "2025-02-05", "Bo", "40.00", "No")]
    (question,) = open_decisions(read(header, rows).decisions)
    assert question.what == "Returned is Yes in 1 row, 100.00. What are they?"
    assert [choice.net_revenue for choice in question.alternatives] == ["140.00", "-60.00", "40.00"]
    backs = [*rows[1:], ("3", "2025-03-05", "Ann", "-100.00", "Yes")]
    assert open_decisions(read(header, backs).decisions) == []


def test_a_day_of_return_is_asked_about():
    header = ("Order ID", "Order Date", "Customer", "Amount", "Return Date")
    rows = [("1", "2025-01-05", "Ann", "100.00", "2025-01-15"), ("2", "2025-02-05", "Bo", "40.00", "")]
    (question,) = open_decisions(read(header, rows).decisions)
    assert [choice.net_revenue for choice in question.alternatives] == ["40.00", "140.00"]


def test_what_is_hired_out_comes_back_each_time():
    header = ("Order ID", "Order Date", "Customer", "Amount", "Return Date")
    rows = [(n, "2025-01-05", "Ann", "100.00", "2025-01-15") for n in range(3)]
    assert open_decisions(read(header, rows).decisions) == []


@pytest.mark.parametrize("name", ["Credited", "Gutschriften", "Retouren", "Avoirs", "Credit Note Amount"])
def test_a_column_of_what_was_given_back_is_asked_about(name):
    header = ("Order ID", "Order Date", "Customer", "Amount", name)
    rows = [("1", "2025-01-05", "Ann", "100.00", "25.00"), ("2", "2025-02-05", "Bo", "40.00", "0.00")]
    (question,) = open_decisions(read(header, rows).decisions)
    assert [choice.net_revenue for choice in question.alternatives] == ["115.00", "140.00"]
