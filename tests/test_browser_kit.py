"""What the browser tests stand on: a visitor who comes after another finds nothing of theirs."""

import pytest

from tests.browser import chromium, new_page
from tests.server.live import foreign_page

pytestmark = pytest.mark.browser
KEEP = """async () => {
    document.cookie = "who=first"; localStorage.setItem("who", "first"); sessionStorage.setItem("who", "first");
    await new Promise((done) => { indexedDB.open("who").onsuccess = done; });
}"""
KEPT = """async () =>
    [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"""


def test_a_visitor_after_another_finds_nothing_of_theirs():
    with chromium() as browser, foreign_page("<p>a site</p>") as site:
        with new_page(browser, dark=True) as page:
            page.goto(site)
            page.evaluate(KEEP)
            assert page.evaluate(KEPT) == ["who=first", 1, 1, 1]
            assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        with new_page(browser, width=375) as later, new_page(browser) as beside:
            assert later.context.browser == beside.context.browser
            for page in (later, beside):
                page.goto(site)
                assert page.evaluate(KEPT) == ["", 0, 0, 0]
                assert not page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
            assert later.evaluate("innerWidth") == 375
            assert beside.evaluate("innerWidth") == 1280
