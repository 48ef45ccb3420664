"""What a browser is told with every answer."""

import pytest

from tests.server.build import hosted, new_link, running
from whalecurve.server.headers import inline_script_hashes, page_policy


@pytest.fixture
def here(tmp_path):
    with running(tmp_path) as asking:
        yield asking


def policy(answer):
    parts = (part.strip().split(" ") for part in answer.headers["content-security-policy"].split(";"))
    return {part[0]: part[1:] for part in parts}


def test_a_page_runs_only_the_apps_own_scripts_and_shows_only_its_own_pictures(here):
    told = policy(here.get("/ranking"))
    assert told["default-src"] == ["'none'"]
    assert told["img-src"] == ["'self'", "data:"]
    assert told["connect-src"] == ["'self'"]
    assert told["frame-ancestors"] == ["'none'"]
    assert told["script-src"] == ["'self'", "'sha256-4u1OPAdtCr8+M1HRaukHjIcJ16zKttM2uTopyOMkJqA='"]


def test_nothing_is_evaluated_anywhere(here):
    for path in ("/", "/s/abc", "/media/a.html", "/static/x.js"):
        text = here.get(path).headers["content-security-policy"]
        assert "unsafe-eval" not in text
        assert "*" not in text


def test_a_file_opened_by_its_address_is_no_page(here):
    for path in ("/media/a.svg", "/export/a/ranking.csv", "/component/x"):
        told = policy(here.get(path))
        if path.startswith("/export"):  # the page that says that there is nothing
            assert told["frame-ancestors"] == ["'none'"]
        else:
            assert "sandbox" in told
            assert told["default-src"] == ["'none'"]


def test_every_answer_tells_no_address_no_robot_and_no_other_site(here):
    for path in ("/", "/s/abc", "/healthz", "/_stcore/agent/mcp", "/fail"):
        headers = here.get(path).headers
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"
        assert "camera=()" in headers["permissions-policy"]


def test_a_page_is_kept_in_no_cache(here):
    assert here.get("/").headers.get_list("cache-control") == ["no-store"]


def test_https_is_remembered_where_it_is_spoken(tmp_path, monkeypatch):
    with hosted(tmp_path, monkeypatch) as asking:
        assert "strict-transport-security" not in asking.get("/").headers
        assert "strict-transport-security" not in asking.get("/", headers={"X-Forwarded-Proto": "https"}).headers
    with hosted(tmp_path, monkeypatch, WHALECURVE_TRUST_PROXY="1") as asking:
        answer = asking.get("/", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"})
        assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_the_operator_may_allow_frames_of_the_whole_app(tmp_path, monkeypatch):
    monkeypatch.setenv("WHALECURVE_FRAMES", "self, https://portal.example.com")
    with running(tmp_path) as asking:
        answer = asking.get("/")
        assert policy(answer)["frame-ancestors"] == ["'self'", "https://portal.example.com"]
        assert "x-frame-options" not in answer.headers
    monkeypatch.setenv("WHALECURVE_FRAMES", "self")
    with running(tmp_path) as asking:
        assert asking.get("/").headers["x-frame-options"] == "SAMEORIGIN"


def test_a_share_is_framed_by_its_sites_alone_and_only_where_it_is_open(here):
    entry, token = new_link(sites=("https://intranet.example.com",))
    address = f"/ranking?share={entry.id}&embed=true"
    assert policy(here.get(address))["frame-ancestors"] == ["'none'"]
    cookie = here.get(f"/s/{token}").headers["set-cookie"].split(";")[0]
    answer = here.get(address, headers={"Cookie": cookie})
    assert policy(answer)["frame-ancestors"] == ["https://intranet.example.com"]
    assert policy(here.get("/ranking", headers={"Cookie": cookie}))["frame-ancestors"] == ["'none'"]
    other = f"/ranking?share={entry.id[::-1]}"
    assert policy(here.get(other, headers={"Cookie": cookie}))["frame-ancestors"] == ["'none'"]


def test_only_scripts_within_the_page_have_hashes():
    assert inline_script_hashes('<script type="module" src="a.js"></script>') == ()
    assert len(inline_script_hashes("<script>a</script>\n<script>\nb\n</script>")) == 2


def test_a_policy_names_every_hash():
    assert "script-src 'self' 'sha256-a' 'sha256-b'" in page_policy(["'sha256-a'", "'sha256-b'"], ())
