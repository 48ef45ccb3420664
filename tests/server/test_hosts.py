"""Who may ask, and from where."""

import pytest
from starlette.testclient import WebSocketDenialResponse

from tests.server.build import SOCKET, hosted, running


@pytest.fixture
def here(tmp_path):
    with running(tmp_path) as asking:
        yield asking


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1", "[::1]:8501", "LOCALHOST."])
def test_this_computers_names_are_served(here, host):
    assert here.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.test", "localhost.evil.test", "10.0.0.5", "a@localhost", "", "localhost:x"])
def test_a_name_that_leads_here_by_a_trick_is_refused(here, host):
    assert here.get("/", headers={"Host": host}).status_code == 421
    with pytest.raises(WebSocketDenialResponse) as refused, here.websocket_connect(SOCKET, headers={"Host": host}):
        pass
    assert refused.value.status_code == 421


def test_health_needs_no_name(here):
    assert here.get("/healthz", headers={"Host": "10.0.0.5:8501"}).status_code == 200


def test_without_a_login_nobody_from_elsewhere_is_served_whatever_they_call_it(tmp_path):
    with running(tmp_path, client="192.168.0.9") as asking:
        assert asking.get("/").status_code == 403
        with pytest.raises(WebSocketDenialResponse), asking.websocket_connect(SOCKET):
            pass


def test_a_hosted_server_has_its_own_names_only(tmp_path, monkeypatch):
    with hosted(tmp_path, monkeypatch) as asking:
        assert asking.get("/").status_code == 200
        assert asking.get("/", headers={"Host": "www.whale.test:443"}).status_code == 200
        assert asking.get("/", headers={"Host": "localhost"}).status_code == 421
    with hosted(tmp_path, monkeypatch, client="127.0.0.1") as asking:
        assert asking.get("/", headers={"Host": "localhost"}).status_code == 200, (
            "whoever runs it, on the computer itself"
        )
        forwarded = {"Host": "localhost", "X-Forwarded-For": "127.0.0.1"}
        assert asking.get("/", headers=forwarded).status_code == 421


FOREIGN = ["https://evil.test", "http://localhost:9999", "null", "http://localhost:8501.evil.test", "file://"]


@pytest.mark.parametrize("origin", FOREIGN)
def test_what_another_sites_page_sends_is_refused(here, origin):
    assert here.post("/anything", headers={"Origin": origin}).status_code == 403
    assert here.put("/_stcore/upload_file/a/b", headers={"Origin": origin}).status_code == 403
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        here.websocket_connect(SOCKET, headers={"Origin": origin}),
    ):
        pass
    assert refused.value.status_code == 403


def test_a_request_across_sites_without_an_origin_is_refused_too(here):
    assert here.post("/anything", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert here.post("/anything", headers={"Sec-Fetch-Site": "same-site"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost:8501"},
        {"Origin": "http://localhost:8501", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_the_apps_own_pages_and_programs_may_send(here, headers):
    assert here.post("/anything", headers=headers).status_code == 200
    with here.websocket_connect(SOCKET, headers=headers) as socket:
        socket.send_text("hello")
        assert socket.receive_text() == "hello"


def test_a_proxy_that_ends_https_leaves_the_usual_port_out(tmp_path, monkeypatch):
    with hosted(tmp_path, monkeypatch) as asking:
        answer = asking.post("/anything", headers={"Origin": "https://whale.test", "Host": "whale.test"})
        assert answer.status_code == 200
        answer = asking.post("/anything", headers={"Origin": "https://www.whale.test", "Host": "whale.test"})
        assert answer.status_code == 403


def test_a_link_in_another_sites_page_may_be_clicked(here):
    assert here.get("/ranking", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
