"""From start to end: nothing is answered before everything is in order, and nothing is left open behind."""

import functools
import gc
import logging
import os
import signal
import threading
import time
from http import HTTPStatus
from types import FrameType
from typing import Any, Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.domain.errors import WhalecurveError
from whalecurve.server.asgi import answer
from whalecurve.server.logs import error_fields, log_event, set_up_logs
from whalecurve.server.patience import with_deadline
from whalecurve.server.state import Server

_REQUEST_SECONDS: Final = 5
_MOST_SECONDS: Final = 9
# How much Python makes before it looks for rings of garbage, among what is young, middle-aged and old. With its own
# numbers and fifty people it walked through all that is kept every five seconds, 300 ms in which nobody is answered;
# reference counts free nearly everything without that.
_BETWEEN_COLLECTIONS: Final = (10_000, 10, 10)


class Lifespan:
    """The outermost part: starts the server, or says in one sentence why it does not start.

    A server program that skips the start (``--lifespan off``) gets no answers.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Start and end with the process; in between let requests pass."""
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
        elif self._server.started:
            await self.app(scope, receive, send)
        else:
            waiting = PlainTextResponse("The server has not started.", HTTPStatus.SERVICE_UNAVAILABLE)
            await answer(waiting, scope, receive, send)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._start()
        except Exception as error:
            # Told as the protocol wants it: some server programs would go on without a start that only raises.
            await receive()
            await send({"type": "lifespan.startup.failed", "message": _refusal(error)})
            raise
        try:
            await self.app(scope, receive, send)
        finally:
            self._server.stop()
            log_event("stopped")

    def _start(self) -> None:
        gc.set_threshold(*_BETWEEN_COLLECTIONS)
        self._server.start()
        set_up_logs(as_json=self._server.settings.json_log)
        set_deadlines()
        end_politely()
        log_event("started", hosted=self._server.settings.hosted)


def _refusal(error: Exception) -> str:
    if isinstance(error, WhalecurveError):
        return f"Whalecurve does not start. {error}"
    log_event("start failed", logging.ERROR, **error_fields(error))
    return f"Whalecurve does not start, for a reason that nobody expected: {type(error).__name__}."


def end_politely() -> None:
    """Make a request to end an orderly end: status 0, open requests given 5 seconds, the whole not above 10.

    The server below ends in order too, but then has itself killed by the same signal, which a supervisor takes for a
    failure; and it waits for slow readers as long as they like.
    """
    server = _program()
    if server is not None:
        server.config.timeout_graceful_shutdown = _REQUEST_SECONDS
        signal.signal(signal.SIGTERM, functools.partial(_end, server))


def set_deadlines() -> None:
    """Make the server below hang up on whoever begins a request and does not end its head: by itself it waits."""
    server = _program()
    if server is not None and isinstance(protocol := getattr(server.config, "http_protocol_class", None), type):
        server.config.http_protocol_class = with_deadline(protocol)


def _program() -> Any | None:  # noqa: ANN401 - of any make
    """The server program that runs in this process; None for one that we do not know, with manners of its own."""
    if threading.current_thread() is not threading.main_thread():
        return None
    server: Any = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return server if hasattr(server, "should_exit") and hasattr(server, "config") else None


def _end(server: Any, _number: int, _frame: FrameType | None) -> None:  # noqa: ANN401 - of any make
    server.should_exit = True
    threading.Thread(target=_end_at_last, daemon=True).start()


def _end_at_last() -> None:
    """End the process although some thread still works: what was acknowledged is saved, the rest never was."""
    time.sleep(_MOST_SECONDS)
    log_event("ended while something was still at work", logging.WARNING)
    os._exit(0)
