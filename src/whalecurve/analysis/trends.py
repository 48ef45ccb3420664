"""A workbook's trend: every month of the files under one plan, and who came when."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from whalecurve.analysis.month_ledgers import MonthLedgers
from whalecurve.analysis.results import Analysis
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.errors import NotAllowedError, WhalecurveError
from whalecurve.domain.money.apportion import Ints, exact_sum
from whalecurve.domain.plan.dated_amounts import months_without
from whalecurve.domain.plan.scenario import CostPool
from whalecurve.domain.quantities.charged_months import ChargedMonths
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, Facts, Period
from whalecurve.domain.trend.cohorts import A_MONTH, Cohorts, cohorts
from whalecurve.domain.trend.month_figures import MonthFigures, Time, month_figures, time_named
from whalecurve.domain.trend.month_statements import month_statements, month_totals
from whalecurve.domain.trend.trend import Trend

MOST_MONTHS: Final = 600
_TIME_WORDS: Final = "hour"
_ROOM: Final = 1_000_000
"""More than there are months since the year 0."""


@dataclass(frozen=True)
class FoundTrend:
    """The trend, and what its customers left by the month they came in.

    Attributes:
        trend: Every month.
        left: First month and month -> contribution margin of those who came in the one in the other, minor units.
        sizes: First month -> how many customers came.
        is_even: Whether amounts have no dates, so that every customer has the same in each month.
    """

    trend: Trend
    left: Mapping[tuple[int, int], int]
    sizes: Mapping[int, int]
    is_even: bool


def find_trend(workbook: Workbook, answered: Analysis, today: dt.date | None = None) -> FoundTrend:
    """Cost every month of the files and of the period under the plan of an answer.

    Args:
        workbook: Dataset and facts.
        answered: The answer of the period in force.
        today: The reader's day, so that a month that is not over is known; None leaves it out.

    Raises:
        NotAllowedError: The workbook is a snapshot, which knows its own period alone.
        WhalecurveError: There are more months than somebody could look at.
    """
    if workbook.frozen is not None:
        raise NotAllowedError("The trend is not part of what is shared", remedy="ask the owner for a file")
    whole = answered.results.statements
    months = _months(workbook.facts, whole.ledger.facts.period)
    time = time_of(whole)
    ledgers = MonthLedgers(workbook, whole, months)
    figures: list[MonthFigures] = []
    left: dict[tuple[int, int], int] = {}
    first = whole.ledger.facts.first_month[:-1]
    for totals in month_totals(whole, charged_parts(workbook, whole, months), ledgers.of):
        statements = month_statements(whole, totals, ledgers.of(totals.month))
        figures.append(month_figures(totals.month, statements, time))
        left |= _left(totals.month, statements, first)
    period = whole.ledger.facts.period
    trend = Trend(
        tuple(figures),
        period,
        workbook.facts.span or period,
        workbook.edges(Period(months[0], months[-1])),
        _not_over(months, today),
        time,
        _without_lines(workbook.facts),
        bool((workbook.dataset.activities[c.MONTH] == c.UNDATED).any()),
        {pool.name: _unsaid(pool, months) for pool in whole.scenario.fixed if pool.dated},
    )
    came, customers = np.unique(first[first > 0], return_counts=True)
    return FoundTrend(trend, left, dict(zip(came.tolist(), customers.tolist(), strict=True)), _is_even(workbook))


def find_cohorts(workbook: Workbook, found: FoundTrend, span: int = A_MONTH) -> Cohorts:
    """Customers by the month or quarter they first bought in.

    Args:
        workbook: Dataset and facts.
        found: Its trend.
        span: Months of a span: 1 or 3.
    """
    trend = found.trend
    held = [each.month for each in trend.months if each.month not in trend.incomplete]
    return cohorts(found.sizes, found.left, _buyers(workbook.facts, span), held, span)


def time_of(statements: Statements) -> Time | None:
    """The activity that time is counted in: one of minutes or hours, else the one with the most of it."""
    done = {name: exact_sum(values[:-1]) for name, values in statements.ledger.activities.items()}
    named = [time_named(name) for name, much in done.items() if much > 0]
    if not named:
        return None
    return max(named, key=lambda time: (time.unit == _TIME_WORDS, done[time.activity]))


def charged_parts(workbook: Workbook, whole: Statements, months: Sequence[int]) -> dict[int, Fraction]:
    """The part of each month that is charged of fixed costs: in the period as it says, outside as one by itself."""
    way = whole.scenario.settings.part_months
    span = Period(months[0], months[-1])
    outside = ChargedMonths.of(span, workbook.edges(span), way).parts
    return {**outside, **whole.charged.parts}


def _months(facts: Facts, period: Period) -> list[int]:
    span = facts.span or period
    months = Period(min(span.first, period.first), max(span.last, period.last)).list_months()
    if len(months) > MOST_MONTHS:
        raise WhalecurveError(
            f"A trend has at most {MOST_MONTHS} months",
            found=str(len(months)),
            remedy="look at the dates of the files, or shorten the period",
        )
    return months


def _unsaid(pool: CostPool, months: Sequence[int]) -> tuple[int, ...]:
    """Months for which a list of dated amounts says nothing."""
    return tuple(months_without(pool.dated, Period(months[0], months[-1])))


def _not_over(months: Sequence[int], today: dt.date | None) -> int:
    now = 0 if today is None else today.year * 100 + today.month
    return now if now and now <= months[-1] else 0


def _left(month: int, statements: Statements, first: Ints) -> dict[tuple[int, int], int]:
    """What the customers of each first month left in a month; who has not come yet is in none."""
    came = (first > 0) & (first <= month)
    cohort, place = np.unique(first[came], return_inverse=True)
    left = np.zeros(len(cohort), dtype=np.int64)
    np.add.at(left, place, statements.contribution_margin[came])
    return {(int(one), month): int(much) for one, much in zip(cohort, left, strict=True)}


def _buyers(facts: Facts, span: int) -> dict[tuple[int, int], int]:
    """First span and span -> how many customers bought in it, each once however many of its months they bought in."""
    monthly = facts.monthly.loc[facts.monthly[c.CUSTOMER] >= 0]
    code, month = monthly[c.CUSTOMER].to_numpy(), monthly[c.MONTH].to_numpy().astype(np.int64)
    number = ((month // 100) * MONTHS_A_YEAR + month % 100 - 1) // span
    # Rows are sorted by customer, then month: what repeats the row before it is the same customer in the same span.
    starts = np.diff(code, prepend=-1) != 0
    rows = np.flatnonzero(starts | (np.diff(number, prepend=-1) != 0))
    first = number[np.flatnonzero(starts)][np.cumsum(starts)[rows] - 1]
    pairs, counts = np.unique(first * _ROOM + number[rows], return_counts=True)
    return {divmod(pair, _ROOM): many for pair, many in zip(pairs.tolist(), counts.tolist(), strict=True)}


def _without_lines(facts: Facts) -> tuple[int, ...]:
    there = set(facts.monthly[c.MONTH].tolist())
    return tuple(month for month in facts.span.list_months() if month not in there) if facts.span else ()


def _is_even(workbook: Workbook) -> bool:
    """Whether the lines of the files were spread over months, so that customers have the same in each of them.

    Spread lines are more than were read; the fees of subscriptions are alike as well, and have dates.
    """
    facts = workbook.facts
    if int(facts.monthly[c.LINES].sum()) <= workbook.lines.get("used", 0):
        return False
    code, revenue = (facts.monthly[name].to_numpy() for name in (c.CUSTOMER, c.NET_REVENUE))
    starts = np.flatnonzero(np.diff(code, prepend=-2) != 0)
    months = facts.monthly[c.MONTH].nunique()
    if months == 1 or not len(starts) or (np.diff(np.append(starts, len(code))) != months).any():
        return False
    spread = np.maximum.reduceat(revenue, starts) - np.minimum.reduceat(revenue, starts)
    return bool((spread <= 1).all())
