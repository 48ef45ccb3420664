"""Ledgers of single months of a workbook, cut from what was summed already: no line is read again."""

from collections.abc import Mapping, Sequence

import numpy as np

from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.scopes import scope_codes
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.quantities.facts import add_up
from whalecurve.domain.trend.month_facts import MonthFacts

_FINER_DECIMALS = 3
"""Decimals that a quantity without a date gains, so that a month's part of one visit is not all or nothing."""
_ROOM = 2**62


class MonthLedgers:
    """The ledger of any month, under the plan of some statements."""

    def __init__(self, workbook: Workbook, whole: Statements, months: Sequence[int]) -> None:
        """Sort facts and activities by month once.

        Args:
            workbook: Dataset and facts.
            whole: Statements of the period.
            months: All months that will be asked for, in order.
        """
        self._whole, self._ledger = whole, whole.ledger
        self._first, self._period = months[0], whole.ledger.facts.period
        labels, size = workbook.dataset.labels, whole.ledger.size
        self._facts = MonthFacts(workbook.facts, size, whole.ledger.facts.first_month)
        self._scoped = {
            scope: MonthFacts(workbook.scope_facts(scope_codes(scope, labels)), size, part.first_month)
            for scope, part in whole.ledger.scoped.items()
        }
        self._done = _Done(workbook, size)

    def of(self, month: int) -> Ledger:
        """Quantities of one month; months of the period add up to it."""
        since = self._since(month)
        place = self._period.list_months().index(month) if month in self._period else 0
        finer = self._done.decimals(self._period.months)
        scale = self._ledger.scales.get(c.ACTIVITY_QUANTITY, 0) + finer
        return self._ledger.with_parts(
            facts=self._facts.of(month, since),
            scoped={scope: part.of(month, since) for scope, part in self._scoped.items()},
            activities=self._done.of(month, place, self._period.months),
            scales={**self._ledger.scales, c.ACTIVITY_QUANTITY: scale},
            so_far={},
            edges=(),
        )

    def _since(self, month: int) -> int:
        """First of the months that this one adds up with: before the period, in it, or after it."""
        if month in self._period:
            return self._period.first
        return self._first if month < self._period.first else self._period.last + 1


class _Done:
    """Activities by month; what has no date has the same part in each month of the period."""

    def __init__(self, workbook: Workbook, size: int) -> None:
        table = workbook.dataset.activities
        self._size = size
        self._names = tuple(workbook.dataset.labels.get(c.ACTIVITY, ()))
        months = table[c.MONTH].to_numpy().astype(np.int64)
        order = np.argsort(months, kind="stable")
        self._months = months[order]
        code = table[c.CUSTOMER].to_numpy().astype(np.int64)[order]
        self._places = np.where(code < 0, size, code)
        self._quantities = table[c.QUANTITY].to_numpy().astype(np.int64)[order]
        self._activities = table[c.ACTIVITY].to_numpy()[order]
        self._undated = self._sums(c.UNDATED)

    def decimals(self, months: int) -> int:
        """Decimals that quantities gain."""
        undated = any(values.any() for values in self._undated.values())
        most = int(np.abs(self._quantities).max(initial=0)) * max(len(self._quantities), 1)
        return _FINER_DECIMALS if undated and most * 10**_FINER_DECIMALS * months < _ROOM else 0

    def of(self, month: int, place: int, months: int) -> Mapping[str, Ints]:
        """Each activity of a month per customer and, last, of nobody.

        Args:
            month: ``year * 100 + month``.
            place: Which part of what has no date it gets.
            months: Number of parts.
        """
        finer = 10 ** self.decimals(months)
        return {
            name: values * finer + _part(self._undated[name] * finer, place, months)
            for name, values in self._sums(month).items()
        }

    def _sums(self, month: int) -> dict[str, Ints]:
        rows = slice(*np.searchsorted(self._months, [month, month + 1]).tolist())
        found = {}
        for number, name in enumerate(self._names):
            mine = self._activities[rows] == number
            found[name] = add_up(self._places[rows][mine], self._quantities[rows][mine], self._size + 1)
        return found


def _part(values: Ints, place: int, parts: int) -> Ints:
    """One of equal parts of whole numbers; all parts add up to them."""
    return np.asarray(values * (place + 1) // parts - values * place // parts, dtype=np.int64)
