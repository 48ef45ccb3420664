"""A Streamlit client without a browser: it speaks the websocket's protocol, and can therefore also lie.

``Visitor`` keeps the cookies of one person, ``Tab`` is one websocket with the page that it shows. Both are asyncio;
``Wire`` runs them in a thread of its own for tests that are not:

    with Wire() as wire:
        tab = wire.open(url, "costs")
        tab.set("Rent", 900_000.0)
        assert "losers" in tab.page.text
"""

import asyncio
import inspect
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, Self

from tests.wire_line import WireError
from tests.wire_tab import Tab
from tests.wire_visitor import Visitor

__all__ = ["Tab", "Visitor", "Waiting", "Wire", "WireError"]


class Wire:
    """An event loop in a thread of its own, for tests that are not asyncio: its tabs' methods simply return."""

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wire", daemon=True)
        self._thread.start()
        self._tabs: list[Tab] = []
        return self

    def __exit__(self, *_: object) -> None:
        for tab in self._tabs:
            self.run(tab.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """What the work returns."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def visitor(self, url: str, path: str = "/") -> Any:
        """A new person, who has loaded one page and has its cookies."""
        visitor = Visitor(url)
        self.run(visitor.arrive(path))
        return Waiting(self, visitor)

    def connect(self, visitor: Any, **options: Any) -> Any:
        """A websocket that has sent nothing yet."""
        return self._keep(Tab.connect(visitor.inner, **options))

    def open(self, visitor: Any, page: str = "", query: str = "", **options: Any) -> Any:
        """A page that stands; ``visitor`` may be an address, for somebody new."""
        if isinstance(visitor, str):
            visitor = self.visitor(visitor, f"/{page}")
        return self._keep(Tab.open(visitor.inner, page, query, **options))

    def _keep(self, opening: Coroutine[Any, Any, Tab]) -> Any:
        tab = self.run(opening)
        self._tabs.append(tab)
        return Waiting(self, tab)


class Waiting:
    """A visitor or a tab whose asyncio methods wait for their end."""

    def __init__(self, wire: Wire, inner: Any) -> None:
        self.wire, self.inner = wire, inner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.inner, name)
        if not callable(found) or isinstance(found, type):
            return found

        def call(*values: Any, **options: Any) -> Any:
            return self.wire.run(self._in_loop(found, values, options))

        return call

    @staticmethod
    async def _in_loop(found: Callable[..., Any], values: Sequence[Any], options: Mapping[str, Any]) -> Any:
        answer = found(*values, **options)
        return await answer if inspect.isawaitable(answer) else answer
