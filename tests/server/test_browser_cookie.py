"""One browser is told from another."""

import re

import pytest

from tests.server.build import hosted, running

LINE = r"whalecurve_browser=([A-Za-z0-9_-]{43}); Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"


@pytest.fixture
def here(tmp_path):
    with running(tmp_path) as asking:
        yield asking


def test_each_browser_gets_its_own_with_the_first_page(here):
    first, second = (re.fullmatch(LINE, here.get("/").headers["set-cookie"])[1] for _ in range(2))
    assert first == second, "the client sends it back"
    here.cookies.clear()
    assert re.fullmatch(LINE, here.get("/ranking").headers["set-cookie"])[1] != first


@pytest.mark.parametrize("made_up", ["x", "x" * 42, "é" * 43, "x" * 4000, '"quoted"'])
def test_one_that_we_never_made_is_replaced(here, made_up):
    line = here.get("/", headers={"Cookie": f"whalecurve_browser={made_up}".encode("latin-1")}).headers["set-cookie"]
    assert re.fullmatch(LINE, line)
    assert made_up not in line.split(";")[0].partition("=")[2][:43] or len(made_up) == 1


@pytest.mark.parametrize("path", ["/anything", "/s/abc", "/healthz", "/fail", "/_stcore/agent/mcp"])
def test_nothing_but_a_page_of_the_app_sets_it(here, path):
    assert "set-cookie" not in here.get(path).headers


def test_over_https_it_never_travels_in_the_clear(tmp_path, monkeypatch):
    with hosted(tmp_path, monkeypatch, base="https://whale.test") as asking:
        assert asking.get("/").headers["set-cookie"].endswith("; SameSite=Lax; Secure")
