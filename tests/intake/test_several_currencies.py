"""Several currencies in one export: kept apart or converted at a rate, never added."""

import random
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.recognition.mapping import Mapping

CODES = ("EUR", "GBP", "USD")
HEADER = ("Invoice Number", "Invoice Date", "Customer", "Item", "Quantity", "Unit Price", "Amount", "Currency", "Cost")


def read(said=None, **tables):
    kinds = [(kind, text_table(content, f"{kind}.csv")) for kind, content in tables.items()]
    return read_tables(kinds, Mapping.from_json(said or {}))


def ledger(seed):
    """Random lines in three currencies, and the exact revenue and cost of each in cents."""
    dice = random.Random(seed)
    rows, revenue, cost = [], dict.fromkeys(CODES, 0), dict.fromkeys(CODES, 0)
    for place in range(dice.randint(6, 40)):
        code = CODES[place] if place < len(CODES) else dice.choice(CODES)
        quantity, price = dice.randint(1, 9), dice.randint(101, 99_999)
        own = quantity * price // 3
        revenue[code] += quantity * price
        cost[code] += own
        texts = (f"{cents // 100}.{cents % 100:02d}" for cents in (price, quantity * price, own))
        price_text, amount, cost_text = texts
        rows.append(
            (f"I-{place}", "2025-01-31", f"C{place % 4}", "Pump", quantity, price_text, amount, code, cost_text)
        )
    return csv_bytes([HEADER, *rows]), revenue, cost


@pytest.mark.parametrize("seed", range(25))
def test_every_way_out_gives_the_ledgers_figures(seed):
    content, revenue, cost = ledger(seed)
    asked = open_decisions(read(transactions=content).decisions)
    assert [each.key for each in asked] == ["currency"]
    offered = {each.answer["currency"]: Decimal(each.net_revenue) for each in asked[0].alternatives}
    assert offered == {code: Decimal(cents) / 100 for code, cents in revenue.items()}
    for code in CODES:
        apart = read({"currency": code}, transactions=content)
        assert (sum(money(apart)), not open_decisions(apart.decisions)) == (offered[code], True)
        assert {problem.found for problem in apart.problems} == set(CODES) - {code}
    rates = {"GBP": Decimal("1.1712345"), "USD": Decimal("0.9")}
    said = {"currency": "EUR", "rates": {code: {"rate": str(rate), "source": "bank"} for code, rate in rates.items()}}
    all_in = read(said, transactions=content)
    assert not all_in.problems
    for name, cents in (("net_revenue", revenue), ("cost_of_goods", cost)):
        exact = [Decimal(cents[code]) / 100 * rates.get(code, 1) for code in CODES]
        assert sum(money(all_in, name)) == sum(amount.quantize(Decimal("0.01"), ROUND_HALF_UP) for amount in exact)


def test_a_column_of_rates_that_is_1_in_one_currency_alone_is_offered_and_taken():
    header = ("Date", "Customer", "Amount", "Currency Code", "Exchange Rate")
    content = csv_bytes([header, ("2025-01-31", "A", "100", "INR", "1"), ("2025-01-31", "B", "20.5", "USD", "84.5")])
    choice = read(transactions=content).decisions[0].alternatives[-1]
    assert (choice.answer, choice.net_revenue) == ({"currency": "INR", "rates": "Exchange Rate"}, "1832.25")
    assert sum(money(read(dict(choice.answer), transactions=content))) == Decimal("1832.25")


def test_costs_in_another_currency_are_converted_at_a_rate_and_refused_without():
    sales = csv_bytes(
        [("Date", "Customer", "Amount", "Currency", "Quantity", "Product"), ("2025-01-31", "A", "100", "EUR", 2, "P")]
    )
    products = csv_bytes([("Product ID", "Unit Cost (USD)"), ("P", "10")])
    costs = csv_bytes([("Name", "Amount", "Year", "Currency"), ("Rent", "1000", "2025", "USD")])
    rate = {"currency": "EUR", "rates": {"USD": {"rate": "0.9"}}}
    found = read(rate, transactions=sales, products=products)
    assert money(found, "cost_of_goods") == [Decimal(18)]
    assert read(rate, transactions=sales, cost_list=costs).dataset.costs["cost_amount"].tolist() == ["900.00"]
    for other in ({"products": products}, {"cost_list": costs}):
        with pytest.raises(UserChoiceError, match=r'costs in USD.*"rates"'):
            read(transactions=sales, **other)


@pytest.mark.parametrize("rates", [{"USD": "0.9"}, {"USD": {"rate": "0"}}, {"USD": {"rate": "1e3"}}, {"USD": {}}, 3])
def test_a_rate_that_is_none_is_refused(rates):
    with pytest.raises(UserChoiceError, match="rates cannot be read"):
        Mapping.from_json({"rates": rates})
