"""What nobody expected."""

import json
import re

import pytest
from starlette.websockets import WebSocketDisconnect

from tests.server.build import running
from whalecurve.server.faults import script_fault


def test_the_reader_gets_a_number_that_the_log_has_and_nothing_else(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("WHALECURVE_LOG", "json")
    with running(tmp_path) as asking:
        answer = asking.get("/fail")
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    number = re.search(r"the number ([0-9a-f]{8})\.", answer.text)[1]
    for secret in ("Fisher", "ValueError", "Traceback", ".py", str(tmp_path)):
        assert secret not in answer.text
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    (told,) = [line for line in lines if line["event"] == "request failed"]
    assert told["id"] == number
    assert told["error"] == "ValueError"
    assert re.fullmatch(r"build\.py:\d+ fail", told["at"][-1])
    assert "Fisher" not in json.dumps(lines)


def test_a_websocket_that_fails_is_closed(tmp_path):
    with (
        running(tmp_path) as asking,
        pytest.raises(WebSocketDisconnect) as closed,
        asking.websocket_connect("ws://localhost/fail"),
    ):
        pass
    assert closed.value.code == 1011


def test_a_page_that_fails_shows_a_number(capfd):
    shown = []
    assert script_fault(shown.append)(ValueError("Fisher & Sons")) is True
    (sentence,) = shown
    assert re.search(r"the number [0-9a-f]{8}\.", sentence)
    assert "Fisher" not in sentence
