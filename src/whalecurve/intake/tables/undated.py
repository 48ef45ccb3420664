"""Exports with one row per customer and no date: one period for all of them, asked once and spread over its months.

A row's amounts are divided over the months of the period, to the minor unit; what it says of a month is no more than
an even share, but the period, its costs and every total are right.
"""

import calendar
import datetime as dt
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.plan.dated_amounts import span_from_text
from whalecurve.domain.quantities.facts import Period
from whalecurve.intake.meaning.answers import PERIOD
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.recognition.aliases import TRANSACTIONS, candidates
from whalecurve.intake.recognition.evidence import distinct, looks_like_dates
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.text_table import TextTable
from whalecurve.intake.values.exact import Amounts

_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_YEAR: Final = 100


def is_overview(table: TextTable, customer: str) -> bool:
    """Whether a table has one row per customer and no column of dates, not even one that should hold them."""
    if not customer or any(looks_like_dates(table, header) for header in table.headers):
        return False
    named = [header for tier in candidates(TRANSACTIONS, "date", table.headers) for header in tier]
    if any(distinct(table, header) for header in named):
        return False
    return len(distinct(table, customer)) == table.rows


def period_of(source: Source, today: dt.date | None) -> Period:
    """The period that the map says, else the year before today's."""
    said = source.mapping.answers.get(PERIOD)
    year = (today or dt.date.today()).year - 1  # noqa: DTZ011 - the year before, to begin a question with
    return span_from_text(str(said)) if said else Period(year * _YEAR + 1, year * _YEAR + 12)


def ask_period(source: Source, period: Period, net: Amounts) -> None:
    """Ask which period the sales of an export without dates belong to; the answer, where there is one."""
    said = source.mapping.answers.get(PERIOD)
    year = period.last // _YEAR
    revenue = sum_text(net.where(source.kept()), source.exchange)
    choices = tuple(
        Alternative(f"the year {each}", {PERIOD: str(each)}, revenue) for each in (year, year + 1, year - 1)
    )
    took = str(said) if said else choices[0].reading
    what = "No column holds dates, each customer has one row. Which period do these sales belong to?"
    blank = (Alternative("another year, month or span such as 2025-01..2025-06", {PERIOD: ""}, revenue),)
    source.decisions.append(
        Decision(source.tables[0].name, what, took, "", str(said or ""), () if said else choices, PERIOD, blank)
    )


def first_days(period: Period, rows: int) -> npt.NDArray[np.int32]:
    """The first day of the period for each row."""
    return np.full(rows, _days(period.first)[0], np.int32)


def days_of_period(period: Period) -> dict[int, tuple[int, int]]:
    """Every month of the period as a whole one.

    >>> days_of_period(Period(202502, 202503))
    {202502: (1, 28), 202503: (1, 31)}
    """
    return {month: (1, calendar.monthrange(*divmod(month, _YEAR))[1]) for month in period.list_months()}


def over_months(frame: pd.DataFrame, measures: Sequence[str], period: Period) -> pd.DataFrame:
    """Each line as one line per month of the period, its measures divided so that they add up to what they were."""
    months = period.list_months()
    pieces = []
    for place, month in enumerate(months):
        share = {name: _part(frame[name].to_numpy(), place, len(months)) for name in measures}
        day = _days(month)[1 if place == len(months) - 1 else 0]
        dated = {columns.MONTH: np.int32(month), columns.DATE: np.int32(day)}
        pieces.append(frame.assign(**share, **dated))
    return pd.concat(pieces, ignore_index=True).astype(frame.dtypes)


def _part(values: npt.NDArray[np.int64], place: int, parts: int) -> npt.NDArray[np.int64]:
    """One of equal parts of whole numbers; all parts add up to the numbers.

    >>> [_part(np.array([10, -10]), place, 3).tolist() for place in range(3)]
    [[3, -3], [3, -3], [4, -4]]
    """
    size, sign = np.abs(values).astype(object), np.sign(values)
    upper, lower = size * (place + 1) // parts, size * place // parts
    return np.asarray((upper - lower) * sign, np.int64)


def _days(month: int) -> tuple[int, int]:
    """First and last day of a month since 1970-01-01."""
    year, number = divmod(month, _YEAR)
    first = dt.date(year, number, 1).toordinal() - _EPOCH
    return first, first + calendar.monthrange(year, number)[1] - 1
