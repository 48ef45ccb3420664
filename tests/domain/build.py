"""Small ledgers for tests, from plain lists."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from whalecurve.domain.facts import Period, PeriodFacts
from whalecurve.domain.ledger import Ledger

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
        has=frozenset({"order", "quantity"}),
    )


def _places(values: Sequence[int], size: int) -> np.ndarray:
    full = np.zeros(size + 1, dtype=np.int64)
    full[: len(values)] = values
    return full
