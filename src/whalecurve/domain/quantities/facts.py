"""What the engine returns: one row per customer and month, and a period's sums of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.errors import WhalecurveError

Ints = npt.NDArray[np.int64]
MONTHS_A_YEAR = 12
INT64_LIMIT = 2**63


@dataclass(frozen=True)
class Period:
    """A span of whole months, both ends included, each written ``year * 100 + month``.

    >>> Period(202511, 202602).months
    4
    >>> 202601 in Period(202511, 202602)
    True
    >>> Period(202602, 202511)
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: The period ends before it begins. Found: 2026-02 to 2025-11. To fix it:
        swap the two months.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse a month that is none and a period that runs backwards."""
        for month in (self.first, self.last):
            if not 1 <= month % 100 <= MONTHS_A_YEAR:
                raise WhalecurveError("A period needs months", found=str(month), remedy="write a month as 2026-05")
        if self.last < self.first:
            raise WhalecurveError(
                "The period ends before it begins",
                found=f"{_words(self.first)} to {_words(self.last)}",
                remedy="swap the two months",
            )

    def __contains__(self, month: int) -> bool:
        """Whether ``month`` lies inside."""
        return self.first <= month <= self.last

    @property
    def months(self) -> int:
        """Number of months, both ends included."""
        return month_number(self.last) - month_number(self.first) + 1

    def list_months(self) -> list[int]:
        """Every month of the period, in order.

        >>> Period(202511, 202601).list_months()
        [202511, 202512, 202601]
        """
        start = month_number(self.first)
        return [(n // MONTHS_A_YEAR) * 100 + n % MONTHS_A_YEAR + 1 for n in range(start, start + self.months)]


def _words(month: int) -> str:
    return f"{month // 100:04d}-{month % 100:02d}"


def month_number(month: int) -> int:
    """Months since the year 0 of ``year * 100 + month``, for counting.

    >>> month_number(202601) - month_number(202512)
    1
    """
    return (month // 100) * MONTHS_A_YEAR + month % 100 - 1


@dataclass(frozen=True)
class Facts:
    """Sums per customer and month over all lines, or over the lines of one scope.

    Attributes:
        monthly: ``customer`` (-1 unassigned), ``month``, ``lines``, ``orders`` (distinct, with a line in the month),
            then the measures as int64; sorted by customer, then month.
        order_repeats: ``customer``, ``month``, ``previous_month``, ``orders``: orders seen again in a later month,
            so that an order that spans months counts once in a period.
        covers: The months that a snapshot speaks of; None where the lines say it.
    """

    monthly: pd.DataFrame
    order_repeats: pd.DataFrame
    covers: Period | None = None

    @cached_property
    def span(self) -> Period | None:
        """The months covered: first to last month with a line, or None when there is no line."""
        if self.covers is not None:
            return self.covers
        months = self.monthly[c.MONTH]
        return None if months.empty else Period(int(months.min()), int(months.max()))


@dataclass(frozen=True)
class PeriodFacts:
    """Sums of one period; each array has one place per customer on file and a last one for what is unassigned.

    Attributes:
        sums: Measure -> int64 array of shape (customers + 1,), at the dataset's scales; ``lines`` and ``orders``
            among them.
        first_month: The customer's first month with a line in the whole file, 0 when there is none; shape (customers
            + 1,).
        period: The months summed.
    """

    sums: Mapping[str, Ints]
    first_month: Ints
    period: Period

    @property
    def customers(self) -> int:
        """Number of customers on file."""
        return len(self.first_month) - 1

    @cached_property
    def active(self) -> npt.NDArray[np.bool_]:
        """Which customers on file have a line in the period; shape (customers,)."""
        return np.asarray(self.sums[c.LINES][:-1] > 0)

    @cached_property
    def is_new(self) -> Ints:
        """1 where the customer's first line of the whole file lies in the period; shape (customers + 1,)."""
        new = (self.first_month >= self.period.first) & (self.first_month <= self.period.last)
        new[-1] = False
        return np.asarray(new, dtype=np.int64)

    @cached_property
    def months_on_file(self) -> Ints:
        """Months of the period from the customer's first line of the whole file on; shape (customers,)."""
        first = np.maximum(self.first_month[:-1], self.period.first)
        months = month_number(self.period.last) - ((first // 100) * MONTHS_A_YEAR + first % 100 - 1) + 1
        return np.where(self.first_month[:-1] > 0, np.maximum(months, 0), 0).astype(np.int64)


def sum_period(facts: Facts, customers: int, period: Period) -> PeriodFacts:
    """Sum the months of ``period`` for each customer.

    Args:
        facts: Engine output.
        customers: Number of customers on file.
        period: Months to sum.

    Raises:
        WhalecurveError: If a sum does not fit 64 bits.

    >>> monthly = pd.DataFrame({"customer": [-1, 0, 0], "month": [202601, 202601, 202602], "lines": [1, 2, 1],
    ...                         "orders": [1, 1, 1], "net_revenue": [5, 100, 50]})
    >>> repeats = pd.DataFrame({"customer": [0], "month": [202602], "previous_month": [202601], "orders": [1]})
    >>> year = sum_period(Facts(monthly, repeats), 2, Period(202601, 202612))
    >>> year.sums["net_revenue"].tolist(), year.sums["orders"].tolist()
    ([150, 0, 5], [1, 0, 1])
    """
    monthly = facts.monthly
    month = monthly[c.MONTH].to_numpy()
    code = monthly[c.CUSTOMER].to_numpy().astype(np.int64)
    place = np.where(code < 0, customers, code)
    inside = (month >= period.first) & (month <= period.last)
    names = [name for name in monthly.columns if name not in {c.CUSTOMER, c.MONTH}]
    sums = {name: add_up(place[inside], monthly[name].to_numpy()[inside], customers + 1) for name in names}
    if c.ORDERS in sums:
        sums[c.ORDERS] = sums[c.ORDERS] - _counted_twice(facts.order_repeats, customers, period)
    first = np.full(customers + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, place, month.astype(np.int64))
    return PeriodFacts(sums, np.where(first == np.iinfo(np.int64).max, 0, first), period)


def add_up(place: npt.NDArray[np.int64], amounts: npt.NDArray[np.int64], size: int) -> Ints:
    """Exact int64 sums of ``amounts`` by ``place``; refuses what does not fit 64 bits."""
    total = np.zeros(size, dtype=np.int64)
    if len(amounts):
        biggest = max(abs(int(amounts.max())), abs(int(amounts.min())))
        if biggest * len(amounts) >= INT64_LIMIT and sum(abs(int(a)) for a in amounts) >= INT64_LIMIT:
            raise WhalecurveError(
                "The amounts are too large to add up exactly",
                found=f"single amounts up to {biggest} in the smallest unit",
                remedy="check the amount column for ids or dates read as money, or use fewer decimals",
            )
        np.add.at(total, place, amounts)
    return total


def _counted_twice(repeats: pd.DataFrame, customers: int, period: Period) -> Ints:
    """How many orders of each customer were counted again in a later month of the period."""
    inside = (repeats[c.PREVIOUS_MONTH] >= period.first) & (repeats[c.MONTH] <= period.last)
    rows = repeats.loc[inside]
    code = rows[c.CUSTOMER].to_numpy().astype(np.int64)
    return add_up(np.where(code < 0, customers, code), rows[c.ORDERS].to_numpy().astype(np.int64), customers + 1)
