"""The apostrophe that keeps a spreadsheet from running a text as a formula: put before it, and taken away again.

A leading apostrophe is a spreadsheet's own mark for text. (OWASP, "CSV Injection", full-width signs included; ASVS 5,
1.2.10.)
"""

import re
from typing import Final

FORMULA: Final = (
    "(?:[\t\r\n\x00]|[\\s\x00-\x1f\u200b\u2060\ufeff]*"
    "[=+\\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}])"
)
"""What begins a formula: leading blanks, invisible ones too, do not keep a spreadsheet from seeing the sign."""

_RISKY: Final = re.compile(f"\\A'*+{FORMULA}")
_MARKED: Final = re.compile(f"\\A'(?='*+{FORMULA})")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def mark(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would take it for a formula.

    Plain numbers stay numbers. A text that begins with an apostrophe before such a sign is marked once more, so that
    taking one away always gives the text back.

    >>> mark("=1+1"), mark("-12.50"), mark("O'Neil & Sons"), mark("  @here"), mark("'=1+1")
    ("'=1+1", '-12.50', "O'Neil & Sons", "'  @here", "''=1+1")
    """
    return "'" + text if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def unmark(text: str) -> str:
    """The text without the apostrophe that ``mark`` put before it; any other text as it is.

    >>> unmark("'=1+1"), unmark("''=1+1"), unmark("'t Hooft"), unmark("'007")
    ('=1+1', "'=1+1", "'t Hooft", "'007")
    """
    return text[1:] if _MARKED.match(text) else text
