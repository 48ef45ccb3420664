"""A session may be taken up again by the browser that it was made for, and by nobody else."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server.asgi import header_values
from whalecurve.server.browsers import find_browsers
from whalecurve.server.state import Server
from whalecurve.service.access.sessions import SESSIONS

_PROTOCOLS: Final = b"sec-websocket-protocol"
_SESSION: Final = 2  # after the protocol's own name and the token against cross-site requests


class Resumption:
    """Takes the session's id out of a handshake that comes without the cookie of the session's own browser.

    Streamlit would cut the owner off and hand the session over: even where each run of the script then shows nothing,
    the owner's page would hang. Without the id the newcomer gets a session of their own.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, without what it may not name."""
        if scope["type"] == "websocket" and not may_resume(scope, find_browsers(scope, self._server)):
            told = ", ".join(_entries(scope)[:_SESSION]).encode("latin-1")
            rest = [(name, value) for name, value in scope["headers"] if name != _PROTOCOLS]
            scope = {**scope, "headers": [*rest, (_PROTOCOLS, told)]}
        await self.app(scope, receive, send)


def may_resume(scope: Scope, browsers: frozenset[str]) -> bool:
    """Whether the handshake names no session, or one of the browser that it comes from.

    Args:
        scope: The handshake.
        browsers: What its browser is known by.

    >>> may_resume({"headers": [(b"sec-websocket-protocol", b"streamlit, token")]}, frozenset())
    True
    >>> may_resume({"headers": [(b"sec-websocket-protocol", b"streamlit, token, 0e78cd1e")]}, frozenset())
    False
    """
    named = _entries(scope)[_SESSION:]
    if not any(named):
        return True
    return len(named) == 1 and SESSIONS.browser_of(named[0]) in browsers


def _entries(scope: Scope) -> list[str]:
    return [entry.strip() for entry in ",".join(header_values(scope, _PROTOCOLS)).split(",")]
