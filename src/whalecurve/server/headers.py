"""Headers on every answer: what a page may load, who may frame it, what a browser tells others."""

import base64
import hashlib
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whalecurve.server.asgi import is_https
from whalecurve.server.settings import SELF
from whalecurve.server.state import Server
from whalecurve.service.links.addresses import PARAMETER

Sites = Callable[[Scope], Awaitable[tuple[str, ...]]]
_ALWAYS: Final = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), "
    "midi=(), display-capture=(), accelerometer=(), gyroscope=(), magnetometer=(), browsing-topics=()",
}
_YEAR: Final = "max-age=31536000"
# A file that somebody opens by its address is no page: it runs nothing and loads nothing.
_NO_PAGE: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
_PAGE: Final = (
    "default-src 'none'; connect-src 'self'; font-src 'self' data:; form-action 'self'; img-src 'self' data:; "
    "manifest-src 'self'; style-src 'self' 'unsafe-inline'; base-uri 'none'; object-src 'none'"
)
NONE: Final = "'none'"
_SHARE: Final = f"{PARAMETER}=".encode()


class SecurityHeaders:
    """Adds the headers; what the app below sent under the same names is replaced.

    Args:
        app: What answers.
        server: For its settings.
        shell: Streamlit's own first page, whose inline script is the only one that may run.
        sites: Which sites may frame the share that a request shows.
    """

    def __init__(self, app: ASGIApp, server: Server, shell: Path, sites: Sites) -> None:
        self.app = app
        self._server = server
        self._sites = sites
        self._scripts = inline_script_hashes(shell.read_text(encoding="utf-8"))
        self._always = [(name.encode(), value.encode()) for name, value in _ALWAYS.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers; the frames of a websocket pass untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        shared = _SHARE in scope["query_string"]
        frames = self._server.settings.frames + (await self._sites(scope) if shared else ())
        added = self._headers(scope, frames)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _merge(message["headers"], [*added, *self._of_content(message, scope, frames)])
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _headers(self, scope: Scope, frames: tuple[str, ...]) -> list[tuple[bytes, bytes]]:
        added = list(self._always)
        if is_https(scope, self._server.settings.proxies):
            added.append((b"strict-transport-security", _YEAR.encode()))
        # Browsers that know no frame-ancestors; this header has no word for another site.
        if not frames:
            added.append((b"x-frame-options", b"DENY"))
        elif frames == (SELF,):
            added.append((b"x-frame-options", b"SAMEORIGIN"))
        return added

    def _of_content(self, message: Message, scope: Scope, frames: tuple[str, ...]) -> list[tuple[bytes, bytes]]:
        kind = next((value for name, value in message["headers"] if name.lower() == b"content-type"), b"")
        is_page = kind.startswith(b"text/html") and not scope["path"].startswith("/media/")
        # A worker obeys the policy of its own file.
        is_part = scope["path"].startswith("/static/")
        text = page_policy(self._scripts, frames) if is_page or is_part else _NO_PAGE
        # A page sets cookies, and a share's depends on one: no cache keeps it, neither the browser's nor one between.
        stored = [(b"cache-control", b"no-store")] if is_page else []
        return [(b"content-security-policy", text.encode()), *stored]


def inline_script_hashes(page: str) -> tuple[str, ...]:
    """Hashes of a page's inline scripts as a policy writes them.

    >>> inline_script_hashes("<script>1</script><script src='a.js'></script>")
    ("'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='",)
    """
    elements = (element.partition("<script")[2] for element in page.split("</script>")[:-1])
    scripts = (text for tag, _, text in (element.partition(">") for element in elements) if "src=" not in tag)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return tuple(f"'sha256-{digest}'" for digest in digests)


def page_policy(scripts: Iterable[str], frames: tuple[str, ...]) -> str:
    """The Content Security Policy of a page: everything from this server, no evaluated text, no other site.

    Args:
        scripts: Hashes of inline scripts that may run.
        frames: Sites that may show it in a frame.

    >>> page_policy([], ()).rpartition("; ")[2]
    "frame-ancestors 'none'"
    """
    return f"{_PAGE}; script-src {' '.join([SELF, *scripts])}; frame-ancestors {' '.join(frames) or NONE}"


def _merge(sent: Iterable[tuple[bytes, bytes]], added: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    names = {name for name, _ in added}
    return [*((name, value) for name, value in sent if name.lower() not in names), *added]
