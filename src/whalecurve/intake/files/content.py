"""What the bytes are, whatever the file is called."""

import re
from enum import StrEnum
from typing import Final

from whalecurve.domain.errors import RefusedFileError


class ContentKind(StrEnum):
    """The families of files that are read, each by its own reader."""

    TEXT = "text"
    ARCHIVE = "archive"
    XLS = "xls"
    PARQUET = "parquet"
    HTML = "html"


AS_CSV: Final = "save it as CSV or as an Excel workbook (.xlsx), then upload that"
_READ: Final = (
    (b"PK\x03\x04", ContentKind.ARCHIVE),
    (b"PAR1", ContentKind.PARQUET),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ContentKind.XLS),
)
_REFUSED: Final = (
    (b"%PDF", "a PDF document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_MARKUP: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta|style|script)\b", re.IGNORECASE
)
_TABLE: Final = re.compile(rb"<table\b", re.IGNORECASE)
_HEAD: Final = 2_000
_XML: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml", re.IGNORECASE)
_JSON: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{])")


def content_kind(name: str, content: bytes) -> ContentKind:
    """Family of a file by its bytes alone. Documents, pictures, archives and pages without a table are refused.

    >>> content_kind("sales.xlsx", b"id,amount").value
    'text'
    >>> content_kind("sales.csv", b"%PDF-1.7")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.RefusedFileError: sales.csv is not a table of rows. Found: a PDF document. To fix it:
        save it as CSV ...
    """
    for magic, kind in _READ:
        if content.startswith(magic):
            return kind
    if _MARKUP.search(content[:_HEAD]) and _TABLE.search(content):
        return ContentKind.HTML
    _refuse_known(name, content)
    return ContentKind.TEXT


def _refuse_known(name: str, content: bytes) -> None:
    for magic, words in _REFUSED:
        if content.startswith(magic):
            raise _refusal(name, words)
    head = content[:_HEAD]
    for pattern, words in (
        (_MARKUP, "a web page (HTML) without a table, whatever its name says"),
        (_XML, "an XML document"),
        (_JSON, "JSON"),
    ):
        if pattern.search(head):
            raise _refusal(name, words)


def _refusal(name: str, words: str) -> RefusedFileError:
    return RefusedFileError(f"{name} is not a table of rows", found=words, remedy=AS_CSV)
