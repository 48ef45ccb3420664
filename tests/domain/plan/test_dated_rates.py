"""Rates that hold from a month on: the plan file, the months between two changes, and the words for them."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.dated_rates import DatedRate, last_months, rate_spans
from whalecurve.domain.plan.plan_json import scenario_from_json, scenario_to_json
from whalecurve.domain.plan.plan_words import plan_sentences
from whalecurve.domain.quantities.facts import Period

MONTHS = [year * 100 + month for year in (2025, 2026) for month in range(1, 13)]


def plan(**cost):
    return {"variable": [{"name": "Lead fee", "per": "new_customer", "rate": "40", **cost}]}


def test_a_plan_with_a_changed_rate_survives_the_file() -> None:
    scenario = scenario_from_json(plan(rate_from={"2026-04": "55.0", "2025-07": 50}))
    assert scenario.variable[0].later == (DatedRate(202507, Decimal(50)), DatedRate(202604, Decimal("55.0")))
    assert scenario_from_json(scenario_to_json(scenario)) == scenario
    assert plan_sentences(scenario)[0] == "Lead fee: 40 per new customer, 50 from July 2025, 55 from April 2026."


def test_a_plan_without_one_is_written_as_before() -> None:
    written = scenario_to_json(scenario_from_json(plan()))["variable"][0]
    assert written == {"name": "Lead fee", "kind": "", "per": "new_customer", "rate": "40"}


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        ({"rate_from": {"April": 5}}, "A month is written as YYYY-MM. Found: April."),
        ({"rate_from": {"2026-04-15": 5}}, "A month is written as YYYY-MM. Found: 2026-04-15."),
        ({"rate_from": ["2026-04"]}, "rate_from of Lead fee must be an object"),
        ({"rate_from": {"2026-04": "much"}}, "rate of Lead fee from 2026-04 must be a number"),
        ({"rate": None, "column": "freight", "rate_from": {"2026-04": 5}}, "has a column, and rates from a month on"),
    ],
)
def test_what_says_no_rate_is_refused(cost, said) -> None:
    with pytest.raises(PlanError, match=said):
        scenario_from_json(plan(**cost))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(MONTHS), unique=True, max_size=6), st.sampled_from(MONTHS), st.integers(0, 23))
def test_every_month_has_the_rate_that_holds_in_it(changes, first, further) -> None:
    period = Period(first, max(first, MONTHS[min(MONTHS.index(first) + further, 23)]))
    later = tuple(DatedRate(month, Decimal(month)) for month in sorted(changes))
    spans = rate_spans(Decimal(0), later, period)
    held = {month: rate for span, rate in spans for month in span.list_months()}
    assert held == {m: max([Decimal(0), *(Decimal(x) for x in changes if x <= m)]) for m in period.list_months()}
    assert last_months([later], period) == tuple(span.last for span, _ in spans[:-1])
