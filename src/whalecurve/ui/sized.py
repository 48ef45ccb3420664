"""A cache bounded by bytes, for many small companies or a few large ones; Streamlit's own count entries only."""

import threading
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import cachetools
import cachetools.keys

T = TypeVar("T")
_EVERY: Final[list[tuple[cachetools.LRUCache[Any, Any], threading.RLock]]] = []


def sized(most_bytes: int, size: Callable[[Any], int]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Keep a function's answers by its arguments, those asked for last, up to ``most_bytes`` together.

    Arguments given by name are handed on and are no part of what an answer is kept by: they may only make it quicker.

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
    return cachetools.cached(cache, key=lambda *key, **_: cachetools.keys.hashkey(*key), lock=lock)


def kept(answers: Callable[..., T], *key: Hashable) -> T | None:
    """An answer that is still there, which now counts as asked for last; None where it has gone.

    >>> @sized(100, size=len)
    ... def shout(word: str) -> str:
    ...     return word * 10
    >>> kept(shout, "a") is None, shout("a"), kept(shout, "a")
    (True, 'aaaaaaaaaa', 'aaaaaaaaaa')
    """
    made: Any = answers
    with made.cache_lock:
        answer: T | None = made.cache.get(made.cache_key(*key))
        return answer


def forget_everything() -> None:
    """Empty every cache that ``sized`` made."""
    for cache, lock in _EVERY:
        with lock:
            cache.clear()
