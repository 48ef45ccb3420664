"""From revenue to customer profit: periods, capacity, currencies, scales."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from tests.oracle import nearest
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.pool_amount import period_amount
from whalecurve.domain.plan.scenario import CostPool, Scenario
from whalecurve.domain.quantities.charged_months import ChargedMonths
from whalecurve.domain.quantities.facts import Period

IDS = ["a", "b", "c"]
SPANS = st.integers(1, 36).map(lambda months: Period(202501, 202501 + 100 * ((months - 1) // 12) + (months - 1) % 12))
AMOUNTS = st.decimals(-(10**6), 10**7, places=2)


@given(SPANS, AMOUNTS, st.lists(st.integers(0, 50), min_size=3, max_size=3))
@settings(max_examples=150, deadline=None)
def test_a_pool_counts_for_the_months_of_the_period(period, amount, visits):
    ledger = make_ledger(IDS, activities={"visit": visits}, period=period)
    statements = make_statements(ledger, Scenario("USD", (CostPool("Desk", amount, "visit"),)))
    line, exact = statements.fixed["Desk"], Fraction(amount) * 100 * period.months / 12
    assert (
        int(line.amounts.sum()) + line.unassigned
        == nearest(exact)
        == period_amount(statements.scenario.fixed[0], ChargedMonths.of(period), 2)
    )
    if any(visits):
        quotas = [exact * one / sum(visits) for one in visits]
        assert all(abs(quota - one) < 1 for quota, one in zip(quotas, line.amounts.tolist(), strict=True))


@given(SPANS, AMOUNTS, st.integers(1, 500), st.lists(st.integers(-5, 200), min_size=4, max_size=4))
@settings(max_examples=150, deadline=None)
def test_capacity_charges_what_was_used_and_keeps_the_rest_apart(period, amount, capacity, minutes):
    pool = CostPool("Desk", amount, "minute", Decimal(capacity))
    ledger = make_ledger(IDS, activities={"minute": minutes}, period=period)
    statements = make_statements(ledger, Scenario("USD", (pool,)))
    line, rate = statements.fixed["Desk"], Fraction(amount) * 100 / capacity
    known = minutes[:3]
    assert all(abs(rate * used - one) < 1 for used, one in zip(known, line.amounts.tolist(), strict=True))
    assert int(line.amounts.sum()) == nearest(rate * sum(known))
    assert int(line.amounts.sum()) + line.unassigned == nearest(rate * sum(minutes))
    whole = period_amount(pool, ChargedMonths.of(period), 2)
    assert int(line.amounts.sum()) + line.unassigned + statements.unused_capacity_cost == whole


def test_more_used_than_there_was_is_unused_capacity_below_zero():
    pool = CostPool("Desk", Decimal(1000), "minute", Decimal(100))
    statements = make_statements(make_ledger(IDS, activities={"minute": [80, 70, 0]}), Scenario(fixed=(pool,)))
    assert statements.unused == {"Desk": -50000}
    assert statements.company_profit == -100000


def test_capacity_that_strangers_used_belongs_to_nobody():
    pool = CostPool("Desk", Decimal(1000), "minute", Decimal(100))
    statements = make_statements(make_ledger(IDS, activities={"minute": [10, 0, 0, 25]}), Scenario(fixed=(pool,)))
    assert statements.fixed["Desk"].amounts.tolist() == [10000, 0, 0]
    assert (statements.unassigned_cost, statements.unused_capacity_cost) == (25000, 65000)
    assert statements.company_profit == -100000


@pytest.mark.parametrize(
    ("currency", "revenue", "rent"),
    [
        ("JPY", [1, 2, 0], [34, 33, 33]),
        ("USD", [123, 150, 50], [3334, 3333, 3333]),
        ("KWD", [1235, 1500, 500], [33334, 33333, 33333]),
    ],
)
def test_a_currency_has_its_own_smallest_unit(currency, revenue, rent):
    ledger = make_ledger(IDS, net_revenue=[12345, 15000, 5000], scale=4)
    statements = make_statements(ledger, Scenario(currency, (CostPool("Rent", Decimal(100)),)))
    assert statements.net_revenue.amounts.tolist() == revenue
    assert statements.fixed["Rent"].amounts.tolist() == rent


@given(
    st.lists(st.integers(-(10**7), 10**7), min_size=4, max_size=4),
    st.sampled_from([("JPY", 0), ("USD", 2), ("KWD", 3)]),
)
@settings(max_examples=100, deadline=None)
def test_finer_amounts_are_rounded_once_and_their_column_stays_exact(values, currency):
    code, digits = currency
    statements = make_statements(make_ledger(IDS, net_revenue=values, scale=4), Scenario(code))
    unit, known = 10 ** (4 - digits), statements.net_revenue.amounts.tolist()
    assert all(abs(Fraction(value, unit) - one) < 1 for value, one in zip(values[:3], known, strict=True))
    assert sum(known) == nearest(Fraction(sum(values[:3]), unit))
    assert sum(known) + statements.unassigned_revenue == nearest(Fraction(sum(values), unit))


def test_each_column_of_the_frame_adds_up_to_profit():
    ledger = make_ledger(IDS, net_revenue=[10001, 5000, 0], cost_of_goods=[4000, 6000, 0], orders=[3, 1, 0])
    plan = {
        "fixed": [{"name": "Rent", "annual_amount": 10}, {"name": "Desk", "annual_amount": 7, "driver": "orders"}],
        "variable": [
            {"name": "Fee", "rate": "0.03"},
            {"name": "Boxes", "kind": "cost_of_goods", "rate": "0.5", "per": "order"},
        ],
    }
    frame = make_statements(ledger, scenario_from_json(plan)).frame()
    assert list(frame.columns) == [
        "customer_id", "customer_name", "net_revenue", "cost_of_goods", "gross_margin", "Fee", "contribution_margin",
        "Rent", "Desk", "customer_profit",
    ]  # fmt: skip
    assert (frame["net_revenue"] - frame["cost_of_goods"]).tolist() == frame["gross_margin"].tolist()
    assert (frame["gross_margin"] - frame["Fee"]).tolist() == frame["contribution_margin"].tolist()
    profit = frame["contribution_margin"] - frame["Rent"] - frame["Desk"]
    assert profit.tolist() == frame["customer_profit"].tolist()
    assert frame["cost_of_goods"].tolist() == [4150, 6050, 0]


def test_discounts_do_not_touch_profit():
    ledger = make_ledger(IDS, net_revenue=[100, 200, 300])
    listed = replace(
        ledger,
        facts=replace(ledger.facts, sums={**ledger.facts.sums, "list_revenue": ledger.facts.sums["net_revenue"] * 2}),
    )
    before, after = make_statements(ledger, Scenario()), make_statements(listed, Scenario())
    assert after.list_revenue.amounts.tolist() == [200, 400, 600]
    assert before.customer_profit.tolist() == after.customer_profit.tolist()


def test_an_amount_beyond_64_bits_is_refused():
    ledger = make_ledger(IDS, net_revenue=[2**61, 0, 0], scale=0)
    with pytest.raises(OverflowError, match="too large to share exactly"):
        make_statements(ledger, Scenario("USD"))


def test_without_customers_everything_is_unassigned():
    statements = make_statements(make_ledger([], net_revenue=[500]), Scenario(fixed=(CostPool("Rent", Decimal(3)),)))
    assert (statements.profit, statements.unassigned_revenue, statements.unassigned_cost) == (0, 500, 300)
