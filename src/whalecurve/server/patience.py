"""How long the server waits for the rest of a request: whoever stops in the middle does not keep a connection open."""

import asyncio
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whalecurve.server.asgi import Sending

HEAD_SECONDS: Final = 10.0
BODY_SECONDS: Final = 30.0


class SlowRequestError(Exception):
    """The next part of a request's body did not come in time."""


class Patience:
    """Answers 408 when the next part of a body is not there in time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its body comes in time, or it is answered here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        whole = False
        sending = Sending(send)

        async def receive_in_time() -> Message:
            nonlocal whole
            if whole:  # from now on only the end of the connection is waited for, as long as the answer takes
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), BODY_SECONDS)
            except TimeoutError as error:
                raise SlowRequestError from error
            whole = not message.get("more_body", False)
            return message

        try:
            await self.app(scope, receive_in_time, sending)
        except SlowRequestError:
            if not sending.status:
                late = PlainTextResponse("Too slow.", HTTPStatus.REQUEST_TIMEOUT, {"Connection": "close"})
                await late(scope, receive, send)


class _Deadline:
    """Put in front of a server program's protocol: a timer runs while no request of the connection is at work."""

    seconds: float
    transport: asyncio.Transport
    loop: asyncio.AbstractEventLoop
    cycle: Any
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)  # type: ignore[misc]
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)  # type: ignore[misc]
        if self._is_at_work():
            self._stop_waiting()
        else:
            self._wait()

    def connection_lost(self, error: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(error)  # type: ignore[misc]

    def _is_at_work(self) -> bool:
        protocol: object = self.transport.get_protocol()
        if protocol is not self:  # a websocket has taken over
            return True
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(self.seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if not self._is_at_work():
            self.transport.close()


def with_deadline(protocol: type[Any], seconds: float = HEAD_SECONDS) -> type[Any]:
    """A server program's protocol that closes a connection on which no whole head of a request comes in time.

    Args:
        protocol: The protocol: of a connection with ``transport``, ``loop`` and ``cycle``, the request at work.
        seconds: How long a head may take, since the connection was made or its first byte came.
    """
    return type("Deadline", (_Deadline, protocol), {"seconds": seconds})
