"""A line for each event, and nothing in it that is anybody's."""

import io
import json
import logging

import pytest

from tests.server.build import new_link, running
from whalecurve.server.logs import log_event, path_shown, scrubbed, set_up_logs


@pytest.fixture
def log():
    stream = io.StringIO()
    set_up_logs(as_json=True, stream=stream)
    return stream


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_a_line_of_json(log):
    log_event("link opened", days=30)
    (line,) = lines(log)
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "info", "event": "link opened", "days": 30}


def test_of_a_librarys_message_only_the_constant_text_is_kept(log):
    logging.getLogger("library.part").warning("Cannot read %s of %s", "orders.csv", "Fisher & Sons")
    (line,) = lines(log)
    assert line["text"] == "Cannot read %s of %s"
    assert line["logger"] == "library.part"
    assert "Fisher" not in log.getvalue()


def test_of_an_error_the_kind_and_the_places_are_kept(log):
    try:
        {}["Fisher & Sons"]
    except KeyError:
        logging.getLogger("library").exception("It failed")
    (line,) = lines(log)
    assert line["error"] == "KeyError"
    assert line["at"][-1].startswith("test_logs.py:")
    assert "Fisher" not in log.getvalue()


def test_a_library_that_brings_its_own_handler_later_is_heard_through_ours(log):
    own = io.StringIO()
    late = logging.getLogger("late")
    late.addHandler(logging.StreamHandler(own))
    late.propagate = False
    late.error("Session %s is gone", "0f8fad5b-d9cb-469f-a165-70867728950e")
    assert not own.getvalue()
    assert [line["logger"] for line in lines(log)] == ["late"]
    assert "0f8fad5b" not in log.getvalue()


def test_what_a_library_does_every_day_is_no_event(log):
    logging.getLogger("library").info("HTTP Request: %s", "GET")
    assert not log.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "token q7Vx3yE0m8sJtWbL2cRzKdFhGaUnPoQi1XvYlTeSw4A",
        "session 0f8fad5b-d9cb-469f-a165-70867728950e",
        "id 0123456789abcdef0123456789abcdef",
        "GET /ranking?share=abc&customer=Fisher",
        "mail ann.fisher@example.co.uk",
        "GET /s/abc",
    ],
)
def test_what_looks_like_a_token_an_id_an_address_or_a_query_is_struck_out(text):
    kept = scrubbed(text)
    assert "…" in kept
    for part in ("q7Vx", "0f8f", "0123", "Fisher", "fisher", "abc"):
        assert part not in kept


@pytest.mark.parametrize(
    "path",
    ["/Fisher", "/fisher-and-sons", "/a/b/c", "/ranking/x", "/%41nn", "/_stcore/upload_file/secret/1", "/s/secret"],
)
def test_a_path_is_shown_only_where_it_is_the_apps_own(path):
    assert path_shown(path).endswith("…")
    assert "isher" not in path_shown(path)
    assert "secret" not in path_shown(path)


def test_requests_are_told_without_token_query_or_address(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("WHALECURVE_LOG", "json")
    with running(tmp_path) as asking:
        entry, token = new_link()
        asking.get(f"/s/{token}", headers={"User-Agent": "Fisher's browser"})
        asking.get(f"/ranking?share={entry.id}&customer=Fisher", headers={"Referer": "https://203.0.113.9/"})
        asking.get("/static/js/a.js")
        asking.get("/healthz")
        with asking.websocket_connect("ws://localhost/_stcore/stream") as socket:
            socket.send_text("Fisher")
    text = capfd.readouterr().err
    told = [json.loads(line) for line in text.splitlines()]
    shown = [(line["event"], line.get("path"), line.get("status")) for line in told]
    assert shown == [
        ("started", None, None),
        ("request", "/s/…", 303),
        ("request", "/ranking", 200),
        ("socket closed", "/_stcore/stream", None),
        ("stopped", None, None),
    ]
    for secret in (token, entry.id, "Fisher", "203.0.113.9", "127.0.0.1", "share=", "customer"):
        assert secret not in text


def test_at_a_terminal_only_warnings_are_told_in_words(capfd):
    set_up_logs(as_json=False)
    log_event("request", path="/ranking")
    log_event("health check failed", logging.ERROR, what="store")
    said = capfd.readouterr().err
    assert said.endswith("Whalecurve: health check failed what=store\n")
    assert said.count("\n") == 1
