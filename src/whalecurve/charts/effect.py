"""What the sliders did: the whale curve now against the saved plan's."""

from functools import lru_cache
from typing import Any, Final

import altair as alt
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
from whalecurve.charts.theme import Palette, themed
from whalecurve.domain.formats import short_number
from whalecurve.domain.marks import ENGLISH, NumberMarks

HEIGHT: Final = 220
MOST_POINTS: Final = 1_100
PLAN: Final = "plan"
NOW: Final = "now"
SAVED: Final = "saved plan"


def effect(
    now: pd.DataFrame,
    saved: pd.DataFrame,
    *,
    palette: Palette,
    currency_label: str,
    marks: NumberMarks = ENGLISH,
) -> alt.LayerChart:
    """Draw both curves: now as a full line, the saved plan dashed, each named in the legend.

    Args:
        now: ``customers``, ``cumulative_profit`` (major units), 2 to 1,100 rows.
        saved: The same of the saved plan.
        palette: Colours of the mode.
        currency_label: Code of the currency, for the caption.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing or the rows are too few or too many.
    """
    curves = {SAVED: saved, NOW: now}
    frames = {
        name: checked(curve, (CUSTOMERS, CUMULATIVE_PROFIT), fewest=2, most=MOST_POINTS)
        for name, curve in curves.items()
    }
    layers = [zero_line(palette), _lines(_rows(frames), palette)]
    title = with_currency("Cumulative profit", currency_label)
    return themed(layered(layers, height=HEIGHT, title=title), palette, marks=marks)


@lru_cache(maxsize=32)
def effect_spec(palette: Palette, currency_label: str, marks: NumberMarks = ENGLISH) -> dict[str, Any]:
    """The chart's specification without its rows: the same for every position of a slider.

    A browser that is sent the same specification again only draws the new rows, which is what makes a slider quick.
    """
    point = pd.DataFrame({CUSTOMERS: [0, 1], CUMULATIVE_PROFIT: [0.0, 1.0]})
    spec = effect(point, point, palette=palette, currency_label=currency_label, marks=marks).to_dict()
    spec["layer"][0]["data"] = {"values": [{}]}
    spec["layer"][1].pop("data", None)
    return {key: part for key, part in spec.items() if key not in {"data", "datasets"}}


def effect_rows(now: pd.DataFrame, saved: pd.DataFrame) -> pd.DataFrame:
    """The rows that go with ``effect_spec``."""
    return _rows({SAVED: saved, NOW: now})


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


def _rows(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    named = [frame[[CUSTOMERS, CUMULATIVE_PROFIT]].assign(**{PLAN: name}) for name, frame in frames.items()]
    return pd.concat(named, ignore_index=True)


def _lines(both: pd.DataFrame, palette: Palette) -> alt.Chart:
    names = [NOW, SAVED]
    legend = alt.Legend(title=None, symbolType="stroke", symbolSize=320, symbolStrokeWidth=2.5, columns=2)
    colors = alt.Scale(domain=names, range=[palette.gain, palette.muted])
    dashes = alt.Scale(domain=names, range=[[1, 0], [5, 4]])
    mark: alt.Chart = alt.Chart(both).mark_line(strokeWidth=2.5, aria=False)
    return mark.encode(
        x=field_x(CUSTOMERS, alt.Scale(nice=False), customers_axis(), "customers, most profitable first"),
        y=field_y(CUMULATIVE_PROFIT, axis=plain_axis(SHORT_AMOUNTS, 4)),
        color=alt.Color(field=PLAN, type="nominal", scale=colors, legend=legend),
        strokeDash=alt.StrokeDash(field=PLAN, type="nominal", scale=dashes, legend=legend),
    )
