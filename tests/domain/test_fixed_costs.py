"""Fixed costs with dates, limited to a part, and in months that are not whole, against plain fractions."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle
from tests.domain.build import facts_of, make_ledger
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.scopes import line_scopes
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.plan_json import scenario_from_json, scenario_to_json
from whalecurve.domain.quantities.facts import sum_period
from whalecurve.domain.quantities.part_months import edge_months
from whalecurve.domain.ranks.results import compute_results

IDS = ["a", "b", "c"]
REGIONS = {"a": "North", "b": "South", "c": "North"}
LINES = {"category": "category", "rep": "rep"}
MONTHS = ["2025-11", "2025-12", "2026-01", "2026-02"]
ROW = st.fixed_dictionaries(
    {
        "customer": st.sampled_from([*IDS, "stranger"]),
        "date": st.tuples(st.sampled_from(MONTHS), st.integers(1, 28)).map(lambda day: f"{day[0]}-{day[1]:02d}"),
        "order": st.sampled_from(["A", "B", ""]),
        "category": st.sampled_from(["Ink", "Tea"]),
        "rep": st.sampled_from(["Al", "Bo"]),
        "net_revenue": st.integers(-900, 900),
        "cost_of_goods": st.integers(-90, 400),
        "quantity": st.integers(-5, 9),
    }
)
MONEY = st.decimals(-(10**5), 10**6, places=2).map(str)
SPANS = st.sampled_from(["2025-10", *MONTHS, "2026-03", "2025", "2026", "2025-12..2026-01", "2025-01..2026-02"])
DRIVERS = st.sampled_from(["customers", "revenue", "gross_margin", "orders", "lines", "units", "visit", "staff"])
ONLY = st.fixed_dictionaries(
    {},
    optional={
        "category": st.just(["Tea"]),
        "rep": st.sampled_from([["Al"], ["Al", "Bo"], ["Cy"]]),
        "region": st.just(["North"]),
    },
)
POOL = st.tuples(
    st.fixed_dictionaries({"annual_amount": MONEY})
    | st.fixed_dictionaries({"amounts": st.dictionaries(SPANS, MONEY, min_size=1, max_size=4)}),
    st.fixed_dictionaries({"driver": DRIVERS, "only": ONLY}, optional={"practical_capacity": st.integers(1, 500)}),
).map(lambda parts: parts[0] | parts[1])
SETTINGS = st.fixed_dictionaries(
    {
        "share_with": st.sampled_from(["all", "active", "months"]),
        "part_months": st.sampled_from(["whole", "days", "leave_out"]),
    }
)


def _nothing_of(facts):
    """The facts of a scope without a line: no month, and no order that comes again."""
    return replace(facts, monthly=facts.monthly.iloc[:0], order_repeats=facts.order_repeats.iloc[:0])


def ledger_of(rows, plan):
    """The ledger of a plan's period as the engine and the intake would give it: facts, scopes and half months."""
    period = plan.period
    staff = ["12", "0", "3.5"]
    base = make_ledger(
        IDS, activities={"visit": [3, 0, 5, 2]}, traits={"region": list(REGIONS.values()), "staff": staff}
    )
    everything = facts_of(rows, IDS)
    scoped = {}
    for part in line_scopes(plan, ("region", "staff"), LINES):
        inside = [row for row in rows if all(row[column] in values for column, values in part)]
        some = facts_of(inside, IDS) if inside else _nothing_of(everything)
        scoped[part] = sum_period(some, 3, period)
    days = {}
    for row in rows:
        month, day = int(row["date"][:7].replace("-", "")), int(row["date"][8:])
        first, last = days.get(month, (day, day))
        days[month] = (min(first, day), max(last, day))
    return Ledger(
        customers=base.customers,
        facts=sum_period(everything, 3, period),
        scoped=scoped,
        activities=base.activities,
        scales=base.scales,
        has=frozenset({"order", "quantity", "category", "rep"}),
        line_columns=LINES,
        edges=edge_months(days, period),
    )


def case(rows, pools, settings_, span):
    """A plan with a period, its ledger, and the oracle's answer in minor units."""
    fixed = [{"name": f"pool {number}", **pool} for number, pool in enumerate(pools)]
    period = {"from": MONTHS[span[0]], "to": MONTHS[span[1]]}
    plan = {"currency": "USD", "fixed": fixed, "settings": settings_, "period": period}
    major = [row | {name: f"{row[name]}e-2" for name in ("net_revenue", "cost_of_goods")} for row in rows]
    people = [
        {"customer_id": one, "region": REGIONS[one], "staff": staff}
        for one, staff in zip(IDS, ("12", "0", "3.5"), strict=True)
    ]
    done = [
        {"customer": one, "activity": "visit", "quantity": visits, "date": ""}
        for one, visits in zip([*IDS, "stranger"], (3, 0, 5, 2), strict=True)
    ]
    expected = oracle.analyze(plan, major, people, done, (period["from"], period["to"]))
    scenario = scenario_from_json(plan)
    return scenario, ledger_of(rows, scenario), expected


SPAN = st.sampled_from([(first, last) for first in range(4) for last in range(first, 4)])


@given(st.lists(ROW, min_size=1, max_size=12), st.lists(POOL, min_size=1, max_size=3), SETTINGS, SPAN)
@settings(max_examples=250, deadline=None)
def test_every_share_is_the_exact_one_and_all_of_them_the_cost(rows, pools, settings_, span):
    scenario, ledger, expected = case(rows, pools, settings_, span)
    statements = make_statements(ledger, scenario)
    for name, line in statements.fixed.items():
        assert line.amounts.tolist() == list(expected.rounded[name].values()), name
        assert line.unassigned == expected.unassigned[name], name
    assert statements.unused == expected.unused
    assert statements.profit == expected.total_profit
    assert statements.company_profit == expected.company_profit


@given(st.lists(ROW, min_size=1, max_size=9), st.lists(POOL, min_size=1, max_size=3), SETTINGS, SPAN)
@settings(max_examples=80, deadline=None)
def test_the_profit_of_everybody_lies_within_the_range_that_stability_judges(rows, pools, settings_, span):
    scenario, ledger, _ = case(rows, pools, settings_, span)
    results = compute_results(ledger, scenario)
    profit, found = results.statements.customer_profit, results.stability
    assert (found.low <= profit).all()
    assert (profit <= found.high).all()
    # a scope that leaves somebody out charges them under no driver that is tried
    alone = replace(scenario, fixed=tuple(pool for pool in scenario.fixed if pool.practical_capacity is None))
    if all(("region", ("North",)) in pool.only for pool in alone.fixed):
        south = compute_results(ledger, alone)
        assert south.stability.low[1] == south.stability.high[1] == south.statements.customer_profit[1]


@given(st.lists(POOL, max_size=3), SETTINGS)
@settings(max_examples=80, deadline=None)
def test_a_plan_with_dates_and_scopes_survives_json(pools, settings_):
    fixed = [{"name": f"pool {number}", **pool} for number, pool in enumerate(pools)]
    plan = scenario_from_json({"fixed": fixed, "settings": settings_})
    assert scenario_from_json(scenario_to_json(plan)) == plan


@pytest.mark.parametrize(
    ("pool", "words"),
    [
        ({"annual_amount": 1, "amounts": {"2025-01": 1}}, 'give "annual_amount" or "amounts", not both'),
        ({"amounts": {}}, "has no amount"),
        ({"amounts": {"soon": 1}}, "write 2025-03, 2025, or 2025-01..2025-03"),
        ({"amounts": {"2025-13": 1}}, "write 2025-03"),
        ({"amounts": {"2025..2026-01": 1}}, "write 2025-03"),
        ({"amounts": {"2025-05..2025-01": 1}}, "ends before it begins"),
        ({"amounts": {"2025-01": "much"}}, "amount of Rent for 2025-01 must be a number"),
        ({"amounts": [1]}, "amounts of Rent must be an object"),
    ],
)
def test_amounts_with_dates_that_say_nothing_are_refused(pool, words):
    with pytest.raises(Exception, match=words):
        scenario_from_json({"fixed": [{"name": "Rent", **pool}]})


def test_a_pool_of_a_part_that_nobody_has_belongs_to_nobody():
    rows = [{"customer": "a", "date": "2026-01-05", "order": "A", "category": "Ink", "rep": "Al"} | dict.fromkeys(
        ("net_revenue", "cost_of_goods", "quantity"), 5
    )]  # fmt: skip
    pool = {"annual_amount": 1200, "driver": "customers", "only": {"category": ["Tea"]}}
    scenario, ledger, _ = case(rows, [pool], {}, (2, 2))
    line = make_statements(ledger, scenario).fixed["pool 0"]
    assert (line.amounts.tolist(), line.unassigned) == ([0, 0, 0], 10000)


def test_a_pool_limited_to_a_column_that_is_not_there_is_refused():
    plan = {"fixed": [{"name": "Rent", "annual_amount": 1, "only": {"Colour": ["Red"]}}]}
    with pytest.raises(PlanError, match="limited to a column that the files do not have"):
        make_statements(make_ledger(IDS), scenario_from_json(plan))
