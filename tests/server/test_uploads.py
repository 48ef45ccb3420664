"""Whose files are taken, for which page, and how many."""

import json

import pytest

from tests.server.build import FILES, SECRET, hosted, running
from tests.server.test_logins import as_header, claims, end, login, signed
from whalecurve.server.uploads import UPLOADS
from whalecurve.service import upload_room
from whalecurve.service.access.cookies import BROWSER_COOKIE, cookie_digest
from whalecurve.service.access.sessions import SESSIONS
from whalecurve.service.upload_room import ROOM, UploadRoom

MINE = {BROWSER_COOKIE: "the-browser-of-the-page"}
OTHERS = {BROWSER_COOKIE: "somebody-elses-browser"}
PARTS = ("_streamlit_user_1", "_streamlit_user_2")
NUMBERS = iter(range(10_000))


@pytest.fixture
def page():
    """The upload address of a page that was made for the browser."""
    session = f"session-{next(NUMBERS)}"
    SESSIONS.bind(session, cookie_digest(MINE[BROWSER_COOKIE]))
    yield f"{UPLOADS}{session}/file"
    for place in [place for place in ROOM._held if place[0] == session]:
        ROOM.release(place)


def put(asking, path, cookies, content=b"Order ID,Amount\n"):
    return asking.put(path, content=content, headers=as_header(cookies)).status_code


def test_a_hosted_server_takes_files_from_people_who_are_logged_in(tmp_path, monkeypatch, page):
    with hosted(tmp_path, monkeypatch) as asking:
        assert put(asking, page, {**MINE, **login()}) == 200
        assert put(asking, page, MINE) == 403


@pytest.mark.parametrize(
    "cookies",
    [
        login(secret="another secret, as long as the first"),
        login(secret=""),
        login(name="_streamlit_user_tokens"),
        login({"is_logged_in": True}),
        login(claims(is_logged_in=False)),
        login(claims(email_verified=False)),
        login(claims(iat=0)),
        {"_streamlit_user": ""},
        {"_streamlit_user": "e30.aaaa.bbbb"},
        {"_streamlit_user": signed("chunks-999999999999")},
        {"_streamlit_user": signed("[]")},
        {"whalecurve_share_abc": "def"},
    ],
)
def test_a_login_that_is_none_any_more_is_none(tmp_path, monkeypatch, page, cookies):
    with hosted(tmp_path, monkeypatch) as asking:
        assert put(asking, page, {**MINE, **cookies}) == 403


def test_a_login_too_long_for_one_cookie_is_one(tmp_path, monkeypatch, page):
    text = json.dumps(claims(more="x" * 100))
    parts = {
        f"_streamlit_user_{n}": signed(part, f"_streamlit_user_{n}") for n, part in ((1, text[:50]), (2, text[50:]))
    }
    with hosted(tmp_path, monkeypatch) as asking:
        assert put(asking, page, {**MINE, "_streamlit_user": signed("chunks-2"), **parts}) == 200


def test_a_login_that_has_ended_uploads_nothing(tmp_path, monkeypatch, page):
    told = claims()
    with hosted(tmp_path, monkeypatch) as asking:
        end(told)
        assert put(asking, page, {**MINE, **login(told)}) == 403


def test_another_login_or_browser_puts_nothing_into_a_page_and_takes_nothing_out(tmp_path, monkeypatch, page):
    with hosted(tmp_path, monkeypatch) as asking:
        for cookies in (login(claims("ben")), {**OTHERS, **login(claims("ben"))}, {**OTHERS, **login()}, login()):
            assert put(asking, page, cookies) == 403
            assert asking.delete(page, headers=as_header(cookies)).status_code == 403
        assert put(asking, f"{UPLOADS}no-such-session/file", {**MINE, **login()}) == 403


def test_on_this_computer_the_browser_must_be_the_pages_too(tmp_path, page):
    with running(tmp_path) as asking:
        assert put(asking, page, MINE) == 200
        assert put(asking, page, OTHERS) == put(asking, page, {}) == 403
        assert put(asking, UPLOADS + "one/two/three", MINE) == put(asking, UPLOADS, MINE) == 403


def test_there_is_room_for_so_much_and_it_comes_back(tmp_path, monkeypatch, page):
    monkeypatch.setenv(upload_room.VARIABLE, "1000")
    with running(tmp_path) as asking:
        assert put(asking, f"{page}1", MINE, bytes(600)) == 200
        assert put(asking, f"{page}2", MINE, bytes(600)) == 507
        assert put(asking, f"{page}3", MINE, bytes(400)) == 200
        asking.delete(f"{page}1", headers=as_header(MINE))
        assert put(asking, f"{page}4", MINE, bytes(600)) == 200


def test_a_file_of_unknown_length_is_not_taken(tmp_path, page):
    with running(tmp_path) as asking:
        endless = (bytes(10) for _ in range(3))
        assert asking.put(page, content=endless, headers=as_header(MINE)).status_code == 411


def test_what_was_refused_takes_no_room(tmp_path, monkeypatch, page):
    monkeypatch.setenv(upload_room.VARIABLE, "1000")
    with running(tmp_path) as asking:
        for _ in range(3):
            assert put(asking, page, OTHERS, bytes(900)) == 403
        assert put(asking, page, MINE, bytes(1000)) == 200


def test_what_no_page_took_goes_after_a_minute():
    now = [0.0]
    room = UploadRoom(lambda: now[0], most=1000)
    assert room.reserve(("a", "1"), "anna", 600)
    room.arrive(("a", "1"))
    now[0] = 59
    assert room.overdue() == []
    assert room.reserve(("a", "2"), "anna", 300)
    now[0] = 600
    assert room.overdue() == [], "the browser names its files when the last one is there"
    room.arrive(("a", "2"))
    now[0] = 661
    assert room.overdue() == [("a", "1"), ("a", "2")]
    for place in room.overdue():
        room.release(place)
    assert room.reserve(("a", "3"), "anna", 1000)


def test_all_people_together_have_a_limit_too():
    room = UploadRoom(most=100)
    taken = [room.reserve((str(n), "1"), f"person {n}", 100) for n in range(6)]
    assert taken == [True, True, True, True, False, False]


def test_the_sweep_lets_go_of_the_bytes(tmp_path, monkeypatch, page):
    monkeypatch.setattr("whalecurve.server.uploads.SECONDS", -1.0)
    monkeypatch.setattr(upload_room, "SECONDS", 0.0)
    with running(tmp_path) as asking:
        assert put(asking, page, MINE) == 200
        asking.get("/")
    assert FILES.dropped[-1] == tuple(page.removeprefix(UPLOADS).split("/"))


def test_the_secret_of_these_tests_is_the_servers():
    assert SECRET in signed.__defaults__
