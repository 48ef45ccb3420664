"""The unit cost of a list of products: known, named in other words, or asked about."""

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.recognition.recognise import propose

SALES = csv_bytes(
    [
        ("Order ID", "Order Date", "Customer", "SKU", "Quantity", "Amount"),
        (1, "2025-01-05", "Ann", "A", 2, "100.00"),
        (2, "2025-02-05", "Bo", "B", 1, "40.00"),
    ]
)
NAMES = (
    "EK",
    "Purchase Price",
    "Prix achat",
    "Last Cost",
    "Average Cost",
    "COGS",
    "Default Purchase Price",
    "Einkaufspreis",
)


def tables(*header, rows=(("30.00",), ("20.00",))):
    listed = csv_bytes([("SKU", "Name", *header), ("A", "Pump", *rows[0]), ("B", "Hose", *rows[1])])
    return [text_table(SALES), text_table(listed, "products.csv")]


def read(found):
    return read_tables([(each.kind, each.table) for each in propose(found).tables], None)


@pytest.mark.parametrize("name", NAMES)
def test_one_column_that_names_a_cost_is_the_unit_cost(name):
    assert sum(money(read(tables(name)), "cost_of_goods")) == 80


def test_two_columns_that_name_a_cost_are_asked_about():
    found = tables("Last Cost", "Average Cost", rows=(("30.00", "31.00"), ("20.00", "21.00")))
    (question,) = propose(found).questions
    assert (question.field, question.candidates) == ("unit_cost", ("Last Cost", "Average Cost"))


def test_money_without_a_name_is_asked_about_and_the_remedy_can_be_copied():
    with pytest.raises(UserChoiceError) as refused:
        read(tables("Zeta"))
    assert '{"products": {"id": "SKU", "name": "Name", "unit_cost": "Zeta"}}' in refused.value.remedy


@pytest.mark.parametrize("name", ["Weight", "Price", "Rating", "VAT rate"])
def test_what_is_no_cost_is_not_asked_about(name):
    assert propose(tables(name)).questions == ()


def test_a_list_of_products_beside_costs_on_the_lines_is_not_asked_about():
    header = ("Order ID", "Order Date", "Customer", "SKU", "Quantity", "Amount", "Cost")
    sales = csv_bytes([header, (1, "2025-01-05", "Ann", "A", 2, "100.00", "60.00")])
    assert propose([text_table(sales), tables("Zeta")[1]]).questions == ()
