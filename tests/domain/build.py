"""Small ledgers for tests, from plain lists."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.quantities.facts import Facts, Period, PeriodFacts

YEAR = Period(202601, 202612)


def make_ledger(
    ids: Sequence[str],
    *,
    net_revenue: Sequence[int] = (),
    cost_of_goods: Sequence[int] = (),
    activities: Mapping[str, Sequence[int]] | None = None,
    traits: Mapping[str, Sequence[str]] | None = None,
    period: Period = YEAR,
    scale: int = 2,
    **measures: Sequence[int],
) -> Ledger:
    """A ledger of one period; a list one longer than ``ids`` carries the unassigned amount last."""
    size = len(ids)
    sums = {name: _places(values, size) for name, values in measures.items()}
    sums["net_revenue"] = _places(net_revenue, size)
    sums["list_revenue"] = sums["net_revenue"]
    sums["cost_of_goods"] = _places(cost_of_goods, size)
    sums.setdefault("lines", _places([1] * size, size))
    sums.setdefault("orders", sums["lines"])
    sums.setdefault("quantity", _places([], size))
    customers = pd.DataFrame({"customer_id": list(ids), "customer_name": list(ids), **(traits or {})}, dtype=str)
    return Ledger(
        customers=customers,
        facts=PeriodFacts(sums, np.full(size + 1, period.first), period),
        scales={"net_revenue": scale, "list_revenue": scale, "cost_of_goods": scale},
        activities={name: _places(values, size) for name, values in (activities or {}).items()},
        has=frozenset({"order", "quantity", *(["cost_of_goods"] if len(cost_of_goods) else [])}),
    )


def _places(values: Sequence[int], size: int) -> np.ndarray:
    full = np.zeros(size + 1, dtype=np.int64)
    full[: len(values)] = values
    return full


MEASURES = ("quantity", "net_revenue", "cost_of_goods")


def facts_of(rows: Sequence[Mapping[str, object]], ids: Sequence[str]) -> Facts:
    """Customer facts of plain rows (customer, date, order, whole-number measures), added up the obvious way."""
    codes = {customer_id: code for code, customer_id in enumerate(ids)}
    sums: dict[tuple[int, int], dict[str, int]] = {}
    orders: dict[tuple[int, str], set[int]] = {}
    for row in rows:
        code, month = codes.get(str(row["customer"]), -1), int(str(row["date"])[:7].replace("-", ""))
        cell = sums.setdefault((code, month), dict.fromkeys(("lines", "orders", "list_revenue", *MEASURES), 0))
        cell["lines"] += 1
        for name in MEASURES:
            cell[name] += int(str(row[name]))
        cell["list_revenue"] += int(str(row["net_revenue"]))
        if row["order"]:
            orders.setdefault((code, str(row["order"])), set()).add(month)
    repeats: dict[tuple[int, int, int], int] = {}
    for (code, _), months in orders.items():
        seen = sorted(months)
        for month in seen:
            sums[code, month]["orders"] += 1
        for earlier, later in pairwise(seen):
            repeats[code, later, earlier] = repeats.get((code, later, earlier), 0) + 1
    monthly = pd.DataFrame([{"customer": code, "month": month, **cell} for (code, month), cell in sorted(sums.items())])
    again = [(*key, number) for key, number in sorted(repeats.items())]
    return Facts(
        monthly, pd.DataFrame(again, columns=["customer", "month", "previous_month", "orders"]).astype("int64")
    )
