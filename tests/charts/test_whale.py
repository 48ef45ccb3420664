import numpy as np
import pandas as pd
import pytest

from tests.charts.build import curve_of, texts_of
from whalecurve.charts.theme import LIGHT
from whalecurve.charts.whale import MOST_POINTS, brushed_ranks, whale_curve, whale_sentence
from whalecurve.charts.whale_rows import HOVER_POINTS
from whalecurve.domain.errors import WhalecurveError


def draw(curve, peak, *, brush=True):
    return whale_curve(curve, peak_customers=peak, palette=LIGHT, currency_label="USD", brush=brush).to_dict()


def drawn(spec, mark):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def rows(spec, layer):
    return spec["datasets"][layer["data"]["name"]]


def test_the_peak_and_the_end_are_named_with_their_figures():
    spec = draw(curve_of(600, 500, -100), 2)
    assert texts_of(spec) == {"peak: 1,100 with 2 of 3", "all 3: 1,000", "100 given back"}
    assert spec["title"] == "Cumulative profit, USD"


def test_the_way_up_and_the_way_down_meet_at_the_peak():
    up, down = drawn(spec := draw(curve_of(60, 50, -10, -5), 2), "line")
    assert [row["customers"] for row in rows(spec, up)] == [0, 1, 2]
    assert [row["customers"] for row in rows(spec, down)] == [2, 3, 4]
    assert (up["mark"]["color"], down["mark"]["color"]) == (LIGHT.gain, LIGHT.loss)


def test_what_is_given_back_is_shaded_between_the_curve_and_the_peaks_level():
    _, shade = drawn(spec := draw(curve_of(60, -10), 1), "area")
    assert shade["encoding"]["y2"]["field"] == "peak_profit"
    assert {row["peak_profit"] for row in rows(spec, shade)} == {60}


def test_without_losers_nothing_is_given_back():
    spec = draw(curve_of(60, 50), 2)
    assert texts_of(spec) == {"all 2 together: 110"}
    assert len(drawn(spec, "line")) == len(drawn(spec, "area")) == 1


def test_with_losers_only_the_curve_starts_at_its_peak():
    spec = draw(curve_of(-10, -50), 0)
    assert "no customer earns a profit" in texts_of(spec)
    assert drawn(spec, "line")[0]["mark"]["color"] == LIGHT.loss


@pytest.mark.parametrize(("brush", "names"), [(True, {"hover", "brush"}), (False, {"hover"})])
def test_the_brush_drags_over_customers(brush, names):
    params = {param["name"]: param for param in draw(curve_of(60, -10), 1, brush=brush)["params"]}
    assert set(params) == names
    if brush:
        assert params["brush"]["select"]["type"] == "interval"
        assert params["brush"]["select"]["encodings"] == ["x"]


def test_words_have_room_above_the_peak_and_below_the_end():
    spec = draw(curve_of(100, -100), 1)
    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert (low, high) == pytest.approx((-22, 116))


def test_a_thousand_points_are_drawn_and_a_few_hundred_answer_the_pointer():
    curve = curve_of(*np.linspace(9, -5, MOST_POINTS - 1))
    spec = draw(curve, int(curve["cumulative_profit"].idxmax()))
    hover = next(layer for layer in spec["layer"] if "tooltip" in layer["encoding"])
    assert sum(len(rows(spec, line)) for line in drawn(spec, "line")) == MOST_POINTS + 1
    assert 100 < len(rows(spec, hover)) <= HOVER_POINTS


@pytest.mark.parametrize("size", [1, MOST_POINTS + 1])
def test_too_few_and_too_many_points_are_refused(size):
    curve = curve_of(*[1.0] * (size - 1))
    with pytest.raises(WhalecurveError, match="draws 2 to"):
        draw(curve, 0)


def test_the_frame_that_comes_in_is_not_changed():
    curve = curve_of(60, -10)
    before = curve.copy()
    draw(curve, 1)
    pd.testing.assert_frame_equal(curve, before)


@pytest.mark.parametrize(
    ("profits", "peak", "said"),
    [
        ((60, 50), 2, "No customer gives profit back: 2 customers earn 110 USD together."),
        ((60,), 1, "No customer gives profit back: 1 customer earns 60.00 USD."),
        ((-60, -50), 0, "None of 2 customers earns a profit; together they make \N{MINUS SIGN}110 USD."),
        ((-60,), 0, "The only customer makes \N{MINUS SIGN}60.00 USD."),
        (
            (60, -10, -5),
            1,
            "The most profitable of 3 customers earns 60.00 USD; 2 give back 15.00, which leaves 45.00 USD.",
        ),
        (
            (60, 0, 0, -5),
            1,
            "The most profitable of 4 customers earns 60.00 USD; 1 gives back 5.00, which leaves 55.00 USD.",
        ),
    ],
)
def test_the_sentence_fits_the_curve(profits, peak, said):
    losers = sum(profit < 0 for profit in profits)
    assert whale_sentence(curve_of(*profits), peak_customers=peak, losers=losers, currency_label="USD") == said


@pytest.mark.parametrize(
    ("bounds", "ranks"),
    [
        ([-9.0, 2.5], (1, 3)),
        ([2.0, 5.0], (3, 5)),
        ([5.0, 2.0], (3, 5)),
        ([9.5, 40.0], (10, 10)),
        ([3.1, 3.15], None),
        ([], None),
    ],
)
def test_a_drag_is_a_range_of_ranks(bounds, ranks):
    assert brushed_ranks({"brush": {"customers": bounds}}, 10) == ranks
