"""After a login one is where one wanted to be, and never anywhere else."""

import re

import pytest

from tests.server.build import hosted, running

WORKSPACE = "0123456789abcdef" * 2
CALLBACK = "/oauth2callback?state=x&code=y"


@pytest.fixture
def there(tmp_path, monkeypatch):
    with hosted(tmp_path, monkeypatch) as asking:
        yield asking


def lines(answer):
    return [line for line in answer.headers.get_list("set-cookie") if line.startswith("whalecurve_wanted=")]


def way(asking, **cookie):
    return asking.get(CALLBACK, **cookie).headers["location"]


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("/ranking", "/ranking"),
        (f"/ranking?w={WORKSPACE}", f"/ranking?w={WORKSPACE}"),
        ("/ranking?w=https://evil.example&embed=true", "/ranking"),
        ("/", "/"),
        (f"/?w={WORKSPACE}", "/"),
    ],
)
def test_a_login_comes_back_to_the_page_that_was_opened(there, wanted, address):
    there.get(wanted)
    assert way(there) == address


def test_the_note_is_short_lived_and_no_script_reads_it(there):
    [line] = lines(there.get("/ranking"))
    assert line == "whalecurve_wanted=ranking; Path=/; Max-Age=600; HttpOnly; SameSite=Lax"
    assert lines(there.get("/ranking")) == []  # it is known already


def test_over_https_it_never_travels_in_the_clear(tmp_path, monkeypatch):
    with hosted(tmp_path, monkeypatch, base="https://whale.test") as asking:
        assert lines(asking.get("/ranking"))[0].endswith("; SameSite=Lax; Secure")


def test_who_opens_the_first_page_wants_that(there):
    there.get("/ranking")
    [line] = lines(there.get("/"))
    assert "Max-Age=0;" in line
    assert way(there) == "/"


@pytest.mark.parametrize(
    "forged",
    [
        "/evil.example",
        "//evil.example",
        r"\evil.example",
        "https://evil.example",
        "ranking/../../x",
        "ranking?share=x",
        f"ranking.{WORKSPACE}&x=1",
        "ranking.abc",
        "ranking%0d%0aset-cookie:x=1",
        "Ranking",
        "x" * 31,
        "",
        "\N{CYRILLIC SMALL LETTER A}",
    ],
)
def test_a_forged_note_leads_nowhere(there, forged):
    cookie = {"headers": {"Cookie": f"whalecurve_wanted={forged}".encode()}}
    assert way(there, **cookie) == "/"


def test_only_the_way_home_is_changed(there):
    there.get("/ranking")
    assert there.get("/oauth2callback?to=/elsewhere").headers["location"] == "/elsewhere"


@pytest.mark.parametrize("path", ["/anything", "/healthz", "/s/abc", "/fail", "/_stcore/host-config"])
def test_nothing_but_a_page_is_noted(there, path):
    assert lines(there.get(path)) == []


def test_without_logins_nothing_is_noted(tmp_path):
    with running(tmp_path) as asking:
        answer = asking.get("/ranking")
        assert re.match("whalecurve_browser=", answer.headers["set-cookie"])
        assert lines(answer) == []
        assert way(asking, headers={"Cookie": "whalecurve_wanted=ranking"}) == "/"
