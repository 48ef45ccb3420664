"""A setting's text as a number, or what is wrong with it; who reads the environment stands above."""

from typing import Final

from whalecurve.domain.errors import WhalecurveError

_DIGITS: Final = 15
_SHOWN: Final = 40


def whole_above_zero(name: str, text: str, example: object, digits: int = _DIGITS) -> int:
    """A whole number above zero.

    Args:
        name: Name of the setting.
        text: What it says, without blanks around it.
        example: A number that could stand there.
        digits: How many digits it may have.

    Raises:
        WhalecurveError: It is not one, or has more digits.

    >>> whole_above_zero("WHALECURVE_MAX_SHARES", "12", 200)
    12
    >>> whole_above_zero("WHALECURVE_MAX_SHARES", "many", 200)
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: WHALECURVE_MAX_SHARES is not a whole number above zero. Found: many. To
        fix it: write a number such as 200, or leave the setting out.
    """
    if text.isascii() and text.isdigit() and len(text) <= digits and int(text):
        return int(text)
    raise WhalecurveError(
        f"{name} is not a whole number above zero",
        found=text[:_SHOWN],
        remedy=f"write a number such as {example}, or leave the setting out",
    )
