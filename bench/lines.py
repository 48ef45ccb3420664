"""Opening the lines of one figure among millions, and breaking all of them down.

    python bench/lines.py [--lines 5000000] [--customers 20000] [--orders 1500000] [--runs 7]

A dataset of made-up lines is stored as the app stores it. Measured, in the process that a server would be: the lines of
one customer's commission opened from cold (read, costs put on them, the first page as texts), a search among them, and
profit by product over all lines. Goals: opening under 300 ms; nothing but the page in a frame. The lines are deleted at
the end.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import measure

sys.path.insert(0, str(measure.SOURCES))

import numpy as np
import pandas as pd

from whalecurve.analysis.breaking_down import break_down, dimensions_of
from whalecurve.analysis.opened_lines import OpenedLines, open_lines
from whalecurve.analysis.results import analyze
from whalecurve.analysis.workbook import Workbook, dataset_digest, stored_workbook
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.lines.figures import parts_of
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.quantities.origin import Origin
from whalecurve.store.folders.datasets import save_dataset

GOAL_SECONDS = 0.3
PAGE = 50
COSTS = ("name", "cost_amount", "span", "kind", "driver")
PLAN = Scenario(
    currency="EUR",
    fixed=(CostPool("Rent", Decimal(1_200_000)), CostPool("Desk", Decimal(400_000), "orders")),
    variable=(
        VariableCost("Commission", rate=Decimal("0.0317")),
        VariableCost("Handling", rate=Decimal("4.35"), per="order"),
    ),
)


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="whalecurve-bench-") as folder:
        with measure.step(f"making and storing {options.lines:,} lines"):
            workbook = stored(Path(folder), options)
        statements = analyze(workbook, PLAN).results.statements
        opened = [timed(lambda place=place: first_page(workbook, statements, place)) for place in range(options.runs)]
        began = time.process_time()
        found = open_lines(workbook, statements, 3)
        busy = (time.process_time() - began) * 1000
        searched = [timed(lambda: found.frame(found.rows_with("p-77")[:PAGE])) for _ in range(options.runs)]
        cut = timed(lambda: break_down(workbook, statements, dimensions_of(workbook)[:1]))
    middle = statistics.median(opened)
    print(f"\n{options.lines:,} lines, {options.customers:,} customers, {len(found.lines):,} lines of one customer")
    print(
        f"opening the lines of a figure   {middle * 1000:8.0f} ms  (median of {options.runs}, {busy:.0f} ms of it busy)"
    )
    print(f"searching them                  {statistics.median(searched) * 1000:8.0f} ms")
    print(f"profit by product, all lines    {cut:8.2f} s")
    print(f"goal: opening under {GOAL_SECONDS * 1000:.0f} ms: {'met' if middle < GOAL_SECONDS else 'NOT MET'}")


def first_page(workbook: Workbook, statements: Statements, place: int) -> pd.DataFrame:
    """What a server does when a reader opens the lines of a commission: nothing is kept from before."""
    found: OpenedLines = open_lines(workbook, statements, place)
    return found.frame(found.rows_with("")[:PAGE], parts_of(found.figures, "cost: Commission"))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def stored(folder: Path, options: argparse.Namespace) -> Workbook:
    digest = dataset_digest(["bench"])
    report = {"lines": {"read": options.lines, "used": options.lines, "set_aside": 0}, "notes": [], "dates": {}}
    save_dataset(made(options), digest, folder, report)
    return stored_workbook(digest, folder)


def made(options: argparse.Namespace) -> Dataset:
    dice, lines = np.random.default_rng(11), options.lines
    order = np.sort(dice.integers(0, options.orders, lines)).astype(np.int32)
    month = np.array([202500 + 1 + n for n in range(12)], np.int32)[(order * 12) // options.orders]
    columns = {
        "customer": ((order.astype(np.int64) * 7919) % options.customers).astype(np.int32),
        "month": month,
        "date": (20089 + (order.astype(np.int64) * 365) // options.orders).astype(np.int32),
        "order": order,
        "product": dice.integers(0, 1000, lines).astype(np.int32),
        "category": np.full(lines, -1, np.int32),
        "rep": dice.integers(0, 40, lines).astype(np.int32),
        "quantity": dice.integers(1, 9, lines),
        "list_revenue": dice.integers(100, 90_000, lines),
        "net_revenue": dice.integers(100, 90_000, lines),
        "cost_of_goods": dice.integers(100, 60_000, lines),
        "file": np.zeros(lines, np.int16),
        "line": np.arange(2, lines + 2, dtype=np.int32),
    }
    ids = [f"C{number:06d}" for number in range(options.customers)]
    empty = {name: np.zeros(0, np.int32) for name in ("customer", "month", "activity", "file", "line")}
    return Dataset(
        customers=pd.DataFrame({"customer_id": ids, "customer_name": ids}, dtype=str),
        transactions=pd.DataFrame(columns, copy=False),
        activities=pd.DataFrame({**empty, "quantity": np.zeros(0, np.int64)}),
        costs=pd.DataFrame(
            {name: pd.Series([], dtype=str) for name in ("name", "cost_amount", "span", "kind", "driver")}
        ),
        labels={
            "product": [f"P-{number}" for number in range(1000)],
            "category": [],
            "rep": [f"Rep {number}" for number in range(40)],
            "order": [f"SO-{number}" for number in range(options.orders)],
            "activity": [],
        },
        scales={"net_revenue": 2, "list_revenue": 2, "cost_of_goods": 2, "quantity": 0},
        cost_names=(),
        trait_kinds={},
        control_totals={},
        has=frozenset({"order", "product", "rep", "quantity", "cost_of_goods"}),
        line_columns={"product": "product", "rep": "rep"},
        origins=(Origin("sales.csv"),),
    )


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--orders", type=int, default=1_500_000)
    parser.add_argument("--runs", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
