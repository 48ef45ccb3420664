"""Cookies by which browsers are known: the server gives them out, the pages read them."""

import hashlib
from typing import Final

BROWSER_COOKIE: Final = "whalecurve_browser"
# With the id of the link that a browser opened after it.
VISIT_COOKIE: Final = "whalecurve_share_"


def visit_cookie(share: str) -> str:
    """Name of the cookie that a browser gets when it opens a link."""
    return VISIT_COOKIE + share


def is_ours(name: str) -> bool:
    """Whether a cookie tells which browser it is.

    >>> [is_ours(name) for name in (BROWSER_COOKIE, visit_cookie("ab"), "_streamlit_user")]
    [True, True, False]
    """
    return name == BROWSER_COOKIE or name.startswith(VISIT_COOKIE)


def cookie_digest(value: str) -> str:
    """What is remembered of a cookie instead of its value; empty for none.

    >>> cookie_digest(""), len(cookie_digest("a browser's"))
    ('', 64)
    """
    return hashlib.sha256(value.encode()).hexdigest() if value else ""
