import pytest

from tests.charts.build import curve_of, without_data
from whalecurve.charts.effect import MOST_POINTS, effect, effect_sentence
from whalecurve.charts.theme import LIGHT
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.number_marks import NumberMarks


def draw(now, saved):
    return effect(now, saved, palette=LIGHT, currency_label="USD").to_dict()


def lines(spec):
    return spec["layer"][-1]


def test_the_saved_plan_is_dashed_and_both_are_named():
    encoding = lines(draw(curve_of(700, -200), curve_of(700, 60)))["encoding"]
    assert encoding["strokeDash"]["scale"]["domain"] == ["now", "saved plan"]
    assert encoding["strokeDash"]["scale"]["range"] == [[1, 0], [5, 4]]
    assert encoding["color"]["scale"]["domain"] == ["now", "saved plan"]


def test_the_curves_may_count_different_customers():
    spec = draw(curve_of(700, -200), curve_of(700, 60, 5))
    assert len(spec["datasets"][lines(spec)["data"]["name"]]) == 3 + 4


def test_equal_plans_are_two_lines_still():
    spec = draw(curve_of(7), curve_of(7))
    assert {row["plan"] for row in spec["datasets"][lines(spec)["data"]["name"]]} == {"now", "saved plan"}


def test_too_many_points_are_refused():
    with pytest.raises(WhalecurveError, match="thin or sample"):
        draw(curve_of(*[1.0] * MOST_POINTS), curve_of(1))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (500, "Profit now is 500 USD, 100 USD more than with the saved plan."),
        (-500, "Profit now is -500 USD, 900 USD less than with the saved plan."),
        (400, "Profit now is 400 USD, the same as with the saved plan."),
    ],
)
def test_the_sentence_says_what_changed(now, said):
    marks = NumberMarks(minus="-")
    assert effect_sentence(curve_of(now), curve_of(400), currency_label="USD", marks=marks) == said


def test_the_outline_is_the_same_for_every_position_of_a_slider():
    one, other = (
        effect(curve_of(700, last), curve_of(700, 60), palette=LIGHT, currency_label="USD") for last in (-200, 9)
    )
    assert one.outline is other.outline
    assert without_data(one.spec()) == without_data(other.spec())
