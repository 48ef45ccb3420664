"""What only a real server shows: raw requests, signals, a full disk, the log."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.browser import ROOT, live_server, running_server
from tests.server.build import HOSTED, new_link
from tests.server.live import ask, eventually, refused_start
from tests.wire import Wire
from whalecurve.service.stores import close_offices

pytestmark = pytest.mark.live
HANDSHAKE = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: streamlit\r\n"
    "{more}\r\n"
)


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    with live_server(tmp_path_factory.mktemp("live") / "data") as url:
        yield url


def handshake(url, host="", **headers):
    """Status of a websocket's handshake."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    request = HANDSHAKE.format(host=host or url.removeprefix("http://"), more=more)
    return int(ask(url, request, seconds=1).split(b" ")[1])


def status(url, path, host="", method="GET", **headers):
    """Status of a request written by hand."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    named = host or url.removeprefix("http://")
    text = f"{method} {path} HTTP/1.1\r\nHost: {named}\r\nConnection: close\r\nContent-Length: 0\r\n{more}\r\n"
    return int(ask(url, text).split(b" ")[1])


def test_a_websocket_opens_for_the_apps_own_page_alone(live):
    assert handshake(live, Origin=live) == 101
    assert handshake(live) == 101
    for origin in ("https://evil.test", "null", "http://127.0.0.1:1", live.replace("127.0.0.1", "localhost")):
        assert handshake(live, Origin=origin) == 403
    assert handshake(live, host="evil.test") == 421
    assert handshake(live, host="evil.test", Origin="http://evil.test") == 421


def test_pages_and_uploads_answer_under_the_servers_own_name_alone(live):
    port = live.rpartition(":")[2]
    for path in ("/", "/ranking", "/static/x.js", "/s/abc", "/_stcore/host-config"):
        assert status(live, path, host=f"evil.test:{port}") == 421
    assert status(live, "/") == status(live, "/", host=f"localhost:{port}") == 200
    for method in ("PUT", "DELETE", "POST"):
        assert status(live, "/_stcore/upload_file/a/b", method=method, Origin="https://evil.test") == 403


def test_what_is_inside_stays_inside(live):
    assert status(live, "/_stcore/metrics") == 200
    assert status(live, "/_stcore/metrics", X_Forwarded_For="203.0.113.9") == 403
    assert status(live, "/_stcore/metrics", Forwarded="for=203.0.113.9") == 403
    for path in ("/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json"):
        assert status(live, path) == status(live, path, method="POST") == 404


def test_bad_links_are_one_answer_even_on_the_wire(live):
    def answer(path):
        host = live.removeprefix("http://")
        whole = ask(live, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
        head, _, body = whole.partition(b"\r\n\r\n")
        return b"\n".join(line for line in head.split(b"\r\n") if not line.startswith(b"date")), body

    tokens = ["", "None", ":token", "A" * 43, "a" * 50_000, "%00", "a%0Ab", "..%2f..%2fetc", "/x"]
    paths = ["/s", "/export/x/ranking.csv", *(f"/s/{token}" for token in tokens)]
    assert len({answer(path) for path in paths}) == 1
    assert answer("/s/x")[0].startswith(b"HTTP/1.1 404")
    # What the server program itself takes for no request at all tells nothing either: it is cut off unread.
    assert ask(live, f"GET /s/{'a' * 10_000_000} HTTP/1.1\r\nHost: x\r\n\r\n")[:12] in {b"", b"HTTP/1.1 400"}


def test_links_are_tried_so_often_a_minute(tmp_path):
    with live_server(tmp_path / "data") as url:
        seen = [status(url, f"/s/{number}") for number in range(61)]
        assert seen == [404] * 60 + [429]
        assert status(url, "/") == 200


def test_the_log_tells_nothing_that_is_anybodys(tmp_path, monkeypatch):
    monkeypatch.setenv("WHALECURVE_LOG", "json")
    data = tmp_path / "data"
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(data))
    with live_server(data) as url, Wire() as wire:
        entry, token = new_link()
        close_offices()
        person = wire.visitor(url)
        opened = person.fetch(f"/s/{token}")
        assert opened.status_code == 303
        tab = wire.open(person, "ranking", f"share={entry.id}&customer=Fisher")
        session = tab.page.session
        person.fetch("/ann.fisher@example.com?mail=ann")
        person.fetch(f"/export/{entry.id}/ranking.csv")
        person.fetch("/_stcore/upload_file/" + session + "/file", method="DELETE")
        secrets = [token, entry.id, session, *person.cookies.values(), "Fisher", "fisher", "customer=", "127.0.0.1 "]
    text = (data / "server.log").read_text(encoding="utf-8")
    assert session
    for secret in secrets:
        assert secret not in text
    told = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert {"started", "request", "socket closed", "stopped"} <= {line["event"] for line in told}
    assert ("/s/…", 303) in {(line.get("path"), line.get("status")) for line in told}
    plain = [line for line in text.splitlines() if not line.startswith("{") and line.strip()]
    assert all("URL:" in line or "view your Streamlit app" in line for line in plain)


@pytest.mark.skipif(sys.platform != "linux", reason="takes the room of another process away")
def test_health_turns_red_when_nothing_can_be_written_and_green_again(tmp_path):
    import resource

    with running_server(tmp_path / "data") as (url, server):
        assert status(url, "/healthz") == 200
        most = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0, most[1]))
        assert eventually(lambda: status(url, "/healthz") == 503)
        assert status(url, "/") == 200, "what needs no writing is still served"
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, most)
        assert eventually(lambda: status(url, "/healthz") == 200)


def test_health_turns_red_while_somebody_else_holds_the_store(tmp_path):
    with running_server(tmp_path / "data") as (url, _):
        holder = sqlite3.connect(tmp_path / "data" / "whalecurve.sqlite", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            assert status(url, "/healthz") == 503
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        assert eventually(lambda: status(url, "/healthz") == 200)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_request_to_end_is_an_orderly_end(tmp_path):
    with running_server(tmp_path / "data") as (url, server), Wire() as wire:
        wire.open(url)  # a page that stays open
        began = time.monotonic()
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0
        assert time.monotonic() - began < 5
    log = (tmp_path / "data" / "server.log").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert "still at work" not in log


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_somebody_who_reads_slowly_does_not_keep_the_server_from_ending(tmp_path):
    import socket

    with running_server(tmp_path / "data") as (url, server):
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as slow:
            slow.sendall(f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n\r\n".encode())
            time.sleep(0.5)
            server.send_signal(signal.SIGTERM)
            assert server.wait(10) == 0


def test_a_hosted_server_without_what_it_needs_does_not_start(tmp_path):
    hosted = {**HOSTED, "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
    refusals = {
        "needs a cookie secret of its own": hosted,
        "must know its own name": {**hosted, "WHALECURVE_HOST": ""},
        "names no way to run": {**hosted, "WHALECURVE_MODE": "hostd"},
    }
    for sentence, environment in refusals.items():
        code, said = refused_start(tmp_path, **environment)
        assert code not in {0, None}
        assert sentence in said
        assert "Traceback" not in said
    code, said = refused_start(tmp_path, "--server.address", "0.0.0.0")  # noqa: S104 - it must not
    assert code
    assert "only this computer may be served" in said


def test_a_hosted_server_with_a_guessable_secret_does_not_start(tmp_path):
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[auth]\ncookie_secret = "please-change-me-please-change-me-please"\n', encoding="utf-8")
    code, said = refused_start(tmp_path, **HOSTED, STREAMLIT_SECRETS_FILES=str(secrets))
    assert code
    assert "can be guessed" in said
    assert "please-change" not in said


def test_a_store_of_a_newer_program_is_refused_in_one_sentence(tmp_path, monkeypatch):
    data = tmp_path / "data"
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(data))
    new_link()
    close_offices()
    with sqlite3.connect(data / "whalecurve.sqlite") as store:
        store.execute("UPDATE formats SET number = 999 WHERE number = (SELECT max(number) FROM formats)")
    store.close()
    code, said = refused_start(data)
    assert code
    assert "Whalecurve does not start." in said
    assert "Traceback" not in said


def test_another_server_program_serves_it_too(tmp_path):
    port = "0"
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", port, "--lifespan", "off"]
    server = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    )
    try:
        url = next(part for line in server.stderr for part in line.split() if part.startswith("http://"))
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(url, timeout=10)
        with refused.value as answer:
            assert answer.code == 503, "one that skips the checks gets no answers"
    finally:
        server.terminate()
        server.communicate(timeout=20)
