"""What a page sends over its websocket: at a person's pace, and no message that asks for more than a page would."""

import asyncio
from collections.abc import Iterator
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whalecurve.server.asgi import POLICY_VIOLATION
from whalecurve.server.limits import Allowance
from whalecurve.server.logs import log_event
from whalecurve.server.state import Server

# A slider that is dragged sends ten a second, a page that has just opened a handful at once.
_A_MINUTE: Final = 1200
_AT_ONCE: Final = 60
_MOST_NAMES: Final = 200
# Streamlit's protocol (BackMsg.proto, Common.proto): a message asks for addresses to upload files to, by their names.
_FILE_URLS_REQUEST: Final = 16
_FILE_NAMES: Final = 2
# What only a developer's menu sends: to empty the caches of everybody, to run on each save, for git, for tests.
_NEVER_OURS: Final = frozenset({5, 6, 12, 14, 15})
# Fields of a message, of which Streamlit itself writes one or two.
_MOST_FIELDS: Final = 64
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_LONGEST_VARINT: Final = 10


class Messages:
    """Slows down whoever sends too much, and hangs up on whoever asks for too many addresses at once.

    Streamlit takes every message at once and serves nobody else meanwhile: three thousand of them were four seconds in
    which no page answered. Here a message waits its turn, unread, and everybody else's come in between.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a websocket's messages on at their pace."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        scale = self._server.settings.rate_scale
        pace = Allowance(_A_MINUTE * scale, at_once=_AT_ONCE * scale) if scale else None

        async def receive_at_pace() -> Message:
            message = await _next(receive)
            if message["type"] != "websocket.receive":
                return message
            if asks_too_much(message.get("bytes") or b""):
                log_event("message refused")
                await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": ""})
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}
            await asyncio.sleep(0)
            while pace and (wait := pace.take("")):  # noqa: ASYNC110 - what is awaited is the time itself
                await asyncio.sleep(wait)
            return message

        await self.app(scope, receive_at_pace, send)


async def _next(receive: Receive) -> Message:
    """The next message, but for those that no page of ours sends: they are left unread."""
    while True:
        message = await receive()
        field = next(fields_of(message.get("bytes") or b""), (0, b""))[0]
        if message["type"] != "websocket.receive" or field not in _NEVER_OURS:
            return message
        await asyncio.sleep(0)


def asks_too_much(frame: bytes) -> bool:
    r"""Whether a message asks for addresses of more files than anybody uploads, or is no message of a page at all.

    >>> asks_too_much(b""), asks_too_much(b"\x08\x01" * 100)
    (False, True)
    """
    names = 0
    for number, (field, inner) in enumerate(fields_of(frame)):
        if number >= _MOST_FIELDS:
            return True
        if field == _FILE_URLS_REQUEST:
            for asked, _ in fields_of(inner):
                names += asked == _FILE_NAMES
                if names > _MOST_NAMES:
                    return True
    return False


def fields_of(message: bytes) -> Iterator[tuple[int, bytes]]:
    r"""The fields of a protocol buffer, by number, with the content of those that have a length.

    It ends where the bytes are none: Streamlit then refuses the whole message.

    >>> list(fields_of(b"\x08\x01\x12\x02ab"))
    [(1, b''), (2, b'ab')]
    """
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        length, kind = 0, tag & 7
        if kind == _VARINT:
            _, at = _varint(message, at)
        elif kind == _BYTES:
            length, at = _varint(message, at)
        elif kind in {_FIXED_32, _FIXED_64}:
            at += 4 if kind == _FIXED_32 else 8
        else:
            return
        if at + length > len(message):
            return
        yield tag >> 3, message[at : at + length]
        at += length


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A number and where it ends; behind the end of the message where it is none."""
    number = 0
    for place, byte in enumerate(message[at : at + _LONGEST_VARINT]):
        number |= (byte & 127) << 7 * place
        if byte < 128:  # noqa: PLR2004 - the highest bit says that more follows
            return number, at + place + 1
    return 0, len(message) + 1
