"""Links: a token in the address is exchanged for a cookie at once; a file is given out for the cookie alone."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.state.kept import RANKING, ShareEntry
from whalecurve.server import pages
from whalecurve.server.addresses import is_loopback
from whalecurve.server.asgi import cookies, header, is_https
from whalecurve.server.browser_cookie import cookie_line
from whalecurve.server.settings import is_site
from whalecurve.server.state import Server
from whalecurve.service.access.cookies import visit_cookie
from whalecurve.service.links.addresses import PARAMETER
from whalecurve.service.links.exports import share_ranking_csv, share_report_html
from whalecurve.service.links.visits import LONGEST_VISIT, NeedsPassphraseError, Visits

_MOST_TOKEN: Final = 200
_MOST_FORM_BYTES: Final = 4096
_KEPT_IN_ADDRESS: Final = frozenset({"embed", "embed_options"})

Export = Callable[[Visits, str, str, Path], tuple[str, bytes]]


class Shares:
    """The routes of links."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def link(self, request: Request) -> Response:
        """A link's address: open it; a passphrase comes with POST."""
        if request.method not in {"GET", "POST"}:  # a preview: neither counted as opened nor told what there is
            return pages.not_available()
        # No token is longer; what is goes the same way as a wrong one.
        token = str(request.path_params.get("token", ""))[:_MOST_TOKEN]
        passphrase = await _passphrase(request) if request.method == "POST" else None
        try:
            entry, secret = await self._server.run(lambda: self._server.office.visits.open_link(token, passphrase))
        except NeedsPassphraseError as asked:
            return pages.passphrase_form(wrong=asked.wrong, locked=asked.locked)
        except NotFoundError:
            return pages.not_available()
        return self._opened(request, entry, secret)

    async def ranking(self, request: Request) -> Response:
        """The export's address: the ranking of an open share that allows it."""
        return await self._export(request, share_ranking_csv, "text/csv; charset=utf-8")

    async def report(self, request: Request) -> Response:
        """The report's address: the same of an open share as a page; it is saved, never shown by this server."""
        return await self._export(request, share_report_html, "text/html; charset=utf-8")

    async def _export(self, request: Request, make: Export, kind: str) -> Response:
        share = str(request.path_params["share"])
        secret = cookies(request.scope).get(visit_cookie(share), "")
        try:
            name, content = await self._server.run(lambda: self._made(make, share, secret))
        except NotFoundError:
            return pages.not_available()
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f"attachment; filename*=utf-8''{quote(name, safe='')}",
        }
        return Response(content, headers=headers, media_type=kind)

    async def sites(self, scope: Scope) -> tuple[str, ...]:
        """Sites that may frame the share that a page's address names, where the browser has it open."""
        share = next(iter(parse_qs(scope["query_string"].decode("latin-1")).get(PARAMETER, [])), "")
        secret = cookies(scope).get(visit_cookie(share), "")
        if not share or not secret:
            return ()
        try:
            seen = await self._server.run(lambda: self._server.office.visits.look(share, secret))
        except NotFoundError:
            return ()
        return tuple(site for site in seen.entry.terms.sites if is_site(site))

    def _made(self, make: Export, share: str, secret: str) -> tuple[str, bytes]:
        with tempfile.TemporaryDirectory(prefix="whalecurve-export-") as folder:
            return make(self._server.office.visits, share, secret, Path(folder))

    def _opened(self, request: Request, entry: ShareEntry, secret: str) -> Response:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name in _KEPT_IN_ADDRESS]
        page = entry.terms.parts[0] if entry.terms.parts else RANKING
        address = f"/{page}?{urlencode([(PARAMETER, entry.id), *kept])}"
        left = min(entry.expires_at - datetime.now(UTC), LONGEST_VISIT)
        seconds = max(int(left.total_seconds()), 0)
        https = is_https(request.scope, self._server.settings.proxies)
        framed = bool(entry.terms.sites) and (https or _is_local_name(request.scope))
        answer = RedirectResponse(address, HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"})
        line = cookie_line(visit_cookie(entry.id), secret, seconds, secure=https, framed=framed)
        answer.raw_headers.append((b"set-cookie", line.encode()))
        return answer


async def _passphrase(request: Request) -> str:
    """The passphrase that the form sent, empty for none and for a body that is no such form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_FORM_BYTES:
            return ""
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=4)
    except ValueError:
        return ""
    return next(iter(fields.get("passphrase", [])), "")


def _is_local_name(scope: Scope) -> bool:
    """Whether the browser asked this computer by name: it trusts such an address as it trusts HTTPS."""
    name = header(scope, b"host").rpartition(":")[0] or header(scope, b"host")
    return name == "localhost" or is_loopback(name.strip("[]"))
