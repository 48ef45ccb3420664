"""Whose profit changes most between two plans: an arrow each, from the one profit to the other."""

from typing import Final

import altair as alt
import numpy as np
import pandas as pd

from whalecurve.charts.fields import SENTENCE, TEXT, checked
from whalecurve.charts.parts import (
    SHORT_AMOUNTS,
    Words,
    as_given,
    field_x,
    field_y,
    layered,
    plain_axis,
    tip,
    with_currency,
    words,
)
from whalecurve.charts.picture import Picture, figure, rows, shape
from whalecurve.charts.theme import SMALL_SIZE, Palette, themed
from whalecurve.domain.columns import CUSTOMER_NAME
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import counted, short_number
from whalecurve.domain.words.wording import them

LEFT: Final = "left_profit"
RIGHT: Final = "right_profit"
MOST_ROWS: Final = 12
ROW_HEIGHT: Final = 40
_COLOR: Final = "color"
_HEAD: Final = "head"
_CUSTOMERS, _ZEROS = "drawn", "zeros"
_LOW, _HIGH = "low", "high"
_WORDS_AT: Final = "words_at"
_ARROW_AT: Final = "arrow_at"
_ZERO: Final = "zero"
_ZERO_TOP: Final = "zero_top"
_ZERO_BOTTOM: Final = "zero_bottom"
_PLACES: Final = {_WORDS_AT: 0.28, _ZERO_TOP: 0.48, _ARROW_AT: 0.68, _ZERO_BOTTOM: 0.88}
"""Of a row's height, from its top."""

_NAME_WIDTH: Final = "width - 110"
"""Leaves the amount at the right free."""

_TO_THE_RIGHT: Final = "M-1.4,-0.9L0.3,0L-1.4,0.9Z"
_TO_THE_LEFT: Final = "M1.4,-0.9L-0.3,0L1.4,0.9Z"


def shifts(customers: pd.DataFrame, *, palette: Palette, currency_label: str, marks: NumberMarks = ENGLISH) -> Picture:
    """Draw an arrow for each customer from its profit on the left to that on the right, its name and change above.

    The way it points says what its colour says; the line at zero shows who crosses it.

    Args:
        customers: In the order to show: ``customer_name``, ``left_profit``, ``right_profit`` (major units), ``text``
            (the change as written on screen, with its sign), ``sentence`` (said of the arrow); at most 12 rows.
        palette: Colours of the mode.
        currency_label: Code of the currency, for the caption.
        marks: The reader's number marks.

    Raises:
        WhalecurveError: When columns are missing or there are no rows or too many.
    """
    frame = _placed(checked(customers, (CUSTOMER_NAME, LEFT, RIGHT, TEXT, SENTENCE), most=MOST_ROWS), palette)
    ends = [0.0, *frame[LEFT], *frame[RIGHT]]
    return Picture(
        _outline(len(frame), palette, currency_label, marks),
        {_CUSTOMERS: frame, _ZEROS: frame[[_ZERO_TOP, _ZERO_BOTTOM]].assign(**{_ZERO: 0.0})},
        {_LOW: min(ends), _HIGH: max(ends) if any(ends) else 1.0},
    )


def shifts_sentence(customers: pd.DataFrame, *, currency_label: str, marks: NumberMarks = ENGLISH) -> str:
    """Say who changes most and how many of those drawn gain and lose.

    >>> drawn = pd.DataFrame({"customer_name": ["Acme", "Zoë"], "left_profit": [900.0, 50.0],
    ...                       "right_profit": [-100.0, 80.0]})
    >>> shifts_sentence(drawn, currency_label="USD", marks=NumberMarks(minus="-"))
    'Of the 2 customers whose profit changes most, 1 loses and 1 gains. Acme changes most, from 900 to -100 USD.'
    >>> shifts_sentence(drawn.iloc[[1]], currency_label="")
    'Zoë changes, from 50.00 to 80.00.'
    """
    first, change = customers.iloc[0], customers[RIGHT] - customers[LEFT]
    way = " to ".join(short_number(float(first[side]), marks=marks) for side in (LEFT, RIGHT))
    ends = f", from {way} {currency_label}".rstrip() + "."
    if len(customers) == 1:
        return f"{first[CUSTOMER_NAME]} changes{ends}"
    many = counted(len(customers), "customer")
    drawn = f"Of the {many} whose profit changes most, {_ways(int((change < 0).sum()), len(customers))}."
    tied = np.isclose(abs(change.iloc[0]), abs(change.iloc[1]))
    return f"{drawn} {first[CUSTOMER_NAME]} {'is one of them' if tied else 'changes most'}{ends}"


def _ways(lose: int, drawn: int) -> str:
    if lose in {0, drawn}:
        return "all lose" if lose else "all gain"
    gain = drawn - lose
    return f"{them(lose, 'loses', 'lose')} and {them(gain, 'gains', 'gain')}"


def _placed(frame: pd.DataFrame, palette: Palette) -> pd.DataFrame:
    placed, rows = frame.copy(), np.arange(len(frame), dtype=np.float64)
    for name, share in _PLACES.items():
        placed[name] = rows + share
    up = (placed[RIGHT] >= placed[LEFT]).to_numpy()
    placed[_COLOR] = np.where(up, palette.gain, palette.loss)
    placed[_HEAD] = np.where(up, _TO_THE_RIGHT, _TO_THE_LEFT)
    return placed


@shape
def _outline(size: int, palette: Palette, currency_label: str, marks: NumberMarks) -> alt.LayerChart:
    layers = [_zero(size, palette), _shafts(size), _tails(size, palette), _heads(size), *_captions(size, palette)]
    title = with_currency("Customer profit", currency_label)
    return themed(layered(layers, height=ROW_HEIGHT * size, title=title), palette, marks)


def _x(field: str) -> alt.X:
    scale = alt.Scale(domain=[figure(_LOW), figure(_HIGH)], nice=False, padding=8)
    return field_x(field, scale, plain_axis(SHORT_AMOUNTS, 4), "")


def _y(size: int, field: str) -> alt.Y:
    return field_y(field, alt.Scale(domain=[size, 0], nice=False, zero=False), axis=None)


def _zero(size: int, palette: Palette) -> alt.Chart:
    """Zero beside each arrow; in one piece it would cross the names."""
    rule: alt.Chart = alt.Chart(rows(_ZEROS)).mark_rule(color=palette.muted, strokeWidth=1.5, aria=False)
    return rule.encode(x=_x(_ZERO), y=_y(size, _ZERO_TOP), y2=alt.Y2(field=_ZERO_BOTTOM))


def _shafts(size: int) -> alt.Chart:
    mark: alt.Chart = alt.Chart(rows(_CUSTOMERS)).mark_rule(strokeWidth=3, aria=False)
    return mark.encode(x=_x(LEFT), x2=alt.X2(field=RIGHT), y=_y(size, _ARROW_AT), color=as_given(_COLOR))


def _tails(size: int, palette: Palette) -> alt.Chart:
    mark: alt.Chart = alt.Chart(rows(_CUSTOMERS)).mark_point(
        filled=True, fill=palette.background, strokeWidth=2, size=60, opacity=1, aria=False
    )
    return mark.encode(x=_x(LEFT), y=_y(size, _ARROW_AT), stroke=alt.Stroke(field=_COLOR, scale=None))


def _heads(size: int) -> alt.Chart:
    mark: alt.Chart = alt.Chart(rows(_CUSTOMERS)).mark_point(filled=True, size=130, opacity=1)
    return mark.encode(
        x=_x(RIGHT),
        y=_y(size, _ARROW_AT),
        color=as_given(_COLOR),
        shape=alt.Shape(field=_HEAD, type="nominal", scale=None),
        description=alt.Description(field=SENTENCE, type="nominal"),
        tooltip=[tip(CUSTOMER_NAME, "Customer"), tip(TEXT, "Change"), tip(SENTENCE, "Profit")],
    )


def _captions(size: int, palette: Palette) -> list[alt.Chart]:
    names = words(rows(_CUSTOMERS), CUSTOMER_NAME, Words(palette.text, size=SMALL_SIZE, limit=_NAME_WIDTH))
    amounts = words(rows(_CUSTOMERS), TEXT, Words(palette.text, "right", size=SMALL_SIZE, bold=True))
    return [
        names.encode(x=alt.value(0), y=_y(size, _WORDS_AT)),
        amounts.encode(x=alt.value("width"), y=_y(size, _WORDS_AT), color=as_given(_COLOR)),
    ]
