"""What nobody expected: a number for the reader, the places in the code for the log, and nothing else for anybody."""

import contextlib
import logging
import secrets
from collections.abc import Callable
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server import pages
from whalecurve.server.asgi import Sending
from whalecurve.server.logs import error_fields, log_event

_ID_BYTES: Final = 4
_INTERNAL_ERROR: Final = 1011


class Faults:
    """Answers with a page that names a number where the app below failed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens below."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        sending = Sending(send)
        is_http = scope["type"] == "http"
        try:
            await self.app(scope, receive, sending if is_http else send)
        except ClientDisconnect:
            log_event("reader went away")
        except Exception as error:  # noqa: BLE001 - whatever it is, no reader sees it
            number = log_fault("request failed", error)
            if is_http and not sending.status:
                await pages.fault(number)(scope, receive, send)
            elif not is_http:
                with contextlib.suppress(RuntimeError):  # closed already
                    await send({"type": "websocket.close", "code": _INTERNAL_ERROR, "reason": ""})


def log_fault(event: str, error: BaseException) -> str:
    """Log an error; returns the number by which it is found."""
    number = secrets.token_hex(_ID_BYTES)
    log_event(event, logging.ERROR, id=number, **error_fields(error))
    return number


def script_fault(show: Callable[[str], object]) -> Callable[[Exception], bool]:
    """What Streamlit calls when a page failed.

    Args:
        show: Puts a sentence on the page.
    """

    def handle(error: Exception) -> bool:
        number = log_fault("page failed", error)
        show(
            "Something went wrong on this page, and it is not your doing. Load it again; if it happens again, tell "
            f"whoever runs this server the number {number}."
        )
        return True  # Streamlit's own box is not shown besides

    return handle
