"""The activities behind a cost: what was done for one customer, when, and where it stands in the files."""

import pandas as pd

from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.costing.hierarchy import counted_in_activity
from whalecurve.domain.costing.ledger import Ledger, find_name
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.plan.scenario import CostPool, VariableCost
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.quantities.origin import SHEET, origin_of
from whalecurve.domain.words.formats import quantity


def activity_of(ledger: Ledger, cost: CostPool | VariableCost | None) -> str:
    """Name of the activity that a cost is counted in, or shared by; empty for none."""
    if cost is None or not counted_in_activity(ledger, cost):
        return ""
    counted = cost.driver if isinstance(cost, CostPool) else cost.per
    return find_name(counted, tuple(ledger.activities)) or ""


def activity_frame(workbook: Workbook, period: Period, place: int, activity: str) -> pd.DataFrame:
    """Rows of one activity of one customer that count in a period, as texts.

    Args:
        workbook: The dataset.
        period: Months; an activity without a date counts in every one.
        place: Code of the customer.
        activity: Name of the activity.
    """
    dataset = workbook.dataset
    table, code = dataset.activities, list(dataset.labels[c.ACTIVITY]).index(activity)
    month = table[c.MONTH]
    counts = (month == c.UNDATED) | ((month >= period.first) & (month <= period.last))
    rows = table[(table[c.CUSTOMER] == place) & (table[c.ACTIVITY] == code) & counts]
    scale = dataset.scales.get(c.ACTIVITY_QUANTITY, 0)
    shown = {
        c.MONTH: ["" if value == c.UNDATED else month_text(value) for value in rows[c.MONTH].tolist()],
        c.ACTIVITY: [activity] * len(rows),
        c.QUANTITY: [quantity(value, scale) for value in rows[c.QUANTITY].tolist()],
    }
    return pd.DataFrame({**shown, **_where(workbook, rows)}, dtype=object)


def _where(workbook: Workbook, rows: pd.DataFrame) -> dict[str, list[str]]:
    """File, sheet and row; nothing of data that was stored before these were kept."""
    if c.FILE not in rows or (rows[c.FILE] < 0).all():
        return {}
    origins = [origin_of(workbook.origins, place) for place in rows[c.FILE].tolist()]
    sheets = {SHEET: [origin.sheet for origin in origins]} if any(origin.sheet for origin in origins) else {}
    files = [origin.file for origin in origins]
    return {c.FILE: files, **sheets, c.LINE: [str(line) for line in rows[c.LINE].tolist()]}
