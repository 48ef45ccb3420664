"""Customers against categories: what each customer leaves in each, as a table of colours with the amounts in it."""

from operator import itemgetter
from typing import Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import AMOUNT, GROUP, LABEL, TEXT, checked
from whalecurve.charts.parts import Words, as_given, layered, tip, words
from whalecurve.charts.picture import Picture, rows, shape
from whalecurve.charts.theme import SMALL_SIZE, TEXT_SIZE, Palette, themed
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import short_number

MOST_CELLS: Final = 300
ROW_HEIGHT: Final = 26
_CELLS: Final = "cells"
_COLOR: Final = "color"
_THOUSANDS: Final = 10_000
_MILLION: Final = 1_000_000
_STRONGEST: Final = 0.55
"""Of the full colour: the amount in the cell stays readable on it."""


def heat_map(cells: pd.DataFrame, *, palette: Palette, marks: NumberMarks = ENGLISH) -> Picture:
    """Draw a cell for each customer and category.

    Args:
        cells: ``label`` (customer, in drawing order), ``group`` (category, in drawing order), ``amount`` in major
            units; at most 300 rows.
        palette: Colours of the mode.
        marks: The reader's number marks.
    """
    frame = checked(cells, (LABEL, GROUP, AMOUNT), most=MOST_CELLS)
    largest = float(frame[AMOUNT].abs().max()) or 1.0
    frame[TEXT] = [cell_words(float(amount), marks) if amount else "" for amount in frame[AMOUNT]]
    frame[_COLOR] = [_color(float(amount) / largest, palette) for amount in frame[AMOUNT]]
    return Picture(_outline(frame[LABEL].nunique(), palette, marks), {_CELLS: frame})


@shape
def _outline(lines: int, palette: Palette, marks: NumberMarks) -> alt.LayerChart:
    axis = alt.Axis(domain=False, ticks=False, labelFontSize=TEXT_SIZE, labelColor=palette.text, labelLimit=110)
    top = alt.Axis(
        domain=False,
        ticks=False,
        orient="top",
        labelAngle=-40,
        labelAlign="left",
        labelLimit=80,
        labelColor=palette.text,
    )
    y = alt.Y(field=LABEL, type="nominal", title=None, sort=None, axis=axis)
    x = alt.X(field=GROUP, type="nominal", title=None, sort=None, axis=top)
    told = [tip(LABEL, "Customer"), tip(GROUP, "What"), tip(AMOUNT, "Leaves", ",.2f")]
    cell: alt.Chart = alt.Chart(rows(_CELLS)).mark_rect(stroke=palette.background, strokeWidth=2)
    said = words(rows(_CELLS), TEXT, Words(palette.text, size=SMALL_SIZE, align="center"))
    layers = [cell.encode(x=x, y=y, color=as_given(_COLOR), tooltip=told), said.encode(x=x, y=y)]
    return themed(layered(layers, height=ROW_HEIGHT * lines + 70), palette, marks)


def cell_words(amount: float, marks: NumberMarks = ENGLISH) -> str:
    """An amount short enough for a cell on a telephone.

    >>> cell_words(54_647.2), cell_words(549.4), cell_words(0.62)
    ('55 k', '549', '1')
    """
    size = abs(amount)
    text = f"{size / 1000:.0f} k" if _THOUSANDS <= size < _MILLION else f"{size:.0f}"
    if size >= _MILLION:
        text = short_number(size, marks=marks)
    return marks.minus + text if amount < 0 else text


def heat_sentence(cells: pd.DataFrame, *, marks: NumberMarks = ENGLISH) -> str:
    """Say the best and the worst cell, for screen readers.

    >>> cells = pd.DataFrame({"label": ["Anvil", "Bolt"], "group": ["Tea", "Ink"], "amount": [50.0, 7.0]})
    >>> heat_sentence(cells)
    'Most is left by Anvil in Tea (50.00), least by Bolt in Ink (7.00).'
    """
    rows_by_amount = sorted(cells[[AMOUNT, LABEL, GROUP]].itertuples(index=False, name=None), key=itemgetter(0))
    ends = (rows_by_amount[-1], rows_by_amount[0])
    told = [f"{label} in {group} ({short_number(float(amount), marks=marks)})" for amount, label, group in ends]
    return f"Most is left by {told[0]}, least by {told[1]}."


def _color(share: float, palette: Palette) -> str:
    """Between the ground and gain or loss, by the root of the size, so that small amounts are seen too."""
    target = palette.gain if share >= 0 else palette.loss
    part = _STRONGEST * abs(share) ** 0.5
    pairs = zip(_channels(palette.secondary), _channels(target), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * part):02x}" for low, high in pairs)


def _channels(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]
