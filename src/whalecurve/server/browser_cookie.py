"""A random cookie that tells one browser from another: a session's id alone opens nothing."""

import re
import secrets
from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whalecurve.server.asgi import cookies, is_https
from whalecurve.server.state import Server
from whalecurve.service.access.cookies import BROWSER_COOKIE

_BYTES: Final = 32
_FORM: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_DAYS: Final = 30
_SECONDS: Final = _DAYS * 24 * 60 * 60


class BrowserCookie:
    """Gives each browser its cookie with the first page, and keeps it for 30 days after the last one.

    ``Lax``, not ``Strict``: the first click on a link in another site's page must find the browser that it knows.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the cookie where the answer is a page."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and is_app_page(message):
                message["headers"] = [*message["headers"], (b"set-cookie", self._line(scope).encode())]
            await send(message)

        await self.app(scope, receive, send_with_cookie)

    def _line(self, scope: Scope) -> str:
        known = cookies(scope).get(BROWSER_COOKIE, "")
        value = known if _FORM.fullmatch(known) else secrets.token_urlsafe(_BYTES)
        return cookie_line(BROWSER_COOKIE, value, _SECONDS, secure=is_https(scope, self._server.settings.proxies))


def cookie_line(name: str, value: str, seconds: int, *, secure: bool, framed: bool = False) -> str:
    """A ``Set-Cookie`` line that no script reads.

    Args:
        name: Name of the cookie.
        value: Its value.
        seconds: How long it is kept.
        secure: Whether it travels over HTTPS only.
        framed: Whether it must reach us from a frame in another site's page; kept apart for each such site.

    >>> cookie_line("a", "b", 60, secure=False)
    'a=b; Path=/; Max-Age=60; HttpOnly; SameSite=Lax'
    """
    parts = [f"{name}={value}", "Path=/", f"Max-Age={seconds}", "HttpOnly"]
    parts += ["SameSite=None", "Secure", "Partitioned"] if framed else ["SameSite=Lax", *["Secure"] * secure]
    return "; ".join(parts)


def is_app_page(message: Message) -> bool:
    """Whether the beginning of an answer is that of a page, for a person to look at."""
    page = any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])
    return page and message["status"] == HTTPStatus.OK
