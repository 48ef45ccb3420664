"""A typed cell as text: numbers as a spreadsheet shows them, dates in ISO form, never an exponent."""

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final


def cell_text(value: object) -> str:
    """Text of one cell of a spreadsheet or a Parquet file.

    Floats have the 15 significant digits that a spreadsheet keeps; yes and no stand for booleans.

    >>> [cell_text(value) for value in (676.0, 1 / 3, 8.560000000000002, 1e20, True, None, "007")]
    ['676', '0.333333333333333', '8.56', '100000000000000000000', 'yes', '', '007']
    >>> cell_text(dt.datetime(2024, 1, 5, 0, 0)), cell_text(dt.datetime(2024, 1, 5, 10, 30))
    ('2024-01-05', '2024-01-05 10:30:00')
    """
    write = next((write for kind, write in _WRITERS if isinstance(value, kind)), str)
    return write(value)


def float_text(value: float) -> str:
    """A float with at most 15 significant digits and without an exponent.

    NaN and infinity keep their names, to be refused by line.

    >>> float_text(-0.0), float_text(1e-7), float_text(float("nan"))
    ('0', '0.0000001', 'nan')
    """
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    text = format(value, ".15g")
    return format(Decimal(text), "f") if "e" in text else text


def _moment_text(value: dt.datetime) -> str:
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.replace(tzinfo=None).isoformat(" ", "seconds")


# A boolean is an integer and a moment is a date: the narrower kind stands first.
_WRITERS: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (str, str),
    (type(None), lambda _: ""),
    (bool, lambda flag: "yes" if flag else "no"),
    (float, float_text),
    (Decimal, lambda number: format(number, "f")),
    (dt.datetime, _moment_text),
)
