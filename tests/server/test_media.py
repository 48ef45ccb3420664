"""A prepared file's address opens nothing by itself."""

import pytest

from tests.server.build import FILES, ME, hosted, running
from tests.server.test_logins import as_header, claims, end, login
from whalecurve.domain.state.kept import Principal
from whalecurve.service.access.cookies import BROWSER_COOKIE, cookie_digest
from whalecurve.service.handouts import HANDOUTS, Holder
from whalecurve.service.stores import open_office
from whalecurve.ui.downloads import handed

MINE = {BROWSER_COOKIE: "the-browser-of-the-page"}
OTHERS = {BROWSER_COOKIE: "somebody-elses-browser"}
DIGEST = cookie_digest(MINE[BROWSER_COOKIE])
ANNA = Principal("https://id.test", "anna", "anna@example.com")
FILE = "/media/abc123.csv"


@pytest.fixture(autouse=True)
def content(request):
    """A file that no other test prepares."""
    text = f"Customer,Profit\n{request.node.name},1\n".encode()
    FILES.prepared = {"abc123": text}
    return text


def status(asking, *cookies, path=FILE, method="GET"):
    together = {name: value for part in cookies for name, value in part.items()}
    return asking.request(method, path, headers=as_header(together)).status_code


def test_only_the_browser_that_it_was_made_for_gets_it(tmp_path, content):
    with running(tmp_path) as asking:
        HANDOUTS.note(content, Holder(DIGEST, ME, ""))
        answer = asking.get(FILE, headers=as_header(MINE))
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
        for method in ("GET", "HEAD"):
            assert status(asking, method=method) == status(asking, OTHERS, method=method) == 404


def test_a_file_that_nobody_handed_out_is_nobodys(tmp_path):
    with running(tmp_path) as asking:
        assert status(asking, MINE) == status(asking, MINE, path="/media/none.csv") == 404


def test_a_login_must_be_the_holders_and_not_ended(tmp_path, monkeypatch, content):
    told = claims()
    with hosted(tmp_path, monkeypatch) as asking:
        HANDOUTS.note(content, Holder(DIGEST, ANNA, ""))
        assert status(asking, MINE, login(told)) == 200
        assert status(asking, MINE) == 404, "after a log-out the browser's cookie is still there"
        assert status(asking, login(told)) == 404, "a stolen login without the browser"
        assert status(asking, MINE, login(claims("ben"))) == 404, "somebody else at the same browser"
        end(told)
        assert status(asking, MINE, login(told)) == 404, "logged out elsewhere"


def test_the_workspace_must_still_be_open_to_the_holder(tmp_path, monkeypatch, content):
    with hosted(tmp_path, monkeypatch) as asking:
        service = open_office().service
        workspace = service.create_workspace(ANNA, "Plan").id
        holder = Holder(DIGEST, ANNA, workspace)
        assert handed(holder, content.decode) == content
        assert status(asking, MINE, login()) == 200
        service.delete_workspace(ANNA, workspace)
        assert status(asking, MINE, login()) == 404
        with pytest.raises(Exception, match="no longer available to you"):
            handed(holder, content.decode)


def test_two_who_have_the_same_file_each_get_it_with_their_own_right(tmp_path, monkeypatch, content):
    ben = Principal("https://id.test", "ben", "ben@example.com")
    with hosted(tmp_path, monkeypatch) as asking:
        for cookies, who in ((MINE, ANNA), (OTHERS, ben)):
            HANDOUTS.note(content, Holder(cookie_digest(cookies[BROWSER_COOKIE]), who, ""))
        assert status(asking, MINE, login(claims("anna"))) == status(asking, OTHERS, login(claims("ben"))) == 200
        assert status(asking, MINE, login(claims("ben"))) == status(asking, OTHERS, login(claims("anna"))) == 404
