"""Costs per kilogram, hundred or pack beside quantities in other units: converted where known, else asked about."""

import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.meaning.unit_words import size_of
from whalecurve.intake.recognition.mapping import Mapping

# The unit sold, the header of the cost, the unit of the list of products, and sold units in one costed unit.
KNOWN = (
    ("g", "Cost per kg", "", 1_000),
    ("g", "Unit Cost", "kg", 1_000),
    ("kg", "Cost per kg", "", 1),
    ("ml", "Cost per litre", "", 1_000),
    ("", "Cost per 100", "", 100),
    ("", "Kosten pro 1000", "", 1_000),
    ("each", "Unit Cost", "case of 20", 20),
    ("pcs", "Unit Cost", "10er-Pack", 10),
)


def read(unit, header, listed, quantities, answers=None):
    rows = [
        (f"A-{n}", f"2025-0{1 + n % 9}-05", f"Customer {n % 3}", "X", quantity, unit, "100.00")
        for n, quantity in enumerate(quantities)
    ]
    sales = csv_bytes([("Order ID", "Order Date", "Customer", "SKU", "Quantity", "Unit", "Amount"), *rows])
    products = csv_bytes([("SKU", "Name", header, "UoM"), ("X", "Tea", "10.00", listed)])
    mapping = Mapping.from_json({"units": answers}) if answers else None
    tables = [("transactions", text_table(sales)), ("products", text_table(products, "products.csv"))]
    return read_tables(tables, mapping)


@pytest.mark.parametrize("case", KNOWN)
def test_known_units_are_converted(case):
    unit, header, listed, size = case
    dice = random.Random(size)
    quantities = [dice.randint(1, 400) * 10 for _ in range(5)]
    result = read(unit, header, listed, quantities)
    assert open_decisions(result.decisions) == []
    wanted = Decimal(10 * sum(quantities)) / size
    assert sum(money(result, "cost_of_goods")) == wanted


def test_a_cost_per_kilogram_of_quantities_without_a_unit_is_asked_about():
    (question,) = open_decisions(read("", "Cost per kg", "", [500, 250]).decisions)
    assert "quantity in kg" in question.what
    answered = read("", "Cost per kg", "", [500, 250], {"quantity in kg": "0.001"})
    assert open_decisions(answered.decisions) == []
    assert sum(money(answered, "cost_of_goods")) == Decimal("7.5")


def test_a_product_that_is_sold_in_several_units_is_asked_about():
    rows = [
        ("A-1", "2025-01-05", "Ann", "X", 2, "case", "100.00"),
        ("A-2", "2025-01-05", "Bo", "X", 5, "each", "40.00"),
    ]
    sales = csv_bytes([("Order ID", "Order Date", "Customer", "SKU", "Quantity", "UoM", "Amount"), *rows])
    products = csv_bytes([("SKU", "Name", "Unit Cost"), ("X", "Tea", "3.00")])
    tables = [("transactions", text_table(sales)), ("products", text_table(products, "products.csv"))]
    (question,) = open_decisions(read_tables(tables, None).decisions)
    assert "case in each" in question.what
    answered = read_tables(tables, Mapping.from_json({"units": {"case in each": "12"}}))
    assert open_decisions(answered.decisions) == []
    assert sum(money(answered, "cost_of_goods")) == 87


def test_a_cost_per_kilogram_on_the_line_is_converted():
    rows = [(f"A-{n}", "2025-01-05", "Ann", "X", 500 * n, "g", "100.00", "10.00") for n in (1, 2, 4)]
    header = ("Order ID", "Order Date", "Customer", "SKU", "Quantity", "Unit", "Amount", "Cost per kg")
    result = read_tables([("transactions", text_table(csv_bytes([header, *rows])))], None)
    assert open_decisions(result.decisions) == []
    assert sum(money(result, "cost_of_goods")) == 35


@pytest.mark.parametrize("text", ["case", "pallet", "box", "Set", "12345", "kilogramme de"])
def test_a_unit_that_says_no_number_is_not_known(text):
    assert size_of(text) is None
