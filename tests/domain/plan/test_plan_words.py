"""A plan told to somebody who cannot open it: no cost without its rate, its driver, and where it counts."""

from dataclasses import replace
from decimal import Decimal

import pytest

from whalecurve.domain.plan.plan_words import plan_sentences
from whalecurve.domain.plan.scenario import BASES, CostPool, Scenario, VariableCost, scope_of
from whalecurve.domain.quantities.facts import Period

FEE = VariableCost("Fee", "", rate=Decimal("2.5"), per="order")


def told(*costs: VariableCost | CostPool) -> list[str]:
    fixed = tuple(cost for cost in costs if isinstance(cost, CostPool))
    variable = tuple(cost for cost in costs if isinstance(cost, VariableCost))
    return plan_sentences(Scenario(currency="EUR", fixed=fixed, variable=variable))


def test_a_rate_a_year_on_credit_is_a_share_and_no_amount() -> None:
    assert told(replace(FEE, rate=Decimal("0.085"), per="credit_day")) == ["Fee: 8.5 % a year on credit."]


def test_where_a_cost_counts_is_said() -> None:
    (sentence,) = told(replace(FEE, only=scope_of({"country": ["France", "Spain"]})))
    assert "2.5 EUR per order" in sentence
    assert "country" in sentence
    assert "France" in sentence
    assert "Spain" in sentence


def test_practical_capacity_is_said() -> None:
    pool = CostPool("Service desk", Decimal(567000), "calls", Decimal(4000))
    assert told(pool) == ["Service desk: 567,000 EUR a year, for 4,000 calls of practical capacity."]


def test_a_cost_from_a_column_names_the_column() -> None:
    assert told(replace(FEE, rate=None, column="freight_paid")) == ["Fee: the column freight_paid of the files."]


@pytest.mark.parametrize("basis", BASES)
def test_no_basis_is_told_in_the_plan_files_spelling(basis: str) -> None:
    (sentence,) = told(replace(FEE, per=basis))
    assert "_" not in sentence


def test_the_period_comes_first() -> None:
    plan = Scenario(currency="EUR", variable=(FEE,), period=Period(200001, 200012))
    assert plan_sentences(plan) == ["From January 2000 to December 2000.", "Fee: 2.5 EUR per order."]
