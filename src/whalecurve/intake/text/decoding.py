"""Bytes to text: byte order marks first, then UTF-16 by its zeros, strict UTF-8, then the likeliest other encoding."""

import codecs
from typing import Final

from whalecurve.domain.errors import RefusedFileError
from whalecurve.domain.words.plurals import agree
from whalecurve.intake.text.encodings import NAMES, likely_encoding

AS_UTF8: Final = "save the file as CSV UTF-8"
UTF8: Final = "utf-8"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NUL_SHARE: Final = 0.01
_WIDE_SHARE: Final = 0.15
_HEAD: Final = 200_000
# So few lines may be no UTF-8 before the whole file is taken for something else.
_BROKEN_SHARE: Final = 0.2
_NAMED_LINES: Final = 10


def decode(name: str, content: bytes, encoding: str = "") -> tuple[str, str]:
    """Text of a file and the encoding that read it; ``encoding`` overrides the guess.

    A file of UTF-8 with a few broken lines stays UTF-8; what cannot be read there becomes U+FFFD.

    Refused: bytes that no accepted encoding can hold, and files that are mostly NUL bytes (binary).

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
    if wide := _wide(content):
        return _strict(name, content, wide), wide
    _refuse_binary(name, content)
    try:
        return content.decode(UTF8), UTF8
    except UnicodeDecodeError:
        if _mostly_utf8(content):
            return content.decode(UTF8, "replace"), UTF8
        found = likely_encoding(content) or "cp1252"
        return _strict(name, content, found), found


def encoding_note(text: str, encoding: str) -> str:
    r"""What is to be said about an encoding that was guessed; nothing for one that cannot be wrong.

    >>> encoding_note("a\nb\ufffd", "utf-8")[:36]
    'Line 2 holds bytes that are no UTF-8'
    """
    if encoding in NAMES:
        shown = NAMES[encoding]
        return f"The file is not UTF-8 and was read as {shown}; if letters look wrong, {AS_UTF8}."
    if encoding != UTF8 or "\N{REPLACEMENT CHARACTER}" not in text:
        return ""
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "\N{REPLACEMENT CHARACTER}" in line]
    named = ", ".join(str(number) for number in lines[:_NAMED_LINES]) + (" ..." if len(lines) > _NAMED_LINES else "")
    which = f"{agree(len(lines), 'Line', 'Lines')} {named} {agree(len(lines), 'holds', 'hold')}"
    return f"{which} bytes that are no UTF-8; they are shown as \N{REPLACEMENT CHARACTER}: {AS_UTF8}."


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: every second byte of its digits, signs and line ends is zero."""
    head = content[:_HEAD]
    if len(content) % 2 or b"\x00" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    least = _WIDE_SHARE * len(head) / 2
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros >= least and others * 20 < zeros:
            return name
    return ""


def _mostly_utf8(content: bytes) -> bool:
    """Whether most lines with bytes above ASCII are sound UTF-8."""
    lines = [line for line in content[: 10 * _HEAD].replace(b"\r", b"\n").split(b"\n") if not line.isascii()]
    broken = sum(1 for line in lines if not _is_utf8(line))
    return broken <= _BROKEN_SHARE * len(lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True


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
