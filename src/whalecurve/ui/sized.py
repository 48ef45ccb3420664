"""A cache bounded by bytes, for many small companies or a few large ones; Streamlit's own count entries only."""

import threading
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import cachetools

T = TypeVar("T")
_EVERY: Final[list[tuple[cachetools.LRUCache[Any, Any], threading.RLock]]] = []


def sized(most_bytes: int, size: Callable[[Any], int]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Keep a function's answers by its arguments, those asked for last, up to ``most_bytes`` together.

    Args:
        most_bytes: Room of the cache; one answer never counts for more than half, so that two always fit.
        size: About how many bytes an answer takes.

    >>> asked = []
    >>> @sized(100, size=len)
    ... def shout(word: str) -> str:
    ...     asked.append(word)
    ...     return word * 10
    >>> shout("a"), shout("a"), asked
    ('aaaaaaaaaa', 'aaaaaaaaaa', ['a'])
    """
    cache: cachetools.LRUCache[Hashable, Any] = cachetools.LRUCache(
        most_bytes, getsizeof=lambda answer: min(size(answer), most_bytes // 2)
    )
    lock = threading.RLock()
    _EVERY.append((cache, lock))
    return cachetools.cached(cache, lock=lock)


def forget_everything() -> None:
    """Empty every cache that ``sized`` made."""
    for cache, lock in _EVERY:
        with lock:
            cache.clear()
