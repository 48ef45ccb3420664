"""What Chromium makes of the headers: every page works under them, and other sites' pages get nowhere."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import chromium, live_server, new_page, running_server
from tests.server.build import new_link
from tests.server.live import foreign_page
from whalecurve.service.stores import close_offices

pytestmark = [pytest.mark.browser, pytest.mark.live]
PAGES = [path.stem for path in sorted((Path(__file__).parents[2] / "pages").glob("*.py"))]
LONG = 60_000
# The app as app.py makes it, but for the script that it runs.
FAILING = """
from pathlib import Path
import streamlit as st
from streamlit.runtime import get_instance
from whalecurve.server.compose import build_app
app = st.App(
    Path(__file__).with_name("fails.py"),
    **build_app(
        shell=Path(st.__file__).parent / "static" / "index.html",
        option=st.get_option,
        auth=lambda: None,
        runtime=get_instance,
        show=st.error,
    ),
)
"""
# Reported by the page itself: a console may drop what comes before somebody listens.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
    (event) => window.violations.push(event.effectiveDirective + " " + event.blockedURI.slice(0, 80)));
"""
# A page on the same computer, with the app's cookies at hand, tries every way in.
ATTACK = """
async (url) => {
    const socket = await new Promise((done) => {
        const line = new WebSocket(url.replace("http", "ws") + "/_stcore/stream", ["streamlit"]);
        line.onopen = () => done("open");
        line.onerror = () => done("refused");
    });
    const seen = {socket};
    for (const [path, method] of [["/", "GET"], ["/_stcore/upload_file/a/b", "PUT"], ["/s/abc", "POST"]]) {
        try {
            seen[path] = await (await fetch(url + path, {method, credentials: "include"})).text();
        } catch (error) { seen[path] = "refused"; }
    }
    return seen;
}
"""
FRAME = """
(address) => {
    const frame = document.createElement("iframe");
    frame.src = address;
    document.body.replaceChildren(frame);
}
"""
ORDERS = "Order ID,Customer,Date,Amount\n1,A,2026-01-05,100\n2,B,2026-02-05,50\n"


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def test_every_page_works_under_the_policy(browser, tmp_path):
    with live_server(tmp_path / "data") as url, new_page(browser, dark=True) as page:
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(f"Refused {error}"))
        page.add_init_script(WATCH)
        page.goto(url)
        page.get_by_role("button", name="Try with a sample company").click(timeout=LONG)
        expect(page.get_by_text("Ties to your files", exact=False).first).to_be_visible(timeout=LONG)
        expect(page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first).to_be_visible(timeout=LONG)
        expect(page.get_by_test_id("stDataFrame").first.locator("canvas").first).to_be_visible(timeout=LONG)
        for name in [*PAGES, "ranking"]:
            if (link := page.get_by_role("link", name=name.capitalize(), exact=False)).count():
                link.first.click()
                expect(page.get_by_role("heading").first).to_be_visible(timeout=LONG)
                page.wait_for_timeout(1500)
        file = tmp_path / "orders.csv"
        file.write_text(ORDERS, encoding="utf-8")
        page.get_by_role("link", name="Data").click()
        page.locator("input[type=file]").first.set_input_files(file)
        expect(page.get_by_text("orders.csv").first).to_be_visible(timeout=LONG)
        page.wait_for_timeout(1500)
        # The one thing that Streamlit tries and does without: a library for long numbers looks for WebAssembly first.
        assert set(page.evaluate("window.violations")) <= {"script-src wasm-eval"}
        assert not [text for text in said if re.search("Content.Security.Policy|Permissions-Policy|Refused", text)]


def test_no_other_site_shows_the_app_in_a_frame(browser, tmp_path):
    with (
        live_server(tmp_path / "data") as url,
        foreign_page(f'<iframe src="{url}/ranking"></iframe>') as site,
        new_page(browser) as page,
    ):
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(site)
        page.wait_for_timeout(1500)
        assert any("frame-ancestors" in text for text in said)
        assert not page.frames[1].get_by_test_id("stApp").count()


def test_no_other_sites_script_reaches_the_app(browser, tmp_path):
    with (
        live_server(tmp_path / "data") as url,
        foreign_page("<p>Win a whale</p>", name="127.0.0.1") as site,
        new_page(browser) as page,
    ):
        page.goto(url)
        page.wait_for_timeout(1500)
        page.goto(site)
        assert set(page.evaluate(ATTACK, url).values()) == {"refused"}


def test_a_passphrase_is_sent_by_a_page_that_tells_nobody_where_it_is(browser, tmp_path, monkeypatch):
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(tmp_path / "data"))
    with live_server(tmp_path / "data") as url, new_page(browser) as page:
        entry, token = new_link(passphrase="correct horse battery")
        close_offices()
        page.goto(f"{url}/s/{token}")
        page.get_by_label("Passphrase").fill("wrong horse")
        page.get_by_role("button", name="Open").click()
        expect(page.get_by_role("alert")).to_have_text("That is not the passphrase.")
        page.get_by_label("Passphrase").fill("correct horse battery")
        page.get_by_role("button", name="Open").click()
        page.wait_for_url(f"{url}/ranking?share={entry.id}**")
        assert token not in page.url
        assert page.evaluate("document.referrer") == ""


def test_a_share_is_shown_in_a_frame_of_the_site_that_its_owner_allows(browser, tmp_path, monkeypatch):
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(tmp_path / "data"))
    with live_server(tmp_path / "data") as url, foreign_page("<p>Intranet</p>") as site, new_page(browser) as page:
        _, open_token = new_link(sites=(site,))
        _, other_token = new_link()
        close_offices()
        page.goto(site)
        for token, shown in ((open_token, True), (other_token, False)):
            page.evaluate(FRAME, f"{url}/s/{token}?embed=true")
            page.wait_for_timeout(4000)
            frame = page.frames[-1]
            assert bool(frame.locator("#root").count()) is shown
            if shown:
                assert frame.locator("[data-testid=stApp]").is_visible()
                assert not frame.get_by_text("The link has ended").count(), "the cookie reaches the websocket too"
                assert "embed=true" in frame.url
                assert token not in frame.url


def test_a_page_that_fails_shows_a_number_and_the_log_has_it(browser, tmp_path, monkeypatch):
    monkeypatch.setenv("WHALECURVE_LOG", "json")
    entry = tmp_path / "failing_app.py"
    entry.write_text(FAILING, encoding="utf-8")
    (tmp_path / "fails.py").write_text("raise ValueError('Fisher & Sons')", encoding="utf-8")
    with running_server(tmp_path / "data", entry=entry) as (url, _), new_page(browser) as page:
        page.goto(url)
        shown = page.get_by_test_id("stAlert")
        expect(shown).to_be_visible(timeout=LONG)
        number = re.search(r"the number ([0-9a-f]{8})\.", shown.inner_text())[1]
        whole = page.locator("body").inner_text()
    log = (tmp_path / "data" / "server.log").read_text(encoding="utf-8")
    assert f'"id": "{number}"' in log
    for text in (whole, log):
        assert "Fisher" not in text
        assert "Traceback" not in text
    assert "ValueError" not in whole
