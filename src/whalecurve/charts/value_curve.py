"""The whale curve of a dimension: cumulative profit of its values, best first, each a point with its name."""

from typing import Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import CUMULATIVE_PROFIT, LABEL, NUMBER, TEXT, checked
from whalecurve.charts.parts import (
    SHORT_AMOUNTS,
    as_given,
    field_x,
    field_y,
    layered,
    plain_axis,
    tip,
    with_currency,
    zero_line,
)
from whalecurve.charts.picture import Picture, rows, shape
from whalecurve.charts.theme import Palette, themed
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import short_number

HEIGHT: Final = 260
MOST_VALUES: Final = 1000
_POINTS: Final = "points"
_COLOR: Final = "color"


def value_curve(curve: pd.DataFrame, *, palette: Palette, currency_label: str, marks: NumberMarks = ENGLISH) -> Picture:
    """Draw cumulative profit over the values, best first.

    Args:
        curve: ``number`` (1 upwards), ``label``, ``text`` (the value's own profit in words), ``cumulative_profit`` in
            major units; at most 1,000 rows.
        palette: Colours of the mode.
        currency_label: Code of the currency, for the caption.
        marks: The reader's number marks.
    """
    frame = checked(curve, (NUMBER, LABEL, TEXT, CUMULATIVE_PROFIT), most=MOST_VALUES)
    rises = frame[CUMULATIVE_PROFIT].diff().fillna(frame[CUMULATIVE_PROFIT]) >= 0
    frame[_COLOR] = [palette.gain if rise else palette.loss for rise in rises]
    return Picture(_outline(with_currency("Cumulative profit", currency_label), palette, marks), {_POINTS: frame})


@shape
def _outline(title: str, palette: Palette, marks: NumberMarks) -> alt.LayerChart:
    x = field_x(NUMBER, axis=alt.Axis(grid=False, tickMinStep=1, format=",d"), title="best first")
    y = field_y(CUMULATIVE_PROFIT, axis=plain_axis(SHORT_AMOUNTS, 5))
    line: alt.Chart = alt.Chart(rows(_POINTS)).mark_line(color=palette.neutral, strokeWidth=2, aria=False)
    dots: alt.Chart = alt.Chart(rows(_POINTS)).mark_point(filled=True, size=60, opacity=1)
    told = [tip(LABEL, "Value"), tip(TEXT, "Profit"), tip(CUMULATIVE_PROFIT, "Together", ",.2f")]
    layers = [
        line.encode(x=x, y=y),
        zero_line(palette),
        dots.encode(x=x, y=y, color=as_given(_COLOR), tooltip=told),
    ]
    return themed(layered(layers, height=HEIGHT, title=title), palette, marks)


def value_curve_sentence(curve: pd.DataFrame, *, currency_label: str, marks: NumberMarks = ENGLISH) -> str:
    """Say what the curve shows, for the line under it and for screen readers.

    >>> curve = pd.DataFrame({"number": [1, 2, 3], "cumulative_profit": [60.0, 110.0, 100.0]})
    >>> value_curve_sentence(curve, currency_label="USD")
    'The best 2 of 3 make 110 USD together, all of them 100 USD.'
    """
    amounts = curve[CUMULATIVE_PROFIT]
    best = int(amounts.to_numpy().argmax()) + 1
    ends = (float(amounts.max()), float(amounts.iloc[-1]))
    peak, total = (f"{short_number(each, marks=marks)} {currency_label}".rstrip() for each in ends)
    if len(amounts) == 1:
        return f"Together: {total}."
    if best == len(amounts):
        return f"None of the {len(amounts)} takes away from it: together they make {total}."
    return f"The best {best} of {len(amounts)} make {peak} together, all of them {total}."
