"""Who is here: the person, and the browser that a session was made for."""

from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from whalecurve.domain.state.kept import LOCAL, Principal
from whalecurve.service.access.claims import CLAIMS, Login, read_login
from whalecurve.service.access.cookies import BROWSER_COOKIE, cookie_digest, visit_cookie
from whalecurve.service.access.mode import is_hosted
from whalecurve.service.access.sessions import SESSIONS
from whalecurve.service.stores import open_office

_ME: Final = Principal(LOCAL, "me")


def principal() -> Principal | None:
    """The person of this run; None when a hosted server does not know who it is.

    Streamlit takes the answer from the signed cookie of the connection, so it is asked anew on each run.
    """
    if not is_hosted():
        return _ME
    login = _login()
    return None if login is None or open_office().logins.is_ended(login.principal, login.issued) else login.principal


def log_out() -> None:
    """End the login in every tab and browser, then leave: Streamlit's cookie alone would open the door again."""
    login = _login() if is_hosted() else None
    if login is not None:
        open_office().logins.end(login.principal, login.issued)
    st.logout()


def _login() -> Login | None:
    """The login of the connection: the person whom the provider vouches for, lately enough."""
    return read_login({name: st.user.get(name) for name in CLAIMS}) if st.user.is_logged_in else None


def browser() -> str:
    """What the connection's own browser is known by; empty for a client that never opened a page.

    A session's id alone opens nothing: the cookie of the browser that it was made for must come with it. Some hosts
    let no cookie of ours through; there the login stands for it, which Streamlit compares before it hands one over.
    """
    own = cookie(BROWSER_COOKIE)
    if own:
        return cookie_digest(own)
    login = _login() if is_hosted() and principal() is not None else None
    return login.browser if login else ""


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
        SESSIONS.bind(context.session_id, visit(share) if share else browser())


def wrong_address() -> bool:
    """Whether somebody has logged in whose e-mail address the provider does not vouch for."""
    return is_hosted() and bool(st.user.is_logged_in) and st.user.get("email_verified") is not True
