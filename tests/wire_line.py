"""A Streamlit app's websocket from the outside: what is sent, and what has arrived."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from tests.wire_page import Page
from tests.wire_visitor import SECONDS, Visitor

NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"  # what a browser sends where it has no token, to keep the places
XSRF_COOKIE = "_streamlit_xsrf"
KEPT_RUNS = 4  # runs after which a large message that did not come again is forgotten, as in a browser


class WireError(Exception):
    """The server did not do what a browser would have waited for."""


@dataclass
class Line:
    """A websocket that was opened, and what came through it. Made by ``connect``.

    Attributes:
        page: The page as the messages so far describe it.
        arrived: Every byte that the server ever sent here, for canaries; empty when ``keep`` was refused.
        frames: The same, message by message.
    """

    visitor: Visitor
    socket: ClientConnection
    page: Page
    keep: bool = True
    arrived: bytearray = field(default_factory=bytearray)
    frames: list[bytes] = field(default_factory=list)
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    urls: asyncio.Future[list[Any]] | None = None
    _known: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @classmethod
    async def connect(
        cls,
        visitor: Visitor,
        *,
        session: str = "",
        origin: str | None = "",
        host: str = "",
        headers: Mapping[str, str] | None = None,
        keep: bool = True,
    ) -> Self:
        """Open the websocket and send nothing yet.

        Args:
            visitor: Whose cookies go along.
            session: A session id to name, as a browser does after its connection broke.
            origin: The page's own address by default; another one, or None for no such header.
            host: Another name in the Host header.
            headers: More headers.
            keep: Whether to keep every byte that arrives.

        Raises:
            websockets.exceptions.InvalidStatus: The server refused.
        """
        place = urlsplit(visitor.url)
        token = visitor.cookies.get(XSRF_COOKIE, NO_TOKEN)
        socket = await websockets.connect(
            f"ws://{host or place.netloc}/_stcore/stream",
            host=place.hostname,
            port=place.port,
            origin=visitor.url if origin == "" else origin,
            subprotocols=["streamlit", token, *([session] if session else [])],
            additional_headers={"Cookie": visitor.cookie_header(), **(headers or {})},
            max_size=None,
            proxy=None,
        )
        tab = cls(visitor, socket, Page(), keep)
        tab._tasks.append(asyncio.create_task(tab._listen()))
        return tab

    async def send(self, message: BackMsg) -> None:
        """Send any message."""
        await self.socket.send(message.SerializeToString())

    async def until(self, true: Callable[[Page], bool], seconds: float = SECONDS) -> None:
        """Wait until something is true of the page.

        Raises:
            WireError: It did not become true in time, or the connection ended first.
        """
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: self.closed.is_set() or true(self.page))
        except TimeoutError:
            raise WireError(f"not within {seconds:g} s; the page says:\n{self.page.text}") from None
        if not true(self.page):
            raise WireError(f"the server closed the connection: {self.socket.close_code} {self.socket.close_reason}")

    async def settle(self, seconds: float = 1.0) -> None:
        """Wait until nothing has come for a while: the end of what a forged message may or may not have started."""
        size = -1
        while size != len(self.arrived):
            size = len(self.arrived)
            await asyncio.sleep(seconds)

    def saw(self, text: str) -> bool:
        """Whether a text ever arrived, on the page or anywhere beside it; as it is, or escaped as in JSON."""
        return any(form.encode() in self.arrived for form in {text, json.dumps(text)[1:-1]})

    async def close(self) -> None:
        """End the connection."""
        for task in self._tasks[1:]:
            task.cancel()
        await self.socket.close()
        await self._tasks[0]

    async def _listen(self) -> None:
        try:
            async for frame in self.socket:
                await self._take(bytes(frame) if isinstance(frame, bytes) else frame.encode())
        except websockets.exceptions.ConnectionClosed:
            return
        finally:
            self.closed.set()
            async with self._changed:
                self._changed.notify_all()

    async def _take(self, frame: bytes) -> None:
        if self.keep:
            self.arrived += frame
            self.frames.append(frame)
        message = self._whole(ForwardMsg.FromString(frame))
        kind = message.WhichOneof("type")
        if kind == "file_urls_response" and self.urls is not None:
            self.urls.set_result(list(message.file_urls_response.file_urls))
        if kind == "backend_operation_response" and self.urls is not None:
            self.urls.set_result(message.backend_operation_response)
        self.page.apply(message)
        if kind in {"session_status_changed", "script_finished", "auto_rerun", "auth_redirect", "page_not_found"}:
            async with self._changed:
                self._changed.notify_all()

    def known_hashes(self) -> list[str]:
        """Large messages that the server need not send again; old ones are dropped here, when nothing is on its way."""
        oldest = self.page.runs - KEPT_RUNS
        self._known = {name: (run, kept) for name, (run, kept) in self._known.items() if run > oldest}
        return list(self._known)

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """A message as it was meant: the server sends what the client already has by its hash alone."""
        if message.WhichOneof("type") == "ref_hash":
            name, place = message.ref_hash, list(message.metadata.delta_path)
            message = ForwardMsg()
            message.CopyFrom(self._known[name][1])
            message.metadata.delta_path[:] = place
        if message.metadata.cacheable:
            self._known[message.hash] = self.page.runs, message
        return message
