"""Who lost in two periods running."""

import numpy as np
import numpy.typing as npt

from whalecurve.analysis.results import open_ledger, plan_scopes, rate_changes
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.costing.statement import Statements, make_statements
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.words.formats import counted

_SHORTEST = 2


def lost_twice(workbook: Workbook, statements: Statements) -> tuple[npt.NDArray[np.bool_], str]:
    """Customers who lost in two periods running under the plan in force, shape (customers,), and which these are.

    The periods are the one in force and as many months before it. Where the data does not reach so far back, they are
    the two halves of the period; of a single month, and of a snapshot, nothing can be said.

    Args:
        workbook: Dataset and facts.
        statements: The answer over it.
    """
    nobody = np.zeros(statements.ledger.size, dtype=np.bool_)
    pair = two_periods(statements.ledger.facts.period, workbook.facts.span)
    if workbook.frozen is not None or pair is None:
        return nobody, ""
    before, after = (_profit(workbook, statements, period) for period in pair)
    months = pair[0].months
    halves = f"in each of the last two spans of {counted(months, 'month')}"
    is_before = pair[1] == statements.ledger.facts.period
    return (before < 0) & (after < 0), f"in the {counted(months, 'month')} before too" if is_before else halves


def two_periods(period: Period, span: Period | None) -> tuple[Period, Period] | None:
    """The period and the same number of months before it, else its halves; None for a single month.

    >>> two_periods(Period(202601, 202603), Period(202501, 202612))
    (Period(first=202510, last=202512), Period(first=202601, last=202603))
    >>> two_periods(Period(202601, 202605), Period(202601, 202605))
    (Period(first=202602, last=202603), Period(first=202604, last=202605))
    >>> two_periods(Period(202601, 202601), Period(202601, 202601)) is None
    True
    """
    months = period.months
    if span is not None and span.first < period.first:
        known = Period(span.first, period.last).list_months()
        if len(known) >= 2 * months:
            return Period(known[-2 * months], known[-months - 1]), period
    if months < _SHORTEST:
        return None
    own, half = period.list_months(), months // 2
    return Period(own[-2 * half], own[-half - 1]), Period(own[-half], own[-1])


def _profit(workbook: Workbook, statements: Statements, period: Period) -> npt.NDArray[np.int64]:
    scenario = statements.scenario
    if period == statements.ledger.facts.period:
        return statements.customer_profit
    ledger = open_ledger(workbook, period, plan_scopes(workbook, scenario), rate_changes(scenario, period))
    return make_statements(ledger, scenario).customer_profit
