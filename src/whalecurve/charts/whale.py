"""The whale curve: cumulative profit, best customer first, with its peak and what is given back after it."""

import math
from collections.abc import Mapping
from typing import Any, Final

import altair as alt
import pandas as pd

from whalecurve.charts.fields import CUMULATIVE_PROFIT, CUMULATIVE_SHARE, CUSTOMER_SHARE, CUSTOMERS, checked
from whalecurve.charts.parts import layered, with_currency, zero_line
from whalecurve.charts.picture import Picture, shape
from whalecurve.charts.theme import Palette, themed
from whalecurve.charts.whale_marks import (
    DOWN,
    END,
    EVERYONE,
    PEAK_PROFIT,
    UP,
    Look,
    beside,
    end_marks,
    hover_marks,
    marks_of,
    peak_marks,
)
from whalecurve.charts.whale_rows import whale_figures, whale_rows
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import count, counted, short_number
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import them

BRUSH: Final = "brush"
HEIGHT: Final = 320
MOST_POINTS: Final = 1_100
_SLIP: Final = 0.01
"""Of the width: a narrower drag is a thumb that scrolled the page over the picture."""

_COLUMNS: Final = (CUSTOMERS, CUSTOMER_SHARE, CUMULATIVE_PROFIT, CUMULATIVE_SHARE)


def whale_curve(
    curve: pd.DataFrame,
    *,
    peak_customers: int,
    palette: Palette,
    currency_label: str,
    brush: bool,
    marks: NumberMarks = ENGLISH,
) -> Picture:
    """Draw the curve, its peak, its end and the part that is given back.

    Args:
        curve: ``customers`` (0 upwards), ``customer_share``, ``cumulative_profit`` (major units), ``cumulative_share``
            (NaN where the total makes no sense as a base); 2 to 1,100 rows, sorted by ``customers``.
        peak_customers: With how many customers the highest point is reached; a row of ``curve``.
        palette: Colours of the mode.
        currency_label: Code of the currency, for the caption.
        brush: Let the reader drag over a range of customers; the selection is called ``brush``.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing or the rows are too few or too many.
    """
    frame = checked(curve, _COLUMNS, fewest=2, most=MOST_POINTS)
    frame[PEAK_PROFIT] = _peak(frame, peak_customers)
    drawn, figures = whale_rows(frame, peak_customers, marks), whale_figures(frame)
    share = peak_customers / max(figures[EVERYONE], 1)
    look = Look(UP in drawn, DOWN in drawn, END in drawn, beside(share), palette)
    title = with_currency("Cumulative profit", currency_label)
    return Picture(_outline(look, title, brush, marks), drawn, figures)


@shape
def _outline(look: Look, title: str, brush: bool, marks: NumberMarks) -> alt.LayerChart:  # noqa: FBT001 - part of the key
    palette = look.palette
    parts = [*marks_of(look), zero_line(palette), *peak_marks(look), *end_marks(look), *hover_marks(look)]
    chart = layered(parts, height=HEIGHT, title=title)
    return themed(_brushed(chart, palette) if brush else chart, palette, marks)


def whale_sentence(
    curve: pd.DataFrame, *, peak_customers: int, losers: int, currency_label: str, marks: NumberMarks = ENGLISH
) -> str:
    """Say in one sentence what the curve shows, for the line above it and for screen readers.

    Args:
        curve: As drawn.
        peak_customers: With how many customers the highest point is reached.
        losers: How many customers make a loss; those who break even give nothing back.
        currency_label: Code of the currency.
        marks: The reader's number marks.

    >>> curve = pd.DataFrame({"customers": [0, 1, 2, 3], "cumulative_profit": [0.0, 60.0, 110.0, 100.0]})
    >>> whale_sentence(curve, peak_customers=2, losers=1, currency_label="USD")
    'The 2 most profitable of 3 customers earn 110 USD together;
    1 gives back 10.00, which leaves 100 USD.'
    """
    customers, total = int(curve[CUSTOMERS].iloc[-1]), float(curve[CUMULATIVE_PROFIT].iloc[-1])
    peak = _peak(curve, peak_customers)
    everyone = counted(customers, "customer", marks=marks)
    high, left = (f"{short_number(amount, marks=marks)} {currency_label}".rstrip() for amount in (peak, total))
    if peak_customers == 0:
        return f"None of {everyone} earns a profit; together they make {left}." if customers > 1 else _alone(left)
    if peak == total:
        earn = agree(customers, f"earns {left}", f"earn {left} together")
        return f"No customer gives profit back: {everyone} {earn}."
    best = f"The {count(peak_customers, marks=marks)} most profitable of {everyone} earn {high} together"
    if peak_customers == 1:
        best = f"The most profitable of {everyone} earns {high}"
    back = them(losers, "gives", "give", marks=marks)
    return f"{best}; {back} back {short_number(peak - total, marks=marks)}, which leaves {left}."


def brushed_ranks(selection: Mapping[str, Any], customers: int) -> tuple[int, int] | None:
    """First and last profit rank inside the dragged range, or None when nothing or next to nothing is dragged.

    Args:
        selection: What the page gets back: ``{"brush": {"customers": [low, high]}}``, empty at first.
        customers: How many customers there are.

    >>> brushed_ranks({"brush": {"customers": [3.4, 19.2]}}, 701)
    (4, 20)
    >>> brushed_ranks({"brush": {}}, 701), brushed_ranks({"brush": {"customers": [3.4, 3.5]}}, 701)
    (None, None)
    >>> brushed_ranks({"brush": 7}, 9), brushed_ranks({"brush": {"customers": ["x"]}}, 9)
    (None, None)
    """
    brush = selection.get(BRUSH)
    bounds = brush.get(CUSTOMERS) if isinstance(brush, dict) else None
    if not customers or not isinstance(bounds, list) or not bounds or not all(map(_is_place, bounds)):
        return None
    low, high = (min(max(end, 0.0), float(customers)) for end in (min(bounds), max(bounds)))
    if high - low < _SLIP * customers:
        return None
    first = min(max(math.floor(low) + 1, 1), customers)
    return first, min(max(math.ceil(high), first), customers)


def _is_place(end: object) -> bool:
    """Whether it is an end of a range: what a page sends back may be anything."""
    return isinstance(end, int | float) and not isinstance(end, bool) and math.isfinite(end)


def _peak(curve: pd.DataFrame, peak_customers: int) -> float:
    return float(curve.loc[curve[CUSTOMERS] == peak_customers, CUMULATIVE_PROFIT].max())


def _brushed(chart: alt.LayerChart, palette: Palette) -> alt.LayerChart:
    look = alt.BrushConfig(fill=palette.accent, fillOpacity=0.12, stroke=palette.accent, strokeOpacity=0.6)
    return chart.add_params(alt.selection_interval(name=BRUSH, encodings=["x"], mark=look))


def _alone(left: str) -> str:
    return f"The only customer makes {left}."
