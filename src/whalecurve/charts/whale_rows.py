"""The rows and figures of a whale curve: the way up, the way down, the words at its peak and end."""

from typing import Final

import pandas as pd

from whalecurve.charts.fields import CUMULATIVE_PROFIT, CUSTOMERS, TEXT
from whalecurve.charts.whale_marks import BACK, DOWN, END, EVERYONE, HIGH, LOW, NEAREST, PEAK, PEAK_PROFIT, UP
from whalecurve.domain.money.number_marks import NumberMarks
from whalecurve.domain.words.formats import count, short_number

HOVER_POINTS: Final = 240
_LINE: Final = 2
"""Points that make a line."""


def whale_rows(frame: pd.DataFrame, peak_customers: int, marks: NumberMarks) -> dict[str, pd.DataFrame]:
    """The rows of each mark; a way that is no line and an end that is the peak are left out.

    Args:
        frame: All points, with the peak's profit repeated in ``peak_profit``.
        peak_customers: With how many customers the peak is reached.
        marks: The reader's number marks.
    """
    customers = frame[CUSTOMERS]
    halves = {UP: frame[customers <= peak_customers], DOWN: frame[customers >= peak_customers]}
    drawn = {name: half for name, half in halves.items() if len(half) >= _LINE}
    peak = frame[customers == peak_customers].head(1)
    drawn[PEAK] = peak.assign(**{TEXT: _peak_words(frame, peak_customers, marks)})
    if _gives_back(frame):
        drawn[END] = _end(frame, marks)
    drawn[NEAREST] = frame.iloc[:: -(-len(frame) // HOVER_POINTS)]
    return drawn


def whale_figures(frame: pd.DataFrame) -> dict[str, float]:
    """The ends of both scales, with room for the words above the peak and below the end."""
    profit = frame[CUMULATIVE_PROFIT]
    low, high = min(float(profit.min()), 0.0), max(float(profit.max()), 0.0)
    room = (high - low) or 1.0
    below = min(low, float(profit.iloc[-1]) - 0.22 * room)
    return {EVERYONE: int(frame[CUSTOMERS].iloc[-1]), LOW: below, HIGH: high + 0.16 * room}


def _end(frame: pd.DataFrame, marks: NumberMarks) -> pd.DataFrame:
    peak, total = _peak_and_total(frame)
    left = f"all {count(frame[CUSTOMERS].iloc[-1], marks=marks)}: {short_number(total, marks=marks)}"
    return frame.tail(1).assign(**{TEXT: left, BACK: f"{short_number(peak - total, marks=marks)} given back"})


def _peak_words(frame: pd.DataFrame, peak_customers: int, marks: NumberMarks) -> str:
    peak, everyone = _peak_and_total(frame)[0], count(frame[CUSTOMERS].iloc[-1], marks=marks)
    if peak_customers == 0:
        return "no customer earns a profit"
    if not _gives_back(frame):
        return f"all {everyone} together: {short_number(peak, marks=marks)}"
    return f"peak: {short_number(peak, marks=marks)} with {count(peak_customers, marks=marks)} of {everyone}"


def _gives_back(frame: pd.DataFrame) -> bool:
    peak, total = _peak_and_total(frame)
    return peak > total


def _peak_and_total(frame: pd.DataFrame) -> tuple[float, float]:
    return float(frame[PEAK_PROFIT].iloc[0]), float(frame[CUMULATIVE_PROFIT].iloc[-1])
