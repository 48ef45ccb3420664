"""Bytes to text: byte order marks first, then strict UTF-8, then Windows-1252."""

import codecs
from typing import Final

from whalecurve.domain.errors import RefusedFileError

AS_UTF8: Final = "save the file as CSV UTF-8"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NUL_SHARE: Final = 0.01


def decode(name: str, content: bytes, encoding: str = "") -> tuple[str, str]:
    """Text of a file and the encoding that read it; ``encoding`` overrides the guess.

    Refused: bytes that no accepted encoding can hold, and files that are mostly NUL bytes (binary, or UTF-16 without
        its mark).

    >>> decode("a.csv", "Müller".encode("cp1252"))
    ('Müller', 'cp1252')
    >>> decode("a.csv", "Müller".encode("utf-16"))
    ('Müller', 'utf-16')
    """
    if encoding:
        return _strict(name, content, encoding), encoding
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return _strict(name, content, marked), marked
    _refuse_binary(name, content)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strict(name, content, "cp1252"), "cp1252"


def _strict(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x} in line {line}"
        raise RefusedFileError(f"{name} cannot be read as text ({encoding})", found=found, remedy=AS_UTF8) from error
    except LookupError as error:
        raise RefusedFileError(
            f"{name} cannot be read as text", found=f"unknown encoding {encoding}", remedy=AS_UTF8
        ) from error


def _refuse_binary(name: str, content: bytes) -> None:
    zeros = content.count(b"\x00")
    if zeros > max(16, _NUL_SHARE * len(content)) or (zeros and zeros * 4 > len(content)):
        raise RefusedFileError(f"{name} is not text", found=f"{zeros:,} NUL bytes of {len(content):,}", remedy=AS_UTF8)
