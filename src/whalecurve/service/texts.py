"""Texts that people type: cleaned for a list, or refused."""

import re
import unicodedata
from typing import Final

from whalecurve.domain.errors import WhalecurveError

MOST_NAME: Final = 120
_MOST_ADDRESS: Final = 254
_ADDRESS: Final = re.compile(r"\A[^@\s]++@[^@\s]+")
# Controls, and halves of characters, which a database refuses.
_UNFIT: Final = {"Cc", "Cs"}


def clean_name(text: str) -> str:
    r"""One line of at most 120 characters, single blanks, no control characters.

    >>> clean_name("  Q3   plan\x00 ")
    'Q3 plan'
    """
    kept = "".join(" " if unicodedata.category(char) in _UNFIT else char for char in text[: 10 * MOST_NAME])
    return " ".join(kept.split())[:MOST_NAME]


def needed_name(text: str, what: str) -> str:
    """A name as ``clean_name`` makes it.

    Raises:
        WhalecurveError: Nothing is left of it.

    >>> needed_name(" ", "The workspace")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: The workspace has no name. To fix it: write a name of 1 to 120 characters.
    """
    if not (name := clean_name(text)):
        raise WhalecurveError(f"{what} has no name", remedy=f"write a name of 1 to {MOST_NAME} characters")
    return name


def clean_address(text: str) -> str:
    """An e-mail address in small letters.

    Raises:
        WhalecurveError: It is none.

    >>> clean_address(" Ann@Example.com ")
    'ann@example.com'
    >>> clean_address("ann")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: This is not an e-mail address. Found: ann. To fix it: write it as
        name@example.com.
    """
    address = text.strip().lower()
    unfit = any(unicodedata.category(char) in _UNFIT for char in address[:_MOST_ADDRESS])
    if unfit or len(address) > _MOST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise WhalecurveError(
            "This is not an e-mail address", found=clean_name(text), remedy="write it as name@example.com"
        )
    return address


def storable(body: str, what: str) -> int:
    r"""How many bytes a text is, when every database takes it.

    Raises:
        WhalecurveError: It holds a NUL or half a character.

    >>> storable("Zoë", "The draft")
    4
    >>> storable("\x00", "The draft")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: The draft is no text. Found: a NUL or half a character. To fix it: reload
        the page.
    """
    try:
        size = len(body.encode("utf-8"))
    except UnicodeEncodeError:
        size = -1
    if size < 0 or "\x00" in body:
        raise WhalecurveError(f"{what} is no text", found="a NUL or half a character", remedy="reload the page")
    return size
