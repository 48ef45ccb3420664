"""CSV text that a spreadsheet cannot run as formulas.

A text cell that begins with a formula sign is given a leading apostrophe, the spreadsheet's own mark for text; plain
numbers stay numbers. (OWASP, "CSV Injection", full-width signs included; ASVS 5, 1.2.10.)
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from whalecurve.domain.apportion import Ints

# Leading blanks, invisible ones too, do not keep a spreadsheet from seeing the sign. A cell that begins with an
# apostrophe before such a sign is marked once more, so that taking one away always gives the text back.
_RISKY: Final = re.compile(
    "'*(?:[\t\r\n\x00]|[\\s\x00-\x1f\u200b\u2060\ufeff]*"
    "[=+\\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}])"
)
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_QUOTED: Final = re.compile('[,"\r\n]')


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would take it for a formula.

    >>> safe_cell("=1+1"), safe_cell("-12.50"), safe_cell("O'Neil & Sons"), safe_cell("  @here"), safe_cell("'=1+1")
    ("'=1+1", '-12.50', "O'Neil & Sons", "'  @here", "''=1+1")
    """
    return "'" + text if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def decimal_column(minor: Ints, digits: int) -> list[str]:
    """Minor units as plain decimal text, one for each.

    >>> decimal_column(np.array([-5, 123456]), 2)
    ['-0.05', '1234.56']
    """
    if digits == 0:
        return [str(value) for value in minor.tolist()]
    texts = [f"{size:0{digits + 1}d}" for size in np.abs(minor).tolist()]
    signs = ["-" if is_loss else "" for is_loss in (minor < 0).tolist()]
    return [f"{sign}{text[:-digits]}.{text[-digits:]}" for sign, text in zip(signs, texts, strict=True)]


def write_csv(headers: Sequence[str], columns: Sequence[Iterable[str]]) -> str:
    r"""A table as CSV text with safe cells; columns of equal length.

    >>> write_csv(["name", "n"], [["=a", "b, c"], ["1", "2"]])
    'name,n\n\'=a,1\n"b, c",2\n'
    """
    safe = [[_cell(text) for text in column] for column in columns]
    rows = [[_cell(header) for header in headers], *zip(*safe, strict=True)]
    return "".join(f"{','.join(row)}\n" for row in rows)


def _cell(text: str) -> str:
    """A safe cell in quotes where it needs them: a bare carriage return ends a line for many readers."""
    safe = safe_cell(text)
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe
