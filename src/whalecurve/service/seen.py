"""Visits that were looked up a moment ago: many widgets may ask in the same second."""

import threading
from collections.abc import Callable
from typing import Final

from whalecurve.store.shares import StoredShare

SECONDS: Final = 1.0
MOST: Final = 1_000
_Key = tuple[str, bytes]


class Seen:
    """Answers of the last second; only good ones, so that a refusal is never older than the question.

    Args:
        ticks: Seconds that only go forward.
    """

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._answers: dict[_Key, tuple[float, StoredShare]] = {}
        self._lock = threading.Lock()

    def find(self, key: _Key) -> StoredShare | None:
        """The answer, when it is not a second old."""
        with self._lock:
            tick, share = self._answers.get(key, (0.0, None))
        return share if share is not None and self._ticks() - tick < SECONDS else None

    def put(self, key: _Key, share: StoredShare) -> None:
        """Remember an answer from now on."""
        with self._lock:
            if len(self._answers) >= MOST:
                self._answers.clear()
            self._answers[key] = (self._ticks(), share)
