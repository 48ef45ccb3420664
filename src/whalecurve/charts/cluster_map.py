"""The map of the natural groups: customers that are alike lie near each other."""

from typing import Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import FIRST_DIRECTION, GROUP, NUMBER, SECOND_DIRECTION, checked
from whalecurve.charts.parts import Words, field_x, field_y, layered, tip, words
from whalecurve.charts.picture import Picture, rows, shape
from whalecurve.charts.theme import Palette, themed
from whalecurve.domain.columns import CUSTOMER_NAME
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import counted, percent

HEIGHT: Final = 340
MOST_MARKS: Final = 2_000
SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_CUSTOMERS, _MIDDLES = "drawn", "middles"
_COLUMNS: Final = (FIRST_DIRECTION, SECOND_DIRECTION, NUMBER, GROUP, CUSTOMER_NAME)


def cluster_map(customers: pd.DataFrame, *, palette: Palette, marks: NumberMarks = ENGLISH) -> Picture:
    """Draw each customer where its traits put it, with the number of its group in the middle of the group.

    Args:
        customers: ``first_direction``, ``second_direction``, ``number`` (of the group, 1 is the largest), ``group``
            (its name), ``customer_name``; at most 2,000 rows.
        palette: Colours of the mode.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing or there are too many customers.
    """
    frame = checked(customers, _COLUMNS, most=MOST_MARKS)
    numbers = sorted({str(number) for number in frame[NUMBER]}, key=int)
    frame[NUMBER] = frame[NUMBER].astype(str)
    middles = frame.groupby(NUMBER, as_index=False)[[FIRST_DIRECTION, SECOND_DIRECTION]].median()
    return Picture(_outline(tuple(numbers), palette, marks), {_CUSTOMERS: frame, _MIDDLES: middles})


@shape
def _outline(numbers: tuple[str, ...], palette: Palette, marks: NumberMarks) -> alt.LayerChart:
    points: alt.Chart = alt.Chart(rows(_CUSTOMERS)).mark_point(filled=True, size=44, opacity=0.7)
    x, y = (
        field_x(FIRST_DIRECTION, alt.Scale(zero=False), axis=None),
        field_y(SECOND_DIRECTION, alt.Scale(zero=False), axis=None),
    )
    layers = [
        points.encode(
            x=x,
            y=y,
            color=alt.Color(field=NUMBER, type="nominal", scale=_in_turn(numbers, _colors(palette)), legend=None),
            shape=alt.Shape(field=NUMBER, type="nominal", scale=_in_turn(numbers, SHAPES), legend=None),
            tooltip=[tip(CUSTOMER_NAME, "Customer"), tip(GROUP, "Group")],
        ),
        _plates(palette).encode(x=x, y=y),
        words(rows(_MIDDLES), NUMBER, Words(palette.text, align="center", bold=True, size=15)).encode(x=x, y=y),
    ]
    return themed(layered(layers, height=HEIGHT), palette, marks)


def map_sentence(customers: int, groups: int, shown: float, *, marks: NumberMarks = ENGLISH) -> str:
    """Say what lies on the map and how much of the differences it can show.

    >>> map_sentence(471, 3, 0.42)
    '471 customers in 3 groups: near each other means alike. A flat map can show 42 % of the differences.'
    """
    who = f"{counted(customers, 'customer', marks=marks)} in {counted(groups, 'group', marks=marks)}"
    return f"{who}: near each other means alike. A flat map can show {percent(shown, marks=marks)} of the differences."


def _colors(palette: Palette) -> tuple[str, ...]:
    return palette.gain, palette.accent, palette.text, palette.neutral, palette.loss


def _in_turn(numbers: tuple[str, ...], looks: tuple[str, ...]) -> alt.Scale:
    """A look per group: five colours and six shapes taken in turn, so that no two of thirty groups have both."""
    return alt.Scale(domain=list(numbers), range=[looks[place % len(looks)] for place in range(len(numbers))])


def _plates(palette: Palette) -> alt.Chart:
    """A ground under each number, so that it can be read among the marks."""
    mark: alt.Chart = alt.Chart(rows(_MIDDLES)).mark_point(
        filled=True, size=480, fill=palette.background, stroke=palette.neutral, opacity=0.92, aria=False
    )
    return mark
