"""One trait by itself: how many customers of each level are high-profit, and how sure that is."""

from typing import Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import CUSTOMERS, HIGH, LEVEL, RATE, RATE_HIGH, RATE_LOW, TEXT, checked
from whalecurve.charts.parts import WHOLE_PERCENT, Words, as_given, field_x, layered, plain_axis, tip, words
from whalecurve.charts.picture import Picture, figure, rows, shape
from whalecurve.charts.theme import SMALL_SIZE, TEXT_SIZE, Palette, themed
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import count, percent
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import ranged

MOST_LEVELS: Final = 40
ROW_HEIGHT: Final = 34
_AXIS_HEIGHT: Final = 52
_COLOR: Final = "color"
_LEVELS, _BASE = "levels", "base"
_MOST: Final = "most"
_COLUMNS: Final = (LEVEL, CUSTOMERS, HIGH, RATE, RATE_LOW, RATE_HIGH)


def trait_levels(levels: pd.DataFrame, *, base_rate: float, palette: Palette, marks: NumberMarks = ENGLISH) -> Picture:
    """Draw a dot with whiskers for each level, against the share among all customers.

    Args:
        levels: In drawing order: ``level``, ``customers``, ``high``, ``rate`` and its interval ``rate_low`` and
            ``rate_high``, 0 to 1; at most 40 rows.
        base_rate: The share among all customers, 0 to 1.
        palette: Colours of the mode.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing or there are too many rows.
    """
    frame = _described(checked(levels, _COLUMNS, most=MOST_LEVELS), base_rate, palette, marks)
    title = f"high-profit (dashed: all, {percent(base_rate, marks=marks)})"
    return Picture(
        _outline(title, len(frame), palette, marks),
        {_LEVELS: frame, _BASE: pd.DataFrame({RATE: [base_rate]})},
        {_MOST: min(1.0, float(frame[RATE_HIGH].max()) * 1.05)},
    )


@shape
def _outline(title: str, size: int, palette: Palette, marks: NumberMarks) -> alt.LayerChart:
    scale = alt.Scale(domain=[0, figure(_MOST)], nice=False)
    x, y = field_x(RATE, scale, plain_axis(WHOLE_PERCENT, 4), title), _places(palette)
    whisker: alt.Chart = alt.Chart(rows(_LEVELS)).mark_rule(strokeWidth=2, aria=False)
    dot: alt.Chart = alt.Chart(rows(_LEVELS)).mark_point(filled=True, size=90, opacity=1)
    said = words(rows(_LEVELS), TEXT, Words(palette.muted, dy=-10, size=SMALL_SIZE, align="center"))
    layers = [
        _base(palette),
        whisker.encode(x=field_x(RATE_LOW), x2=alt.X2(field=RATE_HIGH), y=y, color=as_given(_COLOR)),
        dot.encode(
            x=x,
            y=y,
            color=as_given(_COLOR),
            description=alt.Description(field=TEXT, type="nominal"),
            tooltip=[tip(LEVEL, "Level"), tip(TEXT, "High-profit"), tip(RATE, "That is", ".0%")],
        ),
        said.encode(x=field_x(RATE), y=y),
    ]
    return themed(layered(layers, height=ROW_HEIGHT * size + _AXIS_HEIGHT), palette, marks)


def levels_sentence(levels: pd.DataFrame, *, marks: NumberMarks = ENGLISH) -> str:
    """Say every level, for screen readers.

    >>> levels = pd.DataFrame({"level": ["farm"], "customers": [40], "high": [10], "rate": [0.25],
    ...     "rate_low": [0.14], "rate_high": [0.4]})
    >>> levels_sentence(levels)
    'farm: 10 of 40 are high-profit, 25 % (14 % to 40 %).'
    """
    columns = [LEVEL, HIGH, CUSTOMERS, RATE, RATE_LOW, RATE_HIGH]
    return " ".join(
        f"{level}: {count(high, marks=marks)} of {count(customers, marks=marks)} "
        f"{agree(high, 'is', 'are')} high-profit, {percent(rate, marks=marks)} "
        f"({ranged(percent(low, marks=marks), percent(top, marks=marks))})."
        for level, high, customers, rate, low, top in levels[columns].itertuples(index=False)
    )


def _described(frame: pd.DataFrame, base_rate: float, palette: Palette, marks: NumberMarks) -> pd.DataFrame:
    pairs = zip(frame[HIGH], frame[CUSTOMERS], strict=True)
    frame[TEXT] = [f"{count(high, marks=marks)} of {count(all_of, marks=marks)}" for high, all_of in pairs]
    ends = zip(frame[RATE_LOW], frame[RATE_HIGH], strict=True)
    frame[_COLOR] = [_color(low, high, base_rate, palette) for low, high in ends]
    return frame


def _color(low: float, high: float, base_rate: float, palette: Palette) -> str:
    """Apart from the average is said by the whisker that misses the line; colour only repeats it."""
    if low > base_rate:
        return palette.gain
    return palette.loss if high < base_rate else palette.neutral


def _base(palette: Palette) -> alt.Chart:
    rule: alt.Chart = alt.Chart(rows(_BASE)).mark_rule(color=palette.accent, strokeDash=[4, 4], aria=False)
    return rule.encode(x=field_x(RATE))


def _places(palette: Palette) -> alt.Y:
    axis = alt.Axis(domain=False, ticks=False, labelFontSize=TEXT_SIZE, labelColor=palette.text, labelLimit=130)
    return alt.Y(field=LEVEL, type="nominal", title=None, sort=None, axis=axis)
