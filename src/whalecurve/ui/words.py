"""Hostile text on its way to a page: customer names, file names and headers are shown, never interpreted."""

import re
from typing import Final

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$:<&^=@/])")
MOST_CHARACTERS: Final = 200


def plain(text: str, most: int = MOST_CHARACTERS) -> str:
    r"""Text for a Streamlit label or markdown, with everything that could be markup made literal.

    >>> plain("![x](http://a) :red[b] $x$")
    '\\!\\[x\\]\\(http\\:\\/\\/a\\) \\:red\\[b\\] \\$x\\$'
    """
    flat = " ".join(text.split())
    short = flat if len(flat) <= most else flat[: most - 1] + "…"
    return _MARKUP.sub(r"\\\1", short)
