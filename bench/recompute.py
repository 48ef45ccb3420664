"""A moved slider's arithmetic: every figure of a ranking again, against what numpy and pandas need at the least.

    python bench/recompute.py [--customers 200000 2000000] [--rounds 15]

The plan has four pools (by customers, orders, revenue, and visits with practical capacity) and four rates (per
revenue, order, unit, visit); a tenth of the customers on file bought nothing. Contenders take turns in one process, so
that a busy machine slows all alike:

- ours: ``compute_results`` with ranks and verdicts read: statements exact to the minor unit by largest remainder,
  ranks, groups, whale curve of a thousand points, the exact range of every customer's profit;
- numpy: drivers times rates in float64, one argsort, one cumulative curve of a thousand points;
- pandas: the same in a frame.

Ours is checked in whole numbers and fractions: each line adds up to its exact total, and all of them to the company's
profit.
"""

import argparse
import gc
import statistics
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import measure
import numpy as np
import pandas as pd

sys.path.insert(0, str(measure.SOURCES))

from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import round_half_up
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.quantities.facts import Period, PeriodFacts
from whalecurve.domain.ranks.results import Results, compute_results

POINTS = 1_000
GOAL_CUSTOMERS, GOAL_SECONDS = 200_000, 0.050
PERIOD = Period(202501, 202606)


def make_plan(visits_a_year: int) -> Scenario:
    """Four pools and four rates."""
    return scenario_from_json(
        {
            "currency": "USD",
            "fixed": [
                {"name": "Rent", "annual_amount": "1200000.37"},
                {"name": "Order desk", "annual_amount": "3456789.01", "driver": "orders"},
                {"name": "Management", "annual_amount": "777777.77", "driver": "revenue"},
                {
                    "name": "Field service",
                    "annual_amount": 2_500_000,
                    "driver": "visit",
                    "practical_capacity": visits_a_year,
                },
            ],
            "variable": [
                {"name": "Commission", "rate": "0.0475", "per": "revenue"},
                {"name": "Picking", "rate": "1.235", "per": "order"},
                {"name": "Packaging", "rate": "0.0043", "per": "unit"},
                {"name": "Travel", "rate": "17.333", "per": "visit"},
            ],
        }
    )


def make_ledger(customers: int, seed: int = 7) -> Ledger:
    """Customers of very different sizes, some with returns beyond their sales, a tenth idle; nobody's lines last."""
    dice = np.random.default_rng(seed)
    places = customers + 1
    orders = dice.integers(0, 40, places)
    lines = orders * dice.integers(1, 6, places)
    revenue = (dice.lognormal(11, 1.4, places)).astype(np.int64) - dice.integers(0, 20_000, places)
    sums = {
        "lines": lines,
        "orders": orders,
        "quantity": lines * dice.integers(1, 20, places),
        "list_revenue": revenue + dice.integers(0, 5_000, places),
        "net_revenue": revenue,
        "cost_of_goods": (revenue * dice.uniform(0.4, 0.9, places)).astype(np.int64),
    }
    visits = dice.integers(0, 12, places)
    for values in (*sums.values(), visits):
        values[:-1:10] = 0
    ids = np.char.add("C", np.char.zfill(np.arange(customers).astype(str), 8))
    first = np.where(sums["lines"] > 0, PERIOD.first, 0)
    return Ledger(
        customers=pd.DataFrame({"customer_id": ids, "customer_name": ids}, dtype="str"),
        facts=PeriodFacts({name: values.astype(np.int64) for name, values in sums.items()}, first, PERIOD),
        scales={"net_revenue": 2, "list_revenue": 2, "cost_of_goods": 2},
        activities={"visit": visits},
        has=frozenset({"order", "quantity"}),
    )


def ours(ledger: Ledger, plan: Scenario) -> Results:
    results = compute_results(ledger, plan)
    _ = results.profit_rank, results.revenue_rank, results.stability.verdicts
    return results


def drivers_and_rates(statements: Statements) -> tuple[np.ndarray, np.ndarray]:
    """The same drivers as floats, column by column, and what one unit of each costs in minor units."""
    ledger, months = statements.ledger, PERIOD.months
    known = {name: values[:-1].astype(np.float64) for name, values in ledger.facts.sums.items()}
    visits = ledger.activities["visit"][:-1].astype(np.float64)
    rent, desk, management, service = statements.scenario.fixed
    rates = [float(cost.rate or 0) for cost in statements.scenario.variable]
    period = [float(pool.annual_amount) * 100 * months / 12 for pool in (rent, desk, management)]
    revenue = np.maximum(known["net_revenue"], 0)
    columns = {
        "customers": (np.ones(ledger.size), period[0] / ledger.size),
        "orders": (known["orders"], period[1] / known["orders"].sum()),
        "positive revenue": (revenue, period[2] / revenue.sum()),
        "visits": (visits, float(service.annual_amount / (service.practical_capacity or 1)) * 100),
        "revenue": (known["net_revenue"], rates[0]),
        "orders again": (known["orders"], rates[1] * 100),
        "units": (known["quantity"], rates[2] * 100),
        "visits again": (visits, rates[3] * 100),
    }
    return np.column_stack([c for c, _ in columns.values()]), np.array([rate for _, rate in columns.values()])


def in_numpy(drivers: np.ndarray, rates: np.ndarray, margin: np.ndarray) -> tuple[Any, np.ndarray]:
    profit = margin - drivers @ rates
    order = np.argsort(-profit)
    places = np.linspace(0, len(order) - 1, POINTS).round().astype(np.int64)
    return profit, np.cumsum(profit[order])[places]


def in_pandas(drivers: pd.DataFrame, rates: pd.Series, margin: pd.Series) -> tuple[Any, pd.Series]:
    profit = margin - drivers.dot(rates)
    curve = profit.sort_values(ascending=False).cumsum()
    return profit, curve.iloc[np.linspace(0, len(curve) - 1, POINTS).round().astype(np.int64)]


def check(results: Results, floor: np.ndarray) -> None:
    """Every line is its exact total, nothing is lost, and the floats agree to within rounding."""
    statements = results.statements
    sums, visits = statements.ledger.facts.sums, statements.ledger.activities["visit"]
    basis = {"revenue": sums["net_revenue"], "order": sums["orders"], "unit": sums["quantity"], "visit": visits}
    unit = {"revenue": 1}
    for cost in statements.scenario.variable:
        rate = Fraction(cost.rate or 0) * unit.get(cost.per, 100)
        line, total = statements.variable[cost.name], sum(basis[cost.per].tolist())
        require(sum(line.amounts.tolist()) + line.unassigned == round_half_up(rate * total), cost.name)
        quotas = [rate * used for used in basis[cost.per][:1_000].tolist()]
        require(all(abs(q - a) < 1 for q, a in zip(quotas, line.amounts.tolist(), strict=False)), cost.name)
    for pool in statements.scenario.fixed:
        line = statements.fixed[pool.name]
        total = sum(line.amounts.tolist()) + line.unassigned + statements.unused.get(pool.name, 0)
        require(total == round_half_up(Fraction(pool.annual_amount) * 100 * PERIOD.months / 12), pool.name)
    costs = sum(sum(line.amounts.tolist()) + line.unassigned for line in statements.cost_lines.values())
    left = sum(sums["net_revenue"].tolist()) - costs - statements.unused_capacity_cost
    require(statements.company_profit == left, "company profit")
    require(results.curve.total == sum(statements.customer_profit.tolist()) == statements.profit, "curve")
    ordered = statements.customer_profit[results.profit_order]
    require(bool((np.diff(ordered) <= 0).all()) and len(set(results.profit_order.tolist())) == len(ordered), "ranks")
    require(bool(np.abs(floor - statements.customer_profit).max() < 10), "agreement with floats")


def require(holds: bool, what: str) -> None:  # noqa: FBT001 - a condition, not a switch
    if not holds:
        raise SystemExit(f"the answer is wrong: {what}")


def compare(customers: int, rounds: int) -> dict[str, list[float]]:
    """Median-ready seconds of each contender, taking turns."""
    ledger = make_ledger(customers)
    plan = make_plan(int(ledger.activities["visit"].sum()))
    results = ours(ledger, plan)
    drivers, rates = drivers_and_rates(results.statements)
    margin = results.statements.gross_margin.astype(np.float64)
    frame, series, left = pd.DataFrame(drivers), pd.Series(rates), pd.Series(margin)
    check(results, in_numpy(drivers, rates, margin)[0])
    del results
    contenders: dict[str, Callable[[], Any]] = {
        "ours": lambda: ours(ledger, plan),
        "numpy": lambda: in_numpy(drivers, rates, margin),
        "pandas": lambda: in_pandas(frame, series, left),
    }
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            gc.collect()
            seconds[name].append(measure.timed(work)[1].seconds)
    return seconds


NAMES = {
    "ours": "ours: exact, with ranks, groups, stability",
    "numpy": "numpy floor: float64, one sort, one curve",
    "pandas": "pandas: the same as the floor",
}


def report(customers: int, seconds: dict[str, list[float]]) -> None:
    """Print medians and ratios to ours."""
    print(f"\n{customers:,} customers, 4 pools, 4 rates; every total exact to the minor unit")
    print(f"{'':44} {'median ms':>10} {'fastest':>9} {'ratio':>7} {'runs':>5}")
    base = statistics.median(seconds["ours"])
    for name, taken in seconds.items():
        middle = statistics.median(taken)
        figures = f"{middle * 1000:10.1f} {min(taken) * 1000:9.1f} {middle / base:7.2f} {len(taken):5d}"
        print(f"{NAMES[name]:44} {figures}")
    if customers == GOAL_CUSTOMERS:
        met = "met" if base < GOAL_SECONDS else "NOT MET"
        print(f"goal: under {GOAL_SECONDS * 1000:.0f} ms at {customers:,} customers: {base * 1000:.1f} ms, {met}")


def main(sizes: Sequence[int], rounds: int) -> None:
    for customers in sizes:
        report(customers, compare(customers, rounds))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--customers", type=int, nargs="+", default=[200_000, 2_000_000])
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    main(chosen.customers, chosen.rounds)
