"""A session may be taken up again by the browser that it was made for, and by nobody else."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server.asgi import cookies, header_values
from whalecurve.service.cookies import cookie_digest, is_ours
from whalecurve.service.sessions import SESSIONS

_PROTOCOLS: Final = b"sec-websocket-protocol"
_SESSION: Final = 2  # after the protocol's own name and the token against cross-site requests


class Resumption:
    """Takes the session's id out of a handshake that comes without the cookie of the session's own browser.

    Streamlit would cut the owner off and hand the session over: even where each run of the script then shows nothing,
    the owner's page would hang. Without the id the newcomer gets a session of their own.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, without what it may not name."""
        if scope["type"] == "websocket" and not may_resume(scope):
            told = ", ".join(_entries(scope)[:_SESSION]).encode("latin-1")
            rest = [(name, value) for name, value in scope["headers"] if name != _PROTOCOLS]
            scope = {**scope, "headers": [*rest, (_PROTOCOLS, told)]}
        await self.app(scope, receive, send)


def may_resume(scope: Scope) -> bool:
    """Whether the handshake names no session, or one of the browser that it comes from.

    >>> may_resume({"headers": [(b"sec-websocket-protocol", b"streamlit, token")]})
    True
    >>> may_resume({"headers": [(b"sec-websocket-protocol", b"streamlit, token, 0e78cd1e")]})
    False
    """
    named = _entries(scope)[_SESSION:]
    if not any(named):
        return True
    # Where a host lets no cookie of ours through, the session was bound to none, and Streamlit compares the logins.
    own = {cookie_digest(value) for name, value in cookies(scope).items() if is_ours(name)}
    return len(named) == 1 and SESSIONS.browser_of(named[0]) in own | {""}


def _entries(scope: Scope) -> list[str]:
    return [entry.strip() for entry in ",".join(header_values(scope, _PROTOCOLS)).split(",")]
