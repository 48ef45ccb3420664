"""Who is here: the person, and the browser that a session was made for."""

import os
import time
from datetime import UTC, datetime
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.kept import LOCAL, Principal
from whalecurve.service.cookies import BROWSER_COOKIE, cookie_digest, visit_cookie
from whalecurve.service.mode import is_hosted
from whalecurve.service.office import open_office
from whalecurve.service.sessions import SESSIONS

LOGIN_HOURS: Final = "WHALECURVE_LOGIN_HOURS"
_ME: Final = Principal(LOCAL, "me")
_HOUR_SECONDS: Final = 3600
_CLOCKS_DIFFER_SECONDS: Final = 300
_MOST_HOURS: Final = 24 * 30


def principal() -> Principal | None:
    """The person of this run; None when a hosted server does not know who it is.

    Streamlit takes the answer from the signed cookie of the connection, so it is asked anew on each run.
    """
    if not is_hosted():
        return _ME
    who = _login()
    return None if who is None or open_office().logins.is_ended(who, _issued()) else who


def log_out() -> None:
    """End the login in every tab and browser, then leave: Streamlit's cookie alone would open the door again."""
    who = principal()
    if who is not None and is_hosted():
        open_office().logins.end(who, _issued())
    st.logout()


def _login() -> Principal | None:
    """The person whom the provider vouches for, lately enough."""
    if not st.user.is_logged_in or st.user.get("email_verified") is not True or _is_old(st.user.get("iat")):
        return None
    who = {name: str(st.user.get(name) or "").strip() for name in ("iss", "sub", "email")}
    return Principal(who["iss"], who["sub"], who["email"].lower()) if all(who.values()) else None


def _issued() -> datetime:
    return datetime.fromtimestamp(float(str(st.user.get("iat"))), UTC)


def browser() -> str:
    """What the connection's own browser is known by; empty for a client that never opened a page.

    A session's id alone opens nothing: the cookie of the browser that it was made for must come with it. Some hosts
    let no cookie of ours through; there the login stands for it, which Streamlit compares before it hands one over.
    """
    own = cookie(BROWSER_COOKIE)
    who = principal() if is_hosted() and not own else None
    return cookie_digest(own or (f"{who.key} {st.user.get('iat')}" if who else ""))


def visit_secret(share: str) -> str:
    """The secret that this browser got when it opened a link, empty for none."""
    return cookie(visit_cookie(share))


def visit(share: str) -> str:
    """What a browser that opened a link is known by. In a foreign site's frame it has no other cookie."""
    return cookie_digest(visit_secret(share))


def cookie(name: str) -> str:
    """A cookie of the connection, empty for none."""
    return str(st.context.cookies.get(name, ""))


def bind_session(share: str) -> None:
    """Note which browser the running session was made for, so that its id takes it over nowhere else.

    Args:
        share: Id of the link that was opened, empty for a person.
    """
    context = get_script_run_ctx()
    if context is not None:
        SESSIONS.bind(context.session_id, visit(share) if share else cookie_digest(cookie(BROWSER_COOKIE)))


def wrong_address() -> bool:
    """Whether somebody has logged in whose e-mail address the provider does not vouch for."""
    return is_hosted() and bool(st.user.is_logged_in) and st.user.get("email_verified") is not True


def _is_old(issued: object) -> bool:
    """Whether a login was so long ago that it must be repeated.

    Streamlit keeps a login for thirty days and never asks the provider again: somebody who left would stay in.
    """
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return True
    return not -_CLOCKS_DIFFER_SECONDS <= time.time() - issued <= login_hours() * _HOUR_SECONDS


def login_hours() -> float:
    """Hours after which a login must be repeated: ``WHALECURVE_LOGIN_HOURS``, twelve without it.

    Raises:
        WhalecurveError: It is no number above zero.
    """
    text = os.environ.get(LOGIN_HOURS, "").strip() or "12"
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if not 0 < hours < _MOST_HOURS:
        raise WhalecurveError(
            f"{LOGIN_HOURS} is not a number of hours", found=text[:40], remedy="write a number such as 12"
        )
    return hours
