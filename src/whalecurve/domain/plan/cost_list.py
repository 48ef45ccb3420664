"""A first plan from an uploaded list of costs."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.plan.dated_amounts import DatedAmount, in_order, months_with, span_from_text
from whalecurve.domain.plan.scenario import DRIVER_CUSTOMERS, CostPool, Scenario
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, Period

_VARIABLE = "variable"
_REVENUE = "revenue"
_CENT: Final = Decimal("0.01")


def plan_of_costs(costs: pd.DataFrame, sold: Period | None = None) -> Scenario:
    """Each cost of the list as a pool of its own; one called variable, without a driver, follows revenue.

    Amounts with dates keep them, so that they count in their months. Where no month of the list is one of the sales,
    the list is taken for what a year costs, at its own pace: sales of this year under the costs of last year.

    Args:
        costs: ``name``, ``cost_amount`` (decimal text), ``span`` (blank: a year), ``kind``, ``driver``; several rows
            of a name are added up. A list of an older program has ``annual_amount`` and no months.
        sold: The months of the sales.

    >>> rows = pd.DataFrame({"name": ["Rent"] * 2, "cost_amount": ["10.50", "1"], "span": "", "kind": "", "driver": ""})
    >>> plan_of_costs(rows).fixed[0].annual_amount
    Decimal('11.50')
    >>> plan_of_costs(rows.assign(span=["2025-01", "2025-02"])).fixed[0].dated[1].amount
    Decimal('1')
    >>> plan_of_costs(rows.assign(span=["2025-01", "2025-02"]), Period(202601, 202602)).fixed[0].annual_amount
    Decimal('69.00')
    """
    pools = tuple(_pools(costs))
    if lies_elsewhere(costs, sold):
        months = len(_months(costs))
        pools = tuple(_of_a_year(pool, months) for pool in pools)
    return Scenario(fixed=pools)


def lies_elsewhere(costs: pd.DataFrame, sold: Period | None) -> bool:
    """Whether the list has months, and none of them is one of the sales."""
    months = _months(costs)
    return bool(months) and sold is not None and not any(month in sold for month in months)


def list_digest(costs: pd.DataFrame) -> str:
    """What names a list, the same for the same list; empty where there is none."""
    return hashlib.sha256(costs.to_json(orient="split", index=False).encode()).hexdigest() if len(costs) else ""


def _months(costs: pd.DataFrame) -> frozenset[int]:
    dated = [span for span in costs[c.SPAN].tolist() if span] if c.SPAN in costs else []
    return months_with(DatedAmount(span_from_text(span), Decimal(0)) for span in dated)


def _pools(costs: pd.DataFrame) -> Iterator[CostPool]:
    """Undated amounts and dated ones of each name; a name that has both is two costs."""
    amounts = c.AMOUNT if c.AMOUNT in costs else c.ANNUAL_AMOUNT
    spans = costs[c.SPAN].tolist() if c.SPAN in costs else [""] * len(costs)
    for name, rows in costs.assign(**{c.SPAN: spans}).groupby(c.NAME, sort=False):
        driver = next((text for text in rows[c.DRIVER] if text), "")
        is_variable = any(_VARIABLE in str(kind).casefold() for kind in rows[c.KIND])
        driver = driver or (_REVENUE if is_variable else DRIVER_CUSTOMERS)
        dated = rows[rows[c.SPAN] != ""]
        undated = rows[rows[c.SPAN] == ""]
        told = in_order(
            DatedAmount(span_from_text(span), Decimal(amount))
            for span, amount in zip(dated[c.SPAN], dated[amounts], strict=True)
        )
        if told:
            yield CostPool(str(name), driver=driver, dated=told)
        if len(undated):
            label = f"{name}, without a date" if told else str(name)
            yield CostPool(label, sum(map(Decimal, undated[amounts]), Decimal(0)), driver)


def _of_a_year(pool: CostPool, months: int) -> CostPool:
    if not pool.dated:
        return pool
    total = sum((each.amount for each in pool.dated), Decimal(0))
    return CostPool(pool.name, (total * MONTHS_A_YEAR / months).quantize(_CENT), pool.driver)
