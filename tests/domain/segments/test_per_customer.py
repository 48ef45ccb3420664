import numpy as np
import pandas as pd
import pytest

from whalecurve.domain.segments import ProductMix
from whalecurve.domain.segments.per_customer import one_per_customer

LINES = pd.DataFrame(
    {
        "customer": [0, 0, 0, 1, 2, -1, 2],
        "rep": [1, 0, 0, 1, -1, 0, -1],
        "category": [0, 1, 1, 0, 0, 1, -1],
        "net_revenue": [90, 20, 30, 5, 7, 8, 9],
        "date": [3, 9, 1, 4, 4, 4, 4],
    }
)


@pytest.mark.parametrize(("rule", "first"), [("most revenue", "Bob"), ("most lines", "Ann"), ("latest", "Ann")])
def test_each_rule_chooses_its_own(rule, first):
    chosen = one_per_customer(LINES, "rep", ["Ann", "Bob"], 4, rule)
    assert chosen.values.tolist() == [first, "Bob", "", ""]
    assert chosen.several == 1


def test_a_tie_goes_to_the_first_text():
    tied = pd.DataFrame({"customer": [0, 0], "rep": [0, 1], "net_revenue": [5, 5], "date": [1, 1]})
    assert one_per_customer(tied, "rep", ["Zoe", "Ann"], 1).values.tolist() == ["Ann"]


def test_no_lines_at_all():
    assert one_per_customer(LINES.iloc[:0], "rep", ["Ann"], 2).values.tolist() == ["", ""]


def test_the_mix_sums_the_lines_of_known_customers_and_categories():
    mix = ProductMix.of_lines(LINES, ["x", "y"], 3)
    assert mix.amounts.tolist() == [[90, 50], [5, 0], [7, 0]]
    assert mix.amounts.dtype == np.int64
