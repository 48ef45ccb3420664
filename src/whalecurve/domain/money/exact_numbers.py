"""Exact whole numbers from decimal text: a column of quantities and the scale that makes it whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import numpy as np
import pandas as pd

from whalecurve.domain.money.apportion import Ints

MOST_DECIMALS = 9


@dataclass(frozen=True)
class Quantity:
    """Whole numbers that stand for ``values / 10**scale``; ``values`` is int64 of shape (n,)."""

    values: Ints
    scale: int = 0

    def exact(self, position: int) -> Fraction:
        """The exact quantity at one position.

        >>> Quantity(np.array([305]), 1).exact(0)
        Fraction(61, 2)
        """
        return Fraction(int(self.values[position]), 10**self.scale)

    def less(self, other: "Quantity | None") -> "Quantity":
        """This quantity without another one of the same scale.

        >>> Quantity(np.array([305]), 1).less(Quantity(np.array([5]), 1)).values.tolist()
        [300]
        """
        return self if other is None else Quantity(self.values - other.values, self.scale)


def quantity_from_text(texts: Sequence[str]) -> Quantity | None:
    """Decimal texts as one exact quantity column; blanks count as zero, and None comes back when a text is no number.

    >>> quantity_from_text(["30.5", "", "2"])
    Quantity(values=array([305,   0,  20]), scale=1)
    >>> quantity_from_text(["30.5", "many"]) is None
    True
    """
    codes, distinct = pd.factorize(np.asarray(texts, dtype=object))
    known = []
    for text in distinct:
        number = _number(str(text))
        if number is None:
            return None
        known.append(number)
    scale = max((-int(n.normalize().as_tuple().exponent) for n in known), default=0)
    scale = min(max(scale, 0), MOST_DECIMALS)
    values = np.array([int(n.scaleb(scale).to_integral_value()) for n in known], dtype=np.int64)
    return Quantity(values[codes] if known else np.zeros(0, dtype=np.int64), scale)


def _number(text: str) -> Decimal | None:
    if not text.strip():
        return Decimal(0)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**9 else None
