"""What a browser would never do, done to a running server: stolen sessions, forged messages, other people's ids."""

import socket
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import websockets
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.hosted import COLLEAGUE, NEWCOMER, OWNER, PARTNER, STRANGER, hosted_app
from tests.live.company import changed, give_role, guarded_rows, open_company, person
from tests.live.forging import PAGES, assert_share_is_forged, everything, forged_states, make_link, try_everything
from tests.wire import Visitor, Waiting, Wire

pytestmark = pytest.mark.live

CANARY, OTHER = "CanaryOlgaq7x", "CanarySvenz3k"
REVENUE, OTHER_REVENUE = "77123457.89", "55321654.32"
FIGURES = ("77,123,598", "77123598", "77123457")  # the company's revenue and the largest order, as pages show them
BROWSER, LOGIN, XSRF = "whalecurve_browser", "_streamlit_user", "_streamlit_xsrf"
TEN_MEGABYTES = "a" * 10_000_000
MAY_CHANGE = {"viewer": set(), "editor": {"drafts", "revisions", "blobs", "bundles", "kept", "audit"}}
EDITORS_EVENTS = {"upload added", "dataset kept", "revision saved", "thing kept", "thing dropped"}
CHANGED_BY_AN_OWNER = [
    ("data", "drafts"),
    ("costs", "drafts"),
    ("plans", "revisions"),
    ("share", "shares"),
    ("team", "members"),
]


@pytest.fixture(scope="module")
def wire():
    with Wire() as ready:
        yield ready


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    with hosted_app(tmp_path_factory.mktemp("hosted"), settings={"WHALECURVE_RATE_SCALE": "100"}) as running:
        yield running


@pytest.fixture(scope="module")
def owner(wire, hosted):
    """The owner of a company: browser, a tab, and everything that the owner's pages hold."""
    visitor = person(wire, hosted, OWNER)
    tab = open_company(wire, visitor, CANARY, REVENUE)
    held = everything(tab)
    uploader = wire.open(visitor, "data").page.of_kind("file_uploader")[0].id  # its number counts a session's uploads
    data = hosted.folder / "data-1"
    return SimpleNamespace(
        visitor=visitor,
        tab=tab,
        workspace=guarded_rows(data)["workspaces"][0][0],
        hashes=held.hashes,
        forged=held.forged,
        fragments=held.fragments,
        data_page=tab.page.hashes["data"],
        uploader=uploader,
        data=data,
    )


@pytest.fixture(scope="module")
def stranger(wire, hosted):
    """Somebody with a company of their own on the same server."""
    visitor = person(wire, hosted, STRANGER)
    return SimpleNamespace(visitor=visitor, tab=open_company(wire, visitor, OTHER, OTHER_REVENUE))


def leaks(tab, canary=CANARY):
    return [text for text in (canary, *FIGURES) if tab.saw(text)]


def goes_on(tab):
    """Whether a tab still answers, with its own figures."""
    before = len(tab.arrived)
    tab.rerun()
    return CANARY.encode() in tab.arrived[before:]


def only(cookies, *names):
    return {name: value for name, value in cookies.items() if name.startswith(names)}


THIEVES = {
    "no cookies": lambda _, own: {},
    "another browser": lambda _, own: own,
    "the browser's cookie without the login": lambda stolen, own: only(stolen, BROWSER, XSRF),
}


@pytest.mark.parametrize("cookies", THIEVES.values(), ids=THIEVES)
def test_a_stolen_session_id_shows_nothing_and_the_owner_goes_on(wire, hosted, owner, cookies) -> None:
    tab = wire.open(owner.visitor, "ranking")
    own = wire.visitor(hosted.url).cookies
    thief = Waiting(wire, Visitor(hosted.url, cookies(owner.visitor.cookies, own)))
    took = wire.connect(thief, session=tab.page.session)
    took.settle(0.5)
    took.rerun(page_hash=tab.page.hash, wait=0)
    took.rerun(owner.forged, page_hash=tab.page.hash, wait=0)
    took.settle(1.0)
    assert took.page.session not in {"", tab.page.session}
    assert leaks(took) == []
    assert goes_on(tab)


def test_a_stolen_login_takes_no_running_session_over(wire, hosted, owner) -> None:
    tab = wire.open(owner.visitor, "ranking")
    for more in ({}, wire.visitor(hosted.url).cookies):
        cookies = {**more, **only(owner.visitor.cookies, LOGIN, XSRF)}
        took = wire.connect(Waiting(wire, Visitor(hosted.url, cookies)), session=tab.page.session)
        took.rerun(page_hash=tab.page.hash)
        assert took.page.session != tab.page.session
        assert goes_on(tab)


def test_somebody_else_with_a_login_does_not_get_the_session_either(wire, owner, stranger) -> None:
    tab = wire.open(owner.visitor, "ranking")
    took = wire.connect(stranger.visitor, session=tab.page.session)
    took.rerun()
    assert took.page.session != tab.page.session
    assert leaks(took) == []
    assert goes_on(tab)


def test_the_browser_itself_takes_its_session_up_again(wire, owner) -> None:
    tab = wire.open(owner.visitor, "ranking")
    again = wire.connect(owner.visitor, session=tab.page.session)
    again.rerun()
    assert again.page.session == tab.page.session
    assert leaks(again)


def without_their_own(before, after, email):
    """The rows but those of a workspace that somebody made meanwhile: the sample company, which is theirs alone."""
    made = {row[0] for row in after["workspaces"] if row not in before["workspaces"]}
    members = [row for row in after["members"] if row[0] in made]
    assert {(row[1], row[-1]) for row in members} <= {(email, "owner")}
    return {table: [row for row in rows if not made & set(row)] for table, rows in after.items()}


@pytest.mark.parametrize("role", MAY_CHANGE)
def test_forged_messages_do_not_change_what_a_role_may_not_change(wire, hosted, owner, role) -> None:
    give_role(owner.tab, COLLEAGUE.email, role)
    tab = wire.open(person(wire, hosted, COLLEAGUE), "ranking")
    assert leaks(tab), "a colleague may look"
    before = guarded_rows(owner.data)
    try_everything(tab, owner)
    after = without_their_own(before, guarded_rows(owner.data), COLLEAGUE.email)
    own_draft = [row for row in after["drafts"] if row not in before["drafts"]]
    assert changed(before, after) <= MAY_CHANGE[role]
    assert all(row in after["drafts"] for row in before["drafts"]), "nobody's own draft but the sender's"
    assert len(own_draft) <= (role == "editor")
    assert all(row in after["audit"] for row in before["audit"]), "what was noted stays"
    assert {row[2] for row in after["audit"] if row not in before["audit"]} <= EDITORS_EVENTS


@pytest.mark.parametrize("page", PAGES)
def test_what_was_on_the_page_before_a_role_was_taken_away_works_no_more(wire, hosted, owner, page) -> None:
    give_role(owner.tab, PARTNER.email, "owner")
    tab = wire.open(person(wire, hosted, PARTNER), page)
    tab.unfold()
    presses, parts = forged_states(tab), tab.page.fragments
    assert presses
    if page == "share":
        assert_share_is_forged(presses)
    give_role(owner.tab, PARTNER.email, "viewer")
    before = guarded_rows(owner.data)
    for part in parts:
        tab.rerun(presses, fragment=part, wait=0)
        tab.settle(0.3)
    tab.rerun(presses)
    assert changed(before, guarded_rows(owner.data)) == set()


@pytest.mark.parametrize(("page", "table"), CHANGED_BY_AN_OWNER)
def test_the_same_messages_from_an_owner_do_change_it(wire, hosted, owner, page, table) -> None:
    tab = open_company(wire, person(wire, hosted, NEWCOMER), "CanaryNora", "10.00")
    make_link(tab)
    tab.go(page)
    tab.unfold()
    before = guarded_rows(owner.data)
    tab.rerun(forged_states(tab))
    after = guarded_rows(owner.data)
    assert table in changed(before, after)
    assert page != "share" or any(row not in after["shares"] for row in before["shares"]), "a link was closed too"


def forge_upload(tab, owner):
    """Put a file where the server says, and claim that the owner's uploader holds it."""
    state = WidgetState(id=owner.uploader)
    for urls in tab.upload_urls(["forged.csv"]):
        assert tab.put(urls.upload_url, b"Order ID,Amount\n1,2\n").status_code in {204, 403}
        info = state.file_uploader_state_value.uploaded_file_info.add(name="forged.csv", size=20, file_id=urls.file_id)
        info.file_urls.CopyFrom(urls)
    for _ in range(2):
        tab.rerun([state], page_hash=owner.data_page)
    tab.settle(1.0)


@pytest.mark.parametrize(("role", "changes"), [("viewer", set()), ("editor", {"blobs", "drafts", "audit"})])
def test_a_viewer_uploads_nothing(wire, hosted, owner, role, changes) -> None:
    give_role(owner.tab, COLLEAGUE.email, role)
    tab = wire.open(person(wire, hosted, COLLEAGUE), "ranking")
    before = guarded_rows(owner.data)
    forge_upload(tab, owner)
    assert changed(before, guarded_rows(owner.data)) == changes, "an editor's shows that the message is a right one"


def test_a_canary_of_one_company_never_reaches_another(wire, owner, stranger) -> None:
    tab = wire.open(stranger.visitor, "ranking", query=f"w={owner.workspace}")
    before = guarded_rows(owner.data)
    for page in PAGES:
        for query in (f"w={owner.workspace}", f"share={owner.workspace}", f"w={owner.workspace}&w=new"):
            asked = wire.open(stranger.visitor, page, query=query)
            assert leaks(asked) == [], page
            asked.close()
    try_everything(tab, owner)
    assert leaks(tab) == []
    assert tab.saw(OTHER)
    mine = [row for row in guarded_rows(owner.data)["drafts"] if row[0] == owner.workspace]
    assert mine == [row for row in before["drafts"] if row[0] == owner.workspace]
    assert goes_on(owner.tab)
    assert leaks(owner.tab, OTHER)[:1] != [OTHER]


FOREIGN = {
    "another site's page": {"origin": "https://evil.example"},
    "another port of this computer": {"origin": "http://127.0.0.1:1"},
    "a page without an origin": {"origin": "null"},
    "a name that begins alike": {"origin": "http://127.0.0.1.evil.example"},
    "another name": {"host": "evil.example"},
    "a name that leads here": {"host": "evil.example", "origin": "http://evil.example"},
}


@pytest.mark.parametrize("lie", FOREIGN.values(), ids=FOREIGN)
def test_a_websocket_from_elsewhere_is_refused(wire, owner, lie) -> None:
    with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
        wire.connect(owner.visitor, **lie)
    assert refused.value.response.status_code in {403, 421}


def raw_status(url, path):
    """Status of a GET for a path of any length; 0 when the server hung up instead."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=20) as line:
        try:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n\r\n".encode())
            return int(line.recv(100).split()[1])
        except OSError:
            return 0


@pytest.mark.parametrize("path", [f"/s/{TEN_MEGABYTES}", f"/ranking?share={TEN_MEGABYTES}"], ids=["token", "share"])
def test_an_address_of_ten_megabytes_is_refused(hosted, owner, path) -> None:
    assert raw_status(hosted.url, path) in {0, 400, 404, 414, 431}
    assert goes_on(owner.tab)


def test_a_session_id_of_ten_megabytes_is_refused(wire, owner) -> None:
    with pytest.raises((OSError, websockets.exceptions.WebSocketException)):
        wire.connect(owner.visitor, session=TEN_MEGABYTES)
    assert goes_on(owner.tab)


@pytest.mark.parametrize("said", ["share", "w", "page"])
def test_ten_megabytes_in_a_message_open_nothing(wire, hosted, owner, said) -> None:
    page, query = (TEN_MEGABYTES, "") if said == "page" else ("ranking", f"{said}={TEN_MEGABYTES}")
    for visitor in (wire.visitor(hosted.url), owner.visitor):
        tab = wire.open(visitor, page, query=query)
        assert tab.page.exceptions == []
        assert visitor is owner.visitor or leaks(tab) == []
        tab.close()
    assert goes_on(owner.tab)
    assert TEN_MEGABYTES[:1000] not in (hosted.folder / "process-1.log").read_text(encoding="utf-8")
