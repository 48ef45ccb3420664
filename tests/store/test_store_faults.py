"""Full disks, locks and servers that go away: told in words, nothing confirmed is lost."""

import subprocess
import sys
import threading
import time

import pytest
from sqlalchemy import event, func, select, text

from tests.postgres import Server
from tests.store.kept_build import NOW, STATE, load, make_workspace, no_secret, save
from whalecurve.domain.errors import NotSavedError
from whalecurve.store.db import engines
from whalecurve.store.db.database import open_database
from whalecurve.store.db.faults import StoreUnavailableError
from whalecurve.store.records import revisions

LIMITED = """
import resource, sys
from tests.store.kept_build import STATE, no_secret, save
from whalecurve.domain.errors import NotSavedError
from whalecurve.store.db.database import open_database
database = open_database(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    for number in range(1, 1000):
        save(database, sys.argv[2], number, STATE * 500)
        print(number + 1, flush=True)
except NotSavedError as error:
    print(error)
"""


@pytest.fixture
def server():
    own = Server()
    own.start()
    yield own
    own.close()


def test_a_full_disk_saves_nothing_and_the_old_revision_opens(database):
    workspace = make_workspace(database)
    save(database, workspace, 0)
    if database.kind == "sqlite":
        event.listen(database._engine, "checkout", lambda raw, *_: raw.execute("PRAGMA max_page_count = 1"))
    else:
        full = "BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END"
        database.write(
            lambda conn: conn.execute(text(f"CREATE FUNCTION full_() RETURNS trigger LANGUAGE plpgsql AS $${full}$$"))
        )
        trigger = "CREATE TRIGGER full_ BEFORE INSERT ON revisions FOR EACH ROW EXECUTE FUNCTION full_()"
        database.write(lambda conn: conn.execute(text(trigger)))
    with pytest.raises(NotSavedError, match=r"not saved. Found: the disk is full") as refusal:
        save(database, workspace, 1, STATE * 10_000)
    no_secret(refusal.value)
    assert load(database, workspace, 1) == STATE
    assert len(database.read(lambda conn: revisions.list_revisions(conn, workspace))) == 1


def test_a_file_that_may_not_grow_any_more_keeps_what_was_confirmed(sqlite_file):
    database = open_database()
    workspace = make_workspace(database)
    save(database, workspace, 0)
    command = [sys.executable, "-c", LIMITED, f"sqlite:///{sqlite_file}", workspace]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.splitlines()
    assert "This was not saved" in told[-1]
    confirmed = [1, *map(int, told[:-1])]
    found = database.read(lambda conn: revisions.list_revisions(conn, workspace))
    assert [entry.number for entry in found] == confirmed[::-1]
    assert load(database, workspace, confirmed[-1])
    save(database, workspace, confirmed[-1])
    database.close()


def test_a_store_that_may_not_be_written_to_says_so(database):
    workspace = make_workspace(database)
    if database.kind == "sqlite":
        event.listen(database._engine, "checkout", lambda raw, *_: raw.execute("PRAGMA query_only = ON"))
    else:
        name = database._engine.url.database
        database.write(lambda conn: conn.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on")))
        database._engine.dispose()
    for work in (lambda: save(database, workspace, 0), database.check_writable):
        with pytest.raises(NotSavedError, match="may not be written to") as refusal:
            work()
        no_secret(refusal.value)
    assert database.read(lambda conn: revisions.count_revisions(conn, workspace)) == 0


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.3)
    monkeypatch.setattr(engines, "_SETTINGS", "SET lock_timeout = '300ms'")


def hold(address, seconds):
    """Another program that keeps the store for itself; returns when it has it."""
    has, other = threading.Event(), open_database(address)

    def work():
        def keep(conn):
            has.set()
            time.sleep(seconds)

        other.write(keep)
        other.close()

    thread = threading.Thread(target=work)
    thread.start()
    has.wait()
    return thread


def test_a_locked_store_is_tried_once_more(impatient, store_address):
    database = open_database(store_address)
    workspace = make_workspace(database)
    thread = hold(store_address, 0.45)
    assert save(database, workspace, 0).number == 1
    thread.join()
    database.close()


def test_a_store_that_stays_locked_is_said(impatient, store_address):
    database = open_database(store_address)
    workspace = make_workspace(database)
    thread = hold(store_address, 2)
    begin = time.monotonic()
    with pytest.raises(NotSavedError, match=r"another program is using the store.*try again in a moment") as refusal:
        save(database, workspace, 0)
    assert 0.6 < time.monotonic() - begin < 1.6
    no_secret(refusal.value)
    if database.kind == "sqlite":
        assert load_nothing(database, workspace) == []
    thread.join()
    assert save(database, workspace, 0).number == 1
    database.close()


def load_nothing(database, workspace):
    return database.read(lambda conn: revisions.list_revisions(conn, workspace))


def test_a_server_that_restarts_in_the_middle_saves_whole_or_not_at_all(server):
    with server.database() as url:
        database = open_database(url)
        workspace = make_workspace(database)
        times = []

        def work(conn):
            entry = revisions.save_revision(conn, workspace, 0, "one", "", STATE, NOW)
            if not times:
                server.restart("immediate")
            times.append(1)
            conn.execute(select(func.now()))
            return entry

        assert database.write(work, workspace).number == 1
        assert len(times) == 2
        assert [entry.number for entry in load_nothing(database, workspace)] == [1]
        server.restart()
        assert load(database, workspace, 1) == STATE
        server.restart()
        assert save(database, workspace, 1).number == 2
        database.close()


def test_a_server_that_is_gone_is_said_and_the_next_save_works_when_it_is_back(server):
    with server.database() as url:
        database = open_database(url)
        workspace = make_workspace(database)
        server.stop("immediate")
        with pytest.raises(NotSavedError, match="server does not answer") as refusal:
            save(database, workspace, 0)
        no_secret(refusal.value, str(server.folder))
        with pytest.raises(StoreUnavailableError, match="server does not answer"):
            load_nothing(database, workspace)
        with pytest.raises(NotSavedError):
            database.check_writable()
        server.start()
        assert save(database, workspace, 0).number == 1
        database.close()


def test_a_connection_that_is_lost_at_the_last_moment_leaves_it_open_and_does_nothing_twice(postgres_url):
    database = open_database(postgres_url)
    workspace = make_workspace(database)
    die = "BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END"
    function = f"CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $${die}$$"
    trigger = "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON revisions DEFERRABLE INITIALLY DEFERRED"
    for statement in (function, f"{trigger} FOR EACH ROW EXECUTE FUNCTION die()"):
        database.write(lambda conn, sql=statement: conn.execute(text(sql)))
    with pytest.raises(NotSavedError, match="not certain that this was saved"):
        save(database, workspace, 0)
    assert load_nothing(database, workspace) == []
    database.close()
