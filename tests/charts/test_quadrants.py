import json

import pandas as pd
import pytest

from tests.charts.build import HOSTILE, customers_of, texts_of, without_data
from whalecurve.charts.quadrants import MOST_MARKS, quadrant_chart, quadrant_sentence
from whalecurve.charts.theme import LIGHT
from whalecurve.domain.errors import WhalecurveError

LINES = {"cost_to_serve_line": 0.3, "margin_line": 0.35}


def draw(customers):
    return quadrant_chart(customers, palette=LIGHT, currency_label="USD", **LINES).to_dict()


def points(spec):
    return spec["layer"][-1]


def test_names_are_data_and_nothing_else():
    spec = draw(customers_of())
    assert set(HOSTILE) <= texts_of(spec)
    told = json.dumps(without_data(spec))
    assert not [name for name in HOSTILE if json.dumps(name)[1:-1] in told]


def test_columns_that_the_chart_does_not_draw_stay_on_the_server():
    spec = draw(customers_of().assign(secret="S-1"))
    assert "S-1" not in json.dumps(spec)


def test_a_loss_is_told_by_shape_and_colour():
    encoding = points(draw(customers_of()))["encoding"]
    assert encoding["shape"]["scale"] == {"domain": ["profit", "loss"], "range": ["circle", "triangle-down"]}
    assert encoding["color"]["scale"] == {"domain": ["profit", "loss"], "range": [LIGHT.gain, LIGHT.loss]}


def test_a_click_picks_the_customers_code():
    params = {param["name"]: param["select"] for param in draw(customers_of())["params"]}
    assert params["pick"]["fields"] == ["customer"]


def test_the_lines_stand_where_they_are_asked_for():
    spec = draw(customers_of())
    upright = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rule")
    assert spec["datasets"][upright["data"]["name"]] == [{"cost_to_serve_share": 0.3, "margin_share": 0.35}]


def test_one_extreme_customer_does_not_squeeze_the_others():
    customers = customers_of(tuple(f"customer {number}" for number in range(40)))
    customers.loc[0, "margin_share"] = -900.0
    scale = points(draw(customers))["encoding"]["y"]["scale"]
    assert scale["clamp"]
    assert scale["domain"][0] > -5
    assert quadrant_sentence(customers, **LINES).endswith("Drawn at the frame's edge: 1 extreme customer.")


def test_one_customer_alone_still_draws():
    scale = points(draw(customers_of(("Ames",))))["encoding"]["x"]["scale"]
    assert scale["domain"][0] < scale["domain"][1]


def test_every_customer_up_to_the_limit_is_drawn_and_one_more_is_refused():
    customers = pd.concat([customers_of()] * 334, ignore_index=True)
    spec = draw(customers.head(MOST_MARKS))
    assert len(spec["datasets"][points(spec)["data"]["name"]]) == MOST_MARKS
    with pytest.raises(WhalecurveError, match=r"1 to 2000 rows\. Found: 2004"):
        draw(customers)


def test_the_sentence_counts_the_costly_and_the_losing():
    said = quadrant_sentence(customers_of(), **LINES)
    assert said == "2 of 6 customers bring a low margin and are costly to serve; 3 customers make a loss."
