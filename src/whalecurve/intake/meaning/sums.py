"""The sum of a column as text."""

from typing import Final

from whalecurve.domain.words.formats import plain_decimal
from whalecurve.intake.currency.exchange import Exchange
from whalecurve.intake.values.exact import Amounts

_MINOR: Final = 2


def sum_text(amounts: Amounts, exchange: Exchange | None = None) -> str:
    """Exact sum of the present amounts, rounded once to two decimals, half away from zero.

    Amounts of several currencies are converted by ``exchange`` first: two are never added.

    >>> import numpy as np
    >>> sum_text(Amounts(np.array([1005, 2]), 3, np.array([True, False])))
    '1.01'
    """
    amounts = exchange.lines(amounts) if exchange else amounts
    total = int(amounts.values[amounts.present].astype(object).sum()) if amounts.present.any() else 0
    if amounts.scale <= _MINOR:
        return plain_decimal(total * 10 ** (_MINOR - amounts.scale), _MINOR)
    below = 10 ** (amounts.scale - _MINOR)
    rounded = (2 * abs(total) + below) // (2 * below)
    return plain_decimal(-rounded if total < 0 else rounded, _MINOR)
