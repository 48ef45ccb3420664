"""Text files to text tables."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from whalecurve.domain.errors import RefusedFileError
from whalecurve.domain.words.formats import counted
from whalecurve.intake.limits import Limits
from whalecurve.intake.text.assemble import Assembly
from whalecurve.intake.text.decoding import decode, encoding_note
from whalecurve.intake.text.dialect import QUOTE, Dialect, detect_dialect
from whalecurve.intake.text.records import Record, physical_lines, split_records
from whalecurve.intake.text.text_table import TextTable

_SEPARATOR_LINE: Final = re.compile(r"\A\"?sep=(.)\"?(\r\n|\r|\n)", re.IGNORECASE)


def read_delimited(name: str, digest: str, content: bytes, limits: Limits, encoding: str = "") -> TextTable:
    """Table of a CSV, semicolon, tab or pipe file.

    Refused: an empty file, a header without rows, bytes that are no text, more lines or columns than ``limits``.
    """
    text, encoding = decode(name, content, encoding)
    lines = physical_lines(text)
    if lines > limits.lines:
        limit = f"split the file, at most {limits.lines:,} lines each (the limit)"
        raise RefusedFileError(f"{name} has too many lines", found=counted(lines, "line"), remedy=limit)
    marked = _SEPARATOR_LINE.match(text)
    body = text[marked.end() :] if marked else text
    dialect = detect_dialect(body, marked[1] if marked else "")
    shift = 1 if marked else 0
    found = split_records(body, dialect.delimiter, limits.field_characters, quote=dialect.quote, escape=dialect.escape)
    records = _shifted(found, shift)
    table = Assembly(name, limits, dialect.delimiter).add_all(records).table(digest)
    mark = ((1, "says which character separates the cells"),) if marked else ()
    return replace(
        table,
        encoding=encoding,
        delimiter=dialect.delimiter,
        ignored=(*mark, *table.ignored),
        physical_lines=lines,
        notes=(*filter(None, [encoding_note(text, encoding), _quote_note(dialect)]), *table.notes),
    )


def _shifted(records: Iterable[Record], shift: int) -> Iterable[Record]:
    if not shift:
        return records
    return ((line + shift, span, cells) for line, span, cells in records)


def _quote_note(dialect: Dialect) -> str:
    """What is to be said about quotes that are not the usual ones."""
    if dialect.quote != QUOTE:
        return "The cells stand in apostrophes; they were taken away."
    return "Quotes inside cells stand behind backslashes; the backslashes were taken away." if dialect.escape else ""
