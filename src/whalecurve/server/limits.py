"""How often one address may ask, and how much it may send."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server.addresses import client_address
from whalecurve.server.asgi import answer, header
from whalecurve.server.state import Server
from whalecurve.server.uploads import UPLOADS
from whalecurve.service.links.addresses import EXPORTS, LINKS

# Requests a minute of one address; so many may come at once. A load of a page is a handful besides Streamlit's own
# files, which are not counted. A link's token cannot be guessed at any speed; a passphrase might.
RATES: Final = {
    "passphrase": 10,
    "export": 30,
    "login": 30,
    "link": 60,
    "upload": 120,
    "socket": 240,
    "page": 1200,
}
_MINUTE: Final = 60
_MOST_ADDRESSES: Final = 20_000
_MOST_BODY_BYTES: Final = 64 * 1024
_FREE: Final = frozenset({"/_stcore/health", "/healthz"})
_FREE_FILES: Final = "/static/"


@dataclass
class _Bucket:
    left: float
    at: float


class Allowance:
    """A bucket for each key, filled evenly, that each request takes one from; the longest unused are forgotten."""

    def __init__(
        self, a_minute: float, clock: Callable[[], float] = time.monotonic, at_once: float | None = None
    ) -> None:
        self._most = max(a_minute if at_once is None else at_once, 1.0)
        self._a_second = a_minute / _MINUTE
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one; 0 when there was one, else the seconds until there is.

        >>> allowance = Allowance(2, clock=lambda: 0.0)
        >>> [allowance.take("a") for _ in range(3)], allowance.take("b")
        ([0.0, 0.0, 30.0], 0.0)
        """
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(self._most, now))
        self._buckets.move_to_end(key)
        if len(self._buckets) > _MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        bucket.left = min(self._most, bucket.left + (now - bucket.at) * self._a_second)
        bucket.at = now
        if bucket.left < 1:
            return (1 - bucket.left) / self._a_second
        bucket.left -= 1
        return 0.0


class Limits:
    """Answers 429 above the rates, and 413 to a body that nothing here reads."""

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server
        self._allowances: dict[str, Allowance] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        wait = self._wait(scope)
        if wait:
            again = {"retry-after": str(math.ceil(wait))}
            refusal = PlainTextResponse("Too many requests. Wait a minute.", HTTPStatus.TOO_MANY_REQUESTS, again)
            await answer(refusal, scope, receive, send)
        elif is_too_large(scope):
            refusal = PlainTextResponse("This is too large.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            await answer(refusal, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _wait(self, scope: Scope) -> float:
        settings = self._server.settings
        kind = kind_of(scope)
        if not kind or not settings.rate_scale:
            return 0.0
        if kind not in self._allowances:
            self._allowances[kind] = Allowance(RATES[kind] * settings.rate_scale)
        return self._allowances[kind].take(client_address(scope, settings.proxies))


def kind_of(scope: Scope) -> str:
    """Which rate counts for a request, empty for none.

    >>> kind_of({"type": "http", "method": "POST", "path": "/s/abc"})
    'passphrase'
    >>> kind_of({"type": "http", "method": "GET", "path": "/healthz-and-a-page"})
    'page'
    """
    path = scope["path"]
    if scope["type"] == "websocket":
        return "socket"
    if path in _FREE or path.startswith(_FREE_FILES):
        return ""
    if path.startswith(LINKS):
        return "passphrase" if scope["method"] == "POST" else "link"
    starts = {EXPORTS: "export", UPLOADS: "upload", "/auth/": "login", "/oauth2callback": "login"}
    return next((kind for start, kind in starts.items() if path.startswith(start)), "page")


def is_too_large(scope: Scope) -> bool:
    """Whether a request announces a body that nothing here would read; uploads have a limit of their own."""
    if scope["type"] != "http" or scope["path"].startswith(UPLOADS):
        return False
    length = header(scope, b"content-length")
    return length.isdigit() and int(length) > _MOST_BODY_BYTES
