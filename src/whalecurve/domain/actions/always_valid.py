"""An interval that stays valid however often one looks: a confidence sequence for the difference of two groups.

Mean changes of the treated less those of the held, month after month, behave like a Brownian motion in the information
that has come in: with a fixed baseline the covariance of two looks is the variance of the later one. A normal mixture
over the effect then bounds it at all times at once. (Robbins, 1970; Howard, Ramdas, McAuliffe and Sekhon, Time-uniform,
nonparametric, nonasymptotic confidence sequences, Annals of Statistics 49, 2021, equations 14 and 15; for means of any
distribution it holds asymptotically: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, 2021.)
"""

from dataclasses import dataclass
from math import inf, log, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.actions.holdout import FEWEST_EACH

ALPHA: Final = 0.05
_POWER: Final = 0.8416212
"""Quantile of the normal distribution at 80 %."""

_LONG: Final = -2 * log(ALPHA)
_SPREAD: Final = _LONG + log(_LONG) + 1
"""The mixture is widest used where the information is what was planned."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Look:
    """What the months so far say.

    Attributes:
        effect: Mean change of the treated less that of the held.
        low: Lower end, valid at all looks together with 95 %.
        high: Upper end.
    """

    effect: float
    low: float
    high: float

    @property
    def tells(self) -> bool:
        """Whether zero lies outside."""
        return self.low > 0 or self.high < 0


def look(treated: Floats, held: Floats, planned_error: float) -> Look:
    """The interval at this look.

    Args:
        treated: Changes of the treated customers, any unit.
        held: Changes of those left alone.
        planned_error: Standard error that was planned for, in the same unit.

    >>> found = look(np.arange(40) + 30.0, np.arange(40) + 0.0, 2.6)
    >>> round(found.effect), found.tells
    (30, True)
    >>> look(np.arange(5.0), np.arange(40.0), 1.0).tells
    False
    """
    if min(len(treated), len(held)) < FEWEST_EACH:
        return Look(0.0, -inf, inf)
    effect, error = float(treated.mean() - held.mean()), standard_error(treated, held)
    width = error * multiple(error, planned_error)
    return Look(effect, effect - width, effect + width)


def standard_error(treated: Floats, held: Floats) -> float:
    """Standard error of the difference of two means, variances not pooled."""
    return sqrt(float(treated.var(ddof=1)) / len(treated) + float(held.var(ddof=1)) / len(held))


def multiple(error: float, planned_error: float) -> float:
    """How many standard errors the interval reaches to each side.

    >>> round(multiple(1.0, 1.0), 2), round(multiple(3.0, 1.0), 2) > 3.04, multiple(0.0, 1.0)
    (3.04, True, 0.0)
    """
    if error <= 0 or planned_error <= 0:
        return 0.0 if error <= 0 else inf
    # Information is one over the squared error; what was planned sets the mixture.
    share = _SPREAD * (planned_error / error) ** 2
    return sqrt((1 + 1 / share) * log((1 + share) / ALPHA**2))


def smallest_effect(planned_error: float) -> float:
    """The smallest effect that is found four times of five once the planned error is reached, in the same unit.

    >>> round(smallest_effect(100.0))
    388
    """
    return planned_error * (multiple(planned_error, planned_error) + _POWER)


def planned_error_of(changes: Floats, treated: int, held: int) -> float:
    """Standard error to plan for: the spread of earlier changes over groups of such sizes.

    Args:
        changes: Changes of the same customers between two earlier spans.
        treated: How many will be treated.
        held: How many will be left alone.
    """
    return float(changes.std(ddof=1)) * sqrt(1 / treated + 1 / held) if len(changes) > 1 else 0.0
