"""CSV text that a spreadsheet cannot run as formulas.

A text cell that begins with a formula sign is given a leading apostrophe, the spreadsheet's own mark for text; plain
numbers stay numbers. (OWASP, "CSV Injection"; ASVS 5, 1.2.10.)
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import numpy as np

from whalecurve.domain.apportion import Ints

_FORMULA = re.compile(r"^\s*[=+\-@\t\r\x00]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would take it for a formula.

    >>> safe_cell("=1+1"), safe_cell("-12.50"), safe_cell("O'Neil & Sons"), safe_cell("  @here")
    ("'=1+1", '-12.50', "O'Neil & Sons", "'  @here")
    """
    risky = text[:1] in {"\t", "\r", "\x00"} or (_FORMULA.match(text) and not _NUMBER.fullmatch(text))
    return "'" + text if risky else text


def decimal_column(minor: Ints, digits: int) -> list[str]:
    """Minor units as plain decimal text, one for each.

    >>> decimal_column(np.array([-5, 123456]), 2)
    ['-0.05', '1234.56']
    """
    if digits == 0:
        return [str(value) for value in minor.tolist()]
    unit = 10**digits
    pairs = zip(minor.tolist(), np.abs(minor).tolist(), strict=True)
    return [f"{'-' if value < 0 else ''}{size // unit}.{size % unit:0{digits}d}" for value, size in pairs]


def write_csv(headers: Sequence[str], columns: Sequence[Iterable[object]]) -> str:
    r"""A table as CSV text with safe cells; columns of equal length, text or numbers.

    >>> write_csv(["name", "n"], [["=a"], [1]])
    "name,n\n'=a,1\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([safe_cell(header) for header in headers])
    safe = [[safe_cell(cell) if isinstance(cell, str) else cell for cell in column] for column in columns]
    writer.writerows(zip(*safe, strict=True))
    return out.getvalue()
