"""Running totals of a statement: from what was listed, line by line, to what is left."""

import math
from typing import Final

import pandas as pd

from whalecurve.charts.fields import AMOUNT, LABEL
from whalecurve.domain.columns import KIND
from whalecurve.domain.errors import WhalecurveError

START: Final = "start"
LESS: Final = "less"
MORE: Final = "more"
SUBTOTAL: Final = "subtotal"
RESULT: Final = "result"
TOTALS: Final = frozenset({START, SUBTOTAL, RESULT})
_SIGNS: Final = {LESS: -1, MORE: 1}

BEGIN: Final = "begin"
END: Final = "end"


def running_totals(statement: pd.DataFrame) -> pd.DataFrame:
    """Add ``begin`` and ``end``: where each line's bar starts and where the total stands after it.

    Args:
        statement: In order: ``label``, ``amount`` (major units; costs positive), ``kind``: ``start``, ``less``,
            ``more``, ``subtotal`` or ``result``. Start, subtotals and result stand on zero and carry the total itself.

    Raises:
        WhalecurveError: When a kind is unknown, or a subtotal is not what the lines above it add up to.

    >>> statement = pd.DataFrame({
    ...     "label": ["Revenue", "Delivery", "Profit"],
    ...     "amount": [10.0, 12.5, -2.5],
    ...     "kind": ["start", "less", "result"],
    ... })
    >>> running_totals(statement)[["begin", "end"]].to_numpy().tolist()
    [[0.0, 10.0], [10.0, -2.5], [0.0, -2.5]]
    >>> running_totals(statement.assign(amount=[10.0, 12.5, 1.0]))
    Traceback (most recent call last):
        ...
    whalecurve.domain.errors.WhalecurveError: A statement does not add up at Profit. Found: 1.00 instead of -2.50.
    """
    lines = zip(statement[LABEL], statement[AMOUNT], statement[KIND], strict=True)
    total, begins, ends = 0.0, [], []
    for label, amount, kind in lines:
        begin, total = _step(total, str(label), float(amount), str(kind))
        begins.append(begin)
        ends.append(total)
    return statement.assign(**{BEGIN: begins, END: ends})


def _step(total: float, label: str, amount: float, kind: str) -> tuple[float, float]:
    if kind in _SIGNS:
        return total, total + _SIGNS[kind] * amount
    if kind not in TOTALS:
        known = ", ".join(sorted(TOTALS | set(_SIGNS)))
        raise WhalecurveError(
            f"A statement has a line of an unknown kind at {label}", found=kind, remedy=f"use {known}"
        )
    if kind != START and not math.isclose(amount, total, rel_tol=1e-9, abs_tol=0.005):
        raise WhalecurveError(f"A statement does not add up at {label}", found=f"{amount:.2f} instead of {total:.2f}")
    return 0.0, amount
