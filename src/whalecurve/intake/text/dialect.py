"""Delimiter, quote and escape of a delimited text: the dialect in which its records are of one width."""

import re
from dataclasses import dataclass
from typing import Final

from whalecurve.intake.text.delimiter import detect_delimiter

QUOTE: Final = '"'
_APOSTROPHE: Final = "'"
_SAMPLE: Final = 400_000
_LINES: Final = 200
_MOST: Final = 0.9
_ESCAPED: Final = re.compile(r"[^\\]\\\"")
_DOUBLED: Final = re.compile(r"[^\",;\t|\r\n\\]\"\"|(?<!\\)\"\"[^\",;\t|\r\n]")


@dataclass(frozen=True)
class Dialect:
    """How records are written: what separates cells, what encloses them, what stands before a quote inside one."""

    delimiter: str
    quote: str = QUOTE
    escape: str = ""


def detect_dialect(text: str, delimiter: str = "") -> Dialect:
    r"""Dialect of a text; the delimiter is detected unless the file says it.

    Apostrophes enclose cells where nearly all lines begin and end with one and no quote does. A backslash is an escape
    where quotes stand behind backslashes and no quote is doubled.

    >>> detect_dialect("'a','b'\n'1','it,s'\n")
    Dialect(delimiter=',', quote="'", escape='')
    >>> detect_dialect('a,b\n1,"say \\"hi\\""\n').escape
    '\\'
    """
    sample = text[:_SAMPLE]
    quote = _APOSTROPHE if _enclosed(sample) else QUOTE
    escape = "\\" if quote == QUOTE and _ESCAPED.search(sample) and not _DOUBLED.search(sample) else ""
    if quote == _APOSTROPHE and not delimiter:
        return Dialect(detect_delimiter(text.replace(QUOTE, " ").replace(_APOSTROPHE, QUOTE)), quote)
    return Dialect(delimiter or detect_delimiter(text), quote, escape)


def _enclosed(sample: str) -> bool:
    """Whether nearly all lines begin and end with an apostrophe."""
    lines = [line.strip() for line in sample.splitlines()[:_LINES] if line.strip()]
    enclosed = sum(len(line) > 1 and line[0] == line[-1] == _APOSTROPHE for line in lines)
    return len(lines) > 1 and enclosed >= _MOST * len(lines)
