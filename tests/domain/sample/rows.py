"""The sample company's files as plain rows, and the oracle's answer for them."""

import csv
import io
from fractions import Fraction
from functools import cache

from tests.oracle import Answer, analyze
from whalecurve.domain.sample import sample_company


def rows(name):
    """Rows of one file by header."""
    return list(csv.DictReader(io.StringIO(sample_company().files[name])))


@cache
def customers():
    """Customer id -> row."""
    return {row["Customer ID"]: row for row in rows("customers.csv")}


@cache
def transactions():
    """Order lines the way the oracle reads them."""
    products = {row["Product ID"]: row for row in rows("products.csv")}
    return [_line(row, products[row["Product ID"]]) for row in rows("orders.csv")]


@cache
def answer() -> Answer:
    """Every customer's statement over the whole period under the company's own plan."""
    activities = [
        {"customer": row["Customer ID"], "activity": row["Activity"], "quantity": row["Count"], "date": row["Date"]}
        for row in rows("activities.csv")
    ]
    on_file = [{"customer_id": one} for one in customers()]
    return analyze(sample_company().plan, transactions(), on_file, activities)


@cache
def high_customers():
    """The top fifth by profit."""
    return frozenset(answer().ranked()[: sample_company().truth.high_customers])


def planted(one):
    """Whether the planted rule describes a customer."""
    row = customers()[one]
    return sample_company().truth.fits_rule(row["Industry"], int(row["Employees"]))


def _line(row, product):
    quantity = int(row["Quantity"])
    return {
        "customer": row["Customer ID"],
        "date": row["Order Date"],
        "order": row["Order ID"],
        "category": product["Category"],
        "quantity": quantity,
        "net_revenue": row["Amount"],
        "cost_of_goods": quantity * Fraction(product["Unit Cost"]),
    }
