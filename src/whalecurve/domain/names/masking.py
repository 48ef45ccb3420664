"""Pseudonyms instead of names: the same customer has the same one in every share of a workspace.

A pseudonym comes from the customer id by a keyed hash (HMAC-SHA256, RFC 2104), so that without the workspace's key
nobody can tell whose it is, not even by trying every id there is.
"""

import hmac
from base64 import b32encode
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from whalecurve.domain.errors import WhalecurveError

SHORTEST: Final = 5
_FEWEST_KEY_BYTES: Final = 16
# Crockford's letters for the standard ones: none of them is taken for another.
_CLEAR: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def pseudonyms(ids: Sequence[str], key: bytes) -> list[str]:
    """A short code of each customer, ``7QK2M`` for example; no two are the same.

    Five letters, and further ones of the same code where two customers would share those: the code of a customer stays
    the same from one share to the next, and can only ever get longer.

    Args:
        ids: Customer ids, each once.
        key: The workspace's own, secret key.

    Raises:
        WhalecurveError: The key is too short to keep anything secret, or an id stands twice.

    >>> first, second = pseudonyms(["007", "12"], b"a key of sixteen")
    >>> len(first), pseudonyms(["12", "30"], b"a key of sixteen")[0] == second
    (5, True)
    >>> pseudonyms(["007"], b"")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: Names cannot be replaced without a secret key. Found: 0 bytes. To fix it:
        open the workspace again.
    """
    if len(key) < _FEWEST_KEY_BYTES:
        raise WhalecurveError(
            "Names cannot be replaced without a secret key",
            found=f"{len(key)} bytes",
            remedy="open the workspace again",
        )
    codes = [_code(customer_id, key) for customer_id in ids]
    places = sorted(range(len(codes)), key=codes.__getitem__)
    needed = [SHORTEST] * len(codes)
    for left, right in pairwise(places):
        alike = _length_that_differs(codes[left], codes[right])
        if not alike:
            raise WhalecurveError("A customer id stands twice", found=ids[left], remedy="upload the files again")
        needed[left], needed[right] = max(needed[left], alike), max(needed[right], alike)
    return [code[:length] for code, length in zip(codes, needed, strict=True)]


def shown_name(code: str) -> str:
    """What a customer is called instead of its name.

    >>> shown_name("7QK2M")
    'Customer 7QK2M'
    """
    return f"Customer {code}"


def _code(customer_id: str, key: bytes) -> str:
    digest = hmac.digest(key, customer_id.encode("utf-8", "surrogatepass"), "sha256")
    return b32encode(digest).decode("ascii").rstrip("=").translate(_CLEAR)


def _length_that_differs(left: str, right: str) -> int:
    """How many letters tell two codes apart, 0 when nothing does."""
    places = enumerate(zip(left, right, strict=True), start=1)
    return next((length for length, (one, other) in places if one != other), 0)
