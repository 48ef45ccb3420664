"""Products whose cost changed: each line has the cost of its own day."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, intake, money, sales

LINES = ("Customer ID", "Date", "Product ID", "Quantity", "Unit Price")
START = dt.date(2025, 1, 1)


def read(lines, products, header=("Product ID", "Unit Cost", "Valid From")):
    return intake(sales(*lines, header=LINES), csv_bytes([header, *products]), kinds=("transactions", "products"))


def day(number):
    return (START + dt.timedelta(days=number)).isoformat()


@pytest.mark.parametrize("seed", range(12))
def test_the_cost_of_each_line_is_that_of_its_day(seed):
    dice = random.Random(seed)
    versions = {}
    for product in "PQRS"[: dice.randrange(1, 5)]:
        for start in dice.sample(range(0, 300, 7), dice.randrange(1, 6)):
            versions[product, start] = dice.randrange(100, 2000)
    lines = [(dice.choice("AB"), dice.randrange(0, 330), dice.choice("PQRSX"), dice.randrange(1, 9)) for _ in range(60)]
    expected = []
    for _, sold, product, quantity in lines:
        of_product = sorted((start, cents) for (name, start), cents in versions.items() if name == product)
        valid = [cents for start, cents in of_product if start <= sold] or [cents for _, cents in of_product][:1]
        expected.append(Decimal(valid[-1] * quantity) / 100 if valid else Decimal(0))
    rows = [(product, f"{cents / 100:.2f}", day(start)) for (product, start), cents in versions.items()]
    dice.shuffle(rows)
    result = read([(one, day(sold), product, quantity, "30.00") for one, sold, product, quantity in lines], rows)
    assert money(result, "cost_of_goods") == expected
    assert not [problem for problem in result.problems if problem.column == "Product ID"]


def test_a_blank_day_is_from_the_beginning_and_a_change_is_said():
    lines = [("A", day(4), "P", 10, "10.00"), ("B", day(160), "P", 10, "10.00")]
    result = read(lines, [("P", "8.00", day(151)), ("P", "6.00", "")])
    assert money(result, "cost_of_goods") == [Decimal(60), Decimal(80)]
    assert "Each line has the cost of its product on its own day, by Valid From." in result.notes


def test_two_costs_of_one_day_contradict_and_the_second_is_set_aside():
    result = read(
        [("A", day(4), "P", 1, "10.00")], [("P", "6.00", day(0)), ("P", "7.00", day(0)), ("P", "6.00", day(0))]
    )
    assert money(result, "cost_of_goods") == [Decimal(6)]
    assert [(problem.line, problem.column) for problem in result.problems] == [(3, "Product ID")]
