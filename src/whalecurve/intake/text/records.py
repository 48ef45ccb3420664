"""Text to records with their physical lines; a record that cannot be trusted is named, never repaired in silence."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

# (first line, number of physical lines, cells); a text instead of cells says what is wrong with the record
Record = tuple[int, int, list[str] | str]

OPEN_QUOTE: Final = "a quote that is opened and not closed, or text after a closing quote"
PAIR: Final = 2
_LEARNED: Final = 1_000
TOO_LONG: Final = "a cell longer than the limit"
NUL: Final = "a NUL byte"
_BREAK: Final = re.compile(r"\r\n|\r|\n")
# Reading goes back to the line after a quote that ended badly. Once this many times the text was read in vain, a record
# may run over a few lines only, or a file of open quotes would be read again from each of its lines.
_READ_AGAIN: Final = 4
_ROOM: Final = 100_000
_FEW_LINES: Final = 10


def physical_lines(text: str) -> int:
    r"""Number of lines, ended by CR, LF or CRLF; a last line without an end counts.

    >>> physical_lines("a\r\nb\rc")
    3
    """
    breaks = text.count("\n") + text.count("\r") - text.count("\r\n")
    return breaks + (text != "" and not text.endswith(("\n", "\r")))


def split_records(
    text: str, delimiter: str, field_characters: int, *, quote: str = '"', escape: str = ""
) -> Iterator[Record]:
    r"""Records of a delimited text in order, each with its first physical line and its extent.

    Quotes follow RFC 4180 strictly. When a quoted cell runs over lines and ends badly, only the first of its lines is
    set aside and reading goes on with the next one: an open quote costs one line and not the rest of the file.

    >>> list(split_records('a,"b\nc"\nd,e', ",", 100))
    [(1, 2, ['a', 'b\nc']), (3, 1, ['d', 'e'])]
    >>> [(line, cells) for line, _, cells in split_records('a,"b\nd,e', ",", 100)][1]
    (2, ['d', 'e'])
    """
    csv.field_size_limit(field_characters)
    stream = io.StringIO(text, newline="")
    has_nul, most_in_vain = "\x00" in text, _READ_AGAIN * len(text) + _ROOM
    starts: npt.NDArray[np.int64] | None = None
    offset, before, in_vain, widths = 0, 0, 0, Counter[int]()
    open_reader = partial(
        csv.reader, delimiter=delimiter, quotechar=quote, escapechar=escape or None, doublequote=not escape, strict=True
    )
    reader = open_reader(stream)
    while True:
        first = offset + before + 1
        try:
            cells: list[str] | str = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = TOO_LONG if "field limit" in str(error) else OPEN_QUOTE
        span, before = reader.line_num - before, reader.line_num
        if span > 1 or has_nul:
            cells = _checked(cells, span, max(widths, key=widths.__getitem__, default=0), delimiter)
        if first <= _LEARNED and isinstance(cells, list) and len(cells) > 1:
            # titles above the header are narrower: the usual width is the rows'
            widths[len(cells)] += 1
        if span > 1 and isinstance(cells, str) and cells != NUL:
            starts = _line_starts(text) if starts is None else starts
            in_vain += stream.tell() - int(starts[first])
            stream.seek(int(starts[first]))
            reader, offset, before, span = open_reader(stream), first, 0, 1
        yield first, span, cells
        if in_vain > most_in_vain:
            reader = open_reader(_few_lines(stream))
            offset, before = offset + before, 0


def _few_lines(stream: Iterator[str]) -> Iterator[str]:
    """Lines for one record; where it takes more than a few, the fault is its own."""
    yield from itertools.islice(stream, _FEW_LINES)
    if next(stream, None) is not None:
        raise csv.Error(OPEN_QUOTE)


def _checked(cells: list[str] | str, span: int, width: int, delimiter: str) -> list[str] | str:
    """The cells, or what is wrong with a record that runs over lines or holds NUL bytes."""
    if isinstance(cells, str):
        return cells
    if span > 1 and width and (len(cells) != width or _swallowed_records(cells, span, delimiter)):
        return OPEN_QUOTE
    return NUL if any("\x00" in cell for cell in cells) else cells


def _swallowed_records(cells: list[str], span: int, delimiter: str) -> bool:
    """Whether a quoted cell holds just the delimiters of the lines it runs over: two stray quotes around records."""
    if len(cells) <= PAIR:
        return False
    inside = sum(cell.count(delimiter) for cell in cells if "\n" in cell or "\r" in cell)
    return inside == (span - 1) * (len(cells) - 1)


def _line_starts(text: str) -> npt.NDArray[np.int64]:
    return np.array([0, *(found.end() for found in _BREAK.finditer(text))], dtype=np.int64)
