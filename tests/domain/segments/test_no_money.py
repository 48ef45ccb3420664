"""A trait is never a component of profit."""

import inspect

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.segments.firms import columns
from whalecurve.domain import columns as names
from whalecurve.domain.segments import ProductMix, TraitTable, segments, top_share
from whalecurve.domain.segments.errors import TraitError
from whalecurve.domain.segments.traits.money_guard import DERIVED_MONEY, follows_money

UNHURRIED = settings(deadline=None, max_examples=50)  # a busy machine is no fault


def test_the_constructor_takes_own_columns_and_mix_and_nothing_else():
    taken = list(inspect.signature(TraitTable).parameters)
    assert taken == ["columns", "kinds", "mix", "as_of", "merges"]


def test_every_money_column_of_the_results_is_known_to_the_guard():
    money = {names.LIST_REVENUE, names.NET_REVENUE, names.COST_OF_GOODS, names.GROSS_MARGIN}
    derived = {names.CONTRIBUTION_MARGIN, names.CUSTOMER_PROFIT, names.PROFIT_RANK, names.REVENUE_RANK, names.STABILITY}
    assert money | derived <= DERIVED_MONEY


MONEY_NAMES = [*sorted(DERIVED_MONEY), "Net Revenue", "CUSTOMER PROFIT", "cost_0", names.cost_column(12)]
PROFIT_NAMES = ["Profit 2016", "gross margin %", "Contribution", "profit margin"]


@pytest.mark.parametrize("name", [*MONEY_NAMES, *PROFIT_NAMES])
def test_a_component_of_profit_is_left_out_even_as_text(name):
    made = columns(60, 1)
    made[name] = made["staff"]
    table = TraitTable(made)
    assert name not in {trait.name for trait in table.traits}
    assert {left.name: left.reason for left in table.left_out}[name].startswith("a component of profit")


@pytest.mark.parametrize(
    "cells",
    [
        np.array([1, 2]),
        np.array([1.5, 2.5]),
        np.array([True, False]),
        pd.array([1, None], dtype="Int64"),
        pd.to_datetime(["2020-01-01", "2021-01-01"]),
        pd.Categorical(["a", "b"]),
        np.array([1, "a"], dtype=object),
    ],
)
def test_whatever_is_not_text_is_refused_under_any_name(cells):
    with pytest.raises(TraitError, match="must be text"):
        TraitTable(pd.DataFrame({"innocent": cells}))


def test_a_size_called_revenue_stays():
    table = TraitTable(pd.DataFrame({"annual revenue": [str(10 + number % 7) for number in range(40)]}))
    assert [trait.name for trait in table.traits] == ["annual revenue"]


@pytest.mark.parametrize("factor", [1, 3])
def test_profit_in_disguise_is_left_out(factor):
    made = columns(120, 3)
    profit = np.random.default_rng(1).normal(0, 1e6, 120).astype(np.int64)
    revenue = np.abs(profit) + np.random.default_rng(2).integers(1, 10**6, 120)
    made["lifetime sales"] = (revenue * factor).astype(str)
    made["score"] = (profit / 100).round(2).astype(str)
    answer = segments(TraitTable(made), top_share(profit, revenue))
    reasons = {left.name: left.reason for left in answer.left_out}
    assert "component of profit" in reasons["lifetime sales"]
    assert "component of profit" in reasons["score"]
    assert {"lifetime sales", "score"}.isdisjoint(finding.trait for finding in answer.findings)


@UNHURRIED
@given(st.lists(st.integers(1, 1000), min_size=12, max_size=12), st.integers(0, 99))
def test_the_size_of_the_revenue_cannot_enter_through_the_mix(factors, seed):
    lines = np.random.default_rng(seed).integers(1, 5, (12, 3))
    own = pd.DataFrame({"industry": ["a", "b"] * 6})
    bought = pd.DataFrame({"customer": np.repeat(np.arange(12), 3), "category": np.tile([0, 1, 2], 12)})
    bought["lines"], bought["net_revenue"] = lines.ravel(), lines.ravel() * 1000
    plain = TraitTable(own, mix=ProductMix.of_lines(bought, ["x", "y", "z"], 12))
    grown = bought.assign(net_revenue=bought["net_revenue"] * np.repeat(factors, 3))
    scaled = TraitTable(own, mix=ProductMix.of_lines(grown, ["x", "y", "z"], 12))
    for one, other in zip(plain.traits, scaled.traits, strict=True):
        assert one.name == other.name
        assert one.values is None or np.array_equal(one.values, other.values, equal_nan=True)


def test_few_figures_or_few_customers_are_no_disguise():
    assert not follows_money(np.arange(5.0), np.arange(5.0))
    assert not follows_money(np.repeat([1.0, 2.0], 20), np.repeat([10.0, 20.0], 20))
