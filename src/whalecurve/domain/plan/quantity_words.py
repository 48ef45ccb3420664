"""Quantities, rates and scopes as people write them, with every digit."""

from decimal import Decimal
from typing import Final

from whalecurve.domain.money.exact_numbers import Quantity
from whalecurve.domain.plan.scenario import DRIVER_CUSTOMERS, Scope
from whalecurve.domain.words.formats import quantity
from whalecurve.domain.words.wording import labelled

_NOUNS: Final = {
    "order": ("order", "orders"),
    "orders": ("order", "orders"),
    "line": ("line", "lines"),
    "lines": ("line", "lines"),
    "unit": ("unit", "units"),
    "units": ("unit", "units"),
    DRIVER_CUSTOMERS: ("customer", "customers"),
    "new_customer": ("first order in the period", "first orders in the period"),
}
_AMOUNTS: Final = {"revenue": "revenue", "gross_margin": "gross margin"}
"""Drivers that are money: a word that is never counted."""

_PLAIN_TEXT_DIGITS: Final = 15


def number_of(number: str, what: str) -> str:
    """A written number of what a cost is counted in, or shared by, in the form that agrees with it.

    >>> number_of("1", "order"), number_of("4.5", "units"), number_of("63", "Visit"), number_of("20", "gross_margin")
    ('1 order', '4.5 units', '63 (Visit)', '20 gross margin')
    """
    if what in _AMOUNTS:
        return f"{number} {_AMOUNTS[what]}"
    if what not in _NOUNS:
        return labelled(number, what)
    return f"{number} {_NOUNS[what][number != '1']}"


def each_of(what: str) -> str:
    """One of what a cost is shared by: a noun of ours, or a user's own name apart.

    >>> each_of("customers"), each_of("lines"), each_of("Visit")
    ('each customer', 'each line', 'each 1 (Visit)')
    """
    return f"each {_NOUNS[what][0]}" if what in _NOUNS else f"each {labelled('1', what)}"


def any_of(what: str) -> str:
    """Of what there may be none: a noun of ours for many of them, or a user's own name apart.

    >>> any_of("orders"), any_of("Visit")
    ('any orders', 'any (Visit)')
    """
    return f"any {_AMOUNTS.get(what) or (_NOUNS[what][1] if what in _NOUNS else f'({what})')}"


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
