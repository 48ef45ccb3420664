"""What is kept without being asked: drafts, and what happens when they cannot be kept."""

import pytest

from tests.ui.build import go, open_app, sample, small_company, words
from whalecurve.domain.errors import NotSavedError
from whalecurve.service.service import Service
from whalecurve.service.stores import open_office
from whalecurve.ui import session
from whalecurve.ui.sized import forget_everything
from whalecurve.ui.visitor import BROWSER_COOKIE

RENT = "pool_0_box"


def rent(app):
    return app.number_input(key=RENT).value


def set_rent(app, value):
    app.number_input(key=RENT).set_value(value).run()
    assert not app.exception
    return app


def sidebar_words(app):
    return "\n".join(str(part.value) for part in (*app.sidebar.caption, *app.sidebar.warning, *app.sidebar.info))


def test_a_first_visit_makes_no_workspace():
    open_app()

    assert open_office().service.list_workspaces(me()) == []


def test_a_reload_loses_nothing():
    app = go(sample(), "costs")
    before = rent(app)
    set_rent(app, 12_345.0)

    again = go(open_app(), "costs")

    assert rent(again) == 12_345.0
    again.button(key="undo").click().run()
    assert rent(again) == before
    once_more = go(open_app(), "costs")  # what was undone can be done again, after a reload too
    once_more.button(key="redo").click().run()
    assert rent(once_more) == 12_345.0


def test_files_taken_but_not_used_yet_are_there_after_a_reload():
    from tests.ui.build import ORDERS, upload

    upload(open_app(), {"orders.csv": ORDERS})

    again = open_app()

    assert "orders.csv" in words(again)
    assert again.button(key="use")


def test_the_working_copy_may_go_because_the_store_has_everything(tmp_path):
    import shutil

    import streamlit as st

    small_company()
    shutil.rmtree(tmp_path / "data" / "workspaces")
    st.cache_resource.clear()  # as in a process that has just started
    forget_everything()

    again = go(open_app(), "ranking")

    assert "Ties to your files" in words(again)


def test_two_tabs_conflict_openly_and_reload_takes_what_was_saved():
    first, second = go(sample(), "costs"), go(open_app(), "costs")
    set_rent(first, 11_000.0)
    set_rent(second, 22_000.0)

    assert "not saved" in sidebar_words(second)
    assert rent(second) == 22_000.0
    second.button(key="reload").click().run()
    assert rent(second) == 11_000.0
    assert "not saved" not in sidebar_words(second)


def test_a_conflict_can_be_saved_as_a_copy():
    first, second = go(sample(), "costs"), go(open_app(), "costs")
    set_rent(first, 11_000.0)
    set_rent(second, 22_000.0)

    second.button(key="save_copy").click().run()

    assert not second.exception
    assert rent(second) == 22_000.0
    entries = open_office().service.list_workspaces(me())
    assert sorted(entry.name for entry in entries) == ["Sample company", "Sample company (copy)"]
    assert rent(go(first, "costs")) == 11_000.0


def test_what_cannot_be_saved_stays_in_the_session_and_is_said(monkeypatch):
    app = go(sample(), "costs")

    def full(*args, **kwargs):
        raise NotSavedError("The change was not saved", found="the disk is full", remedy="make room and try again")

    monkeypatch.setattr(Service, "save_draft", full)
    set_rent(app, 33_000.0)

    assert "the disk is full" in sidebar_words(app).replace("\\", "")
    assert rent(app) == 33_000.0
    monkeypatch.undo()


def test_delete_my_data_leaves_nothing(tmp_path):
    app = small_company()
    go(app, "data")

    app.button(key="delete_data").click().run()
    app.button(key="delete_now").click().run()

    assert not app.exception
    assert open_office().service.list_workspaces(me()) == []
    found = [path.name for path in (tmp_path / "data").rglob("*") if path.is_file() and b"Neil" in path.read_bytes()]
    assert found == []
    assert "Find out who really earns your profit" in words(app)


def test_a_workspace_deleted_in_another_tab_is_no_longer_available(monkeypatch):
    app = small_company()
    service = open_office().service
    service.delete_my_data(me())
    monkeypatch.setattr(session, "_ASK_AGAIN_SECONDS", 0.0)  # a fast computer is here before the answer is too old

    app.run()

    assert "no longer available" in words(app)
    assert "Neil" not in words(app)


def test_a_session_of_another_browser_shows_nothing(cookies):
    app = small_company()
    cookies[BROWSER_COOKIE] = "a thief's browser"

    app.run()

    assert "belongs to somebody else" in words(app)
    assert "Neil" not in words(app)
    assert not app.dataframe
    cookies[BROWSER_COOKIE] = "a test's browser"
    app.run()
    assert "Ties to your files" in words(app)


def test_a_change_from_another_browser_is_not_kept(cookies):
    app = go(sample(), "costs")
    before = rent(app)
    cookies[BROWSER_COOKIE] = "a thief's browser"
    app.number_input(key=RENT).set_value(44_000.0).run()

    assert not app.exception
    cookies[BROWSER_COOKIE] = "a test's browser"
    assert rent(go(open_app(), "costs")) == before


@pytest.mark.parametrize("page", ["data", "costs", "ranking", "segments", "plans", "share"])
def test_a_client_without_the_cookie_sees_nothing(cookies, page):
    small_company()
    cookies.clear()

    app = go(open_app(), page)

    assert "needs a cookie" in words(app)
    assert not app.dataframe


def me():
    from whalecurve.domain.state.kept import LOCAL, Principal

    return Principal(LOCAL, "me")
