import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from tests.domain.segments.firms import planted
from whalecurve.domain.segments import Settings, Watch
from whalecurve.domain.segments.groups.clusters import cluster_profits, group_customers, profile_table
from whalecurve.domain.segments.groups.famd import mixed_matrix, two_components
from whalecurve.domain.segments.target import top_share
from whalecurve.domain.segments.traits.trait import Trait


def three_groups(count=240):
    random = np.random.default_rng(0)
    group = np.arange(count) % 3
    industry = group.astype(np.int32)
    staff = random.normal(group * 40.0 + 20, 4)
    weight = random.normal(group * -5.0, 1)
    traits = [
        Trait("industry", "text", ("bank", "farm", "shop"), industry),
        Trait("staff", "number", ("any",), np.zeros(count, dtype=np.int32), staff),
        Trait("weight", "number", ("any",), np.zeros(count, dtype=np.int32), weight),
    ]
    return traits, group


def test_clear_groups_are_found_counted_and_named():
    traits, group = three_groups()
    made = group_customers(traits, Settings(), Watch())
    assert len(made.names) == 3
    assert adjusted_rand_score(group, made.codes) > 0.95
    assert made.stable
    assert made.separated
    assert {"bank", "farm", "shop"} <= set(" ".join(made.names).replace(",", "").split())
    assert "form 3 groups" in made.sentence


def test_the_wish_overrules():
    traits, _ = three_groups()
    assert len(group_customers(traits, Settings(clusters=5), Watch()).names) == 5


@pytest.mark.parametrize("wish", [2, 5, 99])
def test_a_wish_after_an_earlier_answer_gives_what_it_would_have_given_alone(wish):
    traits, _ = three_groups()
    known = group_customers(traits, Settings(), Watch()).candidates
    alone = group_customers(traits, Settings(clusters=wish), Watch())
    again = group_customers(traits, Settings(clusters=wish), Watch(), known)
    assert np.array_equal(alone.codes, again.codes)
    assert (alone.names, alone.candidates, alone.inertia) == (again.names, again.candidates, again.inertia)


def test_a_level_that_a_resample_may_miss_is_no_fault():
    rare = Trait("rep", "text", ("Ann", "other"), np.array([0] * 39 + [1], dtype=np.int32))
    assert len(group_customers([rare], Settings(), Watch()).names) <= 2


def test_groups_that_differ_in_profit_are_told_from_those_that_do_not():
    traits, group = three_groups()
    made = group_customers(traits, Settings(), Watch())
    random = np.random.default_rng(1)
    chance = random.normal(0, 1e5, 240).astype(np.int64)
    revenue = np.full(240, 10**6)
    assert cluster_profits(made, top_share(chance, revenue), Settings(), Watch()).p_value > 0.01
    better = chance + (group == 1) * 200_000
    apart = cluster_profits(made, top_share(better, revenue), Settings(), Watch())
    assert apart.p_value < 0.01
    assert max(apart.clusters, key=lambda cluster: cluster.figures.median).marks[0].name in ("farm", "more staff")
    assert sum(cluster.figures.profit_share for cluster in apart.clusters) == pytest.approx(1)


def test_a_rare_level_weighs_more_and_a_number_counts_once():
    common = Trait("a", "text", ("x", "y"), np.array([0, 1] * 50, dtype=np.int32))
    rare = Trait("b", "text", ("x", "y"), np.array([0] * 95 + [1] * 5, dtype=np.int32))
    number = Trait("c", "number", ("any",), np.zeros(100, dtype=np.int32), np.arange(100.0))
    matrix = mixed_matrix([common, rare, number])
    spread = matrix.var(axis=0)
    assert spread[:2].sum() == pytest.approx(1, abs=1e-5)  # levels less one
    assert spread[2:4].sum() == pytest.approx(1, abs=1e-5)
    assert spread[4] == pytest.approx(1, abs=1e-5)
    assert abs(matrix[-1, 3]) > abs(matrix[1, 1])


def test_the_map_shows_the_largest_differences():
    traits, group = three_groups()
    places, shown = two_components(mixed_matrix(traits))
    assert places.shape == (240, 2)
    assert 1 >= shown.sum() > 0.6
    assert shown[0] >= shown[1]
    assert abs(np.corrcoef(places[:, 0], group == 1)[0, 1]) < abs(np.corrcoef(places[:, 0], group)[0, 1])


def test_a_map_of_one_column():
    places, shown = two_components(np.arange(6, dtype=np.float32)[:, None])
    assert places.shape == (6, 2)
    assert shown.tolist() == [1.0, 0.0]


def test_the_profile_adds_up():
    table, _ = planted(100)
    codes = np.arange(100, dtype=np.int32) % 2
    profile = profile_table(table.traits, codes)
    own = [shares for label, shares in profile.items() if label.startswith("industry: ")]
    assert np.allclose(np.sum(own, axis=0), 1)
