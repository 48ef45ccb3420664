import io
import json

import pytest
import vl_convert
from PIL import Image

from tests.charts.build import HOSTILE, changes_of, texts_of, values_of, without_data
from whalecurve.charts.shifts import MOST_ROWS, ROW_HEIGHT, shifts, shifts_sentence
from whalecurve.charts.theme import DARK, LIGHT
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.number_marks import NumberMarks

UP, DOWN = "M-1.4,-0.9L0.3,0L-1.4,0.9Z", "M1.4,-0.9L-0.3,0L1.4,0.9Z"


def draw(customers, palette=LIGHT, **options):
    return shifts(customers, palette=palette, currency_label="USD", **options)


def layers_by_mark(spec):
    found = {}
    for layer in spec["layer"]:
        found.setdefault(layer["mark"]["type"], []).append(layer)
    return found


def rows_of(spec, layer):
    return spec["datasets"][layer["data"]["name"]]


def test_an_arrow_runs_from_the_left_profit_to_the_right_one():
    spec = draw(changes_of((900, -100), (50, 80))).to_dict()
    zero, shafts = layers_by_mark(spec)["rule"]
    tails, heads = layers_by_mark(spec)["point"]
    assert (shafts["encoding"]["x"]["field"], shafts["encoding"]["x2"]["field"]) == ("left_profit", "right_profit")
    assert tails["encoding"]["x"]["field"] == "left_profit"
    assert heads["encoding"]["x"]["field"] == "right_profit"
    assert {row["zero"] for row in rows_of(spec, zero)} == {0.0}


def test_the_way_it_points_says_what_its_colour_says():
    spec = draw(changes_of((900, -100), (50, 80), (7, 7))).to_dict()
    heads = rows_of(spec, layers_by_mark(spec)["point"][1])
    assert [(row["head"], row["color"]) for row in heads] == [(DOWN, LIGHT.loss), (UP, LIGHT.gain), (UP, LIGHT.gain)]


@pytest.mark.parametrize(
    ("profits", "domain"),
    [([(900, -100), (50, 80)], [-100, 900]), ([(20, 30)], [0, 30]), ([(-20, -30)], [-30, 0]), ([(0, 0)], [0, 1])],
)
def test_zero_is_always_in_sight(profits, domain):
    spec = draw(changes_of(*profits)).to_dict()
    assert {tuple(domain) for domain in values_of(spec, "domain") if isinstance(domain, list)} >= {tuple(domain)}


def test_each_customer_has_a_row_in_the_order_given():
    spec = draw(changes_of((1, 2), (3, 4), (5, 9))).to_dict()
    heads = rows_of(spec, layers_by_mark(spec)["point"][1])
    assert [row["customer_name"] for row in heads] == ["Customer 0", "Customer 1", "Customer 2"]
    assert [int(row["arrow_at"]) for row in heads] == [0, 1, 2]
    assert spec["height"] == 3 * ROW_HEIGHT


def test_names_stay_data_and_leave_the_amount_free():
    spec = draw(changes_of(*[(1, 2)] * len(HOSTILE), names=HOSTILE)).to_dict()
    assert set(HOSTILE) <= texts_of(spec)
    assert not any(name in json.dumps(without_data(spec)) for name in HOSTILE[:5])
    names, amounts = layers_by_mark(spec)["text"]
    assert "width" in names["mark"]["limit"]["expr"]
    assert amounts["mark"]["align"] == "right"


def test_what_is_not_drawn_stays_out_of_the_browser():
    spec = draw(changes_of((1, 2)).assign(secret="canary")).to_dict()
    assert "canary" not in json.dumps(spec)


@pytest.mark.parametrize("rows", [0, MOST_ROWS + 1])
def test_too_few_and_too_many_are_refused(rows):
    with pytest.raises(WhalecurveError, match="1 to 12 rows"):
        draw(changes_of(*[(1, 2)] * (MOST_ROWS + 1)).iloc[:rows])


def test_a_missing_column_is_named():
    with pytest.raises(WhalecurveError, match="without right_profit"):
        draw(changes_of((1, 2)).drop(columns=["right_profit"]))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize("width", [900, 320])
def test_it_renders_in_both_modes_on_a_desk_and_on_a_telephone(palette, width):
    customers = changes_of((40000, 26000), (-3000, 6000), (500, -400), names=["Zoë", "O'Neil & Sons", "x" * 99])
    text = draw(customers, palette).printable(palette, width=width)
    image = Image.open(io.BytesIO(vl_convert.vegalite_to_png(text))).convert("RGB")
    colors = {color for _, color in image.getcolors(maxcolors=1 << 24)}
    assert width <= image.width <= width + 40
    for token in (palette.gain, palette.loss):
        assert tuple(int(token[at : at + 2], 16) for at in (1, 3, 5)) in colors


def test_the_axis_is_not_titled_with_our_own_field_names():
    layers = draw(changes_of((1, 2))).to_dict()["layer"]
    titles = [layer["encoding"]["x"].get("title") for layer in layers if "field" in layer["encoding"].get("x", {})]
    assert titles == [""] * 4


@pytest.mark.parametrize(
    ("profits", "said"),
    [
        ([(900, -100), (50, 80)], "1 loses and 1 gains. Customer 0 changes most, from 900 to -100 USD."),
        ([(9, 1), (9, 2), (9, 3)], "all lose. Customer 0 changes most, from 9.00 to 1.00 USD."),
        ([(1, 9), (2, 9)], "all gain. Customer 0 changes most, from 1.00 to 9.00 USD."),
        ([(1, 9), (2, 10), (9, 1)], "1 loses and 2 gain. Customer 0 is one of them, from 1.00 to 9.00 USD."),
    ],
)
def test_the_sentence_says_who_and_how_many(profits, said):
    sentence = shifts_sentence(changes_of(*profits), currency_label="USD", marks=NumberMarks(minus="-"))
    assert sentence == f"Of the {len(profits)} customers whose profit changes most, {said}"
