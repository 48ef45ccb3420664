"""Everything a ranking shows fits together."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.ranks.results import compute_results

PLAN = {
    "currency": "USD",
    "fixed": [{"name": "Rent", "annual_amount": 3, "driver": "orders"}],
    "variable": [{"name": "Fee", "rate": "0.1"}],
    "settings": {"group_size": 2},
}
ROWS = st.lists(st.tuples(st.integers(-300, 900), st.integers(0, 500), st.integers(0, 3)), max_size=15)


def results_of(rows):
    ids = [f"c{place:02d}" for place in range(len(rows))]
    revenue, goods, orders = map(list, zip(*rows, strict=True)) if rows else ([], [], [])
    return compute_results(
        make_ledger(ids, net_revenue=revenue, cost_of_goods=goods, orders=orders), scenario_from_json(PLAN)
    )


@given(ROWS)
@settings(max_examples=100, deadline=None)
def test_the_ranking_is_best_first_with_ties_by_id_and_everybody_once(rows):
    results = results_of(rows)
    ranking = results.ranking()
    assert ranking["profit_rank"].tolist() == list(range(1, len(rows) + 1))
    keys = list(zip(-ranking["customer_profit"], ranking["customer_id"], strict=True))
    assert keys == sorted(keys)
    assert len(set(ranking["customer_id"])) == len(rows)
    by_revenue = ranking.sort_values("revenue_rank")
    keys = list(zip(-by_revenue["net_revenue"], by_revenue["customer_id"], strict=True))
    assert keys == sorted(keys)


@given(ROWS)
@settings(max_examples=100, deadline=None)
def test_each_row_of_the_ranking_is_the_customers_own(rows):
    results = results_of(rows)
    frame = results.statements.frame().assign(stability=results.stability.verdicts)
    for row in results.ranking().to_dict("records"):
        own = frame.iloc[int(row["customer_id"][1:])]
        assert all(row[name] == own[name] for name in frame.columns)


@given(ROWS)
@settings(max_examples=100, deadline=None)
def test_headlines_agree_with_the_ranking(rows):
    results = results_of(rows)
    profit = results.ranking()["customer_profit"].tolist()
    assert results.unprofitable_customers == sum(one < 0 for one in profit)
    assert results.curve.total == results.statements.profit == sum(profit)
    assert results.curve.cumulative_profit.tolist() == [0, *np.cumsum(profit).tolist()]
    assert results.curve.peak == sum(one for one in profit if one > 0)
    together = [place for group in results.groups for place in group.places]
    assert set(together) <= set(results.revenue_order.tolist())
    gaps = np.abs(results.revenue_rank - results.profit_rank)
    assert all(
        gaps[place] >= gaps[other]
        for place, other in zip(results.disagreements, results.disagreements[1:], strict=False)
    )
