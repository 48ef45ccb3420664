"""A first plan from an uploaded list of costs."""

from decimal import Decimal

import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.scenario import DRIVER_CUSTOMERS, CostPool, Scenario

_VARIABLE = "variable"
_REVENUE = "revenue"


def plan_of_costs(costs: pd.DataFrame) -> Scenario:
    """Each cost of the list as a pool of its own; one called variable, without a driver, follows revenue.

    Args:
        costs: ``name``, ``annual_amount`` (decimal text), ``kind``, ``driver``; several rows of a name are added up.

    >>> rows = pd.DataFrame({"name": ["Rent", "Rent"], "annual_amount": ["10.50", "1"], "kind": "", "driver": ""})
    >>> plan_of_costs(rows).fixed[0].annual_amount
    Decimal('11.50')
    """
    pools: dict[str, CostPool] = {}
    for name, amount, kind, driver in costs[[c.NAME, c.ANNUAL_AMOUNT, c.KIND, c.DRIVER]].itertuples(index=False):
        before = pools[name].annual_amount if name in pools else Decimal(0)
        usual = _REVENUE if _VARIABLE in str(kind).casefold() else DRIVER_CUSTOMERS
        pools[str(name)] = CostPool(str(name), before + Decimal(str(amount)), str(driver) or usual)
    return Scenario(fixed=tuple(pools.values()))
