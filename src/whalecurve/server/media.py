"""Prepared files go to the one they were made for: their addresses alone open nothing."""

from http import HTTPStatus
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whalecurve.server.asgi import answer
from whalecurve.server.browsers import find_browsers, find_login
from whalecurve.server.state import Server
from whalecurve.service.handouts import HANDOUTS, may_fetch

MEDIA: Final = "/media/"
_NOT_KEPT: Final = (b"cache-control", b"private, no-store")


class Media:
    """Asks at each request for a prepared file whether it was made for this browser, and whether the right still lasts.

    A file that no page handed out by name is refused: Streamlit would give it to anybody.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or say that there is nothing."""
        if scope["type"] != "http" or not scope["path"].startswith(MEDIA):
            await self.app(scope, receive, send)
            return
        if not await self._server.run(lambda: self._may(scope)):
            nothing = PlainTextResponse("Not Found", HTTPStatus.NOT_FOUND, {"Cache-Control": "no-store"})
            await answer(nothing, scope, receive, send)
            return

        async def send_unkept(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], _NOT_KEPT]
            await send(message)

        await self.app(scope, receive, send_unkept)

    def _may(self, scope: Scope) -> bool:
        content = self._server.prepared_file(scope["path"].removeprefix(MEDIA))
        if content is None:
            return False
        browsers, login = find_browsers(scope, self._server), find_login(scope, self._server)
        return any(may_fetch(self._server.office, one, browsers, login) for one in HANDOUTS.holders(content))
