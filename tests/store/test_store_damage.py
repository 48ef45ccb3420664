"""Flipped bytes, cut files, changed rows: found, never taken for sound, never written to, and the backup offered."""

import random
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select, update

from tests.store.kept_build import (
    ANNA,
    BUNDLE,
    DAY,
    NOW,
    STATE,
    everything,
    fill,
    load,
    make_workspace,
    no_secret,
    save,
)
from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.content import blobs, bundles
from whalecurve.store.db.database import open_database
from whalecurve.store.db.faults import DamagedStoreError
from whalecurve.store.db.schema import (
    AUDIT,
    BLOBS,
    BUNDLES,
    DRAFTS,
    KEPT,
    MEMBERS,
    REVISIONS,
    SHARES,
    VISITS,
    WORKSPACES,
)
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.records import audit, drafts, members, revisions, small_texts, visits, workspaces
from whalecurve.store.upkeep import copies


@pytest.mark.parametrize("seed", range(60))
def test_a_flipped_byte_is_found_or_changes_nothing(tmp_path, prepared, seed):
    whole, known, names = prepared
    chance = random.Random(seed)
    path, content = tmp_path / "data" / "whalecurve.sqlite", bytearray(whole)
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    found = read_all(names, path, bytes(content))
    assert found in {known, "refused"}


LATE = NOW.replace(year=2099)
NOWHERE = Path("nowhere")


def read_all(names, path, content):
    """What can be read of a store, or that it is refused; then it is still what it was."""
    try:
        with closing(open_database()) as database:
            return comparable(database.read(lambda conn: everything(conn, *names)))
    except WhalecurveError as error:
        no_secret(error)
        assert path.read_bytes() == content
        return "refused"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The bytes of a store, all that is in it, and the names to ask for."""
    folder = tmp_path_factory.mktemp("prepared")
    database = open_database(f"sqlite:///{folder / 'store.sqlite'}")
    workspace = fill(database, folder)
    link = database.read(lambda conn: conn.execute(select(SHARES.c.id)).scalar_one())
    upload = database.write(lambda conn: blobs.put_blob(conn, workspace, b"small", NOW))
    names = (workspace, link, upload)
    # A flip among megabytes of one upload would hardly ever meet anything else.
    database.write(lambda conn: conn.execute(BLOBS.delete().where(func.length(BLOBS.c.bytes) > 100_000)))
    known = comparable(database.read(lambda conn: everything(conn, *names)))
    database.close()
    copy = copies.copy_store(folder / "store.sqlite", folder, "small")
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")  # as a store at work is
    return copy.read_bytes(), known, names


@pytest.mark.parametrize("index", ["sqlite_autoindex_shares_2", "members_of_person", "sqlite_autoindex_drafts_1"])
def test_an_index_that_would_hide_a_row_is_found(sqlite_file, prepared, index):
    sqlite_file.parent.mkdir(exist_ok=True)
    sqlite_file.write_bytes(prepared[0])
    with closing(sqlite3.connect(sqlite_file)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()[0]
    content = bytearray(prepared[0])
    content[page * 4096 - 10] ^= 1  # within the last key that was put in
    sqlite_file.write_bytes(content)
    with pytest.raises(DamagedStoreError):
        open_database()
    assert sqlite_file.read_bytes() == content


def comparable(found):
    return repr(found)


@pytest.mark.parametrize("length", [1, 50, 99, 100, 1000, 4096, 5000, 40_960, -4096, -1])
def test_a_cut_file_is_refused_left_alone_and_the_last_backup_offered(sqlite_file, prepared, length):
    sqlite_file.parent.mkdir(exist_ok=True)
    sqlite_file.write_bytes(prepared[0])
    kept = copies.copy_store(sqlite_file, copies.folder_of(data_folder()), "before")
    sqlite_file.write_bytes(prepared[0][:length])
    before = sqlite_file.read_bytes()
    with pytest.raises(DamagedStoreError, match=rf"damaged.*whalecurve restore {re.escape(kept.name)}") as refusal:
        open_database()
    no_secret(refusal.value)
    assert sqlite_file.read_bytes() == before


def test_damage_in_the_log_of_a_killed_program_loses_nothing_that_was_confirmed_before(sqlite_file, tmp_path):
    database = open_database()
    workspace = make_workspace(database)
    save(database, workspace, 0)
    database.scrub()
    save(database, workspace, 1)
    shutil.copytree(sqlite_file.parent, tmp_path / "killed")
    database.close()
    log = tmp_path / "killed" / "whalecurve.sqlite-wal"
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 1
    log.write_bytes(content)
    opened = open_database(f"sqlite:///{tmp_path / 'killed' / 'whalecurve.sqlite'}")
    assert load(opened, workspace, 1) == STATE
    opened.close()


def test_damage_while_the_program_runs_stops_every_write(sqlite_file, monkeypatch):
    database = open_database()
    workspace = make_workspace(database)
    for number in range(40):
        save(database, workspace, number, STATE * 400)
    database.scrub()
    copies.copy_store(sqlite_file, copies.folder_of(data_folder()), "before")
    size = sqlite_file.stat().st_size
    with sqlite_file.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x00\xff" * ((size - 4096) // 2))
    database._engine.dispose()
    before = sqlite_file.read_bytes()
    for _ in range(2):
        with pytest.raises(DamagedStoreError, match=r"damaged.*whalecurve restore before-"):
            save(database, workspace, 40)
    monkeypatch.setattr(database, "_write_once", lambda *_: pytest.fail("written to a damaged store"))
    with pytest.raises(DamagedStoreError):
        database.check_writable()
    database.close()
    assert sqlite_file.read_bytes() == before


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (REVISIONS, {"state": STATE + " "}),
        (REVISIONS, {"title": "Other"}),
        (REVISIONS, {"saved_at": NOW.replace(year=2027)}),
        (REVISIONS, {"author": "somebody else"}),
    ],
    ids=repr,
)
def test_a_damaged_revision_is_said_and_the_last_sound_one_named(database, table, change):
    workspace = make_workspace(database)
    for base in range(3):
        save(database, workspace, base)
    database.write(lambda conn: conn.execute(update(table).where(table.c.number == 3).values(**change)))
    with pytest.raises(DamagedStoreError, match=r"Revision 3 is damaged.*open revision 2, the last sound one"):
        load(database, workspace, 3)
    assert load(database, workspace, 2) == STATE
    listed = database.read(lambda conn: revisions.list_revisions(conn, workspace))
    wanted = "First" if "state" in change else revisions.DAMAGED
    assert [entry.title for entry in listed] == [wanted, "First", "First"]


@pytest.mark.parametrize(
    ("table", "change", "work"),
    [
        (DRAFTS, {"body": "x"}, lambda conn, name, _: drafts.load_draft(conn, name, ANNA.key)),
        (DRAFTS, {"version": 7}, lambda conn, name, _: drafts.save_draft(conn, name, ANNA.key, "{}", 7, 0, NOW)),
        (MEMBERS, {"role": "viewer"}, lambda conn, name, _: members.role_of(conn, name, ANNA)),
        (MEMBERS, {"subject": "x"}, lambda conn, name, _: members.list_members(conn, name)),
        (SHARES, {"expires_at": LATE}, lambda conn, _, link: visits.find_visit(conn, link, b"s", NOW)),
        (VISITS, {"expires_at": LATE}, lambda conn, _, link: visits.find_visit(conn, link, b"s", NOW)),
        (WORKSPACES, {"head": 7}, lambda conn, name, _: revisions.save_revision(conn, name, 7, "", "", "", NOW)),
        (WORKSPACES, {"name": "x"}, lambda conn, name, _: workspaces.find_workspace(conn, name, ANNA)),
        (AUDIT, {"principal": "x"}, lambda conn, name, _: audit.list_audit(conn, name)),
        (KEPT, {"body": "x"}, lambda conn, name, _: small_texts.kept(conn, name, "mapping")),
        (BUNDLES, {"manifest": "{}"}, lambda conn, name, _: bundles.fetch_bundle(conn, name, BUNDLE, NOWHERE)),
    ],
    ids=lambda value: value.name if isinstance(value, Table) else str(value) if isinstance(value, dict) else "",
)
def test_a_changed_row_is_never_taken_for_a_sound_one(database, tmp_path, table, change, work):
    workspace = fill(database, tmp_path)
    link = database.read(lambda conn: conn.execute(select(SHARES.c.id)).scalar_one())
    database.write(lambda conn: visits.add_visit(conn, link, b"s", NOW, NOW + DAY))
    database.write(lambda conn: conn.execute(update(table).values(**change)))
    with pytest.raises(DamagedStoreError):
        database.write(lambda conn: work(conn, workspace, link))
