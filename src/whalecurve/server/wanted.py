"""After a login one lands on the page that one wanted: Streamlit leads to the first one, whatever was asked for."""

import re
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whalecurve.server.asgi import cookies, is_https
from whalecurve.server.browser_cookie import cookie_line, is_app_page
from whalecurve.server.state import Server
from whalecurve.service.access.tokens import known_id
from whalecurve.service.links.addresses import WORKSPACE

COOKIE: Final = "whalecurve_wanted"
# As long as somebody may look for a password.
_SECONDS: Final = 10 * 60
_CALLBACK: Final = "/oauth2callback"
_HOME: Final = b"/"
_PAGE: Final = re.compile(r"/([a-z_]{1,30})")
# A page of ours by its shape, and a workspace: whatever the cookie holds, it leads to no other site.
_WANTED: Final = re.compile(r"([a-z_]{1,30})(?:\.([0-9a-f]{32}))?")


class WantedPage:
    """Notes in a cookie which page a browser opened last, and leads there when a login comes back.

    Only where there are logins. Nothing is kept of a page's address but its name and the workspace's id.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a page with its note, the end of a login with the way to the page."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._server.settings.hosted:
            await self.app(scope, receive, send)
            return
        known = cookies(scope).get(COOKIE, "")

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["path"] == _CALLBACK:
                message["headers"] = _leading_to(address_of(known), message)
            elif message["type"] == "http.response.start" and is_app_page(message):
                wanted = wanted_of(scope)
                if wanted != known:
                    message["headers"] = [*message["headers"], (b"set-cookie", self._line(scope, wanted))]
            await send(message)

        await self.app(scope, receive, send_on)

    def _line(self, scope: Scope, wanted: str) -> bytes:
        secure = is_https(scope, self._server.settings.proxies)
        return cookie_line(COOKIE, wanted, _SECONDS if wanted else 0, secure=secure).encode()


def wanted_of(scope: Scope) -> str:
    """What is noted of a page's address; empty for the first page, which needs no note.

    >>> wanted_of({"path": "/team", "query_string": b"w=0123456789abcdef0123456789abcdef&x=//evil.example"})
    'team.0123456789abcdef0123456789abcdef'
    >>> wanted_of({"path": "/", "query_string": b""})
    ''
    """
    page = _PAGE.fullmatch(scope["path"])
    if page is None:
        return ""
    told = parse_qs(scope["query_string"].decode("latin-1")).get(WORKSPACE, [])
    workspace = known_id(told[0]) if told else ""
    return f"{page[1]}.{workspace}" if workspace else page[1]


def address_of(wanted: str) -> bytes:
    """Where a note leads; to the first page when it is none of ours.

    >>> address_of("team.0123456789abcdef0123456789abcdef"), address_of("team"), address_of("/evil.example")
    (b'/team?w=0123456789abcdef0123456789abcdef', b'/team', b'/')
    """
    found = _WANTED.fullmatch(wanted)
    if found is None:
        return _HOME
    return f"/{found[1]}?{WORKSPACE}={found[2]}".encode() if found[2] else f"/{found[1]}".encode()


def _leading_to(address: bytes, message: Message) -> list[tuple[bytes, bytes]]:
    """The headers of an answer; where it leads to the first page it leads to the wanted one instead."""
    is_way_home = message["status"] == HTTPStatus.FOUND
    return [
        (name, address if is_way_home and name.lower() == b"location" and value == _HOME else value)
        for name, value in message["headers"]
    ]
