"""One customer's statement as a waterfall, from list revenue down to customer profit."""

from typing import Final

import altair as alt
import numpy as np
import pandas as pd

from whalecurve.charts.fields import AMOUNT, LABEL, SENTENCE, TEXT, checked
from whalecurve.charts.parts import Words, as_given, field_x, field_y, layered, tip, words
from whalecurve.charts.picture import Picture, figure, rows, shape
from whalecurve.charts.running import BEGIN, END, LESS, MORE, RESULT, START, TOTALS, running_totals
from whalecurve.charts.theme import Palette, themed
from whalecurve.domain.columns import KIND
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks

MOST_LINES: Final = 60
ROW_HEIGHT: Final = 42
_TOP: Final = "bar_top"
_BOTTOM: Final = "bar_bottom"
_NEXT: Final = "next_bar_top"
_WORDS_AT: Final = "words_at"
_COLOR: Final = "color"
_INK: Final = "ink"
_LINES, _STEPS, _ZEROS, _HEAVY, _LIGHT = "lines", "steps", "zeros", "heavy", "light"
_SPOKEN: Final = "spoken"
_LOW, _HIGH = "low", "high"
_PLACES: Final = {_WORDS_AT: 0.24, _TOP: 0.48, _BOTTOM: 0.72, _NEXT: 1.48}
"""Of a row's height, from its top."""

_NAME_WIDTH: Final = "width - 130"
"""Leaves the amount at the right free."""


def waterfall(statement: pd.DataFrame, *, palette: Palette, marks: NumberMarks = ENGLISH) -> Picture:
    """Draw a statement: above each bar its name and amount; the sentence that explains it is said where one points.

    Names stand above the bars, not beside them, so that long ones are read on a telephone too. Sentences are no part of
    the drawing, where they would be cut off: a page writes them below.

    Args:
        statement: In order: ``label``, ``amount`` (major units; costs positive), ``kind`` (see ``running``),
            ``sentence`` (may be empty), ``text`` (the amount as written on screen, with its sign); at most 60 rows.
        palette: Colours of the mode.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing, there are too many lines or the statement does not add up.
    """
    frame = running_totals(checked(statement, (LABEL, AMOUNT, KIND, SENTENCE, TEXT), most=MOST_LINES))
    frame = _placed(frame, palette)
    named = frame[LABEL] + ": " + frame[TEXT]
    frame[_SPOKEN] = frame[SENTENCE].where(frame[SENTENCE] != "", named)  # a bar without a name is nothing to a reader
    totals, ends = frame[KIND].isin(TOTALS), [0.0, *frame[BEGIN], *frame[END]]
    drawn = {
        _LINES: frame,
        _STEPS: frame.iloc[:-1],
        _ZEROS: frame[[_TOP, _BOTTOM]].assign(**{END: 0.0}),
        _HEAVY: frame[totals],
        _LIGHT: frame[~totals],
    }
    return Picture(
        _outline(len(frame), palette, marks), drawn, {_LOW: min(ends), _HIGH: max(ends) if any(ends) else 1.0}
    )


def waterfall_sentence(statement: pd.DataFrame) -> str:
    """Read the statement aloud, line by line, for screen readers.

    >>> statement = pd.DataFrame({"label": ["Revenue", "Delivery", "Profit"], "text": ["10", "-12", "-2"]})
    >>> waterfall_sentence(statement)
    'From Revenue 10 to Profit -2, by way of Delivery -12.'
    >>> waterfall_sentence(statement.iloc[[0, 2]])
    'From Revenue 10 to Profit -2.'
    """
    said = [f"{label} {text}" for label, text in statement[[LABEL, TEXT]].itertuples(index=False)]
    ways = f", by way of {', '.join(said[1:-1])}" if len(said) > 2 else ""  # noqa: PLR2004 - its two ends
    return f"From {said[0]} to {said[-1]}{ways}."


def _placed(frame: pd.DataFrame, palette: Palette) -> pd.DataFrame:
    placed, rows = frame.copy(), np.arange(len(frame), dtype=np.float64)
    for name, share in _PLACES.items():
        placed[name] = rows + share
    kinds = list(zip(frame[KIND], frame[END], strict=True))
    placed[_COLOR] = [_color(kind, end, palette) for kind, end in kinds]
    placed[_INK] = [palette.loss if kind in TOTALS and end < 0 else palette.text for kind, end in kinds]
    return placed


def _color(kind: str, end: float, palette: Palette) -> str:
    if kind == RESULT:
        return palette.loss if end < 0 else palette.gain
    return {LESS: palette.loss, MORE: palette.gain}.get(kind, palette.neutral)


@shape
def _outline(size: int, palette: Palette, marks: NumberMarks) -> alt.LayerChart:
    layers = [_steps(size, palette), _bars(size), _zero(size, palette), *_captions(size, palette)]
    return themed(layered(layers, height=ROW_HEIGHT * size), palette, marks)


def _x(field: str) -> alt.X:
    return field_x(field, alt.Scale(domain=[figure(_LOW), figure(_HIGH)], nice=False), axis=None)


def _y(size: int, field: str) -> alt.Y:
    return field_y(field, alt.Scale(domain=[size, 0], nice=False, zero=False), axis=None)


def _zero(size: int, palette: Palette) -> alt.Chart:
    rule: alt.Chart = alt.Chart(rows(_ZEROS)).mark_rule(color=palette.muted, strokeWidth=2, aria=False)
    return rule.encode(x=_x(END), y=_y(size, _TOP), y2=alt.Y2(field=_BOTTOM))


def _steps(size: int, palette: Palette) -> alt.Chart:
    rule: alt.Chart = alt.Chart(rows(_STEPS)).mark_rule(color=palette.grid, aria=False)
    return rule.encode(x=_x(END), y=_y(size, _BOTTOM), y2=alt.Y2(field=_NEXT))


def _bars(size: int) -> alt.Chart:
    bars: alt.Chart = alt.Chart(rows(_LINES)).mark_rect(cornerRadius=1)
    totals = alt.FieldOneOfPredicate(field=KIND, oneOf=sorted(TOTALS - {START}))
    return bars.encode(
        x=_x(BEGIN),
        x2=alt.X2(field=END),
        y=_y(size, _TOP),
        y2=alt.Y2(field=_BOTTOM),
        color=as_given(_COLOR),
        opacity=alt.condition(totals, alt.value(1), alt.value(0.8)),
        description=alt.Description(field=_SPOKEN, type="nominal"),
        tooltip=[tip(LABEL, "Line"), tip(TEXT, "Amount"), tip(SENTENCE, "Because")],
    )


def _captions(size: int, palette: Palette) -> list[alt.Chart]:
    captions: list[alt.Chart] = []
    for part, bold in ((_HEAVY, True), (_LIGHT, False)):
        names = words(rows(part), LABEL, Words(palette.text, bold=bold, limit=_NAME_WIDTH))
        amounts = words(rows(part), TEXT, Words(palette.text, "right", bold=bold)).encode(color=as_given(_INK))
        captions += [
            names.encode(x=alt.value(0), y=_y(size, _WORDS_AT)),
            amounts.encode(x=alt.value("width"), y=_y(size, _WORDS_AT)),
        ]
    return captions
