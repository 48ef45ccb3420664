"""What each natural group is: the share of every level in every group, as a heat map."""

from typing import Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import GROUP, LEVEL, NUMBER, ROW, SHARE, TEXT, checked
from whalecurve.charts.parts import Words, as_given, layered, tip, words
from whalecurve.charts.picture import Picture, rows, shape
from whalecurve.charts.theme import SMALL_SIZE, Palette, themed
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import percent

MOST_CELLS: Final = 480
ROW_HEIGHT: Final = 54
_COLOR: Final = "color"
_TOP, _MIDDLE, _BOTTOM = "top", "middle", "bottom"
_CELLS, _LABELS = "cells", "labels"
_DARK_FROM: Final = 0.6
_COLUMNS: Final = (LEVEL, NUMBER, GROUP, SHARE)


def profile_map(cells: pd.DataFrame, *, palette: Palette, marks: NumberMarks = ENGLISH) -> Picture:
    """Draw a cell per level and group, the fuller the larger the share, with the figure in it.

    Args:
        cells: In drawing order: ``level`` (with its trait), ``number`` and ``group`` (of the group), ``share`` of the
            group's customers, 0 to 1; at most 480 rows.
        palette: Colours of the mode.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing or there are too many cells.
    """
    frame = checked(cells, _COLUMNS, most=MOST_CELLS)
    frame[NUMBER] = frame[NUMBER].astype(str)
    frame[TEXT] = [f"{round(float(share) * 100)} %" for share in frame[SHARE]]
    frame[_COLOR] = [palette.background if share > _DARK_FROM else palette.text for share in frame[SHARE]]
    frame[ROW] = pd.factorize(frame[LEVEL])[0].astype(float)
    frame[_TOP], frame[_MIDDLE], frame[_BOTTOM] = frame[ROW] + 0.46, frame[ROW] + 0.7, frame[ROW] + 0.94
    groups = tuple(sorted(set(frame[NUMBER]), key=int))
    drawn = {_CELLS: frame, _LABELS: frame.drop_duplicates(LEVEL)}
    return Picture(_outline(frame[LEVEL].nunique(), groups, palette, marks), drawn)


@shape
def _outline(size: int, groups: tuple[str, ...], palette: Palette, marks: NumberMarks) -> alt.LayerChart:
    layers = [_cells(size, groups, palette), _figures(size, groups), _labels(size, palette)]
    return themed(layered(layers, height=ROW_HEIGHT * size), palette, marks)


def profile_sentence(cells: pd.DataFrame, *, marks: NumberMarks = ENGLISH) -> str:
    """Say the fullest cell of each group, for screen readers.

    >>> cells = pd.DataFrame({"level": ["region: North", "region: South"], "number": [1, 1], "group": ["North"] * 2,
    ...     "share": [0.9, 0.1]})
    >>> profile_sentence(cells)
    'Group 1, North: region: North for 90 %.'
    """
    fullest = cells.loc[cells.groupby(NUMBER)[SHARE].idxmax(), [NUMBER, GROUP, LEVEL, SHARE]]
    return " ".join(
        f"Group {number}, {group}: {level} for {percent(share, marks=marks)}."
        for number, group, level, share in fullest.itertuples(index=False)
    )


def _cells(size: int, groups: tuple[str, ...], palette: Palette) -> alt.Chart:
    fills = alt.Scale(domain=[0, 1], range=[palette.background, palette.gain], interpolate="rgb")
    mark: alt.Chart = alt.Chart(rows(_CELLS)).mark_rect(stroke=palette.grid)
    return mark.encode(
        x=_across(groups, palette),
        y=_down(_TOP, size),
        y2=alt.Y2(field=_BOTTOM),
        fill=alt.Fill(field=SHARE, type="quantitative", scale=fills, legend=None),
        tooltip=[tip(GROUP, "Group"), tip(LEVEL, "Customers where"), tip(TEXT, "Share of the group")],
    )


def _figures(size: int, groups: tuple[str, ...]) -> alt.Chart:
    mark: alt.Chart = alt.Chart(rows(_CELLS)).mark_text(fontSize=SMALL_SIZE, aria=False)
    x = alt.X(field=NUMBER, type="nominal", sort=list(groups))
    return mark.encode(x=x, y=_down(_MIDDLE, size), text=alt.Text(field=TEXT, type="nominal"), color=as_given(_COLOR))


def _labels(size: int, palette: Palette) -> alt.Chart:
    """Each level in a line of its own above its cells: beside them a telephone has no room for it."""
    said = words(rows(_LABELS), LEVEL, Words(palette.text, dy=11, limit="width - 4"))
    return said.encode(x=alt.value(0), y=_down(ROW, size))


def _across(groups: tuple[str, ...], palette: Palette) -> alt.X:
    axis = alt.Axis(
        orient="top", domain=False, ticks=False, labelAngle=0, labelColor=palette.text, labelFontWeight="bold"
    )
    return alt.X(field=NUMBER, type="nominal", title="group", sort=list(groups), axis=axis)


def _down(field: str, size: int) -> alt.Y:
    scale = alt.Scale(domain=[0, size], reverse=True, nice=False)
    return alt.Y(field=field, type="quantitative", scale=scale, axis=None, title=None)
