"""Amounts of other currencies in the one currency of the figures, at rates that the user or the file gives.

Each line is converted on its own and rounded to the minor unit by largest remainder, so that the lines of one rate
add up to their exact total times the rate, rounded once. What that rounding is, is said beside the total.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.words.formats import counted, minor_digits, plain_decimal
from whalecurve.intake.values.exact import Amounts, Mask, Values, rescale

Words = npt.NDArray[np.object_]
_NARROW: Final = 2**62


@dataclass(frozen=True)
class Rate:
    """How much of the figures' currency one unit of another is, and where the rate is from."""

    rate: Decimal
    source: str = ""

    def words(self) -> str:
        """The rate with its source.

        >>> Rate(Decimal("1.17"), "ECB, 31 March").words(), Rate(Decimal("2")).words()
        ('1.17 (ECB, 31 March)', '2')
        """
        return f"{self.rate} ({self.source})" if self.source else str(self.rate)


@dataclass(frozen=True)
class Exchange:
    """What turns the amounts of each row into one currency.

    Attributes:
        into: Code of the currency of the figures.
        codes: Code of each row; empty where the row names none, which is taken as ``into``.
        rates: Rate of each other currency.
        column: Rate of each row where a column of the file gives them; it wins over ``rates``.
    """

    into: str
    codes: Words
    rates: Mapping[str, Rate] = field(default_factory=dict)
    column: Amounts | None = None

    def lines(self, amounts: Amounts) -> Amounts:
        """Amounts of the rows, each in the currency of its own row."""
        return self.convert(amounts, self.codes)

    def convert(self, amounts: Amounts, codes: Words) -> Amounts:
        """Amounts in the currencies that ``codes`` names, in the one currency of the figures."""
        others = amounts.present & (codes != self.into) & (codes != "")
        if not others.any():
            return amounts
        scale = max(amounts.scale, minor_digits(self.into))
        values = rescale(amounts, scale).values.astype(object)
        for factor, digits, rows in self._factors(others, codes):
            exact = amounts.values[rows].astype(object) * factor
            values[rows] = _rounded(exact, amounts.scale + digits, scale)
        top = max((abs(int(value)) for value in (values.max(initial=0), values.min(initial=0))), default=0)
        return Amounts(values.astype(np.int64) if top < _NARROW else values, scale, amounts.present)

    def _factors(self, others: Mask, codes: Words) -> list[tuple[Values | int, int, npt.NDArray[np.intp]]]:
        if self.column is not None:
            rows = np.flatnonzero(others)
            return [(self.column.values[rows].astype(object), self.column.scale, rows)]
        found: list[tuple[Values | int, int, npt.NDArray[np.intp]]] = []
        for code in sorted(set(codes[others].tolist())):
            factor, digits = _whole(self.rates[code].rate)
            found.append((factor, digits, np.flatnonzero(others & (codes == code))))
        return found

    def sentences(self, before: Amounts, kept: Mask) -> list[str]:
        """For each other currency what was converted, at which rate, what it became, and the rounding in it."""
        said = []
        for code in sorted(set(self.codes[kept].tolist()) - {"", self.into}):
            rows = kept & before.present & (self.codes == code)
            after = self.lines(before).where(rows)
            own = _sum(before.where(rows))
            became = _sum(after)
            if self.column is None:
                how = f"at {self.rates[code].words()}"
                exact = own * self.rates[code].rate
            else:
                how = "at the rate of each line"
                exact = _sum(_product(before, self.column).where(rows))
            lines, rounding = counted(int(rows.sum()), "line"), exact - became
            part = f"{rounding.normalize():f}" if rounding else "0"
            said.append(
                f"Converted {how}: {own:f} {code} in {lines}, {became:f} {self.into}; rounding {part} {self.into}"
            )
        return said


def rates_of(said: object) -> dict[str, Rate]:
    """Rates by currency from the map's ``rates``; empty where it names a column, or nothing.

    >>> rates_of({"GBP": {"rate": "1.17", "source": "ECB"}})["GBP"].words()
    '1.17 (ECB)'
    """
    if not isinstance(said, Mapping):
        return {}
    return {
        str(code).strip().upper(): Rate(Decimal(str(each["rate"])), str(each.get("source", "")))
        for code, each in said.items()
    }


def _whole(rate: Decimal) -> tuple[int, int]:
    """A rate as a whole number and its decimals.

    >>> _whole(Decimal("1.170"))
    (1170, 3)
    """
    digits = max(0, -int(rate.as_tuple().exponent))
    return int(rate.scaleb(digits)), digits


def _rounded(exact: Values, digits: int, scale: int) -> Values:
    """Numbers with ``digits`` decimals at a coarser scale; they add up to their rounded exact sum.

    >>> _rounded(np.array([5, 5, 5], object), 1, 0).tolist()
    [1, 1, 0]
    """
    if digits <= scale:
        return np.asarray(exact * 10 ** (scale - digits))
    below = 10 ** (digits - scale)
    low = exact // below
    total = int(exact.sum()) if len(exact) else 0
    whole = (2 * abs(total) + below) // (2 * below)
    missing = (-whole if total < 0 else whole) - int(low.sum())
    if missing:
        order = np.argsort((low * below - exact).astype(float), kind="stable")
        low[order[:missing]] += 1
    return np.asarray(low)


def _product(one: Amounts, other: Amounts) -> Amounts:
    values = one.values.astype(object) * other.values.astype(object)
    return Amounts(values, one.scale + other.scale, one.present & other.present)


def _sum(amounts: Amounts) -> Decimal:
    total = int(amounts.values[amounts.present].astype(object).sum()) if amounts.present.any() else 0
    return Decimal(plain_decimal(total, amounts.scale))
