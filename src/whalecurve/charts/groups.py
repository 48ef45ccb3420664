"""Top, middle and bottom by revenue: is the share of profit in line with the share of revenue?"""

from typing import Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import GROUP, MEASURE, SHARE, TEXT, checked
from whalecurve.charts.parts import Words, as_given, field_x, layered, tip, upright_zero_line, words
from whalecurve.charts.picture import Picture, figure, rows, shape
from whalecurve.charts.theme import TEXT_SIZE, Palette, themed
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import NOT_AVAILABLE, percent
from whalecurve.domain.words.wording import share_of

REVENUE: Final = "revenue"
PROFIT: Final = "profit"
MEASURES: Final = (REVENUE, PROFIT)
MOST_BARS: Final = 12
BAR_HEIGHT: Final = 30
_COLOR: Final = "color"
_WORDS_FROM: Final = "words_from"
_BARS, _SAID = "bars", "said"
_LOW, _HIGH = "low", "high"
_ROOM_FOR_WORDS: Final = 0.75
"""Of the width of the bars: what ``271 % of revenue`` needs beside them on a telephone."""


def group_bars(groups: pd.DataFrame, *, palette: Palette, marks: NumberMarks = ENGLISH) -> Picture:
    """Draw each group's share of revenue above its share of profit, named and numbered at the bar.

    Args:
        groups: ``group`` (our words, in drawing order), ``measure`` (``revenue`` or ``profit``), ``share``
            (0 to 1, below zero for a loss, NaN where a share means nothing); at most 12 rows.
        palette: Colours of the mode.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing, a measure is unknown or there are too many rows.
    """
    frame = _described(checked(groups, (GROUP, MEASURE, SHARE), most=MOST_BARS), palette, marks)
    low, high = min(float(frame[SHARE].fillna(0.0).min()), 0.0), float(frame[_WORDS_FROM].max())
    span = (high - low) or 1.0
    ends = {_LOW: low, _HIGH: high + _ROOM_FOR_WORDS * span}
    names = tuple(dict.fromkeys(frame[GROUP]))
    drawn = {_BARS: frame.dropna(subset=[SHARE]), _SAID: frame}
    return Picture(_outline(names, len(frame), palette, marks), drawn, ends)


@shape
def _outline(names: tuple[str, ...], bars_drawn: int, palette: Palette, marks: NumberMarks) -> alt.LayerChart:
    y, y_offset = _places(names, palette)
    bars: alt.Chart = alt.Chart(rows(_BARS)).mark_bar(cornerRadiusEnd=2)
    bars = bars.encode(
        x=field_x(SHARE, alt.Scale(domain=[figure(_LOW), figure(_HIGH)], nice=False), axis=None),
        y=y,
        yOffset=y_offset,
        color=as_given(_COLOR),
        description=alt.Description(field=TEXT, type="nominal"),
        tooltip=[tip(GROUP, "By revenue"), tip(MEASURE, "Share of"), tip(TEXT, "Share")],
    )
    said = words(rows(_SAID), TEXT, Words(palette.text, dx=6)).encode(
        x=field_x(_WORDS_FROM, axis=None), y=y, yOffset=y_offset
    )
    layers = [bars, upright_zero_line(palette), said]
    return themed(layered(layers, height=BAR_HEIGHT * bars_drawn), palette, marks)


def group_sentence(groups: pd.DataFrame, *, marks: NumberMarks = ENGLISH) -> str:
    """Say each group's two shares, for screen readers.

    >>> groups = pd.DataFrame({"group": ["top 5"] * 2, "measure": ["revenue", "profit"], "share": [0.14, float("nan")]})
    >>> group_sentence(groups)
    'top 5: 14 % of revenue, profit n/a.'
    """
    said: dict[str, list[str]] = {}
    for group, measure, share in groups[[GROUP, MEASURE, SHARE]].itertuples(index=False):
        said.setdefault(str(group), []).append(_words(measure, share, marks))
    return " ".join(f"{group}: {', '.join(shares)}." for group, shares in said.items())


def _described(frame: pd.DataFrame, palette: Palette, marks: NumberMarks) -> pd.DataFrame:
    strange = sorted(set(frame[MEASURE].astype(str)) - set(MEASURES))
    if strange:
        raise WhalecurveError(
            "A group has a share of something else", found=", ".join(strange), remedy="use revenue or profit"
        )
    described = list(zip(frame[MEASURE], frame[SHARE].astype(float), strict=True))
    frame[TEXT] = [_words(measure, share, marks) for measure, share in described]
    frame[_COLOR] = [_color(measure, share, palette) for measure, share in described]
    frame[_WORDS_FROM] = frame[SHARE].astype(float).fillna(0.0).clip(lower=0.0)
    return frame


def _words(measure: str, share: float, marks: NumberMarks) -> str:
    said = percent(share, marks=marks)
    return f"{measure} {said}" if said == NOT_AVAILABLE else share_of(share, measure, marks=marks)


def _color(measure: str, share: float, palette: Palette) -> str:
    if measure == REVENUE:
        return palette.neutral
    return palette.loss if share < 0 else palette.gain


def _places(names: tuple[str, ...], palette: Palette) -> tuple[alt.Y, alt.YOffset]:
    scale = alt.Scale(paddingInner=0.28, paddingOuter=0.1)
    axis = alt.Axis(domain=False, ticks=False, labelFontSize=TEXT_SIZE, labelColor=palette.text, labelLimit=110)
    y = alt.Y(field=GROUP, type="nominal", title=None, sort=list(names), axis=axis, scale=scale)
    return y, alt.YOffset(field=MEASURE, type="nominal", sort=list(MEASURES), scale=alt.Scale(paddingInner=0.25))
