"""How far a slider goes: from zero to about twice what it stood at, in round steps."""

from decimal import Decimal
from math import floor, log10
from typing import Final

_STEPS: Final = 200
_LARGEST: Final = float(2**53 - 1)
_SMALLEST: Final = 1e-12
_OF_NOTHING: Final = 50.0
_SAME_SIZE: Final = 10
_FEWEST_DIGITS: Final = 2
_MOST_DIGITS: Final = 15
_ROUND: Final = (1, 2, 2.5, 5, 10)


def slider_range(saved: Decimal | None, now: Decimal, most: float | None = None) -> tuple[float, float, float]:
    """Bottom, top and step of a slider; the range rests on the saved value, so that it stands still while one drags.

    Args:
        saved: Value of the saved plan, None for a new cost.
        now: Value in force; the range grows when it lies outside.
        most: Where the range ends unless the values themselves go beyond.

    >>> slider_range(Decimal(120000), Decimal(90000))
    (0.0, 250000.0, 1000.0)
    >>> slider_range(Decimal(5), Decimal(5), most=100)
    (0.0, 10.0, 0.05)
    """
    base = abs(float(saved if saved is not None else now)) or abs(float(now)) or _OF_NOTHING
    base = max(base, _SMALLEST)
    highest = max(abs(float(now)), base)
    top = _round_up(2 * base if highest <= 2 * base else 2 * highest)
    if most is not None:
        top = max(min(top, most), highest)
    top = min(top, _LARGEST)
    bottom = -top if min(float(now), float(saved or 0)) < 0 else 0.0
    return bottom, top, _round_step(top / _STEPS)


def box_step(saved: Decimal | None, now: Decimal, otherwise: float) -> float:
    """A step of a number box: about a hundredth of the value's own size, the same while one holds the button.

    Args:
        saved: Value of the saved plan, on which the step rests while the value is of its size.
        now: Value in force.
        otherwise: The step where both are zero.

    >>> box_step(None, Decimal("0.004"), 1.0), box_step(Decimal("0.004"), Decimal("0.007"), 1.0)
    (5e-05, 5e-05)
    >>> box_step(Decimal(120000), Decimal(3), 1000.0), box_step(None, Decimal(0), 0.5)
    (0.05, 0.5)
    """
    alike = saved and now and 1 / _SAME_SIZE <= abs(now / saved) <= _SAME_SIZE
    base = saved if alike or not now else now
    return slider_range(base, base)[2] if base else otherwise


def shown_digits(value: Decimal, step: float) -> int:
    """Decimals that show every digit of a value and of a step from it.

    >>> shown_digits(Decimal("0.0040"), 5e-05), shown_digits(Decimal("120000"), 1000.0)
    (5, 2)
    """
    exponents = [int(number.normalize().as_tuple().exponent) for number in (value, Decimal(repr(step)))]
    return min(max(_FEWEST_DIGITS, *(-exponent for exponent in exponents)), _MOST_DIGITS)


def _round_up(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return next(float(power * factor) for factor in _ROUND if power * factor >= value * (1 - 1e-9))


def _round_step(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    digits = max(-floor(log10(value)), 0) + 1
    return round(max(float(power * factor) for factor in _ROUND if power * factor <= value * (1 + 1e-9)), digits)
