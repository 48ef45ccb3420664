"""The decision tree as an outline: a box per question, indented under the one it follows from."""

from typing import Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import CUSTOMERS, DEPTH, HIGH, LABEL, PARENT_ROW, RATE, ROW, TEXT, checked
from whalecurve.charts.parts import Words, as_given, field_x, layered, tip, words
from whalecurve.charts.picture import Picture, rows, shape
from whalecurve.charts.theme import SMALL_SIZE, Palette, themed
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import count, percent
from whalecurve.domain.words.plurals import agree

MOST_BOXES: Final = 63
ROW_HEIGHT: Final = 58
EVERYONE: Final = "All customers"
_INDENT: Final = 0.07
_COLOR: Final = "color"
_LEFT, _RIGHT, _TOP, _BOTTOM = "left", "right", "top", "bottom"
_FILLED, _STEM = "filled", "stem"
_BOXES, _BARS, _UPPER, _LOWER, _STEMS = "boxes", "bars", "upper", "lower", "stems"
_COLUMNS: Final = (ROW, PARENT_ROW, DEPTH, LABEL, CUSTOMERS, HIGH)


def decision_tree(boxes: pd.DataFrame, *, palette: Palette, marks: NumberMarks = ENGLISH) -> Picture:
    """Draw each box with its words, how many of its customers are high-profit, and a bar of that share.

    An outline is read from top to bottom and fits a telephone, where a tree that spreads sideways does not.

    Args:
        boxes: ``row`` (0 is everyone, children below their parent), ``parent_row`` (-1 for the first), ``depth``,
            ``label`` (the condition), ``customers``, ``high``; 2 to 63 rows.
        palette: Colours of the mode.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing or the rows are too few or too many.
    """
    frame = _placed(checked(boxes, _COLUMNS, fewest=2, most=MOST_BOXES), palette, marks)
    drawn = {
        _BOXES: frame,
        _BARS: frame.assign(**{_TOP: frame[_BOTTOM] - 0.14}),
        _UPPER: frame.assign(**{_TOP: frame[ROW] + 0.28}),
        _LOWER: frame.assign(**{_TOP: frame[ROW] + 0.58}),
        _STEMS: _stems(frame),
    }
    return Picture(_outline(len(frame), int(frame[DEPTH].max()), palette, marks), drawn)


def tree_sentence(boxes: pd.DataFrame, *, marks: NumberMarks = ENGLISH) -> str:
    """Say every box, for screen readers.

    >>> boxes = pd.DataFrame({"label": ["", "Size is above 40"], "customers": [90, 44], "high": [18, 31]})
    >>> tree_sentence(boxes)
    'All customers: 18 of 90 are high-profit (20 %). Size is above 40: 31 of 44 are high-profit (70 %).'
    """
    rows = boxes[[LABEL, HIGH, CUSTOMERS]].itertuples(index=False)
    return " ".join(f"{label or EVERYONE}: {_figures(high, all_of, marks)}." for label, high, all_of in rows)


def _placed(frame: pd.DataFrame, palette: Palette, marks: NumberMarks) -> pd.DataFrame:
    frame[RATE] = frame[HIGH] / frame[CUSTOMERS]
    base = float(frame[RATE].iloc[0])
    frame[LABEL] = [str(label) or EVERYONE for label in frame[LABEL]]
    pairs = zip(frame[HIGH], frame[CUSTOMERS], strict=True)
    frame[TEXT] = [_figures(int(high), int(all_of), marks) for high, all_of in pairs]
    frame[_COLOR] = [palette.gain if rate > base else palette.neutral for rate in frame[RATE]]
    frame[_LEFT] = frame[DEPTH] * _INDENT
    frame[_RIGHT] = 1.0
    frame[_TOP], frame[_BOTTOM] = frame[ROW] + 0.06, frame[ROW] + 0.94
    frame[_FILLED] = frame[_LEFT] + (1.0 - frame[_LEFT]) * frame[RATE]
    return frame


def _figures(high: int, customers: int, marks: NumberMarks) -> str:
    share = percent(high / customers, marks=marks)
    of_them = f"{count(high, marks=marks)} of {count(customers, marks=marks)}"
    return f"{of_them} {agree(high, 'is', 'are')} high-profit ({share})"


def _stems(frame: pd.DataFrame) -> pd.DataFrame:
    """From each box down to its children and across to them."""
    below = frame[frame[PARENT_ROW] >= 0]
    ends = {_STEM: below[_LEFT] - _INDENT / 2, _TOP: below[PARENT_ROW] + 0.94, _BOTTOM: below[ROW] + 0.5}
    return below[[_LEFT]].assign(**ends)


@shape
def _outline(size: int, depth: int, palette: Palette, marks: NumberMarks) -> alt.LayerChart:
    layers = [*_lines(size, palette), *_boxes(size, palette), *_said(size, depth, palette)]
    return themed(layered(layers, height=ROW_HEIGHT * size), palette, marks)


def _boxes(size: int, palette: Palette) -> list[alt.Chart]:
    across, down = field_x(_LEFT, alt.Scale(domain=[0, 1], nice=False), axis=None), _down(_TOP, size)
    box: alt.Chart = alt.Chart(rows(_BOXES)).mark_rect(cornerRadius=4, fill=palette.secondary, stroke=palette.grid)
    rail: alt.Chart = alt.Chart(rows(_BARS)).mark_rect(cornerRadius=2, fill=palette.grid, aria=False)
    bar: alt.Chart = alt.Chart(rows(_BARS)).mark_rect(cornerRadius=2, aria=False)
    return [
        box.encode(
            x=across,
            x2=alt.X2(field=_RIGHT),
            y=down,
            y2=alt.Y2(field=_BOTTOM),
            description=alt.Description(field=TEXT, type="nominal"),
            tooltip=[tip(LABEL, "Customers where"), tip(TEXT, "Of them")],
        ),
        rail.encode(x=across, x2=alt.X2(field=_RIGHT), y=down, y2=alt.Y2(field=_BOTTOM)),
        bar.encode(x=across, x2=alt.X2(field=_FILLED), y=down, y2=alt.Y2(field=_BOTTOM), color=as_given(_COLOR)),
    ]


def _said(size: int, depth: int, palette: Palette) -> list[alt.Chart]:
    room = f"width * (1 - {_INDENT} * {depth}) - 16"
    across, down = field_x(_LEFT, axis=None), _down(_TOP, size)
    return [
        words(rows(_UPPER), LABEL, Words(palette.text, dx=8, bold=True, limit=room)).encode(x=across, y=down),
        words(rows(_LOWER), TEXT, Words(palette.muted, dx=8, size=SMALL_SIZE, limit=room)).encode(x=across, y=down),
    ]


def _lines(size: int, palette: Palette) -> list[alt.Chart]:
    rule: alt.Chart = alt.Chart(rows(_STEMS)).mark_rule(color=palette.neutral, aria=False)
    return [
        rule.encode(x=field_x(_STEM, axis=None), y=_down(_TOP, size), y2=alt.Y2(field=_BOTTOM)),
        rule.encode(x=field_x(_STEM, axis=None), x2=alt.X2(field=_LEFT), y=_down(_BOTTOM, size)),
    ]


def _down(field: str, size: int) -> alt.Y:
    scale = alt.Scale(domain=[0, size], reverse=True, nice=False)
    return alt.Y(field=field, type="quantitative", scale=scale, axis=None, title=None)
