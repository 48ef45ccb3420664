"""Quantities, rates and scopes as people write them, with every digit."""

from decimal import Decimal
from typing import Final

from whalecurve.domain.formats import quantity
from whalecurve.domain.numbers import Quantity
from whalecurve.domain.scenario import DRIVER_CUSTOMERS, Scope

_WORDS: Final = {
    "order": "orders",
    "line": "lines",
    "unit": "units",
    "new_customer": "first order in the period",
    DRIVER_CUSTOMERS: "customers",
    "gross_margin": "gross margin",
}
_PLAIN_TEXT_DIGITS: Final = 15


def counted_words(name: str) -> str:
    """What a cost is counted in, or shared by, as a noun; an activity or a column has its own name.

    >>> counted_words("order"), counted_words("visits")
    ('orders', 'visits')
    """
    return _WORDS.get(name, name)


def quantity_text(numbers: Quantity, place: int) -> str:
    """The exact quantity at one place, as people write it.

    >>> import numpy as np
    >>> quantity_text(Quantity(np.array([120050]), 2), 0)
    '1,200.5'
    """
    return quantity(int(numbers.values[place]), numbers.scale)


def rate_text(rate: Decimal) -> str:
    """A rate or amount with all its digits and no trailing zeros.

    >>> rate_text(Decimal("0.0040")), rate_text(Decimal("120000"))
    ('0.004', '120,000')
    """
    digits = max(-int(rate.normalize().as_tuple().exponent), 0)
    digits = min(digits, _PLAIN_TEXT_DIGITS)
    return quantity(int(rate.scaleb(digits).to_integral_value()), digits)


def scope_words(only: Scope) -> str:
    """Where a cost counts, in words; empty when it counts everywhere.

    >>> scope_words((("rep", ("Ann", "Ben")),))
    ' (only rep: Ann, Ben)'
    """
    if not only:
        return ""
    return " (only " + "; ".join(f"{column}: {', '.join(values)}" for column, values in only) + ")"
