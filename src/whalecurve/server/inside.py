"""Addresses that are there for whoever runs the server, and for nobody else."""

from http import HTTPStatus
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server.addresses import is_here
from whalecurve.server.asgi import answer

_INSIDE: Final = ("/_stcore/metrics", "/_stcore/script-health-check")
_NOWHERE: Final = ("/_stcore/agent",)


class Inside:
    """Metrics answer this computer alone; a second way into the app besides its pages answers nobody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or say that there is nothing."""
        if scope["type"] != "lifespan" and is_hidden(scope):
            await answer(PlainTextResponse("Not Found", HTTPStatus.NOT_FOUND), scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_hidden(scope: Scope) -> bool:
    """Whether there is nothing at this address for the one who asks.

    >>> request = {"path": "/_stcore/metrics", "client": ("127.0.0.1", 1), "headers": []}
    >>> is_hidden(request), is_hidden(request | {"client": ("203.0.113.9", 1)})
    (False, True)
    """
    path = scope["path"].rstrip("/")
    if path.startswith(_NOWHERE):
        return True
    return path.startswith(_INSIDE) and not is_here(scope)
