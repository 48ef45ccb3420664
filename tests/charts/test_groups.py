import pytest

from tests.charts.build import groups_of, texts_of
from whalecurve.charts.groups import group_bars, group_sentence
from whalecurve.charts.theme import LIGHT
from whalecurve.domain.errors import WhalecurveError

NOTHING = float("nan")


def draw(groups):
    return group_bars(groups, palette=LIGHT).to_dict()


def bars(spec):
    return spec["datasets"][spec["layer"][0]["data"]["name"]]


def test_each_bar_says_its_share_and_of_what():
    spec = draw(groups_of(top=(0.14, 0.031), bottom=(0.002, -0.08)))
    assert {"14 % of revenue", "3.1 % of profit", "0.20 % of revenue", "\N{MINUS SIGN}8.0 % of profit"} <= texts_of(
        spec
    )


def test_profit_is_coloured_by_its_sign_and_revenue_never_is():
    colors = [row["color"] for row in bars(draw(groups_of(top=(0.1, 0.2), bottom=(0.1, -0.2))))]
    assert colors == [LIGHT.neutral, LIGHT.gain, LIGHT.neutral, LIGHT.loss]


def test_a_share_that_means_nothing_has_words_and_no_bar():
    spec = draw(groups_of(top=(0.14, NOTHING)))
    assert "profit n/a" in texts_of(spec)
    assert [row["measure"] for row in bars(spec)] == ["revenue"]


def test_words_stand_right_of_zero_also_for_losses():
    spec = draw(groups_of(bottom=(0.1, -0.4)))
    words = spec["datasets"][spec["layer"][2]["data"]["name"]]
    assert [row["words_from"] for row in words] == [0.1, 0.0]


def test_groups_keep_their_order():
    spec = draw(groups_of(top=(0.5, 0.1), middle=(0.3, 0.1), bottom=(0.2, 0.1)))
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["top", "middle", "bottom"]


def test_all_shares_zero_still_draw():
    assert draw(groups_of(top=(0.0, 0.0)))["layer"][0]["encoding"]["x"]["scale"]["domain"][1] > 0


def test_shares_that_all_mean_nothing_still_have_their_words():
    spec = draw(groups_of(top=(NOTHING, NOTHING)))
    assert texts_of(spec) >= {"revenue n/a", "profit n/a"}
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 0.75]


def test_another_measure_is_refused():
    with pytest.raises(WhalecurveError, match="Found: margin"):
        draw(groups_of(top=(0.5, 0.1)).replace("profit", "margin"))


def test_the_sentence_reads_every_group():
    said = group_sentence(groups_of(top=(0.14, 0.03), bottom=(0.01, NOTHING)))
    assert said == "top: 14 % of revenue, 3.0 % of profit. bottom: 1.0 % of revenue, profit n/a."
