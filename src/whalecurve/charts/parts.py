"""Pieces that several charts share: numbers on an axis, a line at zero, words beside a point, the hover box."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import altair as alt
import pandas as pd
from altair.utils.schemapi import UndefinedType

from whalecurve.charts.theme import TEXT_SIZE, Palette

SHORT_AMOUNTS: Final = (
    "abs(datum.value) >= 1e9 ? format(datum.value / 1e9, ',~g') + ' bn'"
    " : abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',~g') + ' M'"
    " : abs(datum.value) >= 1e4 ? format(datum.value / 1e3, ',~g') + ' k'"
    " : format(datum.value, ',~g')"
)
"""Vega's words for what ``short_number`` says, for ticks that only the browser knows."""

WHOLE_PERCENT: Final = "format(datum.value * 100, ',.0f') + ' %'"

Scale = alt.Scale | UndefinedType
Axis = alt.Axis | UndefinedType | None
Title = str | UndefinedType
Side = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Words:
    """How a label stands: its side of the place, its shift in pixels and its type.

    Attributes:
        color: ``#RRGGBB``.
        align: Side of the words that touches the place.
        dx: Pixels to the right.
        dy: Pixels down.
        size: Pixels.
        bold: Whether it is heavy.
        limit: Expression of the width in pixels after which the words end in an ellipsis; empty for no end.
    """

    color: str
    align: Side = "left"
    dx: int = 0
    dy: int = 0
    size: int = TEXT_SIZE
    bold: bool = False
    limit: str = ""


def field_x(
    field: str, scale: Scale = alt.Undefined, axis: Axis = alt.Undefined, title: Title = alt.Undefined
) -> alt.X:
    """Place a number column on x, spelled out: shorthand would read ``a.b[0]:c`` as a path and a type.

    One layer says the scale and the axis; a layer that leaves them out shares them, and one with no axis (None) takes
    it from all.
    """
    return alt.X(field=field, type="quantitative", scale=scale, axis=axis, title=title)


def field_y(field: str, scale: Scale = alt.Undefined, axis: Axis = alt.Undefined) -> alt.Y:
    """Place a number column on y, spelled out, as on x."""
    return alt.Y(field=field, type="quantitative", scale=scale, axis=axis, title=None)


def customers_axis() -> alt.Axis:
    """Axis that counts customers: whole numbers, no grid, so that the curve alone speaks."""
    return alt.Axis(grid=False, tickCount=6, tickMinStep=1, format=",d", labelFlush=True)


def plain_axis(label: str, ticks: int) -> alt.Axis:
    """Axis of words and grid only, worded by a Vega expression."""
    return alt.Axis(labelExpr=label, tickCount=ticks, domain=False, ticks=False)


def as_given(field: str) -> alt.Color:
    """Colour by a column that already holds colours."""
    return alt.Color(field=field, type="nominal", scale=None)


def tip(field: str, title: str, form: str = "") -> alt.Tooltip:
    """Show one column under ``title`` in the hover box: text as it is, numbers in the d3 format ``form``."""
    if form:
        return alt.Tooltip(field=field, type="quantitative", title=title, format=form)
    return alt.Tooltip(field=field, type="nominal", title=title)


def words(data: alt.NamedData, field: str, look: Words) -> alt.Chart:
    """Write a text column beside its marks; screen readers get the sentence of the whole chart instead."""
    mark: alt.Chart = alt.Chart(data).mark_text(
        color=look.color,
        align=look.align,
        dx=look.dx,
        dy=look.dy,
        fontSize=look.size,
        fontWeight="bold" if look.bold else "normal",
        limit=alt.ExprRef(look.limit) if look.limit else alt.Undefined,
        aria=False,
    )
    return mark.encode(text=alt.Text(field=field, type="nominal"))


def zero_line(palette: Palette) -> alt.Chart:
    """Rule at an amount of zero, where gain turns into loss."""
    return _zero(palette).encode(y=field_y("zero"))


def upright_zero_line(palette: Palette) -> alt.Chart:
    """Draw the same where shares run from left to right, without an axis."""
    return _zero(palette).encode(x=field_x("zero", axis=None))


def layered(layers: Sequence[alt.Chart], *, height: int, title: str = "") -> alt.LayerChart:
    """Put marks over each other, the first at the bottom."""
    return alt.LayerChart(layer=list(layers), height=height, title=title or alt.Undefined)


def with_currency(words_before: str, currency_label: str) -> str:
    """Name the currency after the words, where there is one.

    >>> with_currency("Revenue", "USD"), with_currency("Revenue", "")
    ('Revenue, USD', 'Revenue')
    """
    return f"{words_before}, {currency_label}" if currency_label else words_before


def _zero(palette: Palette) -> alt.Chart:
    rule: alt.Chart = alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(color=palette.neutral, aria=False)
    return rule
