"""How far a slider goes: from zero to about twice what it stood at, in round steps."""

from decimal import Decimal
from math import floor, log10
from typing import Final

_STEPS: Final = 200
_LARGEST: Final = float(2**53 - 1)
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
    base = max(abs(float(saved if saved is not None else now)), 1e-6) or 1.0
    highest = max(abs(float(now)), base)
    top = _round_up(2 * base if highest <= 2 * base else 2 * highest)
    if most is not None:
        top = max(min(top, most), highest)
    top = min(top, _LARGEST)
    bottom = -top if min(float(now), float(saved or 0)) < 0 else 0.0
    return bottom, top, _round_step(top / _STEPS)


def _round_up(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return next(float(power * factor) for factor in _ROUND if power * factor >= value * (1 - 1e-9))


def _round_step(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    digits = max(-floor(log10(value)), 0) + 1
    return round(max(float(power * factor) for factor in _ROUND if power * factor <= value * (1 + 1e-9)), digits)
