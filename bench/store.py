"""A draft save and a revision save, against the least that a confirmed save can cost on the same disk or server.

    python bench/store.py [--rounds 200] [--plans 5]

The draft is that of the sample's plan with a few saved plans. Contenders take turns, so that a busy machine slows all
alike:

- file: the same text written to a file of its own and brought to the disk (``fsync``), nothing else;
- bare: the same text in a bare ``INSERT`` and ``COMMIT`` through the same driver, on SQLite (WAL, FULL) or PostgreSQL;
- ours: the transaction with its lock, version check, checksum verified and written, and workspace found.

PostgreSQL is the tests' own server, with ``fsync`` on.
"""

import argparse
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import measure
import psycopg

sys.path.insert(0, str(measure.SOURCES))
sys.path.insert(0, str(measure.SOURCES.parent))

from tests.postgres import Server
from whalecurve.domain.state.kept import Principal
from whalecurve.store.db.database import Database, open_database
from whalecurve.store.records.drafts import save_draft
from whalecurve.store.records.revisions import save_revision
from whalecurve.store.records.workspaces import create_workspace

ANNA = Principal("local", "anna")
Save = Callable[[int], object]


def draft_body(plans: int) -> str:
    """Text of a draft's size: a plan with four pools and four rates, saved under several names."""
    line = {"name": "Field service", "annual_amount": "2500000.00", "driver": "visit", "practical_capacity": 12000}
    plan = {"currency": "USD", "fixed": [line] * 4, "variable": [line] * 4, "period": ["2025-01", "2026-06"]}
    uploads = [["transactions.csv", "ab" * 32], ["customers.csv", "cd" * 32]]
    return json.dumps({"uploads": uploads, "plans": {f"Plan {number}": plan for number in range(plans)}})


def file_save(folder: Path, body: str) -> Save:
    def save(number: int) -> None:
        with (folder / "draft.json").open("w") as target:
            target.write(f"{body}{number}")
            target.flush()
            os.fsync(target.fileno())

    return save


def bare_sqlite(folder: Path, body: str) -> Save:
    connection = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE saves (body TEXT)"):
        connection.execute(statement)

    def save(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO saves VALUES (?)", (f"{body}{number}",))
        connection.execute("COMMIT")

    return save


def bare_postgresql(url: str, body: str) -> Save:
    connection = psycopg.connect(url)
    connection.execute("CREATE TABLE saves (body TEXT)")
    connection.commit()

    def save(number: int) -> None:
        connection.execute("INSERT INTO saves VALUES (%s)", (f"{body}{number}",))
        connection.commit()

    return save


def our_saves(database: Database, body: str) -> tuple[Save, Save]:
    """A draft save and a revision save."""
    now = datetime.now(UTC)
    workspace = database.write(lambda conn: create_workspace(conn, "Bench", ANNA, now)).id

    def draft(number: int) -> int:
        text = f"{body}{number}"
        return database.write(lambda c: save_draft(c, workspace, ANNA.key, text, number, 0, now), workspace)

    def revision(number: int) -> object:
        text = f"{body}{number}"
        return database.write(lambda c: save_revision(c, workspace, number, "Title", "", text, now), workspace)

    return draft, revision


def take_turns(saves: dict[str, Save], rounds: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in saves}
    for number in range(rounds):
        for name, save in saves.items():
            begin = time.perf_counter()
            save(number)
            seconds[name].append(time.perf_counter() - begin)
    return seconds


def report(title: str, seconds: dict[str, list[float]]) -> None:
    print(f"\n{title}")
    least = {name: statistics.median(seconds[name]) for name in ("file", "bare")}
    for name, taken in seconds.items():
        median, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        ratios = "  ".join(f"{median / base:5.2f} x {other}" for other, base in least.items())
        print(f"{name:<10} median {median * 1000:6.2f} ms   95 % {late * 1000:6.2f} ms   {ratios}")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--plans", type=int, default=5)
    chosen = parser.parse_args(arguments)
    body = draft_body(chosen.plans)
    print(f"{len(body):,} characters, {chosen.rounds} rounds")
    server = Server(durable=True)
    server.start()
    try:
        with tempfile.TemporaryDirectory() as name, server.database() as url:
            folder = Path(name)
            os.environ["WHALECURVE_DATA_DIR"] = name
            for title, address, bare in (
                ("SQLite", f"sqlite:///{folder / 'store.sqlite'}", bare_sqlite(folder, body)),
                ("PostgreSQL", url, bare_postgresql(url, body)),
            ):
                with closing(open_database(address)) as database:
                    draft, revision = our_saves(database, body)
                    saves = {"file": file_save(folder, body), "bare": bare, "draft": draft, "revision": revision}
                    report(title, take_turns(saves, chosen.rounds))
    finally:
        server.close()


if __name__ == "__main__":
    main(sys.argv[1:])
