"""The apostrophe that keeps a spreadsheet from running a text as a formula: put before it, and taken away again.

A leading apostrophe is a spreadsheet's own mark for text. (OWASP, "CSV Injection", full-width signs included; ASVS 5,
1.2.10.) A text is marked inside as well: where the reader's spreadsheet splits cells at another sign than the file,
what stands behind that sign begins a cell of its own.
"""

import re
from typing import Final

SEPARATORS: Final = ",;|\t\r\n"
"""What usual spreadsheets, and the reader of this program, take for the end of a cell."""

_SIGNS: Final = (
    "[=+\\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]"
)
FORMULA: Final = f"(?:[\t\r\n\x00]|[\\s\x00-\x1f\u200b\u2060\ufeff]*{_SIGNS})"
"""What begins a formula: leading blanks, invisible ones too, do not keep a spreadsheet from seeing the sign."""

# A quote and blanks before the sign belong to the new cell; another separator begins one of its own.
_INSIDE: Final = f"'*+(?:[^\\S\t\r\n]|[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\u2060\ufeff\"])*+{_SIGNS}"
_RISKY: Final = re.compile(f"\\A'*+{FORMULA}")
_MARKED: Final = re.compile(f"\\A'(?='*+{FORMULA})")
_RISKY_INSIDE: Final = re.compile(f"(?<=[{SEPARATORS}])(?={_INSIDE})")
_MARKED_INSIDE: Final = re.compile(f"(?<=[{SEPARATORS}])'(?={_INSIDE})")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def mark(text: str) -> str:
    """The text, with an apostrophe wherever a spreadsheet would take what follows for a formula.

    Plain numbers stay numbers. A text that has an apostrophe before such a sign is marked once more, so that taking one
    away always gives the text back.

    >>> mark("=1+1"), mark("-12.50"), mark("O'Neil & Sons"), mark("  @here"), mark("'=1+1")
    ("'=1+1", '-12.50', "O'Neil & Sons", "'  @here", "''=1+1")
    >>> mark("ACME;=1+1"), mark("ACME; Sons, -1"), mark("ACME;'=1")
    ("ACME;'=1+1", "ACME; Sons,' -1", "ACME;''=1")
    """
    if _NUMBER.fullmatch(text):
        return text
    inside = _RISKY_INSIDE.sub("'", text)
    return "'" + inside if _RISKY.match(inside) else inside


def unmark(text: str) -> str:
    """The text without the apostrophes that ``mark`` put into it; any other text as it is.

    >>> unmark("'=1+1"), unmark("''=1+1"), unmark("'t Hooft"), unmark("'007"), unmark("ACME;'=1+1")
    ('=1+1', "'=1+1", "'t Hooft", "'007", 'ACME;=1+1')
    """
    return _MARKED_INSIDE.sub("", text[1:] if _MARKED.match(text) else text)
