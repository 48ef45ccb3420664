import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.build import HOSTILE, statement_of, texts_of, without_data
from whalecurve.charts.running import running_totals
from whalecurve.charts.theme import LIGHT
from whalecurve.charts.waterfall import MOST_LINES, waterfall, waterfall_sentence
from whalecurve.domain.errors import WhalecurveError


def draw(statement):
    return waterfall(statement, palette=LIGHT).to_dict()


def bars(spec):
    layer = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rect")
    return spec["datasets"][layer["data"]["name"]]


def test_costs_hang_from_the_total_and_subtotals_stand_on_zero():
    spans = running_totals(statement_of())[["begin", "end"]].to_numpy().tolist()
    assert spans == [[0, 120], [120, 100], [0, 100], [100, 30], [30, 35], [0, 35]]


@given(st.lists(st.tuples(st.sampled_from(["less", "more"]), st.integers(-9999, 9999)), max_size=30))
def test_every_bar_begins_where_the_one_before_it_ended(steps):
    total = 500 + sum(amount if kind == "more" else -amount for kind, amount in steps)
    rows = [("start", 500), *steps, ("result", total)]
    frame = pd.DataFrame({"label": "x", "amount": [float(row[1]) for row in rows], "kind": [row[0] for row in rows]})
    totals = running_totals(frame)
    assert totals["begin"].iloc[1:-1].tolist() == totals["end"].iloc[:-2].tolist()
    assert totals["end"].iloc[-1] == total


def test_a_statement_that_does_not_add_up_is_not_drawn():
    with pytest.raises(WhalecurveError, match="does not add up at Net revenue"):
        draw(statement_of().assign(amount=[120.0, 20.0, 99.0, 70.0, 5.0, 35.0]))


def test_an_unknown_kind_is_refused():
    with pytest.raises(WhalecurveError, match=r"Found: gift\. To fix it: use less, more, result, start, subtotal"):
        running_totals(statement_of().replace("more", "gift"))


@pytest.mark.parametrize(("less", "color", "ink"), [(70.0, LIGHT.gain, LIGHT.text), (170.0, LIGHT.loss, LIGHT.loss)])
def test_the_result_is_coloured_by_its_sign(less, color, ink):
    result = bars(draw(statement_of(less=less)))[-1]
    assert (result["color"], result["ink"]) == (color, ink)


def test_every_line_has_its_bar_its_amount_and_its_sentence():
    spec = draw(statement_of())
    assert len(bars(spec)) == 6
    assert {"Delivery", "-70.00", "Delivery = 7 x 10.00"} <= texts_of(spec)


def test_a_loss_makes_room_left_of_zero():
    spec = draw(statement_of(less=170.0))
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [-70, 120]


def test_an_empty_statement_of_zeros_still_draws():
    spec = draw(statement_of().assign(amount=0.0))
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 1]


@pytest.mark.parametrize("label", HOSTILE)
def test_the_name_of_a_cost_is_data_and_nothing_else(label):
    spec = draw(statement_of(label))
    assert label in texts_of(spec)
    assert json.dumps(label)[1:-1] not in json.dumps(without_data(spec))


def test_more_lines_than_a_person_reads_are_refused():
    with pytest.raises(WhalecurveError, match="Found: 61"):
        draw(pd.concat([statement_of().head(1)] * (MOST_LINES + 1)))


def test_the_sentence_reads_from_the_first_line_to_the_last():
    said = waterfall_sentence(statement_of())
    assert said.startswith("From List revenue 120.00 to Customer profit 35.00, by way of Discount -20.00, ")
