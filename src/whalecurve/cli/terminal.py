"""What a command prints: never a traceback, never a sign that a terminal would obey or cannot show."""

import os
import sys
import unicodedata
from typing import Final, TextIO

_SHOWN_INSTEAD: Final = "\N{REPLACEMENT CHARACTER}"


def say(text: str) -> None:
    """Print a line of the answer on standard output."""
    _print(text, sys.stdout)


def complain(text: str) -> None:
    """Print a line about trouble on standard error."""
    _print(f"whalecurve: {text}", sys.stderr)


def note(text: str) -> None:
    """Print a remark on standard error: it needs nobody, and does not mix with the answer."""
    _print(f"note: {text}", sys.stderr)


def showable(text: str, encoding: str) -> str:
    r"""The text without control characters, as far as an encoding can write it.

    Names of files and headers are strangers' text; an escape sequence among them would run in the terminal.

    >>> showable("a\x1b[2Jb", "utf-8"), showable("caf\xe9 \u2212", "cp1252")
    ('a\ufffd[2Jb', 'caf\xe9 \\u2212')
    """
    clean = "".join(_SHOWN_INSTEAD if unicodedata.category(sign) in {"Cc", "Cf"} else sign for sign in text)
    return clean.encode(encoding, "backslashreplace").decode(encoding)


def _print(text: str, stream: TextIO) -> None:
    try:
        print(showable(text, stream.encoding or "ascii"), file=stream, flush=True)
    except BrokenPipeError:
        # Whoever reads us has heard enough (`| head`); Python's own last flush must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
