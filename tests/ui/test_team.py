"""Who belongs to a workspace, as the pages show it to those who do."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.build import ENTRY, go, words
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Principal
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.stores import open_office
from whalecurve.ui import visitor

ISSUER = "https://login.example.com"
ANNA, BEN = (Principal(ISSUER, name, f"{name}@example.com") for name in ("anna", "ben"))


@pytest.fixture
def workspace(monkeypatch):
    """Anna's, with Ben in it; the server has logins."""
    monkeypatch.setenv("WHALECURVE_MODE", "hosted")
    service = open_office().service
    made = service.create_workspace(ANNA, "Acme").id
    service.save_revision(ANNA, made, SavedState(), 0, "First")
    service.invite(ANNA, made, BEN.email, Role.EDITOR)
    service.greet(BEN)
    return made


@pytest.fixture
def log_in(monkeypatch):
    """The app as somebody sees it."""

    def log_in(who):
        monkeypatch.setattr(visitor, "principal", lambda: who)
        app = AppTest.from_file(ENTRY, default_timeout=60).run()
        assert not app.exception
        return app

    return log_in


def names(who):
    return [entry.name for entry in open_office().service.list_workspaces(who)]


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_a_member_leaves_alone_when_sure(workspace, log_in):
    app = press(log_in(BEN), "leave")
    assert "You will no longer see **Acme**" in words(app)
    assert names(BEN) == ["Acme"]

    press(app, "leave_now")

    assert names(BEN) == []
    assert "leave" not in [button.key for button in app.button]
    assert names(ANNA) == ["Acme"]


def test_who_stays_has_changed_nothing(workspace, log_in):
    app = press(press(log_in(BEN), "leave"), "leave_not")

    assert "You will no longer see" not in words(app)
    assert names(BEN) == ["Acme"]


def test_the_last_owner_is_told_why_not(workspace, log_in):
    app = press(go(log_in(ANNA), "team"), "leave_here")
    # A test runs the whole page again, which closes the dialog; a browser runs the dialog alone.
    press(press(app, "leave_now"), "leave_here")

    assert "A workspace keeps at least one owner" in words(app)
    assert names(ANNA) == ["Acme"]


def test_an_owner_takes_others_out_and_leaves_alone(workspace, log_in):
    app = go(log_in(ANNA), "team")

    assert [button.key for button in app.button if (button.key or "").startswith("out_")] == [f"out_{BEN.email}"]


def test_a_local_workspace_is_nobodys_to_leave(monkeypatch):
    open_office().service.create_workspace(visitor.principal(), "Mine")
    open_office().service.create_workspace(visitor.principal(), "Mine too")
    app = AppTest.from_file(ENTRY, default_timeout=60).run()

    assert "new_workspace" in [button.key for button in app.button]
    assert "leave" not in [button.key for button in app.button]
