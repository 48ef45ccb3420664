"""Answers that were looked up a moment ago: many widgets may ask in the same second."""

import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

SECONDS: Final = 1.0
MOST: Final = 1_000
_Key = TypeVar("_Key")
_Answer = TypeVar("_Answer")


class Seen(Generic[_Key, _Answer]):
    """Answers of the last moments; what has none is never remembered, so a refusal is no older than its question.

    Args:
        ticks: Seconds that only go forward.
        seconds: For how long an answer is repeated.

    >>> seen = Seen[str, int](lambda: 0.0)
    >>> seen.put("a", 1)
    >>> seen.find("a"), seen.find("b")
    (1, None)
    """

    def __init__(self, ticks: Callable[[], float], seconds: float = SECONDS) -> None:
        self._ticks = ticks
        self._seconds = seconds
        self._answers: dict[_Key, tuple[float, _Answer]] = {}
        self._lock = threading.Lock()

    def find(self, key: _Key) -> _Answer | None:
        """The answer, when it is not too old."""
        with self._lock:
            found = self._answers.get(key)
        return found[1] if found is not None and self._ticks() - found[0] < self._seconds else None

    def put(self, key: _Key, answer: _Answer) -> None:
        """Remember an answer from now on."""
        with self._lock:
            if len(self._answers) >= MOST:
                self._answers.clear()
            self._answers[key] = (self._ticks(), answer)

    def forget(self, key: _Key) -> None:
        """Forget an answer that is none any more."""
        with self._lock:
            self._answers.pop(key, None)
