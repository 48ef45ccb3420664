"""Room for uploads that no page has taken yet: so much for a person, so much for all, and for a minute."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from whalecurve.domain.errors import WhalecurveError

VARIABLE: Final = "WHALECURVE_MAX_UPLOADING_BYTES"
SECONDS: Final = 60.0
# Five of the largest files for one person at a time, and four such people.
_DEFAULT: Final = 5 * 51 * 1024 * 1024
_PEOPLE: Final = 4

Place = tuple[str, str]


@dataclass(frozen=True)
class _Held:
    owner: str
    size: int
    arrived: bool


class UploadRoom:
    """Uploads by session and file, from their first byte until a page has taken them or their minute is over.

    Args:
        ticks: Seconds that only go forward.
        most: The most bytes of one person; by default what ``WHALECURVE_MAX_UPLOADING_BYTES`` says.
    """

    def __init__(self, ticks: Callable[[], float] = time.monotonic, most: int | None = None) -> None:
        self._ticks = ticks
        self._most = most
        self._held: dict[Place, _Held] = {}
        self._active: dict[str, float] = {}
        self._lock = threading.Lock()

    def reserve(self, place: Place, owner: str, size: int) -> bool:
        """Keep room for an upload that begins; False when there is none.

        >>> room = UploadRoom(most=100)
        >>> [room.reserve(("session", name), "anna", 60) for name in ("a", "b")]
        [True, False]
        """
        most = most_bytes() if self._most is None else self._most
        with self._lock:
            others = [held for known, held in self._held.items() if known != place]
            mine = sum(held.size for held in others if held.owner == owner)
            if place in self._held or mine + size > most or sum(h.size for h in others) + size > _PEOPLE * most:
                return False
            self._held[place] = _Held(owner, size, arrived=False)
            self._active[place[0]] = self._ticks()
            return True

    def arrive(self, place: Place) -> None:
        """The upload is whole; its minute, and that of all others of its session, begins."""
        with self._lock:
            if (held := self._held.get(place)) is not None:
                self._held[place] = _Held(held.owner, held.size, arrived=True)
                self._active[place[0]] = self._ticks()

    def release(self, place: Place) -> None:
        """A page has taken the file, or it is gone."""
        with self._lock:
            self._held.pop(place, None)
            if not any(session == place[0] for session, _ in self._held):
                self._active.pop(place[0], None)

    def overdue(self) -> list[Place]:
        """Uploads that nobody took for a minute, since the last one of their session arrived or began.

        A browser names its files to the page when all of them are there: none goes while another is on its way.
        """
        with self._lock:
            on_the_way = {session for (session, _), held in self._held.items() if not held.arrived}
            before = self._ticks() - SECONDS
            old = {session for session, at in self._active.items() if at <= before} - on_the_way
            return [place for place in self._held if place[0] in old]


def most_bytes() -> int:
    """The most bytes of uploads that one person may have under way.

    Raises:
        WhalecurveError: The setting is no number of bytes.
    """
    text = os.environ.get(VARIABLE, "").strip() or str(_DEFAULT)
    if not (text.isascii() and text.isdigit() and len(text) <= 15):  # noqa: PLR2004 - a petabyte
        raise WhalecurveError(
            f"{VARIABLE} is no number of bytes", found=text[:40], remedy=f"write a number such as {_DEFAULT}"
        )
    return int(text)


ROOM: Final = UploadRoom()
