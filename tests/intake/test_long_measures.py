"""Measures in rows become columns, whatever the order of the rows and whichever are missing."""

import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import open_decisions

NAMES = (("Metric", "Value", "Revenue", "Units", "Cost"), ("Kennzahl", "Wert", "Umsatz", "Menge", "Kosten"))


def read(rows):
    return read_tables([("transactions", text_table(csv_bytes(rows)))], None)


@pytest.mark.parametrize("seed", range(12))
def test_each_measure_is_its_own_column(seed):
    dice = random.Random(seed)
    what, value, *measures = NAMES[seed % 2]
    rows, sums = [], [Decimal(0)] * 3
    for month in range(1, dice.randint(3, 9)):
        for customer in ("Ann", "Bo", "Cy")[: dice.randint(1, 3)]:
            figures = (
                Decimal(dice.randint(100, 90_000)) / 100,
                Decimal(dice.randint(1, 9)),
                Decimal(dice.randint(1, 99)),
            )
            for place, figure in enumerate(figures):
                if place == 0 or dice.random() < 0.9:
                    rows.append((f"2025-0{month}-05", customer, measures[place], figure))
                    sums[place] += figure
    if seed % 3 == 0:
        dice.shuffle(rows)
    table = text_table(csv_bytes([("Date", "Customer", what, value), *rows]))
    assert table.accounted_lines() == table.physical_lines
    result = read_tables([("transactions", table)], None)
    assert open_decisions(result.decisions) == []
    assert [sum(money(result, name)) for name in ("net_revenue", "quantity", "cost_of_goods")] == sums


def test_measures_beside_months():
    header = ("Customer", "Measure", "Jan 2025", "Feb 2025", "Mar 2025")
    rows = [("Ann", "Revenue", "10.00", "20.00", "30.00"), ("Ann", "Units", 1, 2, 3), ("Bo", "Revenue", "5.00", "", "")]
    result = read([header, *rows])
    assert (sum(money(result)), sum(money(result, "quantity"))) == (65, 6)


def test_a_column_called_metric_with_other_words_stays_as_it_is():
    rows = [("2025-01-05", "Ann", "red", "10.00"), ("2025-01-05", "Ann", "blue", "5.00")]
    assert sum(money(read([("Date", "Customer", "Attribute", "Amount"), *rows]))) == 15


def test_a_unit_of_measure_is_no_measure():
    header = ("Date", "Customer", "Product", "Quantity", "Measure", "Amount")
    rows = [("2025-01-05", "Ann", "X", 1, "Units", "100.00"), ("2025-02-05", "Bo", "X", 2, "Cases", "200.00")]
    rows.append(("2025-03-05", "Ann", "Y", 3, "Units", "300.00"))
    assert sum(money(read([header, *rows]))) == 600
