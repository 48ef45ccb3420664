"""One text to one exact number under a given decimal mark: signs, brackets, currencies, thousands; no float."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

from whalecurve.intake.values.money_words import currency_code

POINT: Final = "."
COMMA: Final = ","
MOST_DIGITS: Final = 18
# A float written out in full has 57 digits; with signs, a currency and blanks for show an amount stays well below this.
MOST_CHARACTERS: Final = 100
# A float written out in full shows 16 or 17 digits, the last ones noise far behind the decimal mark.
NOISY_DIGITS: Final = 16
NOISY_DECIMALS: Final = 8
SHOWN_DIGITS: Final = Context(prec=15)

# Only marks with one meaning are translated; other digits (Arabic, superscript) are refused rather than guessed.
_PLAIN_MARKS: Final = str.maketrans(
    {
        "\u2212": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\uff0d": "-",
        "\u2019": "'",
        "\u02bc": "'",
        "\uff0c": ",",
        "\uff0e": ".",
        "\uff05": "%",
    }
    | {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2007": " ",
        "\uff08": "(",
        "\uff09": ")",
        "\uffe5": "¥",
        "\uff04": "$",
    }
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
_WORD: Final = r"[^\d\s.,'()%+-][^\d\s,'()%+-]{0,4}"
# Whatever repeats without a bound is possessive: what it took it never gives back, so no text is tried twice.
_SHAPE: Final = re.compile(
    rf"\A(?P<open>\(?)\s*+(?P<sign1>[-+]?)\s*+(?P<before>(?:{_WORD})?)\s*+(?P<sign2>[-+]?)\s*+"
    r"(?P<body>(?:[0-9]|[.,][0-9])[0-9.,']*+(?:[ ]++[0-9.,']++)*+)\s*+"
    rf"(?P<percent>%?)\s*+(?P<sign3>-?)\s*+(?P<after>(?:{_WORD})?)\s*+(?P<sign4>-?)\s*+(?P<close>\)?)"
)
_BODIES: Final = {
    POINT: re.compile(
        r"\A(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?P<mark>[,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*"
        r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}|)(?:\.(?P<rest>[0-9]*))?"
    ),
    COMMA: re.compile(
        r"\A(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?P<mark>[.' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*|)(?:,(?P<rest>[0-9]*))?"
    ),
}
_MARKS_AND_BLANKS: Final = str.maketrans("", "", ",.' ")
_SIDES: Final = {"CR": "-", "DR": ""}
_DIGITS: Final = tuple("0123456789")
_SPECIAL: Final = (
    (re.compile(r"(?i)[-+]?(nan|inf|infinity|#\S+!?)"), "a number, not a word for none"),
    (re.compile(r"(?i)\A[-+]?[0-9.,]++e[-+]?[0-9]+"), "a number without an exponent"),
    (re.compile(r"\A[-+0-9.,]*+_[-+0-9.,_]*"), "a number without underscores"),
)


@dataclass(frozen=True)
class Number:
    """An exact number: ``mantissa`` / 10**``decimals``, without trailing zeros; how it was written goes along."""

    mantissa: int
    decimals: int
    currency: str = ""
    percent: bool = False
    noisy: bool = False


def parse_number(text: str, mark: str) -> Number | str:
    """Number of a text under the decimal mark ``mark``, or what was expected instead.

    >>> parse_number("(1.234,50 €)", ",")
    Number(mantissa=-12345, decimals=1, currency='EUR', percent=False, noisy=False)
    >>> parse_number("1e5", "."), parse_number("NaN", "."), parse_number("1_000", ".")
    ('a number without an exponent', 'a number, not a word for none', 'a number without underscores')
    """
    bare = text.strip()
    if len(bare) > MOST_CHARACTERS:
        return f"a number of at most {MOST_CHARACTERS} characters"
    plain, side = _without_side(bare.translate(_PLAIN_MARKS))
    shape = _SHAPE.fullmatch(plain)
    if shape is None:
        return next((expected for pattern, expected in _SPECIAL if pattern.fullmatch(plain)), "a number")
    body = _BODIES[mark].fullmatch(shape["body"])
    currency = currency_code(shape["before"] or shape["after"] or "")
    if (
        body is None
        or currency is None
        or (shape["before"] and shape["after"])
        or bool(shape["open"]) != bool(shape["close"])
    ):
        return f"a number with {'a decimal point' if mark == POINT else 'a decimal comma'}"
    groups = ("open", "sign1", "sign2", "sign3", "sign4")
    signs = [sign for sign in (*(shape[group] for group in groups), side) if sign]
    if len(signs) > 1:
        return "a number with one sign"
    whole = body["whole"].translate(_MARKS_AND_BLANKS)
    return _exact(
        whole,
        body["rest"] or "",
        negative=bool(signs) and signs[0] != "+",
        currency=currency,
        percent=bool(shape["percent"]),
    )


def _without_side(text: str) -> tuple[str, str]:
    """A number without ``CR`` or ``DR`` behind it, and the sign that the word stands for: a credit is taken off.

    >>> _without_side("10.00 CR"), _without_side("5 DR"), _without_side("7")
    (('10.00', '-'), ('5', ''), ('7', ''))
    """
    word = text[-2:].upper()
    if word not in _SIDES or not text[:-2].strip().endswith(_DIGITS):
        return text, ""
    return text[:-2].rstrip(), _SIDES[word]


def _exact(whole: str, rest: str, *, negative: bool, currency: str, percent: bool) -> Number | str:
    rest = rest.rstrip("0")
    digits = (whole + rest).lstrip("0")
    noisy = len(digits) >= NOISY_DIGITS and len(rest) >= NOISY_DECIMALS
    if noisy:
        shown = format(SHOWN_DIGITS.create_decimal(Decimal(f"{whole or '0'}.{rest}")), "f")
        whole, _, rest = shown.partition(".")
        rest = rest.rstrip("0")
        digits = (whole + rest).lstrip("0")
    if len(digits) > MOST_DIGITS or len(rest) > MOST_DIGITS:
        return f"a number of at most {MOST_DIGITS} digits"
    value = int(digits or "0")
    return Number(-value if negative else value, len(rest), currency, percent, noisy)
