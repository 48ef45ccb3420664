"""The server around an app that only repeats what it was asked, and links to open there."""

import contextlib
import os
from pathlib import Path
from types import SimpleNamespace

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from whalecurve.domain.state.kept import LOCAL, Principal, ShareTerms
from whalecurve.server.compose import build_app
from whalecurve.service.links.shares import Snapshot
from whalecurve.service.stores import open_office
from whalecurve.store.folders.sealed import sealing

ME = Principal(LOCAL, "me")
DIGEST = "ab" * 32
SECRET = "5f0c9d83ae1b46727fd9e05ab3c8614d"
HOSTED = {
    "WHALECURVE_MODE": "hosted",
    "WHALECURVE_HOST": "whale.test, www.whale.test",
    "WHALECURVE_STORE": "sqlite",
}
OPTIONS = {
    "server.address": "localhost",
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.baseUrlPath": "",
    "client.showErrorDetails": "none",
    "global.developmentMode": False,
    "browser.gatherUsageStats": False,
    "client.disableDataExport": True,
    "logger.enableRich": False,
}
SOCKET = "ws://localhost:8501/_stcore/stream"
SHELL = "<html><script>\n  window.prerenderReady = false\n</script><script src='index.js'></script></html>"


class Files:
    """A stand-in for Streamlit's runtime: the prepared files by name, and the uploads that were let go."""

    def __init__(self):
        self.media_file_mgr = self.uploaded_file_mgr = self
        self.prepared, self.dropped = {}, []

    def read_file(self, name):
        content = self.prepared.get(name.partition(".")[0])
        return None if content is None else SimpleNamespace(content=content)

    def remove_file(self, session, file):
        self.dropped.append((session, file))


FILES = Files()


def shell(folder):
    """A stand-in for Streamlit's first page."""
    path = Path(folder) / "index.html"
    path.write_text(SHELL, encoding="utf-8")
    return path


async def page(request):
    return HTMLResponse(SHELL)


async def echo(request):
    return PlainTextResponse(request.url.path)


async def fail(request):
    raise ValueError("the customer is Fisher & Sons")


async def stream(socket):
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()


async def come_back(request):
    """What Streamlit answers at the end of a login."""
    return RedirectResponse(request.query_params.get("to", "/"), 302)


INNER = [
    Route("/oauth2callback", come_back),
    Route("/fail", fail, methods=["GET", "POST"]),
    Route("/ranking", page),
    Route("/", page),
    WebSocketRoute("/_stcore/stream", stream),
    WebSocketRoute("/fail", fail),
    Route("/{rest:path}", echo, methods=["GET", "POST", "PUT"]),
]


def build(folder, *, options=None, auth=None):
    """What ``app.py`` builds, around the inner app instead of Streamlit."""
    built = build_app(
        shell=shell(folder),
        option={**OPTIONS, **(options or {})}.get,
        auth=lambda: auth,
        runtime=lambda: FILES,
        show=lambda sentence: None,
    )
    return Starlette(routes=INNER, middleware=built["middleware"])


@contextlib.contextmanager
def running(folder, *, client="127.0.0.1", base="http://localhost:8501", **more):
    """A client of a started server; redirects come back as they are."""
    app = build(folder, **more)
    with TestClient(app, base_url=base, client=(client, 50000), follow_redirects=False) as asking:
        yield asking


@contextlib.contextmanager
def hosted(folder, monkeypatch, *, client="203.0.113.7", base="http://whale.test", **environment):
    """The same for a hosted server."""
    for name, value in {**HOSTED, **environment}.items():
        monkeypatch.setenv(name, value)
    with running(folder, client=client, base=base, auth={"cookie_secret": SECRET}) as asking:
        yield asking


def new_link(**terms):
    """A link in the open store: its entry and its token."""
    service = open_office().service
    workspace = service.create_workspace(ME, "Plan").id
    folder = Path(os.environ["WHALECURVE_DATA_DIR"]) / "frozen"
    if not folder.exists():
        with sealing(folder) as draft:
            (draft / "tables.bin").write_bytes(b"figures")
    told = ShareTerms(**{"title": "For the board", **terms})
    return service.create_share(ME, workspace, told, Snapshot(DIGEST, folder, {"title": "board"}))
