"""The sample company through the command: every statement line by line against the oracle, and the known answer."""

from functools import cache

import pytest

from tests.cli.run import Run, words_for
from tests.domain.sample.rows import answer, customers
from tests.oracle import groups, whale_peak
from whalecurve.cli import main
from whalecurve.domain.sample import sample_company

TRUTH = sample_company().truth


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    files = {kind: sample_company().files[f"{kind}.csv"] for kind in ("customers", "products", "activities")}
    words = words_for(folder, transactions=sample_company().files["orders.csv"], plan=sample_company().plan, **files)
    return Run(main(["analyze", *words, "--out", str(folder / "out")]), "", "", folder / "out")


@cache
def cents(text):
    return int(text.replace(".", ""))


def test_every_statement_line_of_every_customer(run):
    oracle = answer()
    names = ["net_revenue", "cost_of_goods", *oracle.variable, *oracle.fixed]
    for row in run.statements:
        one = row["customer_id"]
        assert {name: cents(row[name]) for name in names} == {name: oracle.rounded[name][one] for name in names}
        assert cents(row["gross_margin"]) == oracle.gross_margin(one)
        assert cents(row["contribution_margin"]) == oracle.contribution_margin(one)
        assert cents(row["customer_profit"]) == oracle.profit(one)
        assert row["customer_name"] == customers()[one]["Customer Name"]


def test_columns_stand_in_the_order_of_the_plan(run):
    oracle = answer()
    assert run.header == [
        "customer_id", "customer_name", "net_revenue", "cost_of_goods", "gross_margin", *oracle.variable,
        "contribution_margin", *oracle.fixed, "customer_profit", "profit_rank", "revenue_rank", "stability",
    ]  # fmt: skip


def test_best_customer_first_and_both_ranks(run):
    oracle = answer()
    assert [row["customer_id"] for row in run.statements] == oracle.ranked()
    assert [row["profit_rank"] for row in run.statements] == [str(n) for n in range(1, TRUTH.customers + 1)]
    by_revenue = {one: str(n) for n, one in enumerate(oracle.by_revenue(), start=1)}
    assert run.column("revenue_rank") == by_revenue


def test_the_known_answer(run):
    summary = run.summary
    assert run.status == 0
    assert summary["customers"] == TRUTH.customers
    assert summary["lines"] == {"read": TRUTH.lines, "used": TRUTH.lines, "set_aside": 0}
    assert cents(summary["net_revenue"]) == TRUTH.net_revenue
    assert cents(summary["profit"]) == TRUTH.customer_profit
    assert cents(summary["company_profit"]) == TRUTH.company_profit
    assert summary["unprofitable_customers"] == TRUTH.losing_customers
    assert summary["period"] == {"from": "2025-05", "to": "2026-10"}
    assert cents(summary["reconciliation"]["difference"]) == 0


def test_costs_unassigned_and_unused_of_the_summary(run):
    oracle, summary = answer(), run.summary
    names = ["cost_of_goods", *oracle.variable, *oracle.fixed]
    assert {name: cents(amount) for name, amount in summary["costs"].items()} == {
        name: sum(oracle.rounded[name].values()) for name in names
    }
    assert list(summary["costs"]) == names
    assert cents(summary["unassigned"]["unused_capacity"]) == sum(oracle.unused.values())
    assert cents(summary["unassigned"]["cost"]) == oracle.unassigned_cost == 0


def test_curve_and_groups_of_the_summary(run):
    oracle, summary = answer(), run.summary
    peak_share, peak_customers = whale_peak([oracle.profit(one) for one in oracle.customers])
    assert summary["whale"]["peak_customers"] == peak_customers == TRUTH.peak_customers
    assert summary["whale"]["peak_share"] == float(peak_share)
    best = sum(oracle.profit(one) for one in oracle.ranked()[:96])
    assert summary["whale"]["top_20_percent_share"] == best / oracle.total_profit
    for group, expected in zip(summary["groups"].values(), groups(oracle.by_revenue(), 5), strict=True):
        assert group["customers"] == list(expected)
        assert group["profit_share"] == sum(map(oracle.profit, expected)) / oracle.total_profit


def test_every_customer_is_always_profitable_always_losing_or_depends(run):
    verdicts = run.column("stability")
    assert set(verdicts.values()) == {"always profitable", "depends", "always losing"}
    oracle = answer()
    assert all(oracle.profit(one) > 0 for one, verdict in verdicts.items() if verdict == "always profitable")
    assert all(oracle.profit(one) < 0 for one, verdict in verdicts.items() if verdict == "always losing")
