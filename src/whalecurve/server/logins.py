"""Logging out is for the app's own page: another site's page could send a browser there."""

from http import HTTPStatus
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server.asgi import answer, header
from whalecurve.server.browsers import find_login
from whalecurve.server.state import Server

_LOG_OUT: Final = "/auth/logout"
# Ours, or typed by hand.
_FROM_HERE: Final = frozenset({"same-origin", "none"})


class Logins:
    """Refuses a log-out that another site's page asked for.

    The app's button ends the login before it sends the browser to this address. Where a browser does not say whose page
    asked, a login that nobody ended is therefore left alone.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it."""
        if scope["type"] == "http" and scope["path"].rstrip("/") == _LOG_OUT and not await self._may(scope):
            refusal = PlainTextResponse("Only the app's own page logs out.", HTTPStatus.FORBIDDEN)
            await answer(refusal, scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _may(self, scope: Scope) -> bool:
        site = header(scope, b"sec-fetch-site")
        if site:
            return site in _FROM_HERE
        login = find_login(scope, self._server)
        if login is None:
            return True
        logins = self._server.office.logins
        return await self._server.run(lambda: logins.is_ended(login.principal, login.issued))
