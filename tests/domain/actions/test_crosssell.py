"""Offers: never what is theirs, only with evidence, and popular ones where going by what was bought is not ahead."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from tests.sentences import faults
from whalecurve.domain.actions.crosssell import ridge
from whalecurve.domain.actions.crosssell.backtest import backtest, offers, popular_offers
from whalecurve.domain.actions.crosssell.evidence import circle, evidence, lift
from whalecurve.domain.actions.crosssell.offering import Alike, Basis, cross_sell_actions
from whalecurve.domain.actions.crosssell.purchases import purchases
from whalecurve.domain.actions.crosssell.ridge import STRENGTHS, Recipe, learn, learn_each, recipes, strongest
from whalecurve.domain.actions.crosssell.words import backtest_words
from whalecurve.domain.actions.crosssell.worth import worth_of_items
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json

ITEMS = 8
ROWS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 30), st.integers(0, ITEMS - 1), st.integers(-50, 100)), max_size=120
)


def bought(rows, customers, items=ITEMS):
    """Purchases of rows of window, customer, item and revenue."""
    frame = pd.DataFrame(rows, columns=["window", "customer", "product", "net_revenue"], dtype=np.int64)
    parts = [frame[frame["window"] == window].drop(columns="window") for window in range(4)]
    sums = [part.groupby(["customer", "product"], as_index=False)["net_revenue"].sum() for part in parts]
    return purchases(sums, "product", [f"Item {number}" for number in range(items)], customers)


@given(ROWS, st.sampled_from([Recipe(5.0, lately=True), Recipe(50.0, lately=False)]))
@settings(max_examples=40, deadline=None)
def test_nothing_bought_or_returned_is_ever_offered(rows, recipe) -> None:
    found = bought(rows, 31)
    theirs = {(customer, item) for _, customer, item, _ in rows}
    for ranked in (offers(found, recipe), popular_offers(found)):
        offered = {(customer, item) for customer, row in enumerate(ranked.tolist()) for item in row if item >= 0}
        assert not offered & theirs
        assert all(
            len({item for item in row if item >= 0}) == sum(item >= 0 for item in row) for row in ranked.tolist()
        )


WIDE = 24


def pairs(customers=240, seed=4, loyal=0.85):
    """Customers who buy two even items at first, and mostly the odd one after each of them later."""
    dice = np.random.default_rng(seed)
    rows = []
    for customer in range(customers):
        for side in (2 * dice.choice(WIDE // 2, 2, replace=False)).tolist():
            rows.append((int(dice.integers(0, 3)), customer, side, 100))
            if dice.random() < loyal:
                rows.append((int(dice.integers(1, 4)), customer, side + 1, 100))
    return rows


def test_planted_pairs_are_found_and_beat_popularity() -> None:
    found = bought(pairs(), 240, WIDE)
    tested = backtest(found)
    assert tested is not None
    assert tested.is_ahead
    assert tested.hits > 0.8 * tested.tested > 1.5 * tested.popular_hits
    weights = learn(found.ever, found.bought[-1], Recipe(5.0, lately=False)).toarray()
    assert weights[::2].argmax(axis=1).tolist() == list(range(1, WIDE, 2))
    assert not np.diag(weights).any()


def test_the_closed_form_is_the_ridge_regression_without_itself() -> None:
    found = bought(pairs(90), 90, WIDE)
    have, later = found.ever.toarray().astype(float), found.bought[-1].toarray().astype(float)
    for recipe, wanted in ((Recipe(5.0, lately=False), have), (Recipe(5.0, lately=True), later)):
        weights = learn(found.ever, found.bought[-1], recipe).toarray()
        for item in range(WIDE):
            others = np.delete(np.arange(WIDE), item)
            part = have[:, others]
            slow = np.linalg.solve(part.T @ part + 5 * np.eye(WIDE - 1), part.T @ wanted[:, item])
            assert weights[others, item] == pytest.approx(slow, abs=2e-3)


def test_ways_of_one_strength_share_an_inverse_and_learn_what_each_learns_alone(monkeypatch) -> None:
    found, tried = bought(pairs(90), 90, WIDE), recipes(WIDE)
    alone = [learn(found.ever, found.bought[-1], recipe).toarray() for recipe in tried]
    taken, inverse = [], ridge._inverse
    monkeypatch.setattr(ridge, "_inverse", lambda *told: taken.append(told[1]) or inverse(*told))
    for each, weights in zip(alone, learn_each(found.ever, found.bought[-1], tried), strict=True):
        assert (weights.toarray() == each).all()
    assert taken == list(STRENGTHS)
    backtest(found)
    # one window to choose the way on, and one to judge it by
    assert taken == [*STRENGTHS] * 3


def test_the_lift_is_worked_by_hand_and_too_few_are_no_evidence() -> None:
    # 40 customers: 20 have 0, of whom 15 have 1; 3 others have 1
    rows = [(0, place, 0, 9) for place in range(20)] + [(1, place, 1, 9) for place in (*range(15), 30, 31, 32)]
    found = bought([*rows, *((0, place, 2, 9) for place in range(20, 40)), (2, 39, 3, 9)], 40)
    around = circle(found.ever, np.ones(40, dtype=bool), "all")
    spoken = evidence(around, np.array([0, 2]), 1)
    assert spoken is not None
    assert (spoken.given, spoken.both, spoken.having) == (0, 15, 20)
    # 15/20 over 18/40
    assert spoken.lift == pytest.approx(0.75 / 0.45)
    # on the scale of logarithms: the root of 1/15 - 1/20 + 1/18 - 1/40
    assert spoken.lift_low == pytest.approx(5 / 3 * np.exp(-1.959964 * np.sqrt(0.0472222)), rel=1e-4)
    assert lift(15, 20, 18, 40) == (spoken.lift, spoken.lift_low)
    assert evidence(around, np.array([0]), 3) is None
    assert evidence(around, np.array([], dtype=np.int64), 1) is None


def company(size, revenue=100_00, goods=40_00):
    ledger = make_ledger([f"c{n:03d}" for n in range(size)], net_revenue=[revenue] * size, cost_of_goods=[goods] * size)
    return make_statements(ledger, scenario_from_json({"variable": [{"name": "Fee", "rate": "0.1"}]}))


def test_an_offer_names_its_evidence_its_money_and_its_rate() -> None:
    found, statements = bought(pairs(), 240, WIDE), company(240)
    tested = backtest(found)
    worth = np.full(WIDE, 12_00)
    signs = [1] * 200 + [0] * 20 + [-1] * 20
    alike = Alike(np.zeros(240, dtype=np.int64), ("Region: North",))
    basis = Basis(statements, found, tested, worth, signs, [""] * 240, alike)
    actions = cross_sell_actions(basis)
    assert actions
    assert len({each.customer_id for each in actions}) == len(actions) <= 50
    for each in actions:
        assert each.kind == "cross-sell"
        assert each.money_at_stake == 12_00
        assert 0 < each.likelihood <= 1
        assert signs[each.place] >= 0
        assert each.stable == (signs[each.place] > 0)
        assert found.taboo[[each.place]].toarray()[0, found.names.index(each.item)] == 0
        assert faults(each.why) == []
        assert faults(each.what) == []
    assert "of your profitable customers with Region: North who buy" in actions[0].why


def test_where_what_was_bought_says_nothing_the_popular_ones_are_offered_and_it_is_said() -> None:
    ahead = 0
    for seed in range(20):
        dice = np.random.default_rng(seed)
        items = np.minimum(dice.geometric(0.25, 400), ITEMS) - 1
        columns = (dice.integers(0, 4, 400), dice.integers(0, 80, 400), items, np.full(400, 9))
        rows = list(zip(*(column.tolist() for column in columns), strict=True))
        tested = backtest(bought(rows, 80))
        ahead += tested.is_ahead
    # at 5 in a hundred, more than four of twenty would come about less than once in three hundred times
    assert ahead <= 4
    assert not tested.is_ahead
    said = backtest_words(tested, 3)
    assert "the popular items are offered" in said
    assert faults(said) == []


def test_what_a_buyer_contributes_is_worked_by_hand() -> None:
    # 10 % of revenue follows it; three buyers of item 0 in half a year: 90 - 40 = 50, 180 - 40 = 140, 45 - 40 = 5
    sums = pd.DataFrame(
        {
            "customer": [0, 1, 2, 0, -1],
            "product": [0, 0, 0, 1, 1],
            "net_revenue": [100_00, 200_00, 50_00, -5_00, 9_00],
            "cost_of_goods": [40_00, 40_00, 40_00, 0, 1_00],
        }
    )
    assert worth_of_items(sums, "product", 3, company(3), 6).tolist() == [100_00, 0, 0]


def test_only_the_strongest_weights_are_kept() -> None:
    weights = np.random.default_rng(1).normal(size=(60, 60)).astype(np.float32)
    kept = strongest(weights, 50).toarray()
    assert ((kept != 0).sum(axis=1) == 50).all()
    assert (np.abs(kept).max(axis=1) == np.abs(weights).max(axis=1)).all()
