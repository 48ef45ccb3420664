"""What the sliders did: the whale curve now against the saved plan's."""

from typing import Final

import altair as alt
import numpy as np
import pandas as pd

from whalecurve.charts.fields import CUMULATIVE_PROFIT, CUSTOMERS, checked
from whalecurve.charts.parts import (
    SHORT_AMOUNTS,
    customers_axis,
    field_x,
    field_y,
    layered,
    plain_axis,
    with_currency,
    zero_line,
)
from whalecurve.charts.picture import Picture, rows, shape
from whalecurve.charts.theme import Palette, themed
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import short_number

HEIGHT: Final = 220
MOST_POINTS: Final = 1_100
PLAN: Final = "plan"
NOW: Final = "now"
SAVED: Final = "saved plan"
_CURVES: Final = "curves"
_COLUMNS: Final = (CUSTOMERS, CUMULATIVE_PROFIT)


def effect(
    now: pd.DataFrame,
    saved: pd.DataFrame,
    *,
    palette: Palette,
    currency_label: str,
    marks: NumberMarks = ENGLISH,
) -> Picture:
    """Draw both curves: now as a full line, the saved plan dashed, each named in the legend.

    The outline is the same for every position of a slider: a browser that is sent it again only draws the new rows.

    Args:
        now: ``customers``, ``cumulative_profit`` (major units), 2 to 1,100 rows.
        saved: The same of the saved plan.
        palette: Colours of the mode.
        currency_label: Code of the currency, for the caption.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing or the rows are too few or too many.
    """
    frames = [checked(curve, _COLUMNS, fewest=2, most=MOST_POINTS) for curve in (saved, now)]
    both = {name: np.concatenate([frame[name].to_numpy() for frame in frames]) for name in _COLUMNS}
    whose = np.repeat([0, 1], [len(frame) for frame in frames])
    rows_drawn = pd.DataFrame({**both, PLAN: pd.Categorical.from_codes(whose, dtype=pd.CategoricalDtype([SAVED, NOW]))})
    return Picture(_outline(palette, currency_label, marks), {_CURVES: rows_drawn})


def effect_sentence(
    now: pd.DataFrame, saved: pd.DataFrame, *, currency_label: str, marks: NumberMarks = ENGLISH
) -> str:
    """Say what the change does to the profit of all customers.

    >>> curve = pd.DataFrame({"customers": [0, 1], "cumulative_profit": [0.0, 1200.0]})
    >>> effect_sentence(curve, curve.assign(cumulative_profit=[0.0, 1500.0]), currency_label="USD")
    'Profit now is 1,200 USD, 300 USD less than with the saved plan.'
    """
    change = _profit(now) - _profit(saved)
    profit = f"Profit now is {short_number(_profit(now), marks=marks)} {currency_label}".rstrip()
    if not change:
        return f"{profit}, the same as with the saved plan."
    size = f"{short_number(abs(change), marks=marks)} {currency_label}".rstrip()
    return f"{profit}, {size} {'more' if change > 0 else 'less'} than with the saved plan."


def _profit(curve: pd.DataFrame) -> float:
    return float(curve[CUMULATIVE_PROFIT].iloc[-1])


@shape
def _outline(palette: Palette, currency_label: str, marks: NumberMarks) -> alt.LayerChart:
    title = with_currency("Cumulative profit", currency_label)
    return themed(layered([zero_line(palette), _lines(palette)], height=HEIGHT, title=title), palette, marks)


def _lines(palette: Palette) -> alt.Chart:
    names = [NOW, SAVED]
    legend = alt.Legend(title=None, symbolType="stroke", symbolSize=320, symbolStrokeWidth=2.5, columns=2)
    colors = alt.Scale(domain=names, range=[palette.gain, palette.muted])
    dashes = alt.Scale(domain=names, range=[[1, 0], [5, 4]])
    mark: alt.Chart = alt.Chart(rows(_CURVES)).mark_line(strokeWidth=2.5, aria=False)
    return mark.encode(
        x=field_x(CUSTOMERS, alt.Scale(nice=False), customers_axis(), "customers, most profitable first"),
        y=field_y(CUMULATIVE_PROFIT, axis=plain_axis(SHORT_AMOUNTS, 4)),
        color=alt.Color(field=PLAN, type="nominal", scale=colors, legend=legend),
        strokeDash=alt.StrokeDash(field=PLAN, type="nominal", scale=dashes, legend=legend),
    )
