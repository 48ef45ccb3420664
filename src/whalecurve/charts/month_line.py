"""One figure month after month over that of the year before, months that are not whole left hollow."""

from typing import Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import AMOUNT, BEFORE, LABEL, NUMBER, TEXT, WHOLE, checked
from whalecurve.charts.parts import SHORT_AMOUNTS, WHOLE_PERCENT, as_given, field_y, layered, plain_axis, tip, zero_line
from whalecurve.charts.picture import Picture, rows, shape
from whalecurve.charts.theme import Palette, themed
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks

HEIGHT: Final = 280
_NEAR_THE_EDGE: Final = 24
"""Pixels from the end of the axis within which a month is written inwards, where it would be cut off."""
MOST_MONTHS: Final = 600
_POINTS: Final = "points"
_LAST_YEAR: Final = "last_year"
_COLOR: Final = "color"
_FILL: Final = "fill"


def month_line(
    months: pd.DataFrame, *, palette: Palette, title: str, shares: bool = False, marks: NumberMarks = ENGLISH
) -> Picture:
    """Draw a figure over months.

    Args:
        months: ``number`` (1 upwards), ``label`` (the month), ``amount`` and ``before`` (the year before; not a number
            where there is none) in major units or as shares, ``text`` (the amount in words), ``whole`` (is the month
            whole); at most 600 rows, those without an amount left out.
        palette: Colours of the mode.
        title: What is drawn, with its unit.
        shares: Whether the figures are shares.
        marks: The reader's number marks.
    """
    frame = checked(months, (NUMBER, LABEL, AMOUNT, BEFORE, TEXT, WHOLE), most=MOST_MONTHS)
    frame[_COLOR] = [palette.loss if amount < 0 else palette.gain for amount in frame[AMOUNT]]
    whole = frame[WHOLE].tolist()
    frame[_FILL] = [color if full else palette.background for color, full in zip(frame[_COLOR], whole, strict=True)]
    before = frame.loc[frame[BEFORE].notna(), [NUMBER, LABEL, BEFORE]].reset_index(drop=True)
    outline = _outline(title, palette, marks, shares=shares)
    return Picture(outline, {_POINTS: frame.drop(columns=[WHOLE, BEFORE]), _LAST_YEAR: before})


@shape
def _outline(title: str, palette: Palette, marks: NumberMarks, *, shares: bool) -> alt.LayerChart:
    x = alt.X(
        field=LABEL,
        type="ordinal",
        sort=None,
        title=None,
        axis=alt.Axis(labelOverlap=True, labelFlush=_NEAR_THE_EDGE, labelAngle=0, grid=False, ticks=False),
    )
    axis = plain_axis(WHOLE_PERCENT if shares else SHORT_AMOUNTS, 5)
    line: alt.Chart = alt.Chart(rows(_POINTS)).mark_line(color=palette.gain, strokeWidth=2.5, aria=False)
    dots: alt.Chart = alt.Chart(rows(_POINTS)).mark_point(size=70, opacity=1, strokeWidth=2)
    before: alt.Chart = alt.Chart(rows(_LAST_YEAR)).mark_line(
        color=palette.neutral, strokeWidth=1.5, strokeDash=[4, 3], aria=False
    )
    told = [tip(LABEL, "Month"), tip(TEXT, "Figure")]
    fill = alt.Fill(field=_FILL, type="nominal", scale=None)
    layers = [
        line.encode(x=x, y=field_y(AMOUNT, axis=axis)),
        before.encode(x=x, y=field_y(BEFORE)),
        zero_line(palette),
        dots.encode(x=x, y=field_y(AMOUNT), color=as_given(_COLOR), fill=fill, tooltip=told),
    ]
    return themed(layered(layers, height=HEIGHT, title=title), palette, marks)


def month_line_sentence(months: pd.DataFrame, figure: str) -> str:
    """Say what the line shows, for the line under it and for screen readers.

    Args:
        months: The rows that are drawn.
        figure: What the figure is called.

    >>> months = pd.DataFrame({"label": ["2026-01", "2026-02"], "amount": [5.0, -1.0], "text": ["5.00", "-1.00"],
    ...                        "whole": [True, False]})
    >>> month_line_sentence(months, "Profit")
    'Profit from 2026-01 (5.00) to 2026-02 (-1.00); highest in 2026-01 (5.00), lowest in 2026-02 (-1.00). Hollow: months
    that are not whole.'
    """
    texts = [f"{label} ({text})" for label, text in zip(months[LABEL], months[TEXT], strict=True)]
    amounts = months[AMOUNT].to_numpy()
    high, low = texts[int(amounts.argmax())], texts[int(amounts.argmin())]
    hollow = "" if months[WHOLE].all() else " Hollow: months that are not whole."
    return f"{figure} from {texts[0]} to {texts[-1]}; highest in {high}, lowest in {low}.{hollow}"
