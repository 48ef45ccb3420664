"""Who sends a request: the login that its cookies hold, and what its browser is known by."""

import json
from collections.abc import Mapping
from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.types import Scope

from whalecurve.server.asgi import cookies
from whalecurve.server.state import Server
from whalecurve.service.access.claims import Login, read_login
from whalecurve.service.access.cookies import cookie_digest, is_ours

# Streamlit's own: what it signs at the login, under which name, how long it takes it for good, and how it splits what
# is too long for one cookie.
_COOKIE: Final = "_streamlit_user"
_MOST_SECONDS: Final = 31 * 24 * 60 * 60
_SPLIT: Final = "chunks-"
_MOST_PARTS: Final = 50


def find_login(scope: Scope, server: Server) -> Login | None:
    """The login of a request, None for none or one that must be repeated; whether it has ended is not asked here."""
    if not server.settings.hosted:
        return None
    claims = signed_claims(cookies(scope), server.cookie_secret)
    return read_login(claims) if claims.get("is_logged_in") is True else None


def find_browsers(scope: Scope, server: Server) -> frozenset[str]:
    """What the request's browser is known by: digests of cookies of ours, and of the login where none comes through."""
    own = {cookie_digest(value) for name, value in cookies(scope).items() if is_ours(name)}
    login = find_login(scope, server)
    return frozenset(own | ({login.browser} if login else set()))


def signed_claims(given: Mapping[str, str], secret: str) -> dict[str, object]:
    """What Streamlit noted of a login; empty where it did not sign it, or long ago.

    >>> signed_claims({"_streamlit_user": "made up"}, "a secret of the server")
    {}
    """
    try:
        text = _signed(given, _COOKIE, secret)
        if text.startswith(_SPLIT):
            parts = min(int(text.removeprefix(_SPLIT)), _MOST_PARTS)
            text = "".join(_signed(given, f"{_COOKIE}_{number}", secret) for number in range(1, parts + 1))
        claims = json.loads(text)
    except (BadData, ValueError):
        return {}
    return claims if secret and isinstance(claims, dict) else {}


def _signed(given: Mapping[str, str], name: str, secret: str) -> str:
    return str(URLSafeTimedSerializer(secret, salt=name).loads(given.get(name, ""), max_age=_MOST_SECONDS))
