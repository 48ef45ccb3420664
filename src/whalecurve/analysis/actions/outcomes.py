"""From records of done actions to what they brought, under the plan in force."""

from collections.abc import Sequence

import numpy as np

from whalecurve.analysis.results import open_ledger, plan_scopes, rate_changes
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.actions.action import PROSPECT, REFERRAL, yearly
from whalecurve.domain.actions.realised import Realised, compared, to_compare
from whalecurve.domain.actions.record import Record
from whalecurve.domain.costing.statement import Statements, make_statements
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.quantities.facts import Period

_MOST_MONTHS = 12


def realised(workbook: Workbook, statements: Statements, records: Sequence[Record]) -> tuple[Realised, ...]:
    """What done actions brought; those without months after them, and of customers who are gone, are left out.

    Args:
        workbook: Dataset and facts.
        statements: The answer over it; its plan is used for every month.
        records: What was kept.
    """
    span = workbook.facts.span
    if workbook.frozen is not None or span is None:
        return ()
    contributions: dict[Period, Ints] = {}
    places = {str(name): place for place, name in enumerate(statements.ledger.ids.tolist())}
    found = []
    for record in to_compare(records):
        periods = compared(record.done_on, span)
        if periods is None:
            continue
        before, after = periods
        for period in periods:
            if period not in contributions and len(contributions) < 2 * _MOST_MONTHS:
                contributions[period] = contribution_of(workbook, statements, period)
        if before in contributions and after in contributions:
            found += _realised(record, places, contributions, before, after)
    return tuple(found)


def contribution_of(workbook: Workbook, statements: Statements, period: Period) -> Ints:
    """Contribution margin of every customer in a period under the plan in force, minor units; shape (customers,)."""
    scenario = statements.scenario
    ledger = open_ledger(workbook, period, plan_scopes(workbook, scenario), rate_changes(scenario, period))
    return np.asarray(make_statements(ledger, scenario).contribution_margin, dtype=np.int64)


def _realised(
    record: Record, places: dict[str, int], contributions: dict[Period, Ints], before: Period, after: Period
) -> list[Realised]:
    came = record.became if record.kind == REFERRAL else (record.customer_id,)
    known = [places[name] for name in came if name in places]
    if not known:
        return []
    then = yearly(int(contributions[after][known].sum()), after.months)
    if record.kind in {REFERRAL, PROSPECT}:
        return [Realised(record, then, after, None)]
    return [Realised(record, then - yearly(int(contributions[before][known].sum()), before.months), after, before)]
