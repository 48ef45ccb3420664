"""A Parquet file of a million and a half order lines, read as an upload is: seconds, processor and memory of the child.

python bench/parquet.py [--lines 1500000]
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from whalecurve.intake.limits import Limits
from whalecurve.intake.process.read_here import read_here
from whalecurve.intake.process.table_files import save_table


def order_lines(lines: int) -> pa.Table:
    """Made-up retail lines: order, minute, customer, product, quantity, price, amount, region."""
    random = np.random.default_rng(7)
    orders = np.sort(random.integers(0, lines // 8, lines))
    price = random.integers(50, 9_000, 4_000)[products := random.integers(0, 4_000, lines)] / 100
    quantity = random.integers(1, 25, lines)
    minutes = (np.datetime64("2024-01-01T08:00") + orders * (1_000_000 // (lines // 8) + 1)).astype("datetime64[ms]")
    return pa.table(
        {
            "Order ID": orders + 500_000,
            "Order Date": minutes,
            "Customer ID": (orders * 7_919) % 20_000 + 10_000,
            "Product": pa.array([f"P-{code:05d}" for code in range(4_000)]).take(pa.array(products)),
            "Quantity": quantity.astype(np.int32),
            "Unit Price": price,
            "Amount": np.round(price * quantity, 2),
            "Region": pa.array(["North", "South", "East", "West"]).take(pa.array(orders % 4)),
        }
    )


def main() -> int:
    """Write the file, read it as the reading process does, and say what that took."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lines", type=int, default=1_500_000)
    lines = options.parse_args().lines
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.parquet"
        pq.write_table(order_lines(lines), path, compression="zstd")
        content = path.read_bytes()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start, used = time.perf_counter(), time.process_time()
        table = read_here("orders.parquet", content, None, Limits(), "")
        save_table(table, Path(folder))
        wall, spent = time.perf_counter() - start, time.process_time() - used
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{table.rows:,} rows, {len(content) / 1e6:.1f} MB: {wall:.1f} s, processor {spent:.1f} s", end="; ")
    print(f"memory {before / 1024:.0f} MB before, {most / 1024:.0f} MB at most")
    return 0


if __name__ == "__main__":
    sys.exit(main())
