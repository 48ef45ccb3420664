"""How often, and how much."""

import pytest
from starlette.testclient import WebSocketDenialResponse

from tests.server.build import SOCKET, hosted, running
from whalecurve.server import limits
from whalecurve.server.limits import RATES, Allowance


@pytest.fixture(autouse=True)
def _time_stands_still(monkeypatch):
    """A machine with other work takes longer for sixty requests than a bucket to get one back."""
    monkeypatch.setattr(limits, "Allowance", lambda a_minute: Allowance(a_minute, clock=lambda: 0.0))


def test_an_allowance_comes_back_evenly_and_never_grows_above_the_most():
    now = [0.0]
    allowance = Allowance(60, clock=lambda: now[0])
    assert [allowance.take("a") for _ in range(60)] == [0.0] * 60
    assert allowance.take("a") == 1.0
    now[0] = 2.0
    assert [allowance.take("a") for _ in range(3)] == [0.0, 0.0, 1.0]
    now[0] = 10_000.0
    assert sum(allowance.take("a") == 0 for _ in range(100)) == 60


def test_the_table_of_addresses_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr("whalecurve.server.limits._MOST_ADDRESSES", 3)
    allowance = Allowance(1, clock=lambda: 0.0)
    for key in "abcd":
        allowance.take(key)
    assert allowance.take("d") > 0
    assert allowance.take("a") == 0


def test_links_are_tried_so_often_a_minute_and_each_address_for_itself(tmp_path, monkeypatch):
    with hosted(tmp_path, monkeypatch, WHALECURVE_TRUST_PROXY="1") as asking:
        one, other = {"X-Forwarded-For": "6.6.6.6, 203.0.113.1"}, {"X-Forwarded-For": "203.0.113.2"}
        seen = [asking.get(f"/s/{number}", headers=one).status_code for number in range(RATES["link"] + 1)]
        assert seen == [404] * RATES["link"] + [429]
        claimed = {"X-Forwarded-For": "1.2.3.4, 203.0.113.1"}
        refused = asking.get("/s/1", headers=claimed)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert asking.get("/s/1", headers=other).status_code == 404
        assert asking.get("/ranking", headers=one).status_code == 200


def test_a_claimed_address_does_not_help_where_no_proxy_is_expected(tmp_path, monkeypatch):
    with hosted(tmp_path, monkeypatch) as asking:
        seen = [
            asking.get("/s/1", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
            for number in range(RATES["link"] + 1)
        ]
        assert seen[-1] == 429


def test_passphrases_are_tried_rarely(tmp_path):
    with running(tmp_path) as asking:
        seen = [asking.post("/s/1", data={"passphrase": "a"}).status_code for _ in range(RATES["passphrase"] + 1)]
        assert seen == [404] * RATES["passphrase"] + [429]


def test_handshakes_and_uploads_have_rates_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setitem(RATES, "socket", 1)
    monkeypatch.setitem(RATES, "upload", 1)
    with running(tmp_path) as asking:
        with asking.websocket_connect(SOCKET) as socket:
            socket.send_text("hello")
        with pytest.raises(WebSocketDenialResponse) as refused, asking.websocket_connect(SOCKET):
            pass
        assert refused.value.status_code == 429
        assert asking.put("/_stcore/upload_file/a/b").status_code == 403, "no page of this browser's: passed on"
        assert asking.put("/_stcore/upload_file/a/b").status_code == 429


def test_the_operator_scales_the_rates_or_turns_them_off(tmp_path, monkeypatch):
    monkeypatch.setitem(RATES, "page", 2)
    monkeypatch.setenv("WHALECURVE_RATE_SCALE", "2")
    with running(tmp_path) as asking:
        assert [asking.get("/").status_code for _ in range(5)] == [200, 200, 200, 200, 429]
    monkeypatch.setenv("WHALECURVE_RATE_SCALE", "0")
    with running(tmp_path) as asking:
        assert [asking.get("/").status_code for _ in range(9)] == [200] * 9


def test_streamlits_own_files_and_health_are_not_counted(tmp_path, monkeypatch):
    monkeypatch.setitem(RATES, "page", 1)
    with running(tmp_path) as asking:
        for path in ("/static/js/a.js", "/healthz", "/_stcore/health"):
            assert [asking.get(path).status_code for _ in range(5)] == [200] * 5
        for path in ("/healthz-and-a-page", "/healthz/../", "/_stcore/healthy"):
            assert 429 in [asking.get(path).status_code for _ in range(3)], "only what is free is free"


def test_a_body_that_nothing_reads_is_refused_before_it_is_sent(tmp_path):
    with running(tmp_path) as asking:
        assert asking.post("/anything", content=b"x" * 70_000).status_code == 413
        assert asking.put("/_stcore/upload_file/a/b", content=b"x" * 70_000).status_code == 403, "passed on"
