"""Files are taken from the browser that a page was made for, with a login, and only as many as a page will take."""

import asyncio
from http import HTTPStatus
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server.asgi import Sending, answer, header
from whalecurve.server.browsers import find_browsers, find_login
from whalecurve.server.logs import log_event
from whalecurve.server.state import Server
from whalecurve.service.access.sessions import SESSIONS
from whalecurve.service.upload_room import ROOM, SECONDS, Place

UPLOADS: Final = "/_stcore/upload_file/"
_PARTS: Final = 2  # the session and the file
_FAILED: Final = 400
# A file of the largest size with what is around it.
_MOST_UNKEPT: Final = 51 * 1024 * 1024
_SMALL: Final = 64 * 1024
_REFUSALS: Final = {
    HTTPStatus.FORBIDDEN: "This page is another browser's, or its login has ended. Reload the page.",
    HTTPStatus.LENGTH_REQUIRED: "Say how long the file is.",
    HTTPStatus.INSUFFICIENT_STORAGE: "Too many files at once. Wait a minute, then upload fewer.",
}


class Uploads:
    """Refuses uploads to a session of another browser or login, and more of them than there is room for.

    Streamlit takes a file for any session that is open, the one that shows the login page included, and keeps it in
    memory as long as the session. Here it goes when a page has taken it, or after a minute. What a person may do with
    the file is decided later, by the service.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it before a body of any size is read."""
        if scope["type"] != "http" or not scope["path"].startswith(UPLOADS) or scope["method"] == "OPTIONS":
            await self.app(scope, receive, send)
            return
        place = place_of(scope["path"])
        owner = await self._server.run(lambda: self._owner(scope, place))
        if owner is None or place is None:
            await _refuse(HTTPStatus.FORBIDDEN, scope, receive, send)
        elif scope["method"] != "PUT":
            await self.app(scope, receive, send)
            ROOM.release(place)
        else:
            await self._put(place, owner, scope, receive, send)

    def _owner(self, scope: Scope, place: Place | None) -> str | None:
        """Whose room it takes: the person's, or the browser's where nobody logs in; None for an upload to refuse."""
        browser = SESSIONS.browser_of(place[0]) if place else None
        if not browser or browser not in find_browsers(scope, self._server):
            return None
        if not self._server.settings.hosted:
            return browser
        login = find_login(scope, self._server)
        if login is None or self._server.office.logins.is_ended(login.principal, login.issued):
            return None
        return login.principal.key

    async def _put(self, place: Place, owner: str, scope: Scope, receive: Receive, send: Send) -> None:
        length = header(scope, b"content-length")
        if not (length.isascii() and length.isdigit()):
            await _refuse(HTTPStatus.LENGTH_REQUIRED, scope, receive, send)
        elif not ROOM.reserve(place, owner, int(length)):
            await _refuse(HTTPStatus.INSUFFICIENT_STORAGE, scope, receive, send, _MOST_UNKEPT)
        elif await self._taken(scope, receive, send, place):
            ROOM.arrive(place)
            asyncio.get_running_loop().call_later(SECONDS + 1, self._sweep)

    async def _taken(self, scope: Scope, receive: Receive, send: Send, place: Place) -> bool:
        """Pass the file on; whether it was taken."""
        sending = Sending(send)
        try:
            await self.app(scope, receive, sending)
        finally:
            taken = 0 < sending.status < _FAILED
            if not taken:
                ROOM.release(place)
        return taken

    def _sweep(self) -> None:
        """Let go of what no page took in its minute."""
        overdue = ROOM.overdue()
        for place in overdue:
            self._server.drop_upload(*place)
            ROOM.release(place)
        if overdue:
            log_event("unused uploads removed", files=len(overdue))


def place_of(path: str) -> Place | None:
    """The session and the file of an upload's address; None for another one.

    >>> place_of("/_stcore/upload_file/ab/cd"), place_of("/_stcore/upload_file/ab")
    (('ab', 'cd'), None)
    """
    parts = path.removeprefix(UPLOADS).split("/")
    return (parts[0], parts[1]) if len(parts) == _PARTS and all(parts) else None


async def _refuse(status: HTTPStatus, scope: Scope, receive: Receive, send: Send, most: int = _SMALL) -> None:
    """Say why, after a body of at most ``most`` bytes has come in and none of it was kept.

    A browser that is cut off in the middle of sending shows no reason.
    """
    length = header(scope, b"content-length")
    if length.isascii() and length.isdigit() and int(length) <= most:
        while (await receive()).get("more_body", False):
            pass
    await answer(PlainTextResponse(_REFUSALS[status], status, {"Connection": "close"}), scope, receive, send)
