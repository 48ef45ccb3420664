"""The server around Streamlit's app, put together."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware

from whalecurve.server.browser_cookie import BrowserCookie
from whalecurve.server.faults import Faults, script_fault
from whalecurve.server.headers import SecurityHeaders
from whalecurve.server.health import Health
from whalecurve.server.hosts import HostGuard
from whalecurve.server.inside import Inside
from whalecurve.server.lifespan import Lifespan
from whalecurve.server.limits import Limits
from whalecurve.server.logins import Logins
from whalecurve.server.logs import RequestLog
from whalecurve.server.media import Media
from whalecurve.server.messages import Messages
from whalecurve.server.patience import Patience
from whalecurve.server.resumption import Resumption
from whalecurve.server.routes import OwnRoutes
from whalecurve.server.shares import Shares
from whalecurve.server.start import Option
from whalecurve.server.state import Auth, Runtime, Server
from whalecurve.server.uploads import Uploads
from whalecurve.server.wanted import WantedPage


def build_app(
    shell: Path, option: Option, auth: Auth, runtime: Runtime, show: Callable[[str], object]
) -> dict[str, Any]:
    """Arguments of ``st.App``: middleware from the outside in, and what happens when a page fails.

    Args:
        shell: Streamlit's own first page.
        option: Streamlit's settings by name.
        auth: Reads the section ``[auth]`` of Streamlit's secrets.
        runtime: Gives Streamlit's runtime once it has started.
        show: Puts a sentence on the page that failed.
    """
    server = Server(option, auth, runtime)
    shares = Shares(server)
    return {
        "middleware": [
            Middleware(Lifespan, server),
            Middleware(SecurityHeaders, server, shell, shares.sites),
            Middleware(RequestLog),
            Middleware(Faults),
            Middleware(HostGuard, server),
            Middleware(Inside),
            Middleware(Limits, server),
            Middleware(Patience),
            Middleware(Messages, server),
            Middleware(Resumption, server),
            Middleware(Logins, server),
            Middleware(Uploads, server),
            Middleware(Media, server),
            Middleware(OwnRoutes, shares, Health(server)),
            Middleware(WantedPage, server),
            Middleware(BrowserCookie, server),
        ],
        "on_script_error": script_fault(show),
    }
