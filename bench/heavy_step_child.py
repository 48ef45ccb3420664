"""What ``heavy_step.py`` runs in processes of their own: the making of the lines, each contender, the comparison."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import duckdb
import measure
import pandas as pd
import pyarrow as pa

from whalecurve.engine.facts import compute_facts
from whalecurve.store.folders.parquet_tables import write_table

MEASURES: Final = ["quantity", "net_revenue", "cost_of_goods"]
ANSWER: Final = ["customer", "month", "lines", "orders", *MEASURES]
LINES_PER_ORDER: Final = 4

# Orders of four lines, evenly over the months, most of them by a fifth of the customers; returns are negative. Of the
# orders across months, half the lines follow 40 days later.
LINES: Final = """
    CREATE TABLE lines AS
    SELECT floor(power(hash(number * 7 + 1) / 18446744073709551616.0, 2) * {customers})::INT AS customer,
           DATE '2023-01-01' + (number * {days} // {orders})::INT
               + CASE WHEN hash(number) % 1000 < {across} AND line % 2 = 1 THEN 40 ELSE 0 END AS day,
           number::INT AS "order",
           (1 + hash(line * 3 + 2) % 10)::BIGINT AS quantity,
           (hash(line * 5 + 3) % 500000)::BIGINT - 20000 AS net_revenue,
           (hash(line * 11 + 9) % 300000)::BIGINT AS cost_of_goods,
           line::INT AS line
    FROM (SELECT line, line // 4 AS number FROM range({lines}) numbers(line)) ORDER BY {sort}
"""
ENCODED: Final = """
    SELECT customer, (year(day) * 100 + month(day))::INT AS month, (day - DATE '1970-01-01')::INT AS date, "order",
           (hash(line) % 500)::INT AS product, (hash(line) % 20)::INT AS category, (customer % 40)::INT AS rep,
           quantity, net_revenue AS list_revenue, net_revenue, cost_of_goods, 0::SMALLINT AS file, line
    FROM lines
"""
PLAIN: Final = """
    COPY (SELECT {keys}, day AS date, (net_revenue / 100)::DECIMAL(18,2) AS amount,
                 (cost_of_goods / 100)::DECIMAL(18,2) AS cost, quantity
          FROM lines) TO '{path}'
"""
TEXT_KEYS: Final = """printf('C%07d', customer) AS customer_id, printf('SO-%09d', "order") AS order_id"""
INTEGER_KEYS: Final = """customer AS customer_id, "order" AS order_id"""
BY_HAND: Final = """
    SELECT customer_id, date_trunc('month', date) AS month, count(*) AS lines, count(DISTINCT order_id) AS orders,
           sum(quantity) AS quantity, sum(amount) AS net_revenue, sum(cost) AS cost_of_goods
    FROM '{path}' GROUP BY customer_id, date_trunc('month', date)
"""
IN_CENTS: Final = """
    {customer} AS customer, year(month) * 100 + month(month) AS month, lines, orders, quantity::BIGINT AS quantity,
    (net_revenue * 100)::BIGINT AS net_revenue, (cost_of_goods * 100)::BIGINT AS cost_of_goods
"""

Answer: TypeAlias = pd.DataFrame | pa.Table


def generate(folder: Path, options: argparse.Namespace) -> None:
    """Three tables of the same lines: encoded as the store writes it, plain with text keys, plain with integer keys."""
    connection = duckdb.connect(config={"temp_directory": str(folder / "spill")})
    terms = {
        "customers": options.customers,
        "lines": options.lines,
        "orders": options.lines // LINES_PER_ORDER + 1,
        "across": options.across,
        "days": options.months * 365 // 12,
        "sort": "line" if options.order == "date" else "hash(line * 31 + 7)",
    }
    connection.execute(LINES.format(**terms))
    for name, keys in (("text", TEXT_KEYS), ("keys", INTEGER_KEYS)):
        connection.execute(PLAIN.format(keys=keys, path=folder / f"{name}.parquet"))
    write_table(connection.sql(ENCODED).df(), folder / "encoded.parquet")


def ours(folder: Path) -> pd.DataFrame:
    return compute_facts(folder / "encoded.parquet", measures=MEASURES).monthly


def sql_text(folder: Path) -> pa.Table:
    return duckdb.connect().sql(BY_HAND.format(path=folder / "text.parquet")).to_arrow_table()


def sql_keys(folder: Path) -> pa.Table:
    return duckdb.connect().sql(BY_HAND.format(path=folder / "keys.parquet")).to_arrow_table()


def in_pandas(folder: Path) -> pd.DataFrame:
    lines = pd.read_parquet(folder / "encoded.parquet", columns=["customer", "month", "order", *MEASURES])
    grouped = lines.groupby(["customer", "month"])
    answer = grouped[MEASURES].sum().assign(lines=grouped.size(), orders=grouped["order"].nunique())
    spans = lines.groupby("order")["month"].agg(["min", "max"])
    across = spans.index[spans["min"] < spans["max"]]
    print(f"{len(across)} orders span months")
    return answer.reset_index()


CONTENDERS: Final[dict[str, Callable[[Path], Answer]]] = {
    "ours": ours,
    "text": sql_text,
    "keys": sql_keys,
    "pandas": in_pandas,
}


def run(name: str, folder: Path) -> None:
    """Measure one contender and keep its answer for the comparison."""
    answer, sample = measure.timed(lambda: CONTENDERS[name](folder))
    in_cents(answer).to_parquet(folder / f"answer_{name}.parquet")
    measure.tell(sample)


def in_cents(answer: Answer) -> pd.DataFrame:
    """Any contender's answer as integers, amounts in cents, sorted by customer and month."""
    if isinstance(answer, pa.Table):
        is_text = not pa.types.is_integer(answer.schema.field("customer_id").type)
        code = "substr(customer_id, 2)::INT" if is_text else "customer_id"
        answer = duckdb.from_arrow(answer).project(IN_CENTS.format(customer=code)).df()
    return answer[ANSWER].astype("int64").sort_values(["customer", "month"], ignore_index=True)


def compare(folder: Path) -> None:
    """Every contender's answer is ours, cell by cell."""
    expected = pd.read_parquet(folder / "answer_ours.parquet")
    for name in CONTENDERS:
        if not expected.equals(pd.read_parquet(folder / f"answer_{name}.parquet")):
            raise SystemExit(f"{name} gives another answer")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["generate", "compare", *CONTENDERS])
    parser.add_argument("folder", type=Path)
    for name in ("--lines", "--customers", "--months", "--across"):
        parser.add_argument(name, type=int)
    parser.add_argument("--order")
    options = parser.parse_args()
    if options.what == "generate":
        generate(options.folder, options)
    elif options.what == "compare":
        compare(options.folder)
    else:
        run(options.what, options.folder)


if __name__ == "__main__":
    main()
