"""What a fixed cost comes to: over the months charged, and a year."""

from decimal import Decimal
from fractions import Fraction

from whalecurve.domain.money.apportion import round_half_up
from whalecurve.domain.plan.dated_amounts import dated_total
from whalecurve.domain.plan.scenario import CostPool
from whalecurve.domain.quantities.charged_months import ChargedMonths
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR


def period_amount(pool: CostPool, charged: ChargedMonths, digits: int) -> int:
    """Minor units of a pool that fall on the months charged, rounded half away from zero.

    An annual amount counts for the months / 12; amounts with dates count where their months do.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.quantities.facts import Period
    >>> period_amount(CostPool("Rent", Decimal(1000)), ChargedMonths.of(Period(202601, 202601)), 2)
    8333
    """
    return round_half_up(exact_period_amount(pool, charged, digits))


def exact_period_amount(pool: CostPool, charged: ChargedMonths, digits: int) -> Fraction:
    """The same before rounding: shares are taken of this, so that each is rounded once."""
    return _in_major_units(pool, charged) * Fraction(10**digits)


def annual_amount(pool: CostPool, charged: ChargedMonths) -> Fraction:
    """Major units a year: as the plan says, or for amounts with dates what a year would be at the period's pace.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.plan.dated_amounts import DatedAmount
    >>> from whalecurve.domain.quantities.facts import Period
    >>> half = Period(202601, 202606)
    >>> annual_amount(CostPool("Rent", dated=(DatedAmount(half, Decimal(6600)),)), ChargedMonths.of(half))
    Fraction(13200, 1)
    """
    if not pool.dated:
        return Fraction(pool.annual_amount)
    return _in_major_units(pool, charged) * MONTHS_A_YEAR / charged.total


def yearly(pool: CostPool, charged: ChargedMonths) -> Decimal:
    """The same as a decimal: as the plan writes it, or derived and rounded to a hundredth.

    >>> from whalecurve.domain.quantities.facts import Period
    >>> yearly(CostPool("Rent", Decimal("1200.50")), ChargedMonths.of(Period(202601, 202606)))
    Decimal('1200.50')
    """
    if not pool.dated:
        return pool.annual_amount
    return Decimal(round_half_up(annual_amount(pool, charged) * 100)).scaleb(-2)


def _in_major_units(pool: CostPool, charged: ChargedMonths) -> Fraction:
    if pool.dated:
        return dated_total(pool.dated, charged.parts)
    return Fraction(pool.annual_amount) * charged.total / MONTHS_A_YEAR
