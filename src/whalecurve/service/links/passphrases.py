"""Passphrases of links: stored as a slow salted hash, compared in constant time."""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Final

# 32 MB and about a fifth of a second each: OWASP's password storage cheat sheet, scrypt with N = 2^15.
_COST: Final = 2**15
_BLOCK: Final = 8
_PARALLEL: Final = 3
_MEMORY: Final = 64 * 1024**2
_SALT_BYTES: Final = 16
_NAME: Final = "scrypt"
FEWEST_CHARACTERS: Final = 8
MOST_CHARACTERS: Final = 200


def hash_passphrase(passphrase: str) -> str:
    """What is stored of a passphrase: the way it was hashed, the salt and the hash."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return (
        f"{_NAME}${_COST}${_BLOCK}${_PARALLEL}${salt.hex()}${_hash(passphrase, salt, _COST, _BLOCK, _PARALLEL).hex()}"
    )


def is_passphrase(passphrase: object, stored: str) -> bool:
    """Whether a passphrase is the one of a stored hash; the time does not tell how nearly.

    >>> is_passphrase("correct horse", hash_passphrase("correct horse"))
    True
    >>> is_passphrase(None, hash_passphrase("correct horse"))
    False
    """
    _, cost, block, parallel, salt, expected = stored.split("$")
    # Longer than any that is accepted: hashed as far as it may matter, so that nobody sends work by the megabyte.
    text = passphrase[: MOST_CHARACTERS + 1] if isinstance(passphrase, str) else ""
    found = _hash(text, bytes.fromhex(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(found, bytes.fromhex(expected))


def _hash(passphrase: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    # Two keyboards may send the same letter in two spellings; half a character may not be sent at all.
    text = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "replace")
    return hashlib.scrypt(text, salt=salt, n=cost, r=block, p=parallel, maxmem=_MEMORY, dklen=32)
