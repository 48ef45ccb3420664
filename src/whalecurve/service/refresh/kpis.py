"""KPI snapshots: what every month was at a refresh, under the plan of that day; never changed afterwards."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from whalecurve.domain.plan.plan_json import scenario_to_text
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.trend.trend import Trend

KIND: Final = "kpi"
FORMAT: Final = 1
MOST_KEPT: Final = 60


@dataclass(frozen=True)
class Restated:
    """A month of the past whose profit is another one now, under the same plan; minor units."""

    month: int
    before: int
    after: int


def kpi_name(day: str, revision: int, dataset: str) -> str:
    """Name under which a snapshot is kept: the day first, then the revision, so that names are in the order of time."""
    return f"{day} {revision:06d} {dataset[:16]}"


def kpi_text(trend: Trend, plan: Scenario, dataset: str, day: str) -> str:
    """A snapshot as JSON text: whole minor units, the plan with it.

    Args:
        trend: Every month.
        plan: The plan that it was made with.
        dataset: Digest of the dataset.
        day: Day of the refresh, ISO.
    """
    months = {
        str(each.month): {
            "whole": each.month not in trend.incomplete,
            "net_revenue": each.net_revenue,
            "profit": each.profit,
            "company_profit": each.company_profit,
            "losers": each.losers,
            "loss": each.loss,
            "best_fifth": each.best_fifth,
        }
        for each in trend.months
    }
    body = {"format": FORMAT, "day": day, "dataset": dataset, "plan": scenario_to_text(plan), "months": months}
    return json.dumps(body, sort_keys=True)


def restated(kept: Mapping[str, str], trend: Trend, plan: Scenario) -> list[Restated]:
    """Months of the past that the newest snapshot under the same plan told otherwise; none without such a snapshot.

    What rounding alone may move is no difference.

    Args:
        kept: Snapshots by name.
        trend: Every month now.
        plan: The plan in force.
    """
    text = scenario_to_text(plan)
    for name in sorted(kept, reverse=True):
        body: dict[str, Any] = json.loads(kept[name])
        if body.get("format") == FORMAT and body["plan"] == text:
            return _changed(body["months"], trend, _rounding(plan))
    return []


def _changed(before: Mapping[str, Mapping[str, Any]], trend: Trend, rounding: int) -> list[Restated]:
    found = []
    for each in trend.months:
        old = before.get(str(each.month))
        if old is not None and old["whole"] and abs(old["company_profit"] - each.company_profit) > rounding:
            found.append(Restated(each.month, int(old["company_profit"]), each.company_profit))
    return found


def _rounding(plan: Scenario) -> int:
    """By how many minor units a month may differ that nobody changed.

    A line's months are rounded together, so that they add up: a further month moves each by one minor unit at most.
    Revenue, cost of goods and each variable cost have two such lines, customers' and nobody's; a fixed cost has one.
    """
    return 2 * (2 + len(plan.variable)) + len(plan.fixed)
