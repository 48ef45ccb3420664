"""Links over a raw websocket: what their holders cannot reach, and how soon a link that was taken back is closed."""

import time
from types import SimpleNamespace

import pytest

from tests.browser import live_server
from tests.live.company import changed, guarded_rows, open_company, service_at, share
from tests.live.forging import PAGES, everything, try_everything
from tests.wire import Visitor, Waiting, Wire
from whalecurve.domain.kept import LOCAL, RANKING, SEGMENTS, Principal, ShareTerms

pytestmark = pytest.mark.live

CANARY, REVENUE = "CanaryOlgaq7x", "77123457.89"
FIGURE = "77,123,598"
ENDED = "This page is not available"
WITHIN_SECONDS = 5.0
ME = Principal(LOCAL, "me")
TERMS = ShareTerms("Figures for Kim", parts=(RANKING, SEGMENTS), download=True)


@pytest.fixture(scope="module")
def wire():
    with Wire() as ready:
        yield ready


@pytest.fixture(scope="module")
def local(tmp_path_factory, wire):
    """A server on somebody's own computer with one company, and what the owner's pages hold."""
    data = tmp_path_factory.mktemp("local")
    with live_server(data) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHALECURVE_DATA_DIR", str(data))
        owner = everything(open_company(wire, wire.visitor(url), CANARY, REVENUE))
        with service_at(data) as service:
            yield SimpleNamespace(url=url, data=data, service=service, **vars(owner))


@pytest.fixture
def link(wire, local, tmp_path, monkeypatch):
    """A link that somebody has just opened in a browser of their own."""
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(local.data))
    return open_link(wire, local, TERMS, tmp_path)


def open_link(wire, local, terms, folder):
    workspace, name, token = share(local.service, ME, terms, folder)
    viewer = Waiting(wire, Visitor(local.url))
    answer = viewer.fetch(f"/s/{token}")
    assert answer.status_code == 303
    assert token not in answer.headers["location"]
    viewer.arrive(answer.headers["location"])
    tab = wire.open(viewer, RANKING, query=f"share={name}")
    return SimpleNamespace(
        workspace=workspace,
        name=name,
        token=token,
        viewer=viewer,
        tab=tab,
        export=f"/export/{name}/ranking.csv",
        revoke=lambda: local.service.revoke_share(ME, workspace, name),
    )


def ended(page):
    return ENDED in page.text and not page.holds(CANARY) and not page.holds(FIGURE) and not page.of_kind("dataframe")


def comes(tab, before):
    """What of the company arrived after so many bytes."""
    return [text for text in (CANARY, FIGURE) if text.encode() in tab.arrived[before:]]


def test_a_link_shows_the_figures_until_it_is_taken_back(link) -> None:
    assert link.tab.saw(CANARY)
    assert link.tab.saw(FIGURE)
    answer = link.viewer.fetch(link.export)
    assert (answer.status_code, CANARY in answer.text) == (200, True)


def test_an_open_tab_is_closed_within_five_seconds_and_stays_so(wire, link) -> None:
    quiet = wire.open(link.viewer, SEGMENTS, query=f"share={link.name}")
    parts, hashes = {*link.tab.page.fragments, *quiet.page.fragments}, dict(link.tab.page.hashes)
    link.tab.beat()
    link.revoke()
    began = time.monotonic()
    link.tab.until(ended, WITHIN_SECONDS)
    assert time.monotonic() - began < WITHIN_SECONDS
    time.sleep(max(0.0, 2 - (time.monotonic() - began)))
    for tab in (link.tab, quiet):
        before = len(tab.arrived)
        for part in parts:
            tab.rerun(fragment=part, wait=0)
            tab.settle(0.3)
        for page_hash in set(hashes.values()):
            tab.rerun(page_hash=page_hash, wait=0)
            tab.settle(0.3)
        assert comes(tab, before) == []
        assert ended(tab.page)
    answer = link.viewer.fetch(link.export)
    assert (answer.status_code, CANARY in answer.text) == (404, False)


def test_a_link_that_was_taken_back_opens_nowhere(wire, local, link) -> None:
    link.revoke()
    time.sleep(1.1)
    again = wire.open(link.viewer, RANKING, query=f"share={link.name}")
    assert ended(again.page)
    assert comes(again, 0) == []


@pytest.mark.parametrize("kept", ["", "whalecurve_browser"], ids=["no cookies", "another browser's"])
def test_a_viewers_session_id_shows_nothing_and_the_viewer_goes_on(wire, local, link, kept) -> None:
    own = wire.visitor(local.url).cookies
    thief = Visitor(local.url, {name: value for name, value in own.items() if name == kept})
    took = wire.connect(Waiting(wire, thief), session=link.tab.page.session)
    took.page.query = f"share={link.name}"
    took.settle(0.5)
    took.rerun(page_hash=link.tab.page.hash, wait=0)
    for part in link.tab.page.fragments:
        took.rerun(fragment=part, wait=0)
    took.settle(1.0)
    assert comes(took, 0) == []
    before = len(link.tab.arrived)
    link.tab.rerun()
    assert comes(link.tab, before)


def test_a_viewer_changes_nothing_whatever_is_sent(local, link) -> None:
    before = guarded_rows(local.data)
    try_everything(link.tab, local)
    assert changed(before, guarded_rows(local.data)) == set()


def test_a_link_leads_to_no_other_page(wire, link) -> None:
    for page in set(PAGES) - {RANKING, SEGMENTS}:
        tab = wire.open(link.viewer, page, query=f"share={link.name}")
        assert set(tab.page.hashes) <= {"Whalecurve", "Ranking", "ranking", "Segments", "segments", page}
        assert tab.page.of_kind("file_uploader") == []
        assert not any(one.key.startswith(("pool_", "rate_", "period_")) for one in tab.page.widgets())
        tab.close()


def test_masked_names_never_travel(wire, local, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(local.data))
    masked = ShareTerms("Figures for Kim", parts=(RANKING, SEGMENTS), download=True, masked=True)
    link = open_link(wire, local, masked, tmp_path)
    link.tab.go(SEGMENTS)
    assert link.tab.saw(FIGURE)
    assert not link.tab.saw(CANARY)
    assert CANARY not in link.viewer.fetch(link.export).text


def test_guessed_links_look_all_the_same(wire, local, link) -> None:
    link.revoke()
    visitor = wire.visitor(local.url)
    guesses = ("", ":token", "None", "[]", "a" * 43, "a" * 20_000, link.name, link.workspace, link.token)
    answers = [visitor.fetch(f"/s/{guess}") for guess in guesses]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
