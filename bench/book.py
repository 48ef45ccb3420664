"""The workbook of many customers with fifteen costs: seconds for each sheet, megabytes of the file and of the process.

python bench/book.py [customers]
"""

import resource
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import measure

sys.path.insert(0, str(measure.SOURCES))
sys.path.insert(0, str(measure.SOURCES.parent))

import numpy as np

from tests.domain.build import make_ledger
from whalecurve.domain.costing.reconcile import reconcile
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.ranks.results import Results, compute_results
from whalecurve.reports.book.book import write_book
from whalecurve.reports.book.contents import Contents
from whalecurve.reports.context import context_of

DRIVERS = ("customers", "revenue", "orders", "lines", "units", "gross_margin", "Visit")
BASES = ("revenue", "order", "line", "unit", "Visit")


def answer(customers: int) -> Results:
    """A made-up company of so many customers."""
    dice = np.random.default_rng(1)
    ledger = make_ledger(
        [f"C{number:06d}" for number in range(customers)],
        net_revenue=dice.integers(1_000, 9_000_000, customers),
        cost_of_goods=dice.integers(500, 6_000_000, customers),
        orders=dice.integers(0, 50, customers),
        lines=dice.integers(1, 500, customers),
        quantity=dice.integers(1, 5_000, customers),
        activities={"Visit": dice.integers(0, 20, customers)},
    )
    pools = tuple(CostPool(f"Pool {n}", Decimal(1_000_000 + n * 777), name) for n, name in enumerate(DRIVERS))
    rates = tuple(VariableCost(f"Rate {n}", rate=Decimal("0.0137") * (n + 1), per=BASES[n % 5]) for n in range(8))
    return compute_results(ledger, Scenario("USD", fixed=pools, variable=rates))


def main() -> None:
    results = answer(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    contents = Contents(results, reconcile(results.statements, {}), context_of(results, "plan", "2026-01-01"))
    with tempfile.TemporaryDirectory() as folder:
        path, begun = Path(folder) / "book.xlsx", time.perf_counter()
        write_book(path, contents, lambda name, _: print(f"{time.perf_counter() - begun:7.1f} s  {name}"))
        print(f"{time.perf_counter() - begun:7.1f} s  done, {path.stat().st_size / 1e6:.0f} MB")
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{used.ru_utime:7.1f} s of the processor, at most {used.ru_maxrss / 1e3:.0f} MB in memory")


if __name__ == "__main__":
    main()
