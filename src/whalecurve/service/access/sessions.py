"""Which browser each running session was made for: its id alone must not be enough to take it over."""

import threading
from collections import OrderedDict
from typing import Final

_MOST: Final = 10_000


class Sessions:
    """Session ids and the digest of the browser's own cookie; the ones bound longest ago are forgotten.

    >>> sessions = Sessions()
    >>> sessions.bind("id", "digest")
    >>> sessions.browser_of("id"), sessions.browser_of("another")
    ('digest', None)
    """

    def __init__(self) -> None:
        self._bound: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def bind(self, session: str, browser: str) -> None:
        """Note whose session it is; the first browser keeps it."""
        with self._lock:
            self._bound.setdefault(session, browser)
            self._bound.move_to_end(session)
            if len(self._bound) > _MOST:
                self._bound.popitem(last=False)

    def browser_of(self, session: str) -> str | None:
        """The digest that a session was bound to, empty for a browser without our cookie; None for no such session."""
        with self._lock:
            return self._bound.get(session)


SESSIONS: Final = Sessions()
