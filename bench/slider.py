"""A pressed key on a cost slider to the changed chart, against an empty Streamlit app with one slider and one chart.

    python bench/slider.py [--customers 200000] [--lines 1200000] [--presses 30] [--scratch FOLDER]

Both apps run at the same time on servers of their own with the same settings; one Chromium presses the arrow key in
each by turns. A script in the page notes the time of the key event and the time at which the drawn line is another
one. The dataset is saved as an upload would be, and the visit begins with it open; the page is the app's own Costs
page.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import measure  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

from tests.browser import chromium, free_port, new_page, stop, tail, wait_until_healthy  # noqa: E402
from whalecurve.analysis.opening import open_workbook  # noqa: E402
from whalecurve.analysis.workbook import dataset_digest  # noqa: E402
from whalecurve.domain.plan.edits import History  # noqa: E402
from whalecurve.domain.plan.plan_json import scenario_from_json  # noqa: E402
from whalecurve.domain.quantities.dataset import Dataset  # noqa: E402
from whalecurve.domain.state.draft_text import draft_text  # noqa: E402
from whalecurve.domain.state.kept import LOCAL, Principal  # noqa: E402
from whalecurve.domain.state.saved_state import SavedState  # noqa: E402
from whalecurve.service.stores import close_offices, open_office  # noqa: E402
from whalecurve.store.folders.datasets import save_dataset  # noqa: E402
from whalecurve.store.folders.working_copies import workspace_folder  # noqa: E402

GOAL = 1.5
PAUSE_MS = 700
POLL_MS = 50
MOST_SECONDS = 30
MONTHS = np.array([year * 100 + month for year in (2025, 2026) for month in range(1, 13)], dtype=np.int32)

EMPTY_APP = """
import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

height = st.slider("Height", 0.0, 250_000.0, 120_000.0, step=1_000.0)
place = np.arange(1_000)
curve = pd.DataFrame({"place": place, "total": np.sqrt(place) * height})
st.altair_chart(alt.Chart(curve).mark_line().encode(x="place", y="total"))
"""

PLAN = {
    "currency": "USD",
    "fixed": [
        {"name": "Rent", "annual_amount": "1200000"},
        {"name": "Order desk", "annual_amount": "3450000", "driver": "orders"},
        {"name": "Management", "annual_amount": "777000", "driver": "revenue"},
        {"name": "Field service", "annual_amount": "2500000", "driver": "visit", "practical_capacity": "900000"},
    ],
    "variable": [
        {"name": "Commission", "rate": "0.05", "per": "revenue"},
        {"name": "Picking", "rate": "1.25", "per": "order"},
        {"name": "Packaging", "rate": "0.04", "per": "unit"},
        {"name": "Travel", "rate": "17.5", "per": "visit"},
    ],
}

# What is drawn is the path of the line marks. The first frame with another path ends the measurement.
WATCH = """
() => {
  const drawn = () => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] .mark-line path')]
    .map(path => path.getAttribute('d')).join('|');
  const watch = window.watch = {before: '', began: 0, took: []};
  document.addEventListener('keydown', event => {
    if (event.key !== 'ArrowRight') return;
    watch.before = drawn();
    watch.began = event.timeStamp;
  }, true);
  new MutationObserver(() => {
    if (!watch.began) return;
    const now = drawn();
    if (now === '' || now === watch.before) return;
    watch.took.push(performance.now() - watch.began);
    watch.began = 0;
  }).observe(document.body, {subtree: true, childList: true, attributes: true, attributeFilter: ['d']});
}
"""


def make_dataset(customers: int, lines: int, seed: int = 7) -> Dataset:
    """Order lines over two years, a few customers with most of them; visits without a date."""
    dice = np.random.default_rng(seed)
    order = np.arange(lines, dtype=np.int32) // 3
    buyer = (dice.random(order[-1] + 1) ** 2 * customers).astype(np.int32)[order]
    month = MONTHS[order.astype(np.int64) * len(MONTHS) // (int(order[-1]) + 1)]
    revenue = dice.lognormal(8.5, 1.2, lines).astype(np.int64)
    days = (pd.to_datetime(month.astype(str), format="%Y%m") - pd.Timestamp("1970-01-01")).days
    none = np.full(lines, -1, dtype=np.int32)
    transactions = pd.DataFrame(
        {
            "customer": buyer,
            "month": month,
            "date": days.to_numpy().astype(np.int32),
            "order": order,
            "product": none,
            "category": none,
            "rep": none,
            "quantity": dice.integers(1, 20, lines),
            "list_revenue": revenue,
            "net_revenue": revenue,
            "cost_of_goods": (revenue * dice.uniform(0.3, 0.9, lines)).astype(np.int64),
            "file": np.zeros(lines, dtype=np.int16),
            "line": np.arange(2, lines + 2, dtype=np.int32),
        }
    )
    ids = np.char.add("C", np.char.zfill(np.arange(customers).astype(str), 7))
    monthly = transactions.groupby("month")
    controls = {name: monthly[name].sum().to_dict() for name in ("net_revenue", "cost_of_goods")}
    visited = np.arange(customers, dtype=np.int32)
    return Dataset(
        customers=pd.DataFrame({"customer_id": ids, "customer_name": ids}, dtype="str"),
        transactions=transactions,
        activities=pd.DataFrame(
            {
                "customer": visited,
                "month": np.zeros(customers, dtype=np.int32),
                "activity": np.zeros(customers, dtype=np.int32),
                "quantity": dice.integers(0, 10, customers),
            }
        ),
        costs=pd.DataFrame({name: [] for name in ("name", "annual_amount", "kind", "driver")}, dtype="str"),
        labels={"order": [str(number) for number in range(int(order[-1]) + 1)], "activity": ["visit"]},
        scales={"net_revenue": 2, "list_revenue": 2, "cost_of_goods": 2, "quantity": 0, "activity_quantity": 0},
        cost_names=(),
        trait_kinds={},
        control_totals={**controls, "lines": monthly.size().to_dict()},
        has=frozenset({"order", "quantity", "cost_of_goods"}),
        currency="USD",
    )


def store(customers: int, lines: int, data: Path) -> None:
    """Keep a workspace with a dataset and a plan, as the local user left it."""
    digest = dataset_digest(["bench", str(customers), str(lines)])
    os.environ["WHALECURVE_DATA_DIR"] = str(data)
    service, me = open_office().service, Principal(LOCAL, "me")
    workspace = service.create_workspace(me, "Bench").id
    folder = workspace_folder(workspace)
    said = {"lines": {"read": lines, "used": lines, "set_aside": 0}, "notes": [], "dates": {"first": "", "last": ""}}
    sealed = save_dataset(make_dataset(customers, lines), digest, folder, said)
    open_workbook(digest, folder)
    service.keep_dataset(me, workspace, digest, sealed)
    plan = scenario_from_json(PLAN)
    state = SavedState(dataset=digest, title="Bench", scenario=plan)
    service.save_draft(me, workspace, draft_text(state, History(plan, plan)), 0, 0)
    close_offices()


@contextlib.contextmanager
def server(script: Path, log: Path) -> Iterator[str]:
    """A script on a server of its own, with the checkout's settings."""
    url = f"http://127.0.0.1:{free_port()}"
    where = ("--server.port", url.rsplit(":", 1)[1], "--server.address", "127.0.0.1")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true", *where]
    path = os.pathsep.join([str(measure.SOURCES), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    environment = {**os.environ, "PYTHONPATH": path}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        wait_until_healthy(url, process)
        yield url
    except BaseException as error:
        error.add_note(f"The server said:\n{tail(log)}")
        raise
    finally:
        stop(process)


def open_slider(page: Page, url: str, label: str) -> None:
    """Open a page, wait for its chart, watch the chart and set the focus on the slider."""
    page.goto(url)
    page.locator('[data-testid="stVegaLiteChart"] .mark-line path').first.wait_for(state="attached", timeout=60_000)
    page.evaluate(WATCH)
    focus(page, label)


def focus(page: Page, label: str) -> None:
    page.locator(f'input[type="range"][aria-label="{label}"]').focus()


def press(page: Page, label: str) -> float:
    """Milliseconds from the key event to the changed chart."""
    focus(page, label)
    known = page.evaluate("window.watch.took.length")
    page.keyboard.press("ArrowRight")
    deadline = time.monotonic() + MOST_SECONDS
    # The page's own policy lets no text become a program, so the waiting is done here and not in the page.
    while page.evaluate("window.watch.took.length") <= known:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{label}: no other chart after {MOST_SECONDS} seconds")
        page.wait_for_timeout(POLL_MS)
    took = float(page.evaluate("window.watch.took.at(-1)"))
    page.wait_for_timeout(PAUSE_MS)
    return took


def compare(pages: dict[str, tuple[Page, str]], presses: int) -> dict[str, list[float]]:
    """Milliseconds of each press, by turns; the first two of each warm the caches up."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for number in range(presses + 2):
        for name, (page, label) in pages.items():
            page.bring_to_front()
            took = press(page, label)
            if number > 1:
                taken[name].append(took)
    return taken


def report(taken: dict[str, list[float]]) -> None:
    print(f"\n{'':44} {'median ms':>10} {'fastest':>9} {'slowest':>9} {'presses':>8}")
    for name, times in taken.items():
        print(f"{name:44} {statistics.median(times):10.0f} {min(times):9.0f} {max(times):9.0f} {len(times):8d}")
    ours, empty = (statistics.median(times) for times in taken.values())
    met = "met" if ours <= GOAL * empty else "NOT MET"
    print(f"ours / empty app, at most {GOAL:.2f}: {ours / empty:.2f}, {met}")


def main(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="whalecurve-slider-", dir=options.scratch) as scratch:
        folder, data = Path(scratch), Path(scratch) / "data"
        with measure.step(f"saving {options.lines:,} lines of {options.customers:,} customers"):
            store(options.customers, options.lines, data)
        (folder / "empty.py").write_text(EMPTY_APP, encoding="utf-8")
        with (
            server(ROOT / "app.py", folder / "ours.log") as ours,
            server(folder / "empty.py", folder / "empty.log") as empty,
            chromium() as browser,
            new_page(browser) as first,
            new_page(browser) as second,
        ):
            open_slider(first, f"{ours}/costs", options.slider)
            open_slider(second, empty, "Height")
            pages = {
                "ours: Costs page": (first, options.slider),
                "empty app: one slider, one chart": (second, "Height"),
            }
            report(compare(pages, options.presses))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--customers", type=int, default=200_000)
    parser.add_argument("--lines", type=int, default=1_200_000)
    parser.add_argument("--presses", type=int, default=30)
    parser.add_argument("--slider", default="Rent", help="name of the cost whose slider is moved")
    parser.add_argument("--scratch", help="where to make the scratch folder (deleted at the end)")
    main(parser.parse_args())
