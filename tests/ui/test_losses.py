"""Losses stand out in a table, and nothing else is touched."""

import pandas as pd
import pytest
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from whalecurve.charts.theme import LIGHT
from whalecurve.ui import losses
from whalecurve.ui.losses import losses_marked


@pytest.fixture(autouse=True)
def light(monkeypatch):
    monkeypatch.setattr(losses, "palette", lambda: LIGHT)


def test_only_cells_below_zero_are_in_the_colour_of_losses():
    frame = pd.DataFrame({"name": ["-1", "b", "c"], "profit": [1.5, -2.0, 0.0], "change": [-1.0, 3.0, 4.0]})
    told = ArrowData()
    marshall_styler(told, losses_marked(frame, ["profit", "change"]), "t")
    selectors, _, look = told.styler.styles.partition("{")
    assert {part.rpartition("_row")[2].strip() for part in selectors.split(",")} == {"1_col1", "0_col2"}
    assert LIGHT.loss in look


def test_the_rows_are_all_there_in_their_order():
    frame = pd.DataFrame({"profit": [3.0, -2.0, 1.0]})
    assert losses_marked(frame, ["profit"]).data["profit"].tolist() == [3.0, -2.0, 1.0]


@pytest.mark.parametrize("profit", [[], [1.0, 2.0], [float("nan")]])
def test_a_table_without_losses_is_left_alone(profit):
    frame = pd.DataFrame({"profit": pd.Series(profit, dtype="float64")})
    assert losses_marked(frame, ["profit"]) is frame


def test_more_cells_than_can_be_styled_are_shown_plain():
    frame = pd.DataFrame({"profit": [-1.0] * 1000, **{f"trait {number}": "x" for number in range(300)}})
    assert losses_marked(frame, ["profit"]) is frame
