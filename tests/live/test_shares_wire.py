"""Links over a raw websocket: what their holders cannot reach, and how soon a link that was taken back is closed."""

import json
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.browser import live_server
from tests.live.company import changed, guarded_rows, open_company, service_at, share
from tests.live.forging import PAGES, everything, try_everything
from tests.wire import Visitor, Waiting, Wire
from whalecurve.domain.state.kept import LOCAL, RANKING, SEGMENTS, Principal, ShareTerms
from whalecurve.store.db.rows import change_row
from whalecurve.store.db.schema import SHARES

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


def test_a_link_that_expires_while_it_is_open_is_closed_like_one_that_was_taken_back(wire, local, link) -> None:
    quiet = wire.open(link.viewer, SEGMENTS, query=f"share={link.name}")
    link.tab.beat()
    expire(local.service, link, timedelta(seconds=2))
    assert link.viewer.fetch(link.export).status_code == 200
    link.tab.until(ended, 2 + WITHIN_SECONDS)
    before = len(quiet.arrived)
    quiet.rerun(wait=0)
    quiet.settle(0.5)
    assert comes(quiet, before) == []
    answers = [link.viewer.fetch(link.export), wire.visitor(local.url).fetch(f"/s/{link.token}")]
    assert [answer.status_code for answer in answers] == [404, 404]
    again = wire.open(link.viewer, RANKING, query=f"share={link.name}")
    assert ended(again.page)
    took = wire.connect(link.viewer, session=link.tab.page.session)
    took.rerun(page_hash=link.tab.page.hash, wait=0)
    took.settle(1.0)
    assert [*comes(again, 0), *comes(took, 0)] == []


def expire(service, link, left):
    """Let a link end soon, as if it had been made so many days ago."""
    ends = datetime.now(UTC) + left
    service._database.write(
        lambda conn: change_row(conn, SHARES, {"id": link.name}, {"expires_at": ends}), link.workspace
    )


OPENED = "Every line, with how it comes about"
NO_ROWS = (10**9, 3, 2**70)
NO_PICKS = ({}, [{}], [{"customer": -1}], [{"customer": 10**9}], [{"customer": "x"}], [{"customer": [0]}], [None], "x")
WIDE = [1e308, -1e308]
NO_BRUSHES = ({"customers": ["x", "y"]}, {"customers": [None]}, {"customers": {}}, {"customers": WIDE}, [], 7)


def test_selections_that_no_browser_sends_open_nothing_and_break_nothing(link) -> None:
    for row in NO_ROWS:
        link.tab.rerun([link.tab.row_pressed("ranking_table_open", row)])
        assert link.tab.page.exceptions == [], row
        assert OPENED not in link.tab.page.text, row
    link.tab.open_row("ranking_table_open", 0)
    assert OPENED in link.tab.page.text
    marks, curve = (link.tab.page.widget(key).id for key in ("quadrants", "whale"))
    forged = [(marks, {"selection": {"pick": picked}}) for picked in NO_PICKS]
    forged += [(curve, {"selection": {"brush": dragged}}) for dragged in NO_BRUSHES]
    for name, state in forged:
        link.tab.rerun([WidgetState(id=name, string_value=json.dumps(state))])
        assert link.tab.page.exceptions == [], state
        assert "Find a customer" in link.tab.page.text, state


TABLE_EDITS = {
    "a limit that is no JSON": ({"name": "x", "rate": "1", "only": "{"}, "cannot be read"),
    "a limit without an end": ({"name": "x", "rate": "1", "only": "[" * 50_000}, "cannot be read"),
    "a limit to what is no text": ({"name": "x", "rate": "1", "only": '{"rep": 7}'}, "must be a list"),
    "a rate beyond all numbers": ({"name": "x", "rate": "1e999999"}, "ordinary number"),
    "no number": ({"name": "x", "rate": "NaN"}, "ordinary number"),
    "a name of the program": ({"name": "customer_profit", "rate": "1"}, "the same name"),
}


@pytest.mark.parametrize(("row", "said"), TABLE_EDITS.values(), ids=TABLE_EDITS)
def test_edits_of_a_table_that_no_browser_sends_are_refused_in_words(wire, local, row, said) -> None:
    tab = wire.open(Waiting(wire, local.tab.visitor), "costs", query=local.tab.page.query)
    tab.unfold()
    before = guarded_rows(local.data)
    editor = next(one for one in tab.page.widgets() if one.key.startswith("variable_") and one.kind == "dataframe")
    submit = tab.page.widget("Apply the tables")
    edits = json.dumps({"edited_rows": {}, "added_rows": [row], "deleted_rows": []})
    states = [WidgetState(id=editor.id, string_value=edits), WidgetState(id=submit.id, trigger_value=True)]
    tab.rerun(states)
    tab.settle(0.5)
    assert tab.page.exceptions == []
    assert tab.saw(said), tab.page.text
    assert changed(before, guarded_rows(local.data)) == set()


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
