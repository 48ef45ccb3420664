"""Text files to text tables."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.assemble import Assembly
from whalecurve.intake.decoding import decode, encoding_note
from whalecurve.intake.delimiter import detect_delimiter
from whalecurve.intake.limits import Limits
from whalecurve.intake.records import Record, physical_lines, split_records
from whalecurve.intake.text_table import TextTable

_SEPARATOR_LINE: Final = re.compile(r"\A\"?sep=(.)\"?(\r\n|\r|\n)", re.IGNORECASE)


def read_delimited(name: str, digest: str, content: bytes, limits: Limits, encoding: str = "") -> TextTable:
    """Table of a CSV, semicolon, tab or pipe file.

    Refused: an empty file, a header without rows, bytes that are no text, more lines or columns than ``limits``.
    """
    text, encoding = decode(name, content, encoding)
    lines = physical_lines(text)
    if lines > limits.lines:
        limit = f"split the file, at most {limits.lines:,} lines each (the limit)"
        raise RefusedFileError(f"{name} has too many lines", found=f"{lines:,} lines", remedy=limit)
    marked = _SEPARATOR_LINE.match(text)
    body = text[marked.end() :] if marked else text
    delimiter = marked[1] if marked else detect_delimiter(body)
    shift = 1 if marked else 0
    records = _shifted(split_records(body, delimiter, limits.field_characters), shift)
    table = Assembly(name, limits, delimiter).add_all(records).table(digest)
    mark = ((1, "says which character separates the cells"),) if marked else ()
    return replace(
        table,
        encoding=encoding,
        delimiter=delimiter,
        ignored=(*mark, *table.ignored),
        physical_lines=lines,
        notes=(*filter(None, [encoding_note(text, encoding)]), *table.notes),
    )


def _shifted(records: Iterable[Record], shift: int) -> Iterable[Record]:
    if not shift:
        return records
    return ((line + shift, span, cells) for line, span, cells in records)
