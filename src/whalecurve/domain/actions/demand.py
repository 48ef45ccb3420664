"""How customers answer a higher price: how many may leave before it does not pay."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from whalecurve.domain.errors import WhalecurveError

ASKED_AT: Final = Fraction(1, 20)
"""The rise that the reader is asked about: how many leave at +5 %?"""


def break_even_churn(rise: Fraction, margin: Fraction) -> Fraction | None:
    """Share of the volume that may be lost to a price rise before it does not pay: rise / (margin + rise).

    The textbook break-even sales change (Nagle, Hogan and Zale, "The Strategy and Tactics of Pricing", chapter on
    financial analysis), with the contribution margin as a share of revenue.

    Args:
        rise: The rise as a share of the price, above zero.
        margin: Contribution margin as a share of revenue.

    Returns:
        The share, at most 1; None where the customer contributes nothing even at the higher price: then every unit lost
        is a gain, and no loss of volume is too large.

    >>> break_even_churn(Fraction(5, 100), Fraction(40, 100))
    Fraction(1, 9)
    >>> break_even_churn(Fraction(5, 100), Fraction(-10, 100)) is None
    True
    """
    if margin + rise <= 0:
        return None
    return min(rise / (margin + rise), Fraction(1))


@dataclass(frozen=True)
class Demand:
    """What the reader expects: the share of the volume that is lost when prices rise by 5 %, and in line with that.

    >>> Demand(Fraction(1, 10)).lost(Fraction(1, 10))
    Fraction(1, 5)
    >>> Demand(Fraction(3, 2))
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: What is lost at +5 % is a share of the volume. Found: 3/2. To fix it:
        choose a share from 0 to 1.
    """

    lost_at_five_percent: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        if not 0 <= self.lost_at_five_percent <= 1:
            raise WhalecurveError(
                "What is lost at +5 % is a share of the volume",
                found=str(self.lost_at_five_percent),
                remedy="choose a share from 0 to 1",
            )

    def lost(self, rise: Fraction) -> Fraction:
        """Share of the volume that is lost at a rise."""
        return min(self.lost_at_five_percent * rise / ASKED_AT, Fraction(1))

    def pays(self, rise: Fraction, margin: Fraction) -> bool:
        """Whether a rise brings more than the volume that it loses.

        >>> Demand(Fraction(1, 10)).pays(Fraction(5, 100), Fraction(40, 100))
        True
        >>> Demand(Fraction(12, 100)).pays(Fraction(5, 100), Fraction(40, 100))
        False
        """
        bearable = break_even_churn(rise, margin)
        return bearable is None or self.lost(rise) < bearable
