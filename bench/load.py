"""Fifty people at one server, each changing something every two seconds, beside an empty Streamlit app.

    python bench/load.py [--sessions 50] [--every 2] [--seconds 300] [--warm-up 60] [--only ours|empty]

Server and people are two processes. Each person is a websocket with cookies of their own, who has opened the sample
company and moves the sliders of the Costs page; now and then they look at the ranking and come back. The empty app has
as many widgets and neither data, chart nor sum; it runs after ours, on a server of its own with the same settings. A
change lasts from the message that a browser would send to the one that says that the script has finished. Who is still
waiting when the next change is due makes it late, so "made of planned" tells whether the machine kept up.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from load_crowd import Crowd, Pace, empty_crowd, sample_crowd  # noqa: E402
from load_server import EMPTY_APP, Server, Watch, serving  # noqa: E402

TURN = {"ours": "Whalecurve", "empty": "empty app"}


@dataclass(frozen=True)
class Outcome:
    """What one server did: its people's notes, the watch on it, and the processor share of the people themselves."""

    crowd: Crowd
    watch: Watch
    faults: int
    crowd_cpu_share: float


def measure(server: Server, crowd: Crowd, pace: Pace) -> Outcome:
    """Let the people in, warm up, and note what happens from then on."""
    watch = Watch(server)
    began = time.monotonic()

    async def visit() -> float:
        async with crowd.at(server.url) as inside:
            print(f"  {pace.sessions} sessions open after {time.monotonic() - began:.0f} s", flush=True)
            await inside.work(pace.warm_up, noted=False)
            watch.begin()
            cpu, start = time.process_time(), time.monotonic()
            noting = asyncio.create_task(watch.note())
            await inside.work(pace.seconds, noted=True)
            watch.end()
            noting.cancel()
            return (time.process_time() - cpu) / (time.monotonic() - start)

    share = asyncio.run(visit())
    return Outcome(crowd, watch, server.count_faults(), share)


def report(outcomes: dict[str, Outcome]) -> None:
    """Print everything, one column a server."""
    rows = [
        ("sessions lost", lambda one: str(one.crowd.lost)),
        ("exceptions on pages", lambda one: str(len(one.crowd.exceptions))),
        ("exceptions in the log", lambda one: str(one.faults)),
        ("changes made of planned", lambda one: f"{len(one.crowd.changes)} of {one.crowd.planned}"),
        ("change, median ms", lambda one: f"{1000 * statistics.median(one.crowd.changes):.0f}"),
        ("change, 95th percentile ms", lambda one: f"{1000 * percentile(one.crowd.changes, 95):.0f}"),
        ("page switch, median ms", lambda one: switch_words(one.crowd.switches)),
        ("processor ms a change", lambda one: f"{1000 * one.watch.cpu_seconds / len(one.crowd.changes):.1f}"),
        ("processor share of the server", lambda one: f"{one.watch.cpu_share:.2f}"),
        ("processor share of the people", lambda one: f"{one.crowd_cpu_share:.2f}"),
        ("memory MB: start, warm, end", lambda one: one.watch.words("memory_mb")),
        ("  slope, MB a minute", lambda one: f"{one.watch.slope('memory_mb'):+.1f}"),
        ("open files: start, warm, end", lambda one: one.watch.words("files")),
        ("  slope, a minute", lambda one: f"{one.watch.slope('files'):+.1f}"),
        ("threads: start, warm, end", lambda one: one.watch.words("threads")),
    ]
    print(f"\n{'':32}" + "".join(f"{TURN[name]:>24}" for name in outcomes))
    for name, tell in rows:
        print(f"{name:32}" + "".join(f"{tell(one):>24}" for one in outcomes.values()))
    if len(outcomes) == len(TURN):
        ours, empty = (outcomes[name].crowd.changes for name in TURN)
        print(
            f"\nours / empty: median {statistics.median(ours) / statistics.median(empty):.2f}, "
            f"95th percentile {percentile(ours, 95) / percentile(empty, 95):.2f}"
        )
    for name, one in outcomes.items():
        say_limits(TURN[name], one)


def say_limits(name: str, one: Outcome) -> None:
    """Say when the figures are the machine's more than the program's."""
    if one.watch.cpu_share > 0.95:
        print(f"{name}: the server used {one.watch.cpu_share:.2f} processors; one process can use about 1: it is full.")
    used = one.watch.cpu_share + one.crowd_cpu_share
    cores = os.cpu_count() or 1
    if used > 0.85 * cores:
        print(f"{name}: server and people used {used:.2f} of {cores} processors: the machine is the limit.")
    if one.watch.others > 0.1 * cores:
        print(f"{name}: other programs used {one.watch.others:.2f} processors meanwhile.")
    for text in sorted(set(one.crowd.exceptions))[:5]:
        print(f"{name}: a page said: {text[:300]}")


def switch_words(switches: Sequence[float]) -> str:
    return f"{1000 * statistics.median(switches):.0f} ({len(switches)})" if switches else "none"


def percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1] if len(values) > 1 else values[0]


def main(options: argparse.Namespace) -> None:
    pace = Pace(options.sessions, options.every, options.seconds, options.warm_up)
    outcomes = {}
    with tempfile.TemporaryDirectory(prefix="whalecurve-load-", dir=options.scratch) as scratch:
        for name in [options.only] if options.only else list(TURN):
            print(f"{TURN[name]}: {pace.sessions} sessions, one change every {pace.every:g} s each", flush=True)
            folder = Path(scratch) / name
            folder.mkdir()
            script = ROOT / "app.py"
            if name == "empty":
                script = folder / "empty.py"
                script.write_text(EMPTY_APP, encoding="utf-8")
            with serving(script, folder) as server:
                crowd = sample_crowd(pace) if name == "ours" else empty_crowd(pace)
                outcomes[name] = measure(server, crowd, pace)
    report(outcomes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two changes of one person")
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--warm-up", type=float, default=60.0)
    parser.add_argument("--only", choices=list(TURN))
    parser.add_argument("--scratch", help="where to make the scratch folder (deleted at the end)")
    main(parser.parse_args())
