"""The sums of single months, cut out of the facts without reading a line again."""

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.quantities.facts import Facts, Period, PeriodFacts, add_up

_KEYS = frozenset({c.CUSTOMER, c.MONTH})


class MonthFacts:
    """Facts sorted by month once, so that each month is a slice of them.

    An order whose lines lie in several months counts in the month in which it is first known since a month that is
    given: so the months from there on add up to their period, order by order.
    """

    def __init__(self, facts: Facts, customers: int, first_month: Ints) -> None:
        """Sort the facts.

        Args:
            facts: Engine output.
            customers: Number of customers on file.
            first_month: Each customer's first month with a line in the whole file, shape (customers + 1,).
        """
        self._customers, self._first_month = customers, first_month
        months = facts.monthly[c.MONTH].to_numpy().astype(np.int64)  # as what is looked up: no cast each time
        order = np.argsort(months, kind="stable")
        self._months = months[order]
        self._columns = {str(name): facts.monthly[name].to_numpy()[order] for name in facts.monthly.columns}
        self._repeats = facts.order_repeats

    def of(self, month: int, since: int) -> PeriodFacts:
        """Sums of one month; shapes as of any period.

        Args:
            month: ``year * 100 + month``.
            since: First month of those that are to add up with this one.
        """
        rows = slice(*np.searchsorted(self._months, [month, month + 1]).tolist())
        place = self._places(self._columns[c.CUSTOMER][rows])
        sums = {}
        for name, values in self._columns.items():
            if name not in _KEYS:
                sums[name] = np.zeros(self._customers + 1, dtype=np.int64)
                sums[name][place] = values[rows]  # a customer has one row a month
        if c.ORDERS in sums:
            sums[c.ORDERS] = sums[c.ORDERS] - self._known_before(month, since)
        return PeriodFacts(sums, self._first_month, Period(month, month))

    def _known_before(self, month: int, since: int) -> Ints:
        repeats = self._repeats
        rows = repeats.loc[(repeats[c.MONTH] == month) & (repeats[c.PREVIOUS_MONTH] >= since)]
        counted = rows[c.ORDERS].to_numpy().astype(np.int64)
        return add_up(self._places(rows[c.CUSTOMER].to_numpy()), counted, self._customers + 1)

    def _places(self, codes: Ints) -> Ints:
        codes = codes.astype(np.int64)
        return np.where(codes < 0, self._customers, codes)
