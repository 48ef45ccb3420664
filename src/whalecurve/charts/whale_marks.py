"""The marks that the whale curve is made of."""

from dataclasses import dataclass
from typing import Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import CUMULATIVE_PROFIT, CUMULATIVE_SHARE, CUSTOMER_SHARE, CUSTOMERS, TEXT
from whalecurve.charts.parts import SHORT_AMOUNTS, Side, Words, customers_axis, field_x, field_y, plain_axis, tip, words
from whalecurve.charts.theme import Palette
from whalecurve.domain.formats import count, short_number
from whalecurve.domain.marks import NumberMarks

HOVER: Final = "hover"
HOVER_POINTS: Final = 240
PEAK_PROFIT: Final = "peak_profit"
_BACK: Final = "back"
_LEFT_THIRD: Final = 0.35


@dataclass(frozen=True)
class Curve:
    """The whole curve with its peak, and how it is drawn.

    Attributes:
        frame: All points, with the peak's profit repeated in ``peak_profit``.
        peak_customers: With how many customers the peak is reached.
        palette: Colours.
        marks: The reader's number marks.
    """

    frame: pd.DataFrame
    peak_customers: int
    palette: Palette
    marks: NumberMarks

    @property
    def customers(self) -> int:
        """How many customers the curve counts at its end."""
        return int(self.frame[CUSTOMERS].iloc[-1])

    @property
    def peak(self) -> float:
        """The highest cumulative profit, major units."""
        return float(self.frame[PEAK_PROFIT].iloc[0])

    @property
    def total(self) -> float:
        """Cumulative profit of all customers, major units."""
        return float(self.frame[CUMULATIVE_PROFIT].iloc[-1])

    @property
    def gives_back(self) -> bool:
        """Whether customers after the peak take some of it away again."""
        return self.peak > self.total

    def x(self) -> alt.X:
        """Place by number of customers, from none to all."""
        scale = alt.Scale(domain=[0, self.customers], nice=False)
        return field_x(CUSTOMERS, scale, customers_axis(), "customers, most profitable first")

    def y(self) -> alt.Y:
        """Place by cumulative profit, with room for the words above the peak and below the end."""
        profit = self.frame[CUMULATIVE_PROFIT]
        low, high = min(float(profit.min()), 0.0), max(float(profit.max()), 0.0)
        room = (high - low) or 1.0
        scale = alt.Scale(domain=[min(low, self.total - 0.22 * room), high + 0.16 * room], nice=False, zero=False)
        return field_y(CUMULATIVE_PROFIT, scale, plain_axis(SHORT_AMOUNTS, 5))


def climb(curve: Curve) -> list[alt.Chart]:
    """Draw the way up to the peak: the profit that was earned."""
    frame = curve.frame[curve.frame[CUSTOMERS] <= curve.peak_customers]
    return _half(frame, curve, curve.palette.gain, alt.Y2(datum=0))


def give_back(curve: Curve) -> list[alt.Chart]:
    """Draw the way down from the peak; the shade between it and the peak's level is what is given back."""
    frame = curve.frame[curve.frame[CUSTOMERS] >= curve.peak_customers]
    return _half(frame, curve, curve.palette.loss, alt.Y2(field=PEAK_PROFIT))


def peak_marks(curve: Curve) -> list[alt.Chart]:
    """Mark the peak: its level as a dashed rule, a point and words."""
    frame = curve.frame[curve.frame[CUSTOMERS] == curve.peak_customers].head(1)
    frame = frame.assign(**{TEXT: _peak_words(curve)})
    accent = curve.palette.accent
    level = alt.Chart(frame).mark_rule(color=accent, strokeDash=[4, 4], aria=False)
    level = level.encode(x=curve.x(), x2=alt.X2(datum=curve.customers), y=curve.y())
    place = alt.Chart(frame).mark_point(color=accent, fill=accent, size=70, opacity=1, aria=False)
    align, shift = _beside(curve.peak_customers / max(curve.customers, 1))
    text = words(frame, TEXT, Words(accent, align, dx=shift, dy=-14, bold=True))
    return [level, place.encode(x=curve.x(), y=curve.y()), text.encode(x=curve.x(), y=curve.y())]


def end_marks(curve: Curve) -> list[alt.Chart]:
    """Mark the end, what all customers leave together, where it is not the peak itself."""
    if not curve.gives_back:
        return []
    back = short_number(curve.peak - curve.total, marks=curve.marks)
    left = f"all {count(curve.customers, marks=curve.marks)}: {short_number(curve.total, marks=curve.marks)}"
    frame = curve.frame.tail(1).assign(**{TEXT: left, _BACK: f"{back} given back"})
    palette = curve.palette
    place = alt.Chart(frame).mark_point(color=palette.loss, fill=palette.loss, size=50, opacity=1, aria=False)
    lines = (
        words(frame, TEXT, Words(palette.text, "right", dx=-2, dy=17, bold=True)),
        words(frame, _BACK, Words(palette.loss, "right", dx=-2, dy=34)),
    )
    return [mark.encode(x=curve.x(), y=curve.y()) for mark in (place, *lines)]


def hover_marks(curve: Curve) -> list[alt.Chart]:
    """Let the pointer read the curve: the nearest of at most 240 points shows its figures."""
    step = -(-len(curve.frame) // HOVER_POINTS)
    nearest = alt.selection_point(
        name=HOVER, on="pointerover", clear="pointerout", nearest=True, encodings=["x"], empty=False
    )
    rule = alt.Chart(curve.frame.iloc[::step]).mark_rule(color=curve.palette.neutral, aria=False)
    return [
        rule.encode(
            x=curve.x(),
            opacity=alt.condition(nearest, alt.value(0.7), alt.value(0)),
            tooltip=[
                tip(CUSTOMERS, "Customers, best first", ","),
                tip(CUSTOMER_SHARE, "Share of customers", ".0%"),
                tip(CUMULATIVE_PROFIT, "Profit together", ",.0f"),
                tip(CUMULATIVE_SHARE, "Share of all profit", ".0%"),
            ],
        ).add_params(nearest)
    ]


def _half(frame: pd.DataFrame, curve: Curve, color: str, base: alt.Y2) -> list[alt.Chart]:
    if len(frame) < 2:  # noqa: PLR2004 - one point makes no line
        return []
    shade = alt.Chart(frame).mark_area(color=color, opacity=0.16, aria=False)
    line = alt.Chart(frame).mark_line(color=color, strokeWidth=2.5, aria=False)
    return [shade.encode(x=curve.x(), y=curve.y(), y2=base), line.encode(x=curve.x(), y=curve.y())]


def _peak_words(curve: Curve) -> str:
    peak, everyone = short_number(curve.peak, marks=curve.marks), count(curve.customers, marks=curve.marks)
    if curve.peak_customers == 0:
        return "no customer earns a profit"
    if not curve.gives_back:
        return f"all {everyone} together: {peak}"
    return f"peak: {peak} with {count(curve.peak_customers, marks=curve.marks)} of {everyone}"


def _beside(share: float) -> tuple[Side, int]:
    """Side on which words at ``share`` of the width stay inside even a narrow picture."""
    if share < _LEFT_THIRD:
        return "left", -4
    return ("right", 4) if share > 1 - _LEFT_THIRD else ("center", 0)
