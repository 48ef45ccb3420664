"""The one formatter: integers and shares in, text for people out.

Money is int64 minor units and a share is 0 to 1 everywhere else; they become text and percent only here.
"""

import math
import operator
from fractions import Fraction
from typing import Final, Literal, SupportsIndex

from whalecurve.domain.columns import UNDATED
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.plurals import agree, ordinal_suffix, plural_of

NOT_AVAILABLE: Final = "n/a"
CENTS_UP_TO: Final = 10_000
"""Major units from which cents would pretend an exactness that a sentence or a chart does not need."""

TIMES: Final = " times"
_FINER_PERCENT_BELOW: Final = (10, 1)
_TIMES_FROM: Final = 10
"""Wholes from which percent, which would be 1,000 and more, is written as a multiple."""

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_CODES_BY_DIGITS: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_OTHER_DIGITS: Final = {code: digits for digits, codes in _CODES_BY_DIGITS.items() for code in codes.split()}


def minor_digits(currency: str) -> int:
    """Decimals of a currency's minor unit (ISO 4217, list one): 0, 3 or 4 where the list says so, else 2.

    >>> [minor_digits(code) for code in ("USD", "JPY", "KWD", "CLF", "")]
    [2, 0, 3, 4, 2]
    """
    return _OTHER_DIGITS.get(currency.strip().upper(), 2)


def money(
    minor: SupportsIndex,
    currency: str,
    *,
    cents: bool | Literal["auto"] = True,
    signed: bool = False,
    marks: NumberMarks = ENGLISH,
) -> str:
    """Write an amount of minor units for the screen, without the currency's name.

    Args:
        minor: Whole minor units; a float is refused because it may already have lost a cent.
        currency: Code that decides the number of decimals.
        cents: True for every digit, False for whole units (half away from zero), "auto" for whole ones from 10,000.
        signed: Put a plus before gains, for changes.
        marks: The reader's marks.

    Raises:
        WhalecurveError: When ``minor`` is not a whole number.

    >>> money(7754857020, "USD"), money(123456, "JPY"), money(1234567, "KWD")
    ('77,548,570.20', '123,456', '1,234.567')
    >>> money(99949457, "USD", cents="auto"), money(999999, "USD", cents="auto")
    ('999,495', '9,999.99')
    >>> money(-123456, "USD", marks=NumberMarks(minus="-")), money(1200, "USD", signed=True)
    ('-1,234.56', '+12.00')
    >>> money(12.5, "USD")
    Traceback (most recent call last):
        ...
    whalecurve.domain.errors.WhalecurveError: This must be a whole number. Found: 12.5. To fix it: round it once.
    """
    amount, digits = _whole(minor), minor_digits(currency)
    if cents is False or (cents == "auto" and abs(amount) >= CENTS_UP_TO * 10**digits):
        amount, digits = _round_half_away(amount, digits), 0
    return _signed(amount, _grouped(abs(amount), digits, marks), signed=signed, marks=marks)


def plain_decimal(minor: SupportsIndex, digits: int) -> str:
    """Exact decimal text for files: a point, a hyphen, no thousands mark.

    Args:
        minor: Whole units of the last digit.
        digits: Decimals, 0 or more.

    Raises:
        WhalecurveError: When ``minor`` is not a whole number or ``digits`` is negative.

    >>> plain_decimal(-123456, 2), plain_decimal(5, 3), plain_decimal(7, 0)
    ('-1234.56', '0.005', '7')
    >>> plain_decimal(5, -1)
    Traceback (most recent call last):
        ...
    whalecurve.domain.errors.WhalecurveError: Decimals cannot be negative. Found: -1. To fix it: pass 0 or more.
    """
    amount = _whole(minor)
    if digits < 0:
        raise WhalecurveError("Decimals cannot be negative", found=str(digits), remedy="pass 0 or more")
    text = _grouped(abs(amount), digits, NumberMarks(thousands=""))
    return f"-{text}" if amount < 0 else text


def quantity(scaled: SupportsIndex, scale: int, *, marks: NumberMarks = ENGLISH) -> str:
    """Write an exact quantity or rate held as an integer at ``scale`` decimals, without trailing zeros.

    >>> quantity(419136, 4), quantity(12000000, 4), quantity(-5, 1, marks=NumberMarks(minus="-"))
    ('41.9136', '1,200', '-0.5')
    """
    amount = _whole(scaled)
    while scale > 0 and amount % 10 == 0:
        amount, scale = amount // 10, scale - 1
    return _signed(amount, _grouped(abs(amount), scale, marks), signed=False, marks=marks)


def count(number: SupportsIndex, *, signed: bool = False, marks: NumberMarks = ENGLISH) -> str:
    """Write a number of things.

    >>> count(57851), count(12, signed=True), count(0, signed=True)
    ('57,851', '+12', '0')
    """
    whole = _whole(number)
    return _signed(whole, _grouped(abs(whole), 0, marks), signed=signed, marks=marks)


def counted(number: SupportsIndex, noun: str, plural: str = "", *, marks: NumberMarks = ENGLISH) -> str:
    """Write a number with its noun in the form that agrees with it.

    Args:
        number: How many.
        noun: A noun of ours, for one of them.
        plural: For several, where that is not the regular form.
        marks: The reader's marks.

    >>> counted(1, "customer"), counted(1200, "customer"), counted(0, "company"), counted(2, "datum", "data")
    ('1 customer', '1,200 customers', '0 companies', '2 data')
    """
    whole = _whole(number)
    return f"{count(whole, marks=marks)} {agree(whole, noun, plural or plural_of(noun))}"


def ordinal(number: SupportsIndex, *, marks: NumberMarks = ENGLISH) -> str:
    """Write a place in an order.

    >>> ordinal(1), ordinal(474), ordinal(1212)
    ('1st', '474th', '1,212th')
    """
    whole = _whole(number)
    return f"{count(whole, marks=marks)}{ordinal_suffix(whole)}"


def percent(share: float | None, *, marks: NumberMarks = ENGLISH) -> str:
    """Write a share (0 to 1) as percent: whole from 10 % upwards, finer below, never 0 % for more than nothing.

    From ten times the whole on it is a multiple; ``wording.share_of`` puts either into a sentence.

    >>> percent(0.4621), percent(2.71), percent(0.0345), percent(0.00042), percent(-0.031, marks=NumberMarks(minus="-"))
    ('46 %', '271 %', '3.5 %', '0.04 %', '-3.1 %')
    >>> percent(0), percent(0.0000001), percent(None), percent(float("nan")), percent(29.307)
    ('0 %', 'under 0.01 %', 'n/a', 'n/a', '29.3 times')
    """
    if share is None or not math.isfinite(share):
        return NOT_AVAILABLE
    size = abs(share) * 100
    if size > _TIMES_FROM * 100:
        return _times(share, marks)
    digits = sum(size < bound for bound in _FINER_PERCENT_BELOW) if share else 0
    rounded = math.floor(size * 10**digits + 0.5)
    if share and not rounded:
        return f"under {_grouped(1, digits, marks)} %"
    text = f"{_grouped(rounded, digits, marks)} %"
    return marks.minus + text if share < 0 else text


def percent_rounded(share: Fraction, digits: int = 1, *, up: bool = False, marks: NumberMarks = ENGLISH) -> str:
    """Write an exact share as percent with at most ``digits`` decimals, cut towards zero or rounded away from it.

    >>> percent_rounded(Fraction(1, 9)), percent_rounded(Fraction(1, 9), up=True), percent_rounded(Fraction(1, 10))
    ('11.1 %', '11.2 %', '10 %')
    """
    scaled = abs(share) * 100 * 10**digits
    size = math.ceil(scaled) if up else math.floor(scaled)
    return f"{quantity(-size if share < 0 else size, digits, marks=marks)} %"


def short_number(number: float, *, marks: NumberMarks = ENGLISH) -> str:
    """Write an amount in major units for a label in a picture: three digits from a million upwards, no cents from 100.

    >>> [short_number(value) for value in (12345678, 999494.57, 12.5, 0, 4_200_000_000)]
    ['12.3 M', '999,495', '12.50', '0', '4.20 bn']
    >>> short_number(-1234567, marks=NumberMarks(minus="-")), short_number(float("nan"))
    ('-1.23 M', 'n/a')
    """
    if not math.isfinite(number):
        return NOT_AVAILABLE
    size, unit, digits = _short(abs(number))
    scaled = round(size * 10**digits)
    if unit and scaled % 10**digits == 0:
        scaled, digits = scaled // 10**digits, 0
    text = _grouped(scaled, digits, marks) + unit
    return marks.minus + text if number < 0 and scaled else text


def month_name(month: SupportsIndex) -> str:
    """Name a month held as year * 100 + month; 0 is what has no date.

    Raises:
        WhalecurveError: When the last two digits are no month.

    >>> month_name(202605), month_name(0)
    ('May 2026', 'undated')
    >>> month_name(202613)
    Traceback (most recent call last):
        ...
    whalecurve.domain.errors.WhalecurveError: This is not a month. Found: 202613. To fix it: write year * 100 + month.
    """
    whole = _whole(month)
    year, position = divmod(whole, 100)
    if whole == UNDATED:
        return "undated"
    if not (1 <= position <= len(_MONTHS) and 1 <= year <= 9999):  # noqa: PLR2004 - a calendar, not a setting
        raise WhalecurveError("This is not a month", found=str(whole), remedy="write year * 100 + month")
    return f"{_MONTHS[position - 1]} {year}"


def _whole(number: SupportsIndex) -> int:
    try:
        if not isinstance(number, bool):
            return operator.index(number)
    except TypeError:
        pass
    raise WhalecurveError("This must be a whole number", found=repr(number), remedy="round it once")


def _round_half_away(amount: int, digits: int) -> int:
    unit: int = 10**digits
    rounded = (abs(amount) * 2 + unit) // (2 * unit)
    return -rounded if amount < 0 else rounded


def _grouped(size: int, digits: int, marks: NumberMarks) -> str:
    whole, fraction = divmod(size, 10**digits)
    text = f"{whole:,}".replace(",", marks.thousands)
    return f"{text}{marks.decimal}{fraction:0{digits}d}" if digits else text


def _signed(number: int, text: str, *, signed: bool, marks: NumberMarks) -> str:
    if number < 0:
        return marks.minus + text
    return f"+{text}" if signed and number else text


def _times(share: float, marks: NumberMarks) -> str:
    digits = 0 if abs(share) >= 100 else 1  # noqa: PLR2004 - from here on a tenth says nothing
    text = quantity(math.floor(abs(share) * 10**digits + 0.5), digits, marks=marks) + TIMES
    return marks.minus + text if share < 0 else text


def _short(size: float) -> tuple[float, str, int]:
    for unit, name in ((1e9, " bn"), (1e6, " M")):
        if size >= unit:
            return size / unit, name, max(0, 2 - int(math.log10(size / unit)))
    return size, "", 0 if size >= 100 or size == 0 else 2  # noqa: PLR2004 - from here on cents say nothing
