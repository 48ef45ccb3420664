"""Hostile text on its way to a page: customer names, file names and headers are shown, never interpreted."""

import re
from typing import Final

WORD_JOINER: Final = "\u2060"
"""Cannot be seen and does not break a line."""

# A renderer finds these in what is text already: addresses of pages and mail, names of emoji and icons, arrows, dashes.
_ALIVE: Final = re.compile(r"(?<=:)(?=[A-Za-z_+/-]|[0-9]++:)|(?<=www)(?=\.)|(?=@)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE)
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$:<&^=@/])")
MOST_CHARACTERS: Final = 200


def plain(text: str, most: int = MOST_CHARACTERS) -> str:
    r"""Text for a Streamlit label or markdown: everything that could be markup made literal, no address alive.

    Escaped signs are text again when the renderer looks for addresses; an unseen word joiner inside them leaves none.

    >>> plain("![x](a) $x$"), plain("Ltd: 12:30")
    ('\\!\\[x\\]\\(a\\) \\$x\\$', 'Ltd\\: 12\\:30')
    >>> [ascii(plain(text)) for text in ("www.a", "a@b", "http://a")]
    ["'www\\u2060\\\\.a'", "'a\\u2060\\\\@b'", "'http\\\\:\\u2060\\\\/\\\\/a'"]
    """
    flat = " ".join(text.split())
    short = flat if len(flat) <= most else flat[: most - 1] + "…"
    return _MARKUP.sub(r"\\\1", _ALIVE.sub(WORD_JOINER, short))
