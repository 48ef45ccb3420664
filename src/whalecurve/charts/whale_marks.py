"""The marks that the whale curve is made of, without its rows and figures."""

from dataclasses import dataclass
from typing import Final

import altair as alt

from whalecurve.charts.fields import CUMULATIVE_PROFIT, CUMULATIVE_SHARE, CUSTOMER_SHARE, CUSTOMERS, TEXT
from whalecurve.charts.parts import SHORT_AMOUNTS, Side, Words, customers_axis, field_x, field_y, plain_axis, tip, words
from whalecurve.charts.picture import figure, rows
from whalecurve.charts.theme import Palette

HOVER: Final = "hover"
PEAK_PROFIT: Final = "peak_profit"
BACK: Final = "back"
UP, DOWN, PEAK, END, NEAREST = "up", "down", "peak", "end", "nearest"
EVERYONE, LOW, HIGH = "everyone", "low", "high"
_LEFT_THIRD: Final = 0.35


@dataclass(frozen=True)
class Look:
    """What the marks of a curve depend on.

    Attributes:
        climbs: Whether anybody earns a profit, so that there is a way up.
        falls: Whether a way down from the peak is drawn.
        gives_back: Whether customers after the peak take some of it away again.
        side: Side on which the peak's words stand, and their shift in pixels.
        palette: Colours.
    """

    climbs: bool
    falls: bool
    gives_back: bool
    side: tuple[Side, int]
    palette: Palette


def marks_of(look: Look) -> list[alt.Chart]:
    """Way up, way down and what is given back, as the ground of the picture."""
    palette = look.palette
    climb = _half(UP, palette.gain, alt.Y2(datum=0)) if look.climbs else []
    fall = _half(DOWN, palette.loss, alt.Y2(field=PEAK_PROFIT)) if look.falls else []
    return [*climb, *fall]


def peak_marks(look: Look) -> list[alt.Chart]:
    """Mark the peak: its level as a dashed rule, a point and words."""
    accent, (align, shift) = look.palette.accent, look.side
    level = alt.Chart(rows(PEAK)).mark_rule(color=accent, strokeDash=[4, 4], aria=False)
    level = level.encode(x=_x(), x2=alt.X2(datum=figure(EVERYONE)), y=_y())
    place = alt.Chart(rows(PEAK)).mark_point(color=accent, fill=accent, size=70, opacity=1, aria=False)
    text = words(rows(PEAK), TEXT, Words(accent, align, dx=shift, dy=-14, bold=True))
    return [level, place.encode(x=_x(), y=_y()), text.encode(x=_x(), y=_y())]


def end_marks(look: Look) -> list[alt.Chart]:
    """Mark the end, what all customers leave together, where it is not the peak itself."""
    if not look.gives_back:
        return []
    palette = look.palette
    place = alt.Chart(rows(END)).mark_point(color=palette.loss, fill=palette.loss, size=50, opacity=1, aria=False)
    lines = (
        words(rows(END), TEXT, Words(palette.text, "right", dx=-2, dy=17, bold=True)),
        words(rows(END), BACK, Words(palette.loss, "right", dx=-2, dy=34)),
    )
    return [mark.encode(x=_x(), y=_y()) for mark in (place, *lines)]


def hover_marks(look: Look) -> list[alt.Chart]:
    """Let the pointer read the curve: the nearest point shows its figures."""
    nearest = alt.selection_point(
        name=HOVER, on="pointerover", clear="pointerout", nearest=True, encodings=["x"], empty=False
    )
    rule = alt.Chart(rows(NEAREST)).mark_rule(color=look.palette.neutral, aria=False)
    return [
        rule.encode(
            x=_x(),
            opacity=alt.condition(nearest, alt.value(0.7), alt.value(0)),
            tooltip=[
                tip(CUSTOMERS, "Customers, best first", ","),
                tip(CUSTOMER_SHARE, "Share of customers", ".0%"),
                tip(CUMULATIVE_PROFIT, "Profit together", ",.0f"),
                tip(CUMULATIVE_SHARE, "Share of all profit", ".0%"),
            ],
        ).add_params(nearest)
    ]


def beside(share: float) -> tuple[Side, int]:
    """Side on which words at ``share`` of the width stay inside even a narrow picture.

    >>> beside(0.1), beside(0.5), beside(0.9)
    (('left', -4), ('center', 0), ('right', 4))
    """
    if share < _LEFT_THIRD:
        return "left", -4
    return ("right", 4) if share > 1 - _LEFT_THIRD else ("center", 0)


def _x() -> alt.X:
    """Place by number of customers, from none to all."""
    scale = alt.Scale(domain=[0, figure(EVERYONE)], nice=False)
    return field_x(CUSTOMERS, scale, customers_axis(), "customers, most profitable first")


def _y() -> alt.Y:
    """Place by cumulative profit."""
    scale = alt.Scale(domain=[figure(LOW), figure(HIGH)], nice=False, zero=False)
    return field_y(CUMULATIVE_PROFIT, scale, plain_axis(SHORT_AMOUNTS, 5))


def _half(part: str, color: str, base: alt.Y2) -> list[alt.Chart]:
    shade = alt.Chart(rows(part)).mark_area(color=color, opacity=0.16, aria=False)
    line = alt.Chart(rows(part)).mark_line(color=color, strokeWidth=2.5, aria=False)
    return [shade.encode(x=_x(), y=_y(), y2=base), line.encode(x=_x(), y=_y())]
