"""What is there for whoever runs the server."""

import pytest

from tests.server.build import hosted, running


def test_metrics_answer_this_computer_alone(tmp_path, monkeypatch):
    with running(tmp_path) as asking:
        assert asking.get("/_stcore/metrics").status_code == 200
    with hosted(tmp_path, monkeypatch) as asking:
        assert asking.get("/_stcore/metrics").status_code == 404
        assert asking.get("/_stcore/metrics/").status_code == 404
    with hosted(tmp_path, monkeypatch, client="127.0.0.1") as asking:
        assert asking.get("/_stcore/metrics").status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_a_proxy_on_this_computer_asks_for_somebody_else(tmp_path, monkeypatch, name):
    with running(tmp_path) as asking:
        assert asking.get("/_stcore/metrics", headers={name: "127.0.0.1"}).status_code == 403
    with hosted(tmp_path, monkeypatch, client="127.0.0.1") as asking:
        assert asking.get("/_stcore/metrics", headers={name: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
def test_there_is_no_second_way_into_the_app(tmp_path, path):
    with running(tmp_path) as asking:
        assert asking.get(path).status_code == 404
        assert asking.post(path, json={}).status_code == 404
