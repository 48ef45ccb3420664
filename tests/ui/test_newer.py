"""Somebody else saves a revision meanwhile: it is told at the next step, and taken when told to."""

import pytest

from tests.ui.build import go, open_app, small_company, words
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.draft_text import draft_from_text
from whalecurve.domain.state.kept import LOCAL, Principal
from whalecurve.service.stores import open_office
from whalecurve.ui import session, visitor

ME = Principal(LOCAL, "me")
GUEST = Principal("https://login.example.com", "gus", "gus@example.com")
TOLD = "Revision {} was saved since you began."


@pytest.fixture(autouse=True)
def ask_each_time(monkeypatch):
    monkeypatch.setattr(session, "_ASK_AGAIN_SECONDS", 0.0)


def save_revision(base: int, title: str) -> str:
    """The owner's draft as the next revision, from elsewhere; gives back the workspace."""
    service = open_office().service
    workspace = service.list_workspaces(ME)[0].id
    state, _ = draft_from_text(service.load_draft(ME, workspace).body)
    service.save_revision(ME, workspace, state, base, title)
    return workspace


def test_an_editor_is_told_at_the_next_step_and_can_go_on_from_it():
    app = small_company()
    save_revision(0, "From another tab")
    assert TOLD.format(1) not in words(app)

    app.run()
    assert TOLD.format(1) in words(app)
    app.button(key="open_head").click().run()

    assert not app.exception
    assert TOLD.format(1) not in words(app)
    assert "Profit 63.50 · " in words(app)


def test_a_viewer_is_told_and_is_shown_the_new_figures_when_asked_for(monkeypatch):
    owner = small_company()
    workspace = save_revision(0, "First")
    service = open_office().service
    service.invite(ME, workspace, GUEST.email, Role.VIEWER)
    service.greet(GUEST)
    monkeypatch.setattr(visitor, "principal", lambda: GUEST)
    viewer = go(open_app(), "ranking")
    assert "1 of 3 at a loss" in words(viewer)

    monkeypatch.setattr(visitor, "principal", lambda: ME)
    owner.select_slider[0].set_range(202601, 202601).run()
    save_revision(1, "January alone")
    monkeypatch.setattr(visitor, "principal", lambda: GUEST)
    viewer.run()
    assert TOLD.format(2) in words(viewer)
    assert "1 of 3 at a loss" in words(viewer)
    viewer.button(key="show_head").click().run()

    assert not viewer.exception
    assert TOLD.format(2) not in words(viewer)
    assert "1 of 3 at a loss" not in words(viewer)
