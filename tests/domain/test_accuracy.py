"""What must always hold of statements, against an oracle of plain fractions."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle
from tests.domain.build import facts_of
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.plan.dated_rates import last_months
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.quantities.facts import Period, sum_period
from whalecurve.domain.ranks.ranking import best_first
from whalecurve.domain.ranks.results import Results, compute_results


def _named(plan: dict[str, Any]) -> dict[str, Any]:
    for group in ("fixed", "variable"):
        plan[group] = [{"name": f"{group} {n}", **entry} for n, entry in enumerate(plan[group])]
    return plan


IDS = ["007", "1e5", "7", "MAR1", "Zoë"]
STRANGER = "nobody we know"
REGIONS = {"007": "North", "1e5": "South", "7": "North", "MAR1": "", "Zoë": "South"}
EDGES = st.sampled_from([0, 1, -1, 5, -5, 10**14, -(10**14), 99, 12345])
AMOUNTS = EDGES | st.integers(-(10**6), 10**6)
ROW = st.fixed_dictionaries(
    {
        "customer": st.sampled_from([*IDS[:4], STRANGER]),
        "date": st.sampled_from(["2026-01-03", "2026-01-31", "2026-02-01", "2026-03-15"]),
        "order": st.sampled_from(["A", "B", "C", ""]),
        "net_revenue": AMOUNTS,
        "cost_of_goods": AMOUNTS,
        "quantity": st.integers(-5, 50),
    }
)
ROWS = st.lists(ROW, min_size=1, max_size=12)
DONE = st.lists(
    st.fixed_dictionaries(
        {
            "customer": st.sampled_from(IDS),
            "activity": st.just("visit"),
            "quantity": st.integers(0, 9),
            "date": st.just(""),
        }
    ),
    max_size=6,
)
MONEY = st.decimals(min_value=-(10**6), max_value=10**7, places=2).map(str)
RATE = st.decimals(min_value=-5, max_value=50, places=4).map(str)
DRIVERS = st.sampled_from(["customers", "revenue", "gross_margin", "orders", "lines", "units", "visit", "staff"])
POOL = st.fixed_dictionaries({"annual_amount": MONEY, "driver": DRIVERS})
ONLY = st.sampled_from([{}, {"region": ["North"]}])
COST = st.fixed_dictionaries(
    {
        "rate": RATE,
        "per": st.sampled_from(["revenue", "order", "line", "unit", "new_customer", "credit_day", "visit"]),
        "kind": st.sampled_from(["", "cost_of_goods"]),
        "only": ONLY,
        "rate_from": st.dictionaries(st.sampled_from(["2025-12", "2026-02", "2026-03", "2026-04"]), RATE, max_size=3),
    }
)
PLAN = st.fixed_dictionaries(
    {
        "currency": st.sampled_from(["USD", "JPY", "KWD"]),
        "fixed": st.lists(POOL, max_size=3),
        "variable": st.lists(COST, max_size=3),
        "settings": st.fixed_dictionaries({"share_with": st.sampled_from(["all", "active"])}),
    }
).map(_named)


def customers() -> pd.DataFrame:
    staff = ["12", "0", "3.5", "7", "40"]
    rows = {"customer_id": IDS, "customer_name": IDS, "region": list(REGIONS.values()), "staff": staff}
    return pd.DataFrame({**rows, "days_of_credit": ["30", "0", "14", "60", "10"]}, dtype=str)


def compute(plan: dict[str, Any], rows: Sequence[dict[str, Any]], done: Sequence[dict[str, Any]] = ()) -> Results:
    """Our answer; amounts are minor units at scale 2."""
    visits = np.zeros(len(IDS) + 1, dtype=np.int64)
    for row in done:
        visits[IDS.index(row["customer"])] += row["quantity"]
    months = sorted(int(row["date"][:7].replace("-", "")) for row in rows)
    facts, scenario, period = facts_of(rows, IDS), scenario_from_json(plan), Period(months[0], months[-1])

    def until(month: int) -> Ledger:
        return Ledger(
            customers=customers(),
            facts=sum_period(facts, len(IDS), Period(period.first, month)),
            scales={"net_revenue": 2, "cost_of_goods": 2, "list_revenue": 2},
            activities={"visit": visits},
            has=frozenset({"order", "quantity"}),
        )

    changes = last_months((cost.later for cost in scenario.variable), period)
    return compute_results(replace(until(period.last), so_far={one: until(one) for one in changes}), scenario)


def expect(plan: dict[str, Any], rows: Sequence[dict[str, Any]], done: Sequence[dict[str, Any]] = ()) -> oracle.Answer:
    major = [
        {**r, "net_revenue": Decimal(r["net_revenue"]) / 100, "cost_of_goods": Decimal(r["cost_of_goods"]) / 100}
        for r in rows
    ]
    nothing = [{"customer": STRANGER, "activity": "visit", "quantity": 0, "date": ""}]
    return oracle.analyze(plan, major, customers().to_dict("records"), [*done, *nothing])


@given(PLAN, ROWS, DONE)
@settings(max_examples=300, deadline=None)
def test_every_line_equals_the_oracle(
    plan: dict[str, Any], rows: list[dict[str, Any]], done: list[dict[str, Any]]
) -> None:
    ours, theirs = compute(plan, rows, done), expect(plan, rows, done)
    statements = ours.statements
    lines = {"net_revenue": statements.net_revenue, **statements.cost_lines}
    for name, line in lines.items():
        assert dict(zip(IDS, line.amounts.tolist(), strict=True)) == theirs.rounded[name], name
        assert line.unassigned == theirs.unassigned[name], name
    assert statements.profit == theirs.total_profit
    assert statements.company_profit == theirs.company_profit
    assert [IDS[place] for place in ours.profit_order] == theirs.ranked()
    assert [IDS[place] for place in ours.revenue_order] == theirs.by_revenue()
    peak_share, peak_customers = oracle.whale_peak([theirs.profit(one) for one in IDS])
    assert ours.curve.peak_customers == peak_customers
    assert ours.curve.peak_share == (None if peak_share is None else float(peak_share))


@given(PLAN, ROWS, DONE)
@settings(max_examples=100, deadline=None)
def test_everything_adds_up_to_the_files(
    plan: dict[str, Any], rows: list[dict[str, Any]], done: list[dict[str, Any]]
) -> None:
    plan = {**plan, "currency": "USD"}
    statements = compute(plan, rows, done).statements
    costs = sum(int(line.amounts.sum()) + line.unassigned for line in statements.cost_lines.values())
    assert (
        statements.company_profit == sum(row["net_revenue"] for row in rows) - costs - statements.unused_capacity_cost
    )


@given(PLAN, ROWS, st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_lines_changes_nothing(plan: dict[str, Any], rows: list[dict[str, Any]], chance: Any) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert compute(plan, rows).ranking().equals(compute(plan, shuffled).ranking())


@given(PLAN, ROWS, st.integers(1, 10**6), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_a_strangers_line_moves_nobodys_figure(
    plan: dict[str, Any], rows: list[dict[str, Any]], revenue: int, cost: int
) -> None:
    line = {**rows[0], "customer": STRANGER, "net_revenue": revenue, "cost_of_goods": cost, "order": "S"}
    before, after = compute(plan, rows).statements, compute(plan, [*rows, line]).statements
    assert before.customer_profit.tolist() == after.customer_profit.tolist()


@given(ROWS, st.integers(0, 11), AMOUNTS, AMOUNTS)
@settings(max_examples=100, deadline=None)
def test_one_more_line_moves_its_customer_alone(rows: list[dict[str, Any]], who: int, revenue: int, cost: int) -> None:
    one = IDS[who % 4]
    line = {**rows[0], "customer": one, "net_revenue": revenue, "cost_of_goods": cost}
    plan = {"fixed": [{"name": "Rent", "annual_amount": "1000"}]}
    moved = compute(plan, [*rows, line]).statements.customer_profit - compute(plan, rows).statements.customer_profit
    assert moved.tolist() == [revenue - cost if customer == one else 0 for customer in IDS]


@given(ROWS, st.integers(2, 9))
@settings(max_examples=50, deadline=None)
def test_scaling_every_amount_scales_every_figure(rows: list[dict[str, Any]], factor: int) -> None:
    scaled = [
        {**r, "net_revenue": r["net_revenue"] * factor, "cost_of_goods": r["cost_of_goods"] * factor} for r in rows
    ]
    before, after = compute({}, rows), compute({}, scaled)
    assert (before.statements.customer_profit * factor).tolist() == after.statements.customer_profit.tolist()
    assert before.profit_rank.tolist() == after.profit_rank.tolist()


@given(PLAN, ROWS)
@settings(max_examples=50, deadline=None)
def test_a_sale_with_its_full_refund_leaves_no_revenue(plan: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    refunds = [{**r, **{name: -r[name] for name in ("net_revenue", "cost_of_goods", "quantity")}} for r in rows]
    statements = compute(plan, [*rows, *refunds]).statements
    assert not statements.net_revenue.amounts.any()
    assert statements.unassigned_revenue == 0


def test_a_customer_without_lines_appears_once() -> None:
    rows = [{"customer": "7", "date": "2026-01-01", "order": "A", "net_revenue": 5, "cost_of_goods": 1, "quantity": 1}]
    ranking = compute({}, rows).ranking()
    assert sorted(ranking["customer_id"]) == sorted(IDS)


@given(st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=30))
def test_ranks_are_by_amount_then_by_position(amounts: list[int]) -> None:
    expected = sorted(range(len(amounts)), key=lambda place: (-amounts[place], place))
    assert best_first(np.array(amounts)).tolist() == expected
