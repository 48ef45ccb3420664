"""Every month of a large company, cohorts and the bridge between two years, from sums of customers and months.

    python bench/trend.py [--customers 200000] [--months 24]

The sums are made up: half of the customers buy in a month. Measured, once each: the ranking, all months (which must add
up to it to the minor unit, or the exit status is 1), cohorts by quarter, and why profit changed from the first half of
the months to the second (which must add up too).
"""

import argparse
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import measure

sys.path.insert(0, str(measure.SOURCES))

import numpy as np
import pandas as pd

from whalecurve.analysis.bridges import find_bridge
from whalecurve.analysis.results import analyze
from whalecurve.analysis.trends import find_cohorts, find_trend
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.quantities.facts import Facts, Period

T = TypeVar("T")
FIRST = 202401
MEASURES = ("list_revenue", "net_revenue", "cost_of_goods")
PLAN = Scenario(
    "USD",
    fixed=(CostPool("Rent", Decimal(1_200_000)), CostPool("Desk", Decimal(900_000), "orders")),
    variable=(VariableCost("Commission", rate=Decimal("0.05")), VariableCost("Order", rate=Decimal(3), per="order")),
)


def made_up(customers: int, months: int) -> Workbook:
    """A workbook that has sums and no lines."""
    random = np.random.default_rng(1)
    names = Period(FIRST, FIRST + 100 * ((months - 1) // 12) + (months - 1) % 12).list_months()
    buys = random.random(customers * months) < 0.5
    code, month = np.repeat(np.arange(customers), months)[buys], np.tile(names, customers)[buys]
    counts = {name: random.integers(1, 5, len(code)) for name in ("lines", "orders", "quantity")}
    amounts = {name: random.integers(100, 99_999, len(code)) for name in MEASURES}
    keys = {"customer": code.astype(np.int32), "month": month.astype(np.int32)}
    facts = pd.DataFrame({**keys, **counts, **amounts})
    people = pd.DataFrame({"customer_id": [f"{n:07d}" for n in range(customers)]})
    dataset = Dataset(
        customers=people.assign(customer_name=people["customer_id"]),
        transactions=pd.DataFrame(),
        activities=_empty("customer", "month", "activity", "quantity"),
        costs=pd.DataFrame(),
        labels={},
        scales={"quantity": 0, **dict.fromkeys(MEASURES, 2)},
        cost_names=[],
        trait_kinds={},
        control_totals={},
        has=frozenset({"order", "quantity"}),
        currency="USD",
    )
    repeats = _empty("customer", "month", "previous_month", "orders")
    return Workbook("", Path(), dataset, Facts(facts, repeats), {"lines": {}, "dates": {}})


def _empty(*columns: str) -> pd.DataFrame:
    return pd.DataFrame({name: np.zeros(0, dtype=np.int64) for name in columns})


def timed(what: str, work: Callable[[], T]) -> T:
    """Do it once and print how long it took."""
    began = time.perf_counter()
    done = work()
    print(f"{what:48} {time.perf_counter() - began:6.2f} s")
    return done


def main() -> int:
    """Measure each step; 1 where something does not add up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=200_000)
    parser.add_argument("--months", type=int, default=24)
    options = parser.parse_args()
    book = made_up(options.customers, options.months)
    answered = timed("the ranking", lambda: analyze(book, PLAN))
    found = timed(f"{options.months} months", lambda: find_trend(book, answered))
    timed("cohorts by quarter", lambda: find_cohorts(book, found, 3))
    names = [each.month for each in found.trend.months]
    half = len(names) // 2
    ends = Period(names[0], names[half - 1]), Period(names[half], names[2 * half - 1])
    bridge = timed("the bridge between two halves", lambda: find_bridge(book, PLAN, *ends))
    ties = sum(each.company_profit for each in found.trend.inside) == answered.results.statements.company_profit
    ties = ties and sum(bridge.company.values()) == bridge.company_change
    print("all of it adds up to the minor unit" if ties else "it does not add up")
    return 0 if ties else 1


if __name__ == "__main__":
    sys.exit(main())
