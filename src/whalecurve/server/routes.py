"""The server's own addresses, answered before Streamlit sees them: it would judge some of them by their look."""

from http import HTTPStatus
from typing import Final

from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server import pages
from whalecurve.server.health import PATH, Health
from whalecurve.server.shares import Shares
from whalecurve.service.links.addresses import EXPORTS, LINKS, link_path, ranking_path, report_path

_OLD_PLANS: Final = "/scenarios"
"""Where the page Plans lay under its first name: bookmarks still lead there."""

_EXACTLY: Final = frozenset({PATH, LINKS.rstrip("/"), _OLD_PLANS})
_STARTS: Final = (LINKS, EXPORTS)


def _plans(request: Request) -> RedirectResponse:
    """To the page under its name of today, on this server and with all that the address asks for."""
    query = request.url.query
    return RedirectResponse(f"plans?{query}" if query else "plans", HTTPStatus.PERMANENT_REDIRECT)


class OwnRoutes:
    """Answers links, exports, health and an old address; everything else goes on to Streamlit."""

    def __init__(self, app: ASGIApp, shares: Shares, health: Health) -> None:
        self.app = app
        routes = [
            Route(link_path("{token:path}"), shares.link, methods=["GET", "POST"]),
            Route(ranking_path("{share}"), shares.ranking, methods=["GET"]),
            Route(report_path("{share}"), shares.report, methods=["GET"]),
            Route(PATH, health.answer, methods=["GET"]),
            Route(_OLD_PLANS, _plans, methods=["GET"]),
        ]
        # What fits no route, a token with a line break for example, is the same as a token that opens nothing.
        self._own = ExceptionMiddleware(Router(routes, redirect_slashes=False, default=pages.not_available()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer here or let the request pass."""
        own = scope["type"] == "http" and (scope["path"] in _EXACTLY or scope["path"].startswith(_STARTS))
        await (self._own if own else self.app)(scope, receive, send)
