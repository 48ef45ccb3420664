"""On the sample company the planted pattern is found, and nothing else."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from tests.domain.sample.rows import answer, customers, rows
from whalecurve.domain.sample import sample_company
from whalecurve.domain.segments import ProductMix, TraitTable, segments, top_share


@cache
def money():
    ids = sorted(customers())
    profit = np.array([answer().profit(one) for one in ids], dtype=np.int64)
    return profit, np.array([answer().rounded["net_revenue"][one] for one in ids], dtype=np.int64)


@cache
def own_columns():
    frame = pd.DataFrame([customers()[one] for one in sorted(customers())], dtype=str)
    return frame.drop(columns=["Customer ID", "Customer Name"])


@cache
def product_mix():
    category_of = {row["Product ID"]: row["Category"] for row in rows("products.csv")}
    labels, places = sorted(set(category_of.values())), {one: place for place, one in enumerate(sorted(customers()))}
    lines = np.zeros((len(places), len(labels)), dtype=np.int64)
    for row in rows("orders.csv"):
        if row["Customer ID"] in places:
            lines[places[row["Customer ID"]], labels.index(category_of[row["Product ID"]])] += 1
    return ProductMix(lines, labels)


@pytest.mark.parametrize("with_mix", [False, True])
def test_the_planted_rule_and_nothing_else(with_mix):
    table = TraitTable(own_columns(), mix=product_mix() if with_mix else None)
    found = segments(table, top_share(*money()))
    assert found.verdict.word == "found"
    assert [finding.trait for finding in found.findings if finding.holds] == ["Industry"]
    assert len(found.rules) == 1
    assert set(found.rules[0].conditions) == {"Industry is Healthcare", "Employees is above 42"}
    assert found.rules[0].rate_low <= sample_company().truth.planted_rate <= found.rules[0].rate_high
