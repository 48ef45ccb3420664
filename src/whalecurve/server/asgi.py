"""What a request says, and how to answer one that goes no further."""

from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

POLICY_VIOLATION: Final = 1008
_FORWARDED: Final = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"})
_SECURE: Final = frozenset({"https", "wss"})


def header_values(scope: Scope, name: bytes) -> list[str]:
    """Every value of a header, in the order of the request; ``name`` in small letters."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def header(scope: Scope, name: bytes) -> str:
    """The last value of a header, empty for none.

    >>> header({"headers": [(b"host", b"a"), (b"host", b"b")]}, b"host")
    'b'
    """
    return next(reversed(header_values(scope, name)), "")


def was_forwarded(scope: Scope) -> bool:
    """Whether a proxy says that it passed the request on."""
    return any(name in _FORWARDED for name, _ in scope["headers"])


def is_https(scope: Scope, proxies: int) -> bool:
    """Whether the browser speaks HTTPS; a proxy's word counts where proxies are expected.

    >>> is_https({"scheme": "http", "headers": [(b"x-forwarded-proto", b"https")]}, proxies=0)
    False
    """
    told = header(scope, b"x-forwarded-proto").strip().lower() if proxies else ""
    return scope.get("scheme", "http") in _SECURE or told in _SECURE


def cookies(scope: Scope) -> dict[str, str]:
    """The request's cookies by name; those that are no cookies are left out.

    >>> cookies({"headers": [(b"cookie", b"a=1; b=2")]})
    {'a': '1', 'b': '2'}
    """
    found: dict[str, str] = {}
    for line in header_values(scope, b"cookie"):
        for part in line.split(";"):
            try:
                found.update({name: item.value for name, item in SimpleCookie(part.strip()).items()})
            except CookieError:
                continue
    return found


class Sending:
    """A ``send`` that remembers what it has sent.

    Attributes:
        status: Status of the answer; 0 as long as it has not begun.
    """

    def __init__(self, send: Send) -> None:
        self.status = 0
        self._send = send

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)


async def answer(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request, or a websocket's handshake, that goes no further."""
    if scope["type"] == "websocket" and "websocket.http.response" not in (scope.get("extensions") or {}):
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": ""})
        return
    await response(scope, receive, send)
