"""A real server and a real Chromium, for the few tests that need them."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.ready_server import Process, start_streamlit

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 90
STOP_SECONDS = 10
_idle_visitors: WeakKeyDictionary[Browser, list[BrowserContext]] = WeakKeyDictionary()
LOG_LINES_SHOWN = 60


def find_chromium() -> str | None:
    """Path of an installed Chromium or Chrome, None when there is none."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium; skips the test where none is installed."""
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is not installed (Debian and Ubuntu: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def new_page(browser: Browser, *, width: int = 1280, height: int = 900, dark: bool = False) -> Iterator[Page]:
    """A page with cookies and downloads of its own, as a new visitor has it.

    A visitor who left may lend the next one what is the same for everybody: the app's scripts, compiled. Animations are
    off, as for people who ask for that: they move nothing but the processor.
    """
    idle = _idle_visitors.setdefault(browser, [])
    context = idle.pop() if idle else browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    try:
        yield page
    except BaseException:
        context.close()
        raise
    _forget(context)
    idle.append(context)


def _forget(context: BrowserContext) -> None:
    """Close a visitor's pages, and forget its cookies and whatever else sites have kept."""
    line = context.new_cdp_session(context.new_page())
    for page in context.pages[:-1]:
        page.close()
    line.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    line.detach()
    context.pages[0].close()
    context.clear_cookies()


def settled(page: Page, seconds: int = 60) -> None:
    """Wait until the last run of the page is over and nothing of the one before is left: nothing moves any more."""
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=seconds * 1000
    )
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=seconds * 1000)


@contextlib.contextmanager
def running_server(data_dir: Path, *options: str, entry: str | Path = "app.py") -> Iterator[tuple[str, Process]]:
    """The app on a free port, with ``data_dir`` as the place of all that it keeps: its address and its process.

    When the test fails, the end of the server's log is added to the failure message.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    log = data_dir / "server.log"
    url = f"http://127.0.0.1:{free_port()}"
    with log.open("wb") as output:
        server = start_server(url, data_dir, output.fileno(), [str(entry), *options])
    try:
        wait_until_healthy(url, server)
        yield url, server
    except BaseException as error:
        error.add_note(f"The server said:\n{tail(log)}")
        raise
    finally:
        stop(server)


@contextlib.contextmanager
def live_server(data_dir: Path, *options: str) -> Iterator[str]:
    """The same for those who need nothing but its address."""
    with running_server(data_dir, *options) as (url, _):
        yield url


def start_server(url: str, data_dir: Path, output: int, command: list[str]) -> Process:
    """Streamlit in a process group of its own, so that everything that it started ends with it."""
    port = url.rsplit(":", 1)[1]
    fixed = ("--server.headless", "true", "--server.port", port, "--server.address", "127.0.0.1")
    environment = {**os.environ, "WHALECURVE_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"}
    return start_streamlit([*fixed, *command], folder=ROOT, output=output, environment=environment)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(url: str, server: Process) -> None:
    """Return when the server answers; fail when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the server ended with {server.returncode} before it answered")
        status = health(url)
        if status == 200:
            return
        if status == 500:
            pytest.fail("the server cannot run the app")
        time.sleep(0.1)
    pytest.fail(f"the server did not answer within {START_SECONDS} s")


def health(url: str) -> int:
    """Status of the server's health check; 0 while nobody answers."""
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
    except OSError:
        return 0


def stop(server: Process) -> None:
    """End the server and everything that it started, politely first."""
    signal_group(server, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(STOP_SECONDS)
    if os.name != "nt":
        signal_group(server, signal.SIGKILL)
    server.wait(STOP_SECONDS)


def signal_group(server: Process, number: signal.Signals) -> None:
    """Send a signal to the server's process group; on Windows to the server alone."""
    if os.name == "nt":
        server.terminate()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, number)


def tail(log: Path) -> str:
    """The last lines of a log."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-LOG_LINES_SHOWN:]) or "nothing"
