"""Transactions: whole or not at all, one after another, and never opened at an address that is none."""

import stat
import subprocess
import sys
import threading
import time
from contextlib import nullcontext

import pytest
from sqlalchemy import func, insert, select

from tests.store.kept_build import ANNA, NOW, draft, make_workspace
from whalecurve.domain.errors import ConflictError, WhalecurveError
from whalecurve.store.db.database import open_database
from whalecurve.store.db.schema import GONE, MEMBERS
from whalecurve.store.records import drafts, small_texts, workspaces

OPEN = """
import sys
from whalecurve.store.db.database import open_database
sys.stdin.read()
open_database(sys.argv[1]).close()
"""


def count(database, table):
    return database.read(lambda conn: conn.execute(select(func.count()).select_from(table)).scalar_one())


def test_an_error_in_the_middle_undoes_everything(database):
    def fail(conn):
        workspaces.create_workspace(conn, "Half", ANNA, NOW)
        raise ConflictError("stop")

    with pytest.raises(ConflictError, match="stop"):
        database.write(fail)
    assert database.read(lambda conn: workspaces.list_workspaces(conn, ANNA)) == []
    assert count(database, MEMBERS) == 0


def test_an_interrupted_run_undoes_everything(database):
    class StopRun(BaseException):
        """As Streamlit stops a script."""

    def stop(conn):
        workspaces.create_workspace(conn, "Half", ANNA, NOW)
        raise StopRun

    with pytest.raises(StopRun):
        database.write(stop)
    assert count(database, MEMBERS) == 0
    make_workspace(database)


def test_what_a_read_writes_is_not_kept(database):
    refused = pytest.raises(WhalecurveError) if database.kind == "postgresql" else nullcontext()
    with refused:
        database.read(lambda conn: conn.execute(insert(GONE).values(id="a")))
    assert count(database, GONE) == 0


def test_a_read_sees_one_state(database):
    workspace = make_workspace(database)
    draft(database, workspace, 0)

    def look(conn):
        before = drafts.load_draft(conn, workspace, ANNA.key).version
        draft(database, workspace, 1)
        return before, drafts.load_draft(conn, workspace, ANNA.key).version

    assert database.read(look) == (1, 1)
    assert database.read(lambda conn: drafts.load_draft(conn, workspace, ANNA.key)).version == 2


@pytest.mark.parametrize("named", [True, False])
def test_nothing_comes_between_what_a_write_reads_and_writes(database, store_address, named):
    workspace = make_workspace(database)
    second = open_database(store_address)

    def add(conn):
        found = small_texts.kept(conn, workspace, "n").get("n", "0")
        small_texts.keep(conn, workspace, "n", "n", str(int(found) + 1), NOW)

    def work(store):
        for _ in range(10):
            store.write(add, workspace if named else "")

    threads = [threading.Thread(target=work, args=(store,)) for store in (database, database, second, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    second.close()
    assert database.read(lambda conn: small_texts.kept(conn, workspace, "n")) == {"n": "40"}


def test_writes_of_another_workspace_need_not_wait_on_a_server(postgres_url):
    database = open_database(postgres_url)
    one, other = make_workspace(database), make_workspace(database)

    def slow(conn):
        draft(database, other, 0)
        return True

    assert database.write(slow, one)
    database.close()


def test_a_write_without_a_name_waits_for_all_others(database):
    workspace = make_workspace(database)
    order, begun = [], threading.Event()

    def slow(conn):
        begun.set()
        time.sleep(0.2)
        order.append("named")

    thread = threading.Thread(target=lambda: database.write(slow, workspace))
    thread.start()
    begun.wait()
    database.write(lambda conn: order.append("all"))
    thread.join()
    assert order == ["named", "all"]


def test_several_programs_may_open_an_empty_store_at_once(store_address):
    command = [sys.executable, "-c", OPEN, store_address]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    time.sleep(1)
    for child in started:
        child.stdin.close()
    assert [(child.wait(60), child.stderr.read()) for child in started] == [(0, b"")] * 4
    for child in started:
        child.stderr.close()
    open_database(store_address).close()


def test_the_pulse_is_written(database):
    database.check_writable()


def test_only_the_owner_reads_the_file(sqlite_file):
    open_database().close()
    assert stat.S_IMODE(sqlite_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(sqlite_file.parent.stat().st_mode) == 0o700


def test_a_data_folder_of_any_name_will_do(tmp_path, monkeypatch):
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(tmp_path / "50% of what? #1 é"))
    database = open_database()
    make_workspace(database)
    database.close()
    assert (tmp_path / "50% of what? #1 é" / "whalecurve.sqlite").stat().st_size > 0


def test_the_setting_says_where(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")
    open_database().close()
    assert (tmp_path / "elsewhere.sqlite").exists()


@pytest.mark.parametrize(
    "address",
    ["mysql://u:hush@h/d", "hush", "postgresql://u:hush@h", "sqlite://", "sqlite:///", "http://u:hush@h/d", "://"],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(address):
    with pytest.raises(WhalecurveError, match="not the address of a store") as refusal:
        open_database(address)
    assert "hush" not in str(refusal.value)


def test_a_server_that_is_not_there_is_said_without_its_address():
    with pytest.raises(WhalecurveError, match="does not answer") as refusal:
        open_database("postgresql://u:hush@127.0.0.1:1/d")
    assert "127.0.0.1" not in str(refusal.value)
    assert "hush" not in str(refusal.value)
