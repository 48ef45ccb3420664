"""Green, or red."""

import pytest

from tests.server.build import running
from whalecurve.domain.errors import NotSavedError
from whalecurve.service.stores import open_office
from whalecurve.store.db.database import Database


@pytest.fixture
def checks(monkeypatch):
    """How often the store was tried, and what it then does."""
    calls = []

    def check(database):
        calls.append(database)
        if broken:
            raise broken[0]

    broken = []
    monkeypatch.setattr(Database, "check_writable", check)
    calls.append(broken)
    return calls


@pytest.fixture
def no_patience(monkeypatch):
    monkeypatch.setattr("whalecurve.server.health._FRESH_SECONDS", 0.0)


def test_all_is_well(tmp_path):
    with running(tmp_path) as asking:
        answer = asking.get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
        assert answer.headers["cache-control"] == "no-store"
        assert asking.head("/healthz").status_code == 200


@pytest.mark.usefixtures("no_patience")
def test_a_store_that_takes_nothing_is_red_and_green_again_when_it_does(tmp_path, checks):
    broken = checks[0]
    with running(tmp_path) as asking:
        broken.append(NotSavedError("The disk of acme is full"))
        answer = asking.get("/healthz")
        assert (answer.status_code, answer.json()) == (503, {"status": "failing", "failing": ["store"]})
        broken.clear()
        assert asking.get("/healthz").status_code == 200


def test_many_questions_are_one_try(tmp_path, checks):
    with running(tmp_path) as asking:
        assert {asking.get("/healthz").status_code for _ in range(20)} == {200}
    assert len(checks) == 2


@pytest.mark.usefixtures("no_patience")
def test_a_store_that_does_not_answer_is_red(tmp_path, monkeypatch):
    import time

    monkeypatch.setattr("whalecurve.server.health._MOST_SECONDS", 0.1)
    with running(tmp_path) as asking:
        assert open_office().database is not None
        monkeypatch.setattr(Database, "check_writable", lambda _: time.sleep(0.5))
        assert asking.get("/healthz").json() == {"status": "failing", "failing": ["store"]}


@pytest.mark.usefixtures("no_patience")
def test_a_data_folder_that_takes_nothing_is_red(tmp_path, monkeypatch, checks):
    with running(tmp_path) as asking:
        monkeypatch.setattr("whalecurve.server.health.data_folder", lambda: tmp_path / "nowhere")
        assert asking.get("/healthz").json() == {"status": "failing", "failing": ["folder"]}
