"""Small tables of lines, the engines that read them, and the answer by hand."""

from collections import defaultdict
from contextlib import contextmanager
from itertools import pairwise

import duckdb
import pandas as pd
import pyarrow as pa

CODES = {"customer": "int32", "month": "int32", "date": "int32", "order": "int32"}
SCOPES = {"product": "int32", "category": "int32", "rep": "int32"}
AMOUNTS = {"quantity": "int64", "list_revenue": "int64", "net_revenue": "int64", "cost_of_goods": "int64"}
WHERE = {"file": "int16", "line": "int32"}


def make_lines(*rows, **columns):
    """Lines from ``(customer, month, order, net_revenue)``; further columns by name, what is not given is 0."""
    table = pd.DataFrame(list(rows), columns=["customer", "month", "order", "net_revenue"])
    for name in (*CODES, *SCOPES, *AMOUNTS, *WHERE):
        table[name] = columns.get(name, table.get(name, 0))
    for name in columns.keys() - set(table.columns):
        table[name] = pd.Series(columns[name], dtype="int64")
    known = {**CODES, **SCOPES, **AMOUNTS, **WHERE}
    return table.astype({name: known.get(name, "int64") for name in table.columns})


@contextmanager
def as_pandas(lines):
    yield lines


@contextmanager
def as_arrow(lines):
    yield pa.Table.from_pandas(lines, preserve_index=False)


@contextmanager
def as_duckdb(lines):
    with duckdb.connect() as connection:
        connection.register("lines", lines)
        yield connection.table("lines")


ENGINES = {"pandas": as_pandas, "arrow": as_arrow, "duckdb": as_duckdb}


def answer_by_hand(lines, measures, where):
    """Facts in pure Python: ``monthly`` and ``order_repeats`` as lists of rows."""
    sums, orders, months = defaultdict(lambda: [0] * (1 + len(measures))), defaultdict(set), defaultdict(set)
    for line in lines.to_dict("records"):
        if any(line[column] not in codes for column, codes in where.items()):
            continue
        customer, month, order = line["customer"], line["month"], line["order"]
        for place, amount in enumerate([1, *(line[name] for name in measures)]):
            sums[customer, month][place] += amount
        if order >= 0:
            orders[customer, month].add(order)
            months[customer, order].add(month)
    steps = defaultdict(int)
    for (customer, _), seen in months.items():
        for earlier, later in pairwise(sorted(seen)):
            steps[customer, later, earlier] += 1
    monthly = [[*key, row[0], len(orders[key]), *row[1:]] for key, row in sorted(sums.items())]
    return monthly, [[*key, count] for key, count in sorted(steps.items())]
