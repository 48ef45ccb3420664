"""From a dataset, its facts and a scenario to the ledger of the scenario's period."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.errors import PlanError
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.plan.scenario import Scenario, Scope
from whalecurve.domain.quantities.charged_months import EdgeMonth
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.quantities.facts import Facts, Period, add_up, sum_period

if TYPE_CHECKING:
    import pandas as pd


def scenario_period(facts: Facts, scenario: Scenario) -> Period:
    """The period that a scenario is about: its own, else the whole span of months with a line.

    Raises:
        PlanError: If the scenario's period has no line at all.
    """
    span = facts.span
    if span is None:
        raise PlanError("There is nothing to cost", found="no usable line", remedy="upload orders or invoices")
    period = scenario.period or span
    if period.last < span.first or period.first > span.last:
        raise PlanError(
            "The period lies outside the data",
            found=f"{month_text(period.first)} to {month_text(period.last)}",
            remedy=f"choose months between {month_text(span.first)} and {month_text(span.last)}",
        )
    return period


def build_ledger(
    dataset: Dataset,
    facts: Facts,
    period: Period,
    scoped: Mapping[Scope, Facts],
    edges: tuple[EdgeMonth, ...] = (),
    changes: tuple[int, ...] = (),
) -> Ledger:
    """Sum facts and activities over a period; the transactions are not read again.

    Args:
        dataset: Reference tables, scales and names.
        facts: Sums over all lines.
        period: Months to sum.
        scoped: Sums over the lines of each line scope of the plan.
        edges: Months at the ends of the data that are not whole.
        changes: Months after which a rate of the plan changes; up to each of them the sums are kept as well.
    """
    size = len(dataset.customers)
    return Ledger(
        customers=dataset.customers,
        facts=sum_period(facts, size, period),
        scoped={scope: sum_period(part, size, period) for scope, part in scoped.items()},
        activities=_activities(dataset, period),
        scales=dataset.scales,
        cost_names=tuple(dataset.cost_names),
        has=dataset.has,
        line_columns=dataset.line_columns,
        edges=edges,
        so_far={month: build_ledger(dataset, facts, Period(period.first, month), scoped, edges) for month in changes},
    )


def _activities(dataset: Dataset, period: Period) -> Mapping[str, Ints]:
    """Each activity's quantity per customer; what carries no date counts in every period."""
    table, size = dataset.activities, len(dataset.customers)
    inside = _dated_inside(table[c.MONTH], period)
    code = table[c.CUSTOMER].to_numpy().astype(np.int64)
    place, quantity = np.where(code < 0, size, code), table[c.QUANTITY].to_numpy().astype(np.int64)
    activity = table[c.ACTIVITY].to_numpy()
    found = {}
    for number, name in enumerate(dataset.labels.get(c.ACTIVITY, ())):
        rows = inside & (activity == number)
        found[name] = add_up(place[rows], quantity[rows], size + 1)
    return found


def _dated_inside(months: "pd.Series[int]", period: Period) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    month = months.to_numpy()
    return np.asarray((month == c.UNDATED) | ((month >= period.first) & (month <= period.last)))
