import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.tree import DecisionTreeRegressor

from tests.domain.segments.firms import columns, planted
from whalecurve.domain.segments import Settings, TraitTable
from whalecurve.domain.segments.significance.false_discovery import adjusted
from whalecurve.domain.segments.significance.intervals import median_interval, wilson
from whalecurve.domain.segments.significance.one_trait import level_figures
from whalecurve.domain.segments.significance.others_held import held_tests
from whalecurve.domain.segments.significance.rank_tests import rank_tests
from whalecurve.domain.segments.traits.trait import Trait
from whalecurve.domain.segments.tree.growth import grow
from whalecurve.domain.segments.tree.thresholds import rounded, roundest
from whalecurve.domain.segments.tree.tree_test import sequential_p_value

UNHURRIED = settings(deadline=None, max_examples=50)  # a busy machine is no fault


@UNHURRIED
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.sampled_from(["bh", "by"]))
def test_false_discovery_control_is_that_of_scipy(p_values, method):
    p_values = np.array(p_values)
    assert np.allclose(adjusted(p_values, method), stats.false_discovery_control(p_values, method=method))


@UNHURRIED
@given(st.integers(0, 400), st.integers(1, 400))
def test_wilson_holds_the_share_seen(hits, customers):
    hits = min(hits, customers)
    low, high = wilson(hits, customers)
    assert 0 <= low <= hits / customers + 1e-12
    assert hits / customers - 1e-12 <= high <= 1


def test_the_median_interval_covers_with_heavy_tails():
    random = np.random.default_rng(4)
    inside = 0
    for _ in range(400):
        low, high = median_interval(random.standard_t(1.2, 31))
        inside += low <= 0 <= high
    assert inside >= 376


def test_the_sequential_p_value_is_exact_under_chance():
    random = np.random.default_rng(5)
    p_values = np.array([sequential_p_value(random.random(), random.random, 99) for _ in range(3000)])
    for level in (0.02, 0.05, 0.1):
        assert (p_values <= level).mean() <= level + 3 * np.sqrt(level / 3000)


def test_rank_tests_are_exact_under_chance_and_heavy_tails():
    traits = TraitTable(columns(60, 1)).traits
    random = np.random.default_rng(6)
    p_any = [rank_tests(traits, stats.rankdata(random.standard_t(1.1, 60)), seed).p_any for seed in range(60)]
    assert np.mean(np.array(p_any) <= 0.1) <= 0.2


def test_levels_add_up_to_all():
    table, target = planted()
    for trait in table.traits:
        figures = level_figures(trait, target)
        assert sum(row.customers for row in figures) == target.rows.size
        assert sum(row.high for row in figures) == target.high.sum()
        assert sum(row.revenue_share for row in figures) == pytest.approx(1)
        assert all(row.rate_low <= row.rate <= row.rate_high for row in figures)


def test_shares_of_a_loss_mean_nothing():
    table, target = planted()
    losing = type(target)(target.name, target.profit - 10**9, target.revenue, target.rows, target.measure, target.high)
    assert {row.profit_share for row in level_figures(table.traits[0], losing)} == {None}


def category(name, codes):
    codes = np.asarray(codes, dtype=np.int32)
    return Trait(name, "text", tuple(f"{name} {level}" for level in range(codes.max() + 1)), codes)


def test_a_shadow_is_explained_by_its_cause():
    random = np.random.default_rng(7)
    rep = random.integers(0, 8, 400)
    region = np.where(random.random(400) < 0.85, rep // 2, random.integers(0, 4, 400))
    scores = random.normal(size=400) + 1.5 * np.isin(rep, [0, 3])
    cause, shadow = held_tests([category("rep", rep), category("region", region)], scores, 0.05, 1)
    assert cause.standing == "by itself"
    assert (shadow.standing, shadow.partner) == ("explained by", "rep")


def test_two_names_for_one_thing_cannot_be_told_apart():
    random = np.random.default_rng(8)
    rep = random.integers(0, 3, 200)
    scores = random.normal(size=200) + (rep == 0)
    tests = held_tests([category("rep", rep), category("region", 2 - rep)], scores, 0.05, 1)
    assert [test.standing for test in tests] == ["cannot be told apart from"] * 2
    assert [test.partner for test in tests] == ["region", "rep"]


def test_above_five_thousand_customers_the_limit_takes_over():
    random = np.random.default_rng(9)
    trait = category("rep", random.integers(0, 3, 6000))
    noise = random.normal(size=6000)
    assert rank_tests([trait], noise, 0).p_any > 0.001
    assert rank_tests([trait], noise + (trait.codes == 1), 0).p_any < 1e-9
    other = category("region", random.integers(0, 3, 6000))
    assert held_tests([trait, other], noise + (trait.codes == 1), 0.05, 0)[0].p_value < 1e-9


@pytest.mark.parametrize("seed", range(5))
def test_the_first_nodes_are_the_smaller_tree(seed):
    """The whole search rests on the order in which scikit-learn numbers the nodes."""
    random = np.random.default_rng(seed)
    matrix = random.random((300, 6)).astype(np.float32)
    high = (random.random(300) < 0.2 + 0.5 * (matrix[:, 0] > 0.6)).astype(float)
    settings = Settings()
    grown = grow(matrix, high, settings, leaf_size=10)
    leaves = grown.apply(matrix)
    for count in range(1, grown.most_leaves + 1):
        small = grow(matrix, high, settings, leaf_size=10, leaves=max(count, 2)) if count > 1 else None
        if small is not None:
            assert np.array_equal(grown.leaf_of(count)[leaves], small.apply(matrix))


def test_our_walk_down_the_tree_is_that_of_scikit_learn():
    random = np.random.default_rng(1)
    matrix = random.random((500, 4)).astype(np.float32)
    high = (random.random(500) < matrix[:, 0]).astype(float)
    grown = grow(matrix, high, Settings(), leaf_size=20)
    model = DecisionTreeRegressor(max_leaf_nodes=8, max_depth=4, min_samples_leaf=20, random_state=Settings().seed)
    assert np.array_equal(grown.apply(matrix), model.fit(matrix, high).apply(matrix))


@UNHURRIED
@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e5))
def test_a_round_threshold_parts_the_same_customers(low, gap):
    figure = roundest(low, low + gap)
    assert low <= figure < low + gap or figure == low


def test_rounding_moves_nobody():
    table, target = planted(400, 3)
    random = np.random.default_rng(2)
    matrix = (random.lognormal(3, 1, (400, 5))).astype(np.float32)
    grown = grow(matrix, target.high.astype(float), Settings(), leaf_size=10)
    round_ones = rounded(grown, matrix)
    assert np.array_equal(grown.apply(matrix), round_ones.apply(matrix))
    assert len(table.traits) == 7
