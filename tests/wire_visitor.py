"""One person's browser as a server sees it: an address and the cookies kept so far."""

from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import httpx2 as httpx

SECONDS = 60.0


@dataclass
class Visitor:
    """One person's browser at one server: its address and the cookies kept so far."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    async def fetch(self, path: str = "/", method: str = "GET", **options: Any) -> httpx.Response:
        """Ask for a path or a whole address, with this visitor's cookies; the answer's cookies are kept.

        ``headers`` are added to those of a browser; redirects come back as they are.
        """
        headers = {"Cookie": self.cookie_header(), **options.pop("headers", {})}
        address = path if "://" in path else f"{self.url}{path}"
        async with httpx.AsyncClient(timeout=SECONDS, trust_env=False) as client:
            answer = await client.request(method, address, headers=headers, **options)
        for line in answer.headers.get_list("set-cookie"):
            self._keep(line)
        return answer

    async def arrive(self, path: str = "/") -> httpx.Response:
        """What a browser asks for before it opens the websocket; returns the page's answer."""
        answer = await self.fetch(path, headers={"Accept": "text/html", "Sec-Fetch-Dest": "document"})
        await self.fetch("/_stcore/health")
        await self.fetch("/_stcore/host-config")
        return answer

    def cookie_header(self) -> str:
        """The cookies as a request carries them."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def copy(self) -> "Visitor":
        """A thief's browser: the same cookies, kept apart from now on."""
        return Visitor(self.url, dict(self.cookies))

    def _keep(self, line: str) -> None:
        for name, cookie in SimpleCookie(line).items():
            if cookie["max-age"] == "0" or not cookie.value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = cookie.coded_value
