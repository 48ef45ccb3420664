"""The worst files, uploaded by one person to a hosted server while another works on and its health is asked."""

import contextlib
import signal
import sys
import threading
import time
from statistics import median

import httpx2
import pytest

from tests.hosted import OWNER, STRANGER, hosted_app
from tests.live.company import open_company, person
from tests.wire import Wire
from tests.wire_line import WireError

pytestmark = pytest.mark.live

HEADER = b"Order ID,Order Date,Customer ID,Amount\n"
WORST = {
    "an amount that backtracks": HEADER + b"1,2026-01-05,7,1" + b" " * 400 + b"(\n",
    "an open quote and a million lines": HEADER + b'1,2026-01-05,7,"5\n' + b"1,2026-01-05,7,5\n" * 1_000_000,
    "five million quotes": HEADER + b'1,2026-01-05,7,"5\n' + b'"' * 5_000_000,
    "quotes that end badly": HEADER + b'1,2026-01-05,a","5\n' * 400_000,
    "millions of short lines": HEADER + b"1,2,3,4\n" * 3_000_000,
    "amounts of a million characters": HEADER + (b"1,2026-01-05,7," + b"1 " * 400_000 + b"(\n") * 20,
}
ALLOWED_SECONDS = 0.5
SIGTERM_SECONDS = 10


@pytest.fixture(scope="module")
def wire():
    with Wire() as ready:
        yield ready


@pytest.fixture
def hosted(tmp_path):
    with hosted_app(tmp_path / "hosted", settings={"WHALECURVE_RATE_SCALE": "100"}) as running:
        yield running


def tell(line):
    """A line of the measurements, which ``-s`` shows."""
    sys.stdout.write(f"\n{line}\n")


def health_seconds(client, url):
    begun = time.monotonic()
    answer = client.get(f"{url}/healthz")
    assert answer.status_code == 200
    return time.monotonic() - begun


def look_seconds(tab):
    begun = time.monotonic()
    tab.go("costs")
    return time.monotonic() - begun


def measured(url, tab, go_on):
    """Seconds of the health and of another person's page, for as long as there is something to wait for."""
    health, looks = [], []
    with httpx2.Client(timeout=60, trust_env=False) as client:
        while go_on():
            health.append(health_seconds(client, url))
            looks.append(look_seconds(tab))
            time.sleep(0.1)
    return health, looks


def upload(tab, name, content):
    """Upload, however long it takes and whatever comes of it; the tab may lose patience before the server does."""
    with contextlib.suppress(TimeoutError, WireError):
        tab.upload("Upload files", {f"{name}.csv": content})


def late(seconds):
    """What nineteen of twenty stay under: a single one may have waited for another program of the machine."""
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]


def worst(seconds):
    return f"median {median(seconds):.2f} s, worst {max(seconds):.2f} s of {len(seconds)}"


def test_others_notice_nothing_of_the_worst_files(wire, hosted):
    other = open_company(wire, person(wire, hosted, STRANGER), "Canary", "1000.00")
    rounds = iter(range(15))
    idle_health, idle_looks = measured(hosted.url, other, lambda: next(rounds, None) is not None)
    tell(f"idle: health {worst(idle_health)}; another's page {worst(idle_looks)}")
    faults = []
    for name, content in WORST.items():
        tab = wire.open(person(wire, hosted, OWNER), "data", query="w=new")
        uploading = threading.Thread(target=upload, args=(tab, name, content))
        uploading.start()
        begun = time.monotonic()
        health, looks = measured(hosted.url, other, uploading.is_alive)
        spent = time.monotonic() - begun
        tell(f"{name} ({spent:.0f} s): health {worst(health)}; another's page {worst(looks)}")
        if late(health) > ALLOWED_SECONDS + max(idle_health) or median(looks) > ALLOWED_SECONDS + max(idle_looks):
            faults.append(name)
    assert not faults


def test_the_server_ends_while_the_worst_file_is_read(wire, hosted):
    tab = wire.open(person(wire, hosted, OWNER), "data", query="w=new")
    content = WORST["millions of short lines"]
    threading.Thread(target=upload, args=(tab, "long", content), daemon=True).start()
    time.sleep(5)
    begun = time.monotonic()
    hosted.processes[0].send_signal(signal.SIGTERM)
    assert hosted.processes[0].wait(SIGTERM_SECONDS) == 0
    tell(f"ended after {time.monotonic() - begun:.1f} s")
