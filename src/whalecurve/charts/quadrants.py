"""Margin against cost to serve: who pays for the service they get."""

from typing import Final

import altair as alt
import numpy as np
import pandas as pd

from whalecurve.charts.fields import COST_TO_SERVE_SHARE, MARGIN_SHARE, QUADRANT, checked
from whalecurve.charts.parts import WHOLE_PERCENT, field_x, field_y, layered, plain_axis, tip, with_currency
from whalecurve.charts.picture import Picture, figure, rows, shape
from whalecurve.charts.theme import SMALL_SIZE, Palette, themed
from whalecurve.domain.columns import CUSTOMER, CUSTOMER_NAME, CUSTOMER_PROFIT, NET_REVENUE
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.ranks.quadrants import HIGH_MARGIN_CHEAP, HIGH_MARGIN_COSTLY, LOW_MARGIN_CHEAP, LOW_MARGIN_COSTLY
from whalecurve.domain.words.formats import count, counted
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import them

PICK: Final = "pick"
HEIGHT: Final = 400
MOST_MARKS: Final = 2_000
RESULT: Final = "result"
GAIN: Final = "profit"
LOSS: Final = "loss"
_CUSTOMERS: Final = "drawn"
_LINES: Final = "lines"
_FENCE: Final = 3.0
"""Quartile ranges beyond which a value is far out: Tukey's outer fence (Exploratory Data Analysis, 1977)."""

_ROOM: Final = 0.14
"""Beyond the outermost marks, for the words in the corners."""

_PLACES: Final = (
    (HIGH_MARGIN_CHEAP, "left", "top"),
    (HIGH_MARGIN_COSTLY, "right", "top"),
    (LOW_MARGIN_CHEAP, "left", "bottom"),
    (LOW_MARGIN_COSTLY, "right", "bottom"),
)
_COLUMNS: Final = (
    CUSTOMER, CUSTOMER_NAME, COST_TO_SERVE_SHARE, MARGIN_SHARE, NET_REVENUE, CUSTOMER_PROFIT, QUADRANT,
)  # fmt: skip


def quadrant_chart(
    customers: pd.DataFrame,
    *,
    cost_to_serve_line: float,
    margin_line: float,
    palette: Palette,
    currency_label: str,
    marks: NumberMarks = ENGLISH,
) -> Picture:
    """Draw one mark per customer: a disc for a profit, a triangle pointing down for a loss, sized by revenue.

    A few extreme customers would squeeze all others together: what lies beyond Tukey's outer fence is drawn at the
    frame's edge, with its true figures in the hover box, and ``quadrant_sentence`` counts it.

    Args:
        customers: ``customer`` (code), ``customer_name``, ``cost_to_serve_share``, ``margin_share`` (of own
            revenue), ``net_revenue``, ``customer_profit`` (major units), ``quadrant``; at most 2,000 rows.
        cost_to_serve_line: Where cheap to serve ends.
        margin_line: Where a high margin begins.
        palette: Colours of the mode.
        currency_label: Code of the currency, for the hover box.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing or there are too many customers.
    """
    frame = checked(customers, _COLUMNS, most=MOST_MARKS)
    frame[RESULT] = np.where(frame[CUSTOMER_PROFIT] < 0, LOSS, GAIN)
    frame = frame.sort_values(NET_REVENUE, ascending=False, kind="stable")
    lines = pd.DataFrame({COST_TO_SERVE_SHARE: [cost_to_serve_line], MARGIN_SHARE: [margin_line]})
    ends = _ends(COST_TO_SERVE_SHARE, frame, cost_to_serve_line) | _ends(MARGIN_SHARE, frame, margin_line)
    return Picture(_outline(palette, currency_label, marks), {_CUSTOMERS: frame, _LINES: lines}, ends)


def quadrant_sentence(
    customers: pd.DataFrame,
    *,
    cost_to_serve_line: float,
    margin_line: float,
    losers: int | None = None,
    marks: NumberMarks = ENGLISH,
) -> str:
    """Say how many customers stand where losses come from, and how many lie beyond the frame.

    Args:
        customers: Those with revenue.
        cost_to_serve_line: Where cheap to serve ends.
        margin_line: Where a high margin begins.
        losers: How many of all customers make a loss, those without revenue counted too; None where all have some.
        marks: The reader's number marks.

    >>> customers = pd.DataFrame({
    ...     "cost_to_serve_share": [0.1, 0.5], "margin_share": [0.4, 0.1], "customer_profit": [30.0, -4.0],
    ...     "quadrant": ["high margin, cheap to serve", "low margin, costly to serve"],
    ... })
    >>> quadrant_sentence(customers, cost_to_serve_line=0.3, margin_line=0.25)
    '1 of 2 customers brings a low margin and is costly to serve; 1 customer makes a loss.'
    """
    bad = int((customers[QUADRANT] == LOW_MARGIN_COSTLY).sum())
    losing = int((customers[CUSTOMER_PROFIT] < 0).sum())
    everyone, all_losing = counted(len(customers), "customer", marks=marks), losing if losers is None else losers
    bring = agree(bad, "brings a low margin and is", "bring a low margin and are")
    make = them(all_losing, "customer makes", "customers make", marks=marks)
    said = f"{count(bad, marks=marks)} of {everyone} {bring} costly to serve; {make} a loss"
    if all_losing > losing:
        said += f", {count(all_losing - losing, marks=marks)} of them without revenue and not drawn"
    served, margins = customers[COST_TO_SERVE_SHARE], customers[MARGIN_SHARE]
    beyond = _beyond(served, cost_to_serve_line) | _beyond(margins, margin_line)
    if not beyond.any():
        return f"{said}."
    return f"{said}. Drawn at the frame's edge: {counted(int(beyond.sum()), 'extreme customer', marks=marks)}."


@shape
def _outline(palette: Palette, currency_label: str, marks: NumberMarks) -> alt.LayerChart:
    axis = plain_axis(WHOLE_PERCENT, 5)
    points = _points(palette, currency_label).encode(
        x=field_x(COST_TO_SERVE_SHARE, _scale(COST_TO_SERVE_SHARE), axis, "cost to serve, share of revenue"),
        y=field_y(MARGIN_SHARE, _scale(MARGIN_SHARE), axis),
    )
    layers = [*_corners(palette), *_lines(palette), points]
    return themed(layered(layers, height=HEIGHT, title="Gross margin, share of revenue"), palette, marks)


def _points(palette: Palette, currency_label: str) -> alt.Chart:
    pick = alt.selection_point(name=PICK, fields=[CUSTOMER], on="click", empty=True)
    legend = alt.Legend(title=None, symbolOpacity=1)
    colors = alt.Scale(domain=[GAIN, LOSS], range=[palette.gain, palette.loss])
    shapes = alt.Scale(domain=[GAIN, LOSS], range=["circle", "triangle-down"])
    mark: alt.Chart = alt.Chart(rows(_CUSTOMERS)).mark_point(
        filled=True, cursor="pointer", stroke=palette.background, strokeWidth=0.5
    )
    return mark.encode(
        color=alt.Color(field=RESULT, type="nominal", legend=legend, scale=colors),
        shape=alt.Shape(field=RESULT, type="nominal", legend=legend, scale=shapes),
        size=alt.Size(field=NET_REVENUE, type="quantitative", legend=None, scale=alt.Scale(range=[24, 420])),
        opacity=alt.condition(pick, alt.value(0.75), alt.value(0.2)),
        tooltip=_tips(currency_label),
    ).add_params(pick)


def _tips(currency_label: str) -> list[alt.Tooltip]:
    return [
        tip(CUSTOMER_NAME, "Customer"),
        tip(CUSTOMER_PROFIT, with_currency("Profit after all costs", currency_label), ",.0f"),
        tip(NET_REVENUE, with_currency("Revenue", currency_label), ",.0f"),
        tip(MARGIN_SHARE, "Gross margin", ".1%"),
        tip(COST_TO_SERVE_SHARE, "Cost to serve", ".1%"),
        tip(QUADRANT, "Stands at"),
    ]


def _lines(palette: Palette) -> list[alt.Chart]:
    rule = alt.Chart(rows(_LINES)).mark_rule(color=palette.neutral, strokeDash=[4, 4], aria=False)
    return [rule.encode(x=field_x(COST_TO_SERVE_SHARE)), rule.encode(y=field_y(MARGIN_SHARE))]


def _corners(palette: Palette) -> list[alt.Chart]:
    return [_corner(name, align, baseline, palette) for name, align, baseline in _PLACES]


def _corner(name: str, align: str, baseline: str, palette: Palette) -> alt.Chart:
    right, bottom = align == "right", baseline == "bottom"
    mark: alt.Chart = alt.Chart(pd.DataFrame({QUADRANT: [name]})).mark_text(
        text=name.split(", "),
        align="right" if right else "left",
        baseline="line-top",
        dx=-6 if right else 6,
        dy=-36 if bottom else 6,
        color=palette.muted,
        fontSize=SMALL_SIZE,
        fontStyle="italic",
        aria=False,
    )
    return mark.encode(x=alt.value("width" if right else 0), y=alt.value("height" if bottom else 0))


def _bounds(shares: "pd.Series[float]", line: float) -> tuple[float, float]:
    low, high = float(shares.min()), float(shares.max())
    quarter, three_quarters = (float(bound) for bound in shares.quantile([0.25, 0.75]))
    fence = _FENCE * (three_quarters - quarter)
    if fence:
        low, high = max(low, quarter - fence), min(high, three_quarters + fence)
    return min(low, line), max(high, line)


def _beyond(shares: "pd.Series[float]", line: float) -> "pd.Series[bool]":
    low, high = _bounds(shares, line)
    return ~shares.between(low, high)


def _ends(field: str, frame: pd.DataFrame, line: float) -> dict[str, float]:
    low, high = _bounds(frame[field], line)
    room = _ROOM * ((high - low) or 1.0)
    return {f"{field}_low": low - room, f"{field}_high": high + room}


def _scale(field: str) -> alt.Scale:
    return alt.Scale(domain=[figure(f"{field}_low"), figure(f"{field}_high")], clamp=True, nice=False, zero=False)
