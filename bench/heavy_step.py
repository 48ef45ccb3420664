"""The heavy step over many lines, against what a careful engineer would write by hand.

    python bench/heavy_step.py [--lines 20000000] [--customers 200000] [--months 36] [--runs 5]
                               [--order date|none] [--across 0]

Contenders, each in a process of its own, in turn, reading the same lines from Parquet:

- ours: ``compute_facts`` over the encoded lines, within its default limits; answers a sorted pandas frame, and looks
  for orders that span months;
- DuckDB SQL on decimals over the plain table (customer and order as text, date, DECIMAL amounts), without limits;
- the same SQL over integer customers and orders;
- pandas over the encoded lines: what ours does.

SQL answers an unsorted Arrow table, which costs it next to nothing, and does not look for orders that span months. All
answers are compared cell by cell, to the cent. The lines are made on the spot and deleted at the end.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Final

import measure

CHILD: Final = Path(__file__).resolve().with_name("heavy_step_child.py")
NAMES: Final = {
    "ours": "ours: heavy step over encoded lines",
    "text": "DuckDB SQL on decimals, text keys",
    "keys": "DuckDB SQL on decimals, integer keys",
    "pandas": "pandas, encoded keys",
}


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="whalecurve-bench-", dir=options.scratch) as folder:
        results = measure_all(folder, options)
    title = f"{options.lines:,} lines, {options.customers:,} customers, {options.months} months"
    title += f", order: {options.order}, {options.across} orders in 1,000 across months"
    measure.print_table(title, list(results.values()))
    print_verdict(results)


def measure_all(folder: str, options: argparse.Namespace) -> dict[str, measure.Result]:
    """Every contender once a round: what else the machine does then falls on all of them."""
    sizes = [f"--{name}={getattr(options, name)}" for name in ("lines", "customers", "months", "order", "across")]
    with measure.step(f"making {options.lines:,} lines"):
        measure.run_child(CHILD, ["generate", folder, *sizes])
    samples: dict[str, list[measure.Sample]] = {name: [] for name in NAMES}
    for number in range(options.runs):
        with measure.step(f"round {number + 1} of {options.runs}"):
            for name, taken in samples.items():
                taken.append(measure.told(measure.run_child(CHILD, [name, folder])))
    with measure.step("comparing the answers cell by cell"):
        measure.run_child(CHILD, ["compare", folder])
    return {name: measure.medians(NAMES[name], taken) for name, taken in samples.items()}


def print_verdict(results: dict[str, measure.Result]) -> None:
    """The goals and whether they are met."""
    ours, text, frames = (results[name].median for name in ("ours", "text", "pandas"))
    goals = [
        (
            "seconds / DuckDB SQL on decimals, at most 0.80",
            ours.seconds / text.seconds,
            ours.seconds <= 0.8 * text.seconds,
        ),
        ("times faster than pandas, at least 4.00", frames.seconds / ours.seconds, frames.seconds >= 4 * ours.seconds),
        ("peak memory in GB, less than 1.00", ours.peak_mb / 1000, ours.peak_mb < 1000),
    ]
    print("\nAll answers are equal to the cent.")
    for goal, figure, met in goals:
        print(f"{goal:48} {figure:6.2f}  {'met' if met else 'NOT MET'}")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=int, default=20_000_000)
    parser.add_argument("--customers", type=int, default=200_000)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--order", choices=["date", "none"], default="date", help="how the lines lie in the file")
    parser.add_argument("--across", type=int, default=0, help="how many orders in a thousand span two months")
    parser.add_argument("--scratch", help="where to make the folder of the lines (deleted at the end)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
