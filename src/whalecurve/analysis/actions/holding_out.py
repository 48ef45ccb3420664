"""From a draw and a workbook to what the months since then say, and how large an effect could be seen at all."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from whalecurve.analysis.actions.outcomes import contribution_of
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.actions.always_valid import Floats, Look, look
from whalecurve.domain.actions.holdout import Holdout
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, Period

_HALF: Final = 6


def earlier_changes(workbook: Workbook, statements: Statements, places: Sequence[int]) -> Floats:
    """How customers' contribution changed between the last two spans of equal length, minor units a year.

    Args:
        workbook: Dataset and facts.
        statements: The answer over it.
        places: Positions of the customers.

    Returns:
        One for each; empty where the data has a single month.
    """
    months = workbook.facts.span.list_months() if workbook.facts.span else []
    half = min(_HALF, len(months) // 2)
    if not half:
        return np.zeros(0)
    later, earlier = Period(months[-half], months[-1]), Period(months[-2 * half], months[-half - 1])
    return _changes(workbook, statements, places, earlier, later)


def looked(workbook: Workbook, statements: Statements, kept: Holdout) -> Look | None:
    """What the months after the draw say so far, minor units a year for each customer; None before there is one.

    The months compared with stay the same at every look: up to twelve before the month of the draw.

    Args:
        workbook: Dataset and facts.
        statements: The answer over it.
        kept: The draw.
    """
    months = workbook.facts.span.list_months() if workbook.facts.span else []
    drawn = int(kept.drawn_on[:4]) * 100 + int(kept.drawn_on[5:7])
    before, after = [each for each in months if each < drawn], [each for each in months if each > drawn]
    if not before or not after:
        return None
    base, since = Period(before[-MONTHS_A_YEAR:][0], before[-1]), Period(after[0], after[-1])
    where = {str(name): place for place, name in enumerate(statements.ledger.ids.tolist())}
    treated, held = ([where[name] for name in side if name in where] for side in (kept.treated, kept.held))
    changes = _changes(workbook, statements, [*treated, *held], base, since)
    return look(changes[: len(treated)], changes[len(treated) :], kept.planned_error)


def _changes(
    workbook: Workbook, statements: Statements, places: Sequence[int], earlier: Period, later: Period
) -> Floats:
    then, now = (contribution_of(workbook, statements, period)[list(places)] for period in (earlier, later))
    return np.asarray(MONTHS_A_YEAR * (now / later.months - then / earlier.months), dtype=np.float64)
