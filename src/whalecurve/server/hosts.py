"""Who may ask, and from where: names of the server, this computer, and pages of the app itself."""

import re
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server.addresses import is_here
from whalecurve.server.asgi import answer, header, header_values
from whalecurve.server.health import HEALTH_PATHS
from whalecurve.server.settings import LOOPBACK
from whalecurve.server.state import Server

_HOST: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:/@?#\s\[\]]+)(?::(\d{1,5}))?")
_ASKS_ONLY: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class HostGuard:
    """Refuses names that are not the server's, and what other sites' pages send.

    A page of another site can make a browser ask for any address: under a name of its own that leads here (DNS
    rebinding), or across sites. The first shows in ``Host``, the second in ``Origin``.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it here."""
        settings = self._server.settings
        if scope["type"] == "lifespan" or scope["path"] in HEALTH_PATHS:
            await self.app(scope, receive, send)
            return
        here = is_here(scope)
        if not settings.hosted and not here:
            refusal = PlainTextResponse("Only this computer is served.", HTTPStatus.FORBIDDEN)
        # Whoever runs a hosted server reads its metrics there, under this computer's usual names.
        elif not is_known_host(header_values(scope, b"host"), settings.hosts | (LOOPBACK if here else frozenset())):
            refusal = PlainTextResponse("This server has another name.", HTTPStatus.MISDIRECTED_REQUEST)
        elif _changes(scope) and not is_own_page(scope):
            refusal = PlainTextResponse("Only the app's own pages may send this.", HTTPStatus.FORBIDDEN)
        else:
            await self.app(scope, receive, send)
            return
        await answer(refusal, scope, receive, send)


def is_known_host(values: list[str], hosts: frozenset[str]) -> bool:
    """Whether a request names the server, once and by a name of its own.

    >>> known = frozenset({"localhost", "[::1]"})
    >>> [is_known_host([text], known) for text in ("LOCALHOST.:8501", "[::1]:80", "evil.test", "a@localhost")]
    [True, True, False, False]
    >>> is_known_host(["localhost", "evil.test"], known)
    False
    """
    if len(values) != 1 or not (match := _HOST.fullmatch(values[0].strip())):
        return False
    return match[1].lower().rstrip(".") in hosts


def is_own_page(scope: Scope) -> bool:
    """Whether a request that may change something comes from the app's own page, or from no page at all."""
    origins = header_values(scope, b"origin")
    site = header(scope, b"sec-fetch-site")
    if site and site not in {"same-origin", "none"}:
        return False
    if not origins:
        return True  # a program: no browser sends such a request without it
    if origins == ["null"]:
        # A form of our own pages: they tell nobody their address, the origin included. Only a browser writes this.
        return site == "same-origin"
    return len(origins) == 1 and _place(origins[0]) == _place(f"//{header(scope, b'host').strip()}")


def _changes(scope: Scope) -> bool:
    return scope["type"] == "websocket" or scope["method"] not in _ASKS_ONLY


def _place(url: str) -> tuple[str, int | None] | None:
    """Name and port; the usual ports count as none, since a proxy that ends HTTPS leaves them out."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
        return None
    return parts.hostname.rstrip("."), None if port in {80, 443} else port
