"""Files are taken from people who are logged in: a stranger, or the holder of a link, would only fill the memory."""

from http import HTTPStatus
from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server.asgi import answer, cookies
from whalecurve.server.state import Server

# Streamlit's own: what it signs at the login, under which name, and how long it takes it for good.
_COOKIE: Final = "_streamlit_user"
_MOST_SECONDS: Final = 31 * 24 * 60 * 60
UPLOADS: Final = "/_stcore/upload_file/"


class Logins:
    """Refuses uploads without a login, where there are logins.

    Streamlit takes a file for any session that is open, the one that shows the login page included, and keeps it in
    memory as long as the session. What a person may do with the file is decided later, by the service.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it before its body is read."""
        is_upload = scope["type"] == "http" and scope["path"].startswith(UPLOADS)
        if is_upload and self._server.settings.hosted and not is_login(cookies(scope), self._server.cookie_secret):
            await answer(PlainTextResponse("Log in first.", HTTPStatus.FORBIDDEN), scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_login(given: dict[str, str], secret: str) -> bool:
    """Whether cookies hold a login that Streamlit signed.

    >>> is_login({"_streamlit_user": "made up"}, "a secret of the server")
    False
    """
    try:
        URLSafeTimedSerializer(secret, salt=_COOKIE).loads(given.get(_COOKIE, ""), max_age=_MOST_SECONDS)
    except BadData:
        return False
    return bool(secret)
