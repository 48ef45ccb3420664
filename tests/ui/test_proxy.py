"""Two processes behind the proxy that compose.yaml starts: one browser stays at one, and loses nothing when it dies."""

import os
import signal

import pytest
from playwright.sync_api import expect

from tests.browser import chromium, free_port
from tests.hosted import COLLEAGUE, OWNER, hosted_app, log_in
from tests.postgres import shared_server
from tests.proxy import running_proxy
from tests.ui.build import ORDERS

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 30_000
REVENUE = "Ties to your files: revenue 240.50, difference 0.00."


@pytest.fixture
def hosted(tmp_path):
    front = f"https://localhost:{free_port()}"
    with (
        shared_server().database() as url,
        hosted_app(tmp_path, database_url=url, processes=2, front=front) as running,
        running_proxy(tmp_path / "caddy", front, running.urls),
    ):
        yield running


@pytest.fixture
def open_page():
    with chromium() as browser:
        # The proxy signed its own certificate.
        yield lambda: browser.new_context(ignore_https_errors=True).new_page()


def test_a_browser_stays_at_one_process_and_moves_on_when_that_dies(hosted, open_page, tmp_path) -> None:
    owner, colleague = open_page(), open_page()
    refused = []
    owner.on("response", lambda response: refused.append(response.url) if response.status >= 500 else None)
    log_in(owner, hosted.url, OWNER)
    log_in(colleague, hosted.url, COLLEAGUE)
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    owner.get_by_role("link", name="Data").click()
    owner.locator("input[type=file]").set_input_files(path, timeout=LONG)
    owner.get_by_role("button", name="Use 4 of 4 lines").click(timeout=LONG)
    expect(owner.get_by_text(REVENUE)).to_be_visible(timeout=LONG)
    assert process_of(owner) != process_of(colleague)

    os.killpg(hosted.processes[process_with_upload(hosted)].pid, signal.SIGKILL)
    owner.goto(f"{hosted.url}/ranking")
    expect(owner.get_by_text(REVENUE)).to_be_visible(timeout=LONG)
    assert process_of(owner) == process_of(colleague)
    assert refused == []


def process_of(page) -> str:
    """What the proxy's cookie says."""
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "whalecurve_process")


def process_with_upload(hosted) -> int:
    """The process that took the file."""
    logs = [hosted.folder / f"process-{number}.log" for number in (1, 2)]
    return next(number for number, log in enumerate(logs) if "upload_file" in log.read_text(encoding="utf-8"))
