"""Which address a request comes from, as far as it can be believed."""

import ipaddress
from typing import Final

from starlette.types import Scope

from whalecurve.server.asgi import header_values, was_forwarded

UNKNOWN: Final = "unknown"
FORWARDED: Final = "forwarded"
_NETWORK_BITS: Final = 64


def client_address(scope: Scope, proxies: int) -> str:
    """A key for the client's address; one who writes headers of his own does not get another key.

    Args:
        scope: The request.
        proxies: How many proxies stand in front of the server; each adds one entry to ``X-Forwarded-For``, so the
            client is that many from the right, and what stands further left is only claimed.

    >>> request = {"client": ("127.0.0.1", 1), "headers": [(b"x-forwarded-for", b"6.6.6.6, 203.0.113.9")]}
    >>> client_address(request, proxies=1)
    '203.0.113.9'
    >>> client_address(request, proxies=0)
    'forwarded'
    """
    listed = [part.strip() for value in header_values(scope, b"x-forwarded-for") for part in value.split(",")]
    if proxies and len(listed) >= proxies:
        return _key(listed[-proxies])
    if was_forwarded(scope):
        # The server below may have taken the claimed address for the true one: all of these share a key.
        return FORWARDED
    client = scope.get("client")
    return _key(client[0]) if client else UNKNOWN


def is_here(scope: Scope) -> bool:
    """Whether a program on this computer asks, and for itself: a proxy here asks for whoever asked it.

    >>> is_here({"client": ("127.0.0.1", 1), "headers": []})
    True
    >>> is_here({"client": ("127.0.0.1", 1), "headers": [(b"x-forwarded-for", b"203.0.113.9")]})
    False
    """
    client = scope.get("client")
    return client is not None and is_loopback(client[0]) and not was_forwarded(scope)


def is_loopback(address: str) -> bool:
    """Whether an address is this computer's own.

    >>> [is_loopback(text) for text in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "192.168.0.2", "localhost")]
    [True, True, True, False, False]
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (mapped or parsed).is_loopback


def _key(text: str) -> str:
    host = text[1 : text.find("]")] if text.startswith("[") else text
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    # Whoever has one IPv6 address has a whole network of them.
    return str(ipaddress.ip_network((parsed, _NETWORK_BITS), strict=False))
