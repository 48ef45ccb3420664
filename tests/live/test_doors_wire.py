"""Addresses of prepared and uploaded files, floods and half requests: a second visitor notices nothing."""

import contextlib
import socket
import time
from types import SimpleNamespace
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.hosted import COLLEAGUE, OWNER, STRANGER, hosted_app
from tests.live.company import give_role, open_company, person
from tests.live.second import Second, flood, say
from tests.wire import Wire, WireError
from tests.wire_line import XSRF_COOKIE

pytestmark = pytest.mark.live

CANARY = "CanaryDoors5q"
BROWSER, LOGIN = "whalecurve_browser", "_streamlit_user"
FLOOD = 3000
NOTICED_SECONDS = 1.0


@pytest.fixture(scope="module")
def wire():
    with Wire() as ready:
        yield ready


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    """A hosted server with the rates that it has by itself."""
    with hosted_app(tmp_path_factory.mktemp("hosted")) as running:
        yield running


@pytest.fixture(scope="module")
def owner(wire, hosted):
    visitor = person(wire, hosted, OWNER)
    return SimpleNamespace(visitor=visitor, tab=open_company(wire, visitor, CANARY, "123.45"))


def fetch(visitor, path, *without, **more):
    """Status of a path for somebody's cookies, some of them left out."""
    cookies = {name: value for name, value in visitor.cookies.items() if name not in without}
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with httpx.Client(base_url=visitor.url, trust_env=False) as client:
        return client.get(path, headers={"Cookie": header, **more})


def test_a_prepared_file_is_for_its_browser_and_ends_with_the_login(wire, hosted):
    visitor = person(wire, hosted, STRANGER)
    tab = open_company(wire, visitor, "CanarySvenDoors", "77.10")
    address = tab.prepare("customers as CSV")
    assert address.startswith("/media/")
    assert b"CanarySvenDoors First" in fetch(visitor, address).content
    assert fetch(visitor, address, BROWSER, LOGIN).status_code == 404
    assert fetch(visitor, address, BROWSER).status_code == 404
    assert fetch(visitor, address, LOGIN).status_code == 404
    assert fetch(person(wire, hosted, COLLEAGUE), address).status_code == 404
    tab.click("log_out")
    assert fetch(visitor, address).status_code == 404


def test_a_prepared_file_ends_with_the_role(wire, hosted, owner):
    give_role(owner.tab, COLLEAGUE.email, "editor")
    visitor = person(wire, hosted, COLLEAGUE)
    tab = wire.open(visitor, "ranking")
    address = tab.prepare("customers as CSV")
    assert CANARY.encode() in fetch(visitor, address).content
    owner.tab.click(f"out_{COLLEAGUE.email}")
    assert fetch(visitor, address).status_code == 404
    assert tab.prepare("customers as CSV") == ""
    owner.tab.go("ranking")


def test_an_upload_address_takes_nothing_of_another_login(wire, hosted, owner):
    tab = wire.open(owner.visitor, "data")
    (urls,) = tab.upload_urls(["a.csv"])
    thief = person(wire, hosted, STRANGER)
    headers = {"X-Xsrftoken": thief.cookies[XSRF_COOKIE], "Origin": hosted.url}
    for method in ("PUT", "DELETE"):
        refused = thief.fetch(urls.upload_url, method, headers=headers, files={"file": ("a.csv", b"Order ID,Amount\n")})
        assert refused.status_code == 403
    assert tab.put(urls.upload_url, b"Order ID,Amount\n").status_code == 204


def test_another_sites_link_logs_nobody_out(hosted, owner):
    assert fetch(owner.visitor, "/auth/logout", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert fetch(owner.visitor, "/auth/logout").status_code == 403, "nobody pressed the button"


def test_two_hundred_thousand_addresses_are_not_given(wire, hosted, owner):
    tab = wire.open(owner.visitor, "data")
    with Second(hosted.url) as second, pytest.raises(WireError, match="the server closed the connection: 1008"):
        wire.run(_ask_for(tab.inner, 200_000))
    assert second.told("200,000 upload addresses") < NOTICED_SECONDS


async def _ask_for(tab, names):
    message = BackMsg()
    message.file_urls_request.file_names.extend(f"{n}" for n in range(names))
    await tab.send(message)
    await tab.until(lambda page: False, 10)


def test_a_flood_of_reruns_is_not_noticed_by_others(wire, hosted, owner):
    tab = wire.open(owner.visitor, "costs")
    message = tab.rerun_message().SerializeToString()
    with Second(hosted.url) as second:
        wire.run(flood(tab.inner.socket, message, FLOOD))
        time.sleep(2)
    assert second.told(f"{FLOOD} reruns on one socket") < NOTICED_SECONDS


def test_half_a_request_is_hung_up_on(hosted, owner):
    place = urlsplit(hosted.url)
    head = f"GET / HTTP/1.1\r\nHost: {place.netloc}\r\nX-Half: "
    body = f"POST /s/x HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 10\r\n\r\nab"
    whole = f"GET /healthz HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n"
    lines = {"nothing": "", "half a head": head, "half a second head": whole + head, "half a body": body}
    with contextlib.ExitStack() as open_ones:
        asked = {}
        for name, text in lines.items():
            line = open_ones.enter_context(socket.create_connection((place.hostname, place.port), timeout=40))
            line.sendall(text.encode())
            asked[name] = line
        began, ended = time.monotonic(), {}
        for name, line in asked.items():
            with contextlib.suppress(ConnectionError):
                while line.recv(65_536):
                    pass
            ended[name] = time.monotonic() - began
    say(", ".join(f"{name}: closed after {seconds:.0f} s" for name, seconds in ended.items()))
    assert max(ended[name] for name in ("nothing", "half a head", "half a second head")) < 15
    assert ended["half a body"] < 39
