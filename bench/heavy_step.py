"""The heavy step over many lines, against what a careful engineer would write by hand.

    python bench/heavy_step.py [--lines 20000000] [--customers 200000] [--months 36] [--runs 5] [--order date|none]

Contenders, each in a process of its own, in turn, reading the same lines from Parquet:

- ours: ``compute_facts`` over the encoded lines, with its default limits; answers a sorted pandas frame, and the orders
  that span months as well;
- SQL on decimals: DuckDB without limits over the plain table (customer and order as text, date, DECIMAL amounts);
- SQL on decimals, integer keys: the same over integer customers and orders;
- pandas, encoded keys: group, sum and count distinct orders.

SQL answers an unsorted Arrow table, which costs it next to nothing. All answers are compared cell by cell, to the cent.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import measure

SCRIPT = Path(__file__).resolve()
MEASURES = ["quantity", "net_revenue", "cost_of_goods"]
ANSWER = ["customer", "month", "lines", "orders", *MEASURES]
FIRST_DAY = "DATE '2023-01-01'"
LINES_PER_ORDER = 4

SQL = """
    SELECT customer_id, date_trunc('month', date) AS month, count(*) AS lines, count(DISTINCT order_id) AS orders,
           sum(quantity) AS quantity, sum(amount) AS net_revenue, sum(cost) AS cost_of_goods
    FROM '{table}' GROUP BY customer_id, date_trunc('month', date)
"""


def generate(folder: Path, options: argparse.Namespace) -> None:
    """Orders of four lines over the months, a fifth of the customers with most of them; three tables of the same lines."""
    import duckdb

    from whalecurve.store.tables import write_table

    connection = duckdb.connect(config={"temp_directory": str(folder / "spill")})
    sort = "hash(i * 31 + 7)" if options.order == "none" else "i"
    connection.execute(f"""
        CREATE TABLE lines AS
        SELECT floor(power(hash(o * 7 + 1) / 18446744073709551616.0, 2) * {options.customers})::INT AS customer,
               {FIRST_DAY} + (o * {options.months} * 365 // 12 // {options.lines // LINES_PER_ORDER + 1})::INT AS day,
               o::INT AS "order", (1 + hash(i * 3 + 2) % 10)::BIGINT AS quantity,
               (hash(i * 5 + 3) % 500000)::BIGINT - 20000 AS net_revenue, (hash(i * 11 + 9) % 300000)::BIGINT AS cost_of_goods,
               i::INT AS line
        FROM (SELECT i, i // {LINES_PER_ORDER} AS o FROM range({options.lines}) t(i)) ORDER BY {sort}
    """)
    encoded = connection.sql("""
        SELECT customer, (year(day) * 100 + month(day))::INT AS month, (day - DATE '1970-01-01')::INT AS date, "order",
               (hash(line) % 500)::INT AS product, (hash(line) % 20)::INT AS category, (customer % 40)::INT AS rep, quantity,
               net_revenue AS list_revenue, net_revenue, cost_of_goods, 0::SMALLINT AS file, line FROM lines
    """)
    amounts = "day AS date, (net_revenue / 100)::DECIMAL(18,2) AS amount, (cost_of_goods / 100)::DECIMAL(18,2) AS cost, quantity"
    texts = """printf('C%07d', customer) AS customer_id, printf('SO-%09d', "order") AS order_id"""
    keys = """customer AS customer_id, "order" AS order_id"""
    connection.execute(f"COPY (SELECT {texts}, {amounts} FROM lines) TO '{folder / 'text.parquet'}'")
    connection.execute(f"COPY (SELECT {keys}, {amounts} FROM lines) TO '{folder / 'keys.parquet'}'")
    write_table(encoded.df(), folder / "encoded.parquet")


def ours(folder: Path) -> Any:
    from whalecurve.engine.facts import compute_facts

    return compute_facts(folder / "encoded.parquet", measures=MEASURES).monthly


def sql_text(folder: Path) -> Any:
    return _sql(folder / "text.parquet")


def sql_keys(folder: Path) -> Any:
    return _sql(folder / "keys.parquet")


def _sql(table: Path) -> Any:
    import duckdb

    return duckdb.connect().sql(SQL.format(table=table)).to_arrow_table()


def in_pandas(folder: Path) -> Any:
    import pandas as pd

    lines = pd.read_parquet(folder / "encoded.parquet", columns=["customer", "month", "order", *MEASURES])
    grouped = lines.groupby(["customer", "month"], sort=False)
    answer = grouped[MEASURES].sum()
    return answer.assign(lines=grouped.size(), orders=grouped["order"].nunique()).reset_index()


CONTENDERS = {
    "ours": ("ours: heavy step over encoded lines", ours),
    "text": ("DuckDB SQL on decimals, text keys", sql_text),
    "keys": ("DuckDB SQL on decimals, integer keys", sql_keys),
    "pandas": ("pandas, encoded keys", in_pandas),
}


def run(name: str, folder: Path) -> None:
    """In a child: import what is needed, measure one contender, keep its answer for the comparison."""
    import duckdb  # noqa: F401
    import pandas as pd  # noqa: F401

    import whalecurve.engine.facts  # noqa: F401

    answer, sample = measure.timed(lambda: CONTENDERS[name][1](folder))
    _plain(answer).to_parquet(folder / f"answer_{name}.parquet")
    measure.tell(sample)


def _plain(answer: Any) -> Any:
    """Any contender's answer as integers (amounts in cents), sorted by customer and month."""
    import duckdb
    import pandas as pd

    if not isinstance(answer, pd.DataFrame):
        texts = "varchar" in str(answer.schema.field("customer_id").type) or "string" in str(
            answer.schema.field(0).type
        )
        code = "substr(customer_id, 2)::INT" if texts else "customer_id"
        answer = duckdb.sql(f"""
            SELECT {code} AS customer, year(month) * 100 + month(month) AS month, lines, orders, quantity::BIGINT AS quantity,
                   (net_revenue * 100)::BIGINT AS net_revenue, (cost_of_goods * 100)::BIGINT AS cost_of_goods FROM answer
        """).df()
    return answer[ANSWER].astype("int64").sort_values(["customer", "month"], ignore_index=True)


def compare(folder: Path) -> None:
    """In a child: every contender's answer is ours, cell by cell."""
    import pandas as pd

    expected = pd.read_parquet(folder / "answer_ours.parquet")
    for name in CONTENDERS:
        if not expected.equals(pd.read_parquet(folder / f"answer_{name}.parquet")):
            raise SystemExit(f"{name} gives another answer")


def main(options: argparse.Namespace) -> None:
    sizes = ["--lines", str(options.lines), "--customers", str(options.customers), "--months", str(options.months)]
    common = [*sizes, "--order", options.order]
    with tempfile.TemporaryDirectory(prefix="whalecurve-bench-", dir=options.scratch) as scratch:
        with measure.step(f"making {options.lines:,} lines"):
            measure.run_child(SCRIPT, ["--child", "generate", "--scratch", scratch, *common])
        samples: dict[str, list[measure.Sample]] = {name: [] for name in CONTENDERS}
        for number in range(options.runs):
            with measure.step(f"round {number + 1} of {options.runs}"):
                for name in CONTENDERS:
                    sample = measure.run_child(SCRIPT, ["--child", name, "--scratch", scratch])
                    samples[name] += [sample] if sample else []
        with measure.step("comparing the answers cell by cell"):
            measure.run_child(SCRIPT, ["--child", "compare", "--scratch", scratch])
    title = (
        f"{options.lines:,} lines, {options.customers:,} customers, {options.months} months, sorted by {options.order}"
    )
    results = {name: measure.medians(CONTENDERS[name][0], taken) for name, taken in samples.items()}
    measure.print_table(title, list(results.values()))
    verdict(results)


def verdict(results: dict[str, measure.Result]) -> None:
    """Print the goals and whether they are met."""
    ours_, text, frames = (results[name].median for name in ("ours", "text", "pandas"))
    goals = [
        ("time / SQL on decimals, at most 0.80", ours_.seconds / text.seconds, ours_.seconds <= 0.8 * text.seconds),
        ("times faster than pandas, at least 4.0", frames.seconds / ours_.seconds, frames.seconds >= 4 * ours_.seconds),
        ("peak in GB, less than 1.00", ours_.peak_mb / 1000, ours_.peak_mb < 1000),
    ]
    print("\nAll answers are equal to the cent.")
    for goal, figure, met in goals:
        print(f"{goal:44} {figure:6.2f}  {'met' if met else 'NOT MET'}")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=int, default=20_000_000)
    parser.add_argument("--customers", type=int, default=200_000)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--order", choices=["date", "none"], default="date", help="how the lines lie in the file")
    parser.add_argument("--scratch", help="where to make the scratch folder (deleted at the end)")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    chosen = read_options()
    if chosen.child is None:
        main(chosen)
    elif chosen.child == "generate":
        generate(Path(chosen.scratch), chosen)
    elif chosen.child == "compare":
        compare(Path(chosen.scratch))
    else:
        run(chosen.child, Path(chosen.scratch))
    sys.exit(0)
