"""A shape that is drawn once must not carry one picture's rows and figures into the next."""

import altair as alt
import pandas as pd
import pytest

from tests.charts.build import every_chart, values_of
from whalecurve.charts.parts import field_x, layered
from whalecurve.charts.picture import Picture, figure, rows, shape
from whalecurve.charts.theme import DARK, LIGHT

NAMES = pytest.mark.parametrize("name", sorted(every_chart(LIGHT)))
DRAWN = []


@shape
def outline(color: str) -> alt.LayerChart:
    DRAWN.append(color)
    scale = alt.Scale(domain=[figure("low"), figure("high")])
    mark = alt.Chart(rows("points")).mark_point(color=color).encode(x=field_x("share", scale))
    always = alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule().encode(x=field_x("zero"))
    return layered([mark, always], height=90)


def picture(low: float, color: str = "#000000") -> Picture:
    return Picture(outline(color), {"points": pd.DataFrame({"share": [low, float("nan")]})}, {"low": low, "high": 9.5})


def test_a_shape_is_drawn_once_for_each_look():
    DRAWN.clear()
    for color in ("#111111", "#222222", "#111111"):
        picture(1.0, color)
    assert DRAWN == ["#111111", "#222222"]


def test_figures_and_rows_are_those_of_each_picture():
    one, other = picture(-3.5).to_dict(), picture(2.0).to_dict()
    assert list(values_of(one, "domain")) == [[-3.5, 9.5]]
    assert list(values_of(other, "domain")) == [[2.0, 9.5]]
    assert one["datasets"] == {"points": [{"share": -3.5}, {"share": None}]}
    assert other["datasets"]["points"][0] == {"share": 2.0}


def test_what_a_page_does_to_a_specification_stays_its_own():
    shown = picture(1.0).spec()
    shown["layer"].clear()
    assert picture(1.0).spec()["layer"]


def test_rows_that_never_change_stand_beside_their_mark():
    assert picture(1.0).to_dict()["layer"][1]["data"] == {"values": [{"zero": 0.0}]}


def test_a_figure_that_is_missing_is_not_drawn():
    lacking = Picture(outline("#000000"), {}, {"low": 1.0})
    with pytest.raises(KeyError, match="high"):
        lacking.spec()


@pytest.mark.parametrize("nothing", [float("nan"), float("inf")])
def test_a_figure_that_is_no_number_is_not_drawn(nothing):
    with pytest.raises(ValueError, match="JSON compliant"):
        picture(nothing).spec()


@NAMES
def test_every_mark_has_its_rows(name):
    spec = every_chart(DARK)[name].to_dict()
    drawn = {layer["data"]["name"] for layer in spec["layer"] if "name" in layer["data"]}
    assert drawn == set(spec["datasets"])


@NAMES
def test_the_page_gets_the_same_rows_as_the_printer(name):
    drawn = every_chart(LIGHT)[name]
    printed = drawn.to_dict()["datasets"]
    assert {key: table.num_rows for key, table in drawn.spec()["datasets"].items()} == {
        key: len(values) for key, values in printed.items()
    }
    assert "figure:" not in drawn.printable(LIGHT, width=300)
