"""Which customer columns say who a customer is."""

from decimal import Decimal

import pandas as pd
import pytest

from tests.domain.build import make_ledger
from whalecurve.domain.names.identifying import columns_limited_by, columns_to_share_by, identifying_columns
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost

SIZE = 60


def customers(header, of):
    return pd.DataFrame(
        {
            "customer_id": [f"K{n * 37 % 1000:04d}" for n in range(SIZE)],
            "customer_name": [f"Firm {n}" for n in range(SIZE)],
            header: [str(of(n)) for n in range(SIZE)],
        },
        dtype=str,
    )


@pytest.mark.parametrize(
    ("header", "of"),
    [
        ("Client ID", lambda n: n % 3),
        ("number", lambda n: 1000 + n),
        ("Contact", lambda n: f"person {n}"),
        ("Legal form", lambda n: f"Firm {n}" if n % 4 else ""),
        ("Old key", lambda n: f"K{n * 37 % 1000:04d}"),
        ("Paid by", lambda n: f"k{n % 5 * 37:04d}"),
        ("Telephone", lambda n: 1_000_000 + n * n * 977),
        ("E-Mail", lambda n: 5_000_000 + n * n * 977),
        ("blank", lambda n: ""),
        ("constant", lambda n: "same"),
    ],
)
def test_columns_that_tell(header, of):
    assert identifying_columns(customers(header, of), {}) == {header}


@pytest.mark.parametrize(
    ("header", "of"),
    [
        ("Region", lambda n: "North South".split()[n % 2]),
        ("Employees", lambda n: n * n * 31),
        ("Since", lambda n: f"20{10 + n % 9}-0{1 + n % 8}-11"),
        ("Direct mail", lambda n: "yes no".split()[n % 2]),
    ],
)
def test_columns_that_do_not(header, of):
    assert identifying_columns(customers(header, of), {}) == frozenset()


def test_columns_that_the_plan_needs():
    traits = {"Days_of_Credit": ["30", "60"], "Miles": ["5", "7"], "City": ["Rome", "Oslo"], "Spare": ["1", "2"]}
    ledger = make_ledger(["a", "b"], traits=traits)
    plan = Scenario(
        fixed=(CostPool("Truck", Decimal(1), "miles"), CostPool("Rent", Decimal(1))),
        variable=(
            VariableCost("Interest", rate=Decimal(1), per="credit_day"),
            VariableCost("Toll", rate=Decimal(1), per="order", only=(("city", ("Rome",)),)),
            VariableCost("Tax", rate=Decimal(1), per="order", only=(("City", ("Bern", "Rome")),)),
        ),
    )
    assert columns_to_share_by(ledger, plan) == {"Days_of_Credit", "Miles"}
    assert columns_limited_by(ledger, plan) == {"City": {"Bern", "Rome"}}
