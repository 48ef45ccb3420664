"""Secrets that open something: made by chance, stored as a hash, and recognised by their shape before any work."""

import hashlib
import re
import secrets
from typing import Final

SECRET_BYTES: Final = 32
_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_ID: Final = re.compile(r"[0-9a-f]{32}")
# Hashed in place of a text that is no secret at all, so that it costs what a wrong one costs. Its own secret would have
# to be guessed like any other.
_NOBODYS: Final = secrets.token_urlsafe(SECRET_BYTES)


def new_secret() -> str:
    """256 bits of chance as 43 characters that are safe in an address.

    >>> len(new_secret())
    43
    """
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: object) -> bytes:
    """SHA-256 of a secret; of nobody's secret where it is none, of whatever type or length.

    A fast hash is right here: 256 bits of chance cannot be tried one by one.

    >>> hash_of(None) == hash_of("x" * 10_000_000)
    True
    """
    shaped = secret if isinstance(secret, str) and _SHAPE.fullmatch(secret) else _NOBODYS
    return hashlib.sha256(shaped.encode("ascii")).digest()


def known_id(text: object) -> str:
    """The id of a workspace or share, or the empty text, which is nobody's id, for anything of another shape.

    >>> known_id("ab" * 16) == "ab" * 16
    True
    >>> known_id(["../../etc/passwd"])
    ''
    """
    return text if isinstance(text, str) and _ID.fullmatch(text) else ""
