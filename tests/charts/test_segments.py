import pytest

from tests.charts.build import HOSTILE, boxes_of, cells_of, levels_of, map_of, texts_of, values_of, without_data
from whalecurve.charts.cluster_map import cluster_map
from whalecurve.charts.levels import levels_sentence, trait_levels
from whalecurve.charts.profile import profile_map, profile_sentence
from whalecurve.charts.theme import LIGHT
from whalecurve.charts.tree import ROW_HEIGHT, decision_tree, tree_sentence
from whalecurve.domain.errors import WhalecurveError

CHARTS = {
    "tree": lambda: decision_tree(boxes_of(), palette=LIGHT),
    "levels": lambda: trait_levels(levels_of(), base_rate=0.2, palette=LIGHT),
    "map": lambda: cluster_map(map_of(), palette=LIGHT),
    "profile": lambda: profile_map(cells_of(), palette=LIGHT),
}


def rows_with(spec, key):
    """The rows of the first data set that has a column."""
    return next(rows for rows in spec["datasets"].values() if key in rows[0])


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_hostile_names_are_data_and_nothing_else(name):
    spec = CHARTS[name]().to_dict()
    said = [
        str(value) for key in ("title", "sort", "domain", "labelExpr") for value in values_of(without_data(spec), key)
    ]
    assert set(HOSTILE) & texts_of(spec)
    assert not [text for text in said for hostile in HOSTILE if hostile in text]


def test_each_box_says_its_customers_and_everyone_comes_first():
    spec = decision_tree(boxes_of(("Size is above 40", "Size is at most 40")), palette=LIGHT).to_dict()
    assert {"All customers", "24 of 120 are high-profit (20 %)", "40 of 60 are high-profit (67 %)"} <= texts_of(spec)
    assert spec["height"] == 3 * ROW_HEIGHT


def test_only_boxes_above_the_average_are_in_the_colour_of_gain():
    boxes = boxes_of(("a", "b")).assign(customers=[100, 50, 50], high=[20, 18, 2])
    colors = {row["label"]: row["color"] for row in rows_with(decision_tree(boxes, palette=LIGHT).to_dict(), "color")}
    assert colors == {"All customers": LIGHT.neutral, "a": LIGHT.gain, "b": LIGHT.neutral}


def test_a_child_stands_to_the_right_of_its_parent():
    rows = rows_with(decision_tree(boxes_of(("a", "b")), palette=LIGHT).to_dict(), "depth")
    left = {row["label"]: row["left"] for row in rows}
    assert left["All customers"] < left["a"] < left["b"]


def test_a_tree_of_one_box_is_not_drawn():
    with pytest.raises(WhalecurveError, match="2 to 63 rows"):
        decision_tree(boxes_of().head(1), palette=LIGHT)


def test_the_sentence_of_the_tree_reads_every_box():
    assert tree_sentence(boxes_of(("Size is above 40",))).startswith(
        "All customers: 24 of 120 are high-profit (20 %). Size is above 40: 40 of 60"
    )


def test_a_level_is_coloured_only_where_its_whiskers_miss_the_average():
    levels = levels_of(("low", "same", "best")).assign(
        rate=[0.05, 0.2, 0.6], rate_low=[0.01, 0.1, 0.4], rate_high=[0.15, 0.3, 0.8]
    )
    rows = rows_with(trait_levels(levels, base_rate=0.2, palette=LIGHT).to_dict(), "color")
    assert [row["color"] for row in rows] == [LIGHT.loss, LIGHT.neutral, LIGHT.gain]


def test_a_share_of_all_customers_fits_on_the_axis():
    levels = levels_of(("all",)).assign(rate=1.0, rate_low=0.9, rate_high=1.0)
    spec = trait_levels(levels, base_rate=0.5, palette=LIGHT).to_dict()
    assert [0, 1.0] in list(values_of(without_data(spec), "domain"))


def test_the_sentence_of_the_levels_has_the_interval():
    assert levels_sentence(levels_of(("farm",))) == "farm: 2 of 40 are high-profit, 5.0 % (3.0 % to 7.0 %)."


def test_no_two_groups_look_the_same():
    customers = map_of(tuple("abcdefghijkl")).assign(number=range(1, 13))
    encoding = cluster_map(customers, palette=LIGHT).to_dict()["layer"][0]["encoding"]
    looks = list(zip(encoding["color"]["scale"]["range"], encoding["shape"]["scale"]["range"], strict=True))
    assert len(set(looks)) == len(looks) == 12


def test_each_group_has_its_number_in_its_middle():
    spec = cluster_map(map_of(), palette=LIGHT).to_dict()
    numbers = spec["datasets"][spec["layer"][2]["data"]["name"]]
    assert [row["number"] for row in numbers] == ["1", "2", "3"]


def test_a_cell_carries_its_share_in_words():
    spec = profile_map(cells_of(("a", "b"), groups=2), palette=LIGHT).to_dict()
    assert {"0 %", "33 %", "67 %", "100 %"} <= texts_of(spec)


def test_the_sentence_of_the_profile_names_the_fullest_level_of_each_group():
    assert profile_sentence(cells_of(("a", "b"), groups=2)) == (
        "Group 1, group 0: b for 67 %. Group 2, group 1: b for 100 %."
    )
