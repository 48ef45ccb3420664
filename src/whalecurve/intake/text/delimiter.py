"""Which character separates the cells: the one that cuts all of the file into the same number of cells."""

import csv
import io
from collections import Counter
from typing import Final

CANDIDATES: Final = (",", ";", "\t", "|")
_SAMPLE_LINES: Final = 700
_PIECE: Final = 400_000


def detect_delimiter(text: str) -> str:
    r"""Comma, semicolon, tab or pipe; a comma when nothing separates (a table of one column).

    Each candidate is tried with quotes respected on lines of the beginning, the middle and the end; the one with the
    largest share of records of one and the same length wins, then the one whose header has that length, then the one
    with more cells.

    >>> detect_delimiter("Date;Amount\n2024-01-05;1,50\n2024-01-06;2,75\n")
    ';'
    """
    samples = _samples(text)
    scores = {candidate: _score(samples, candidate) for candidate in CANDIDATES}
    return max(CANDIDATES, key=lambda candidate: scores[candidate])


def _samples(text: str) -> list[list[str]]:
    size = len(text)
    if size <= _PIECE:
        return [_lines(text, 0, 4 * _SAMPLE_LINES)]
    starts = [0, *(text.find("\n", position) + 1 for position in (size // 2, size - size // 20))]
    return [_lines(text, start, _SAMPLE_LINES) for start in starts]


def _lines(text: str, start: int, count: int) -> list[str]:
    stream = io.StringIO(text[start : start + _PIECE], newline="")
    lines = [line for line, _ in zip(stream, range(count), strict=False)]
    # the last line may be cut in the middle
    return lines[:-1] if len(lines) > 1 and start + _PIECE < len(text) else lines


def _score(samples: list[list[str]], delimiter: str) -> tuple[float, bool, int]:
    widths = [_widths(lines, delimiter) for lines in samples]
    counts = Counter(width for sample in widths for width in sample)
    useful = {width: count for width, count in counts.items() if width > 1}
    if not useful:
        return 0.0, False, 0
    width = max(useful, key=lambda candidate: (useful[candidate], candidate))
    return round(useful[width] / counts.total(), 3), bool(widths[0]) and widths[0][0] == width, width


def _widths(lines: list[str], delimiter: str) -> list[int]:
    reader = csv.reader(lines, delimiter=delimiter)
    widths: list[int] = []
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return widths
        except csv.Error:
            widths.append(0)
            continue
        if any(cell.strip() for cell in record):
            widths.append(len(record))
