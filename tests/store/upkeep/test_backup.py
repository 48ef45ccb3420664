"""Backups hold everything, are verified, and bring nothing back that has ended."""

import sqlite3
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, insert, select

from tests.store.build import files_in
from tests.store.kept_build import (
    ANNA,
    BEN,
    BUNDLE,
    DAY,
    HOUR,
    NOW,
    STATE,
    everything,
    fill,
    load,
    make_workspace,
    save,
    share,
)
from tests.store.test_deletion import files_with
from whalecurve.domain.errors import NotSavedError, WhalecurveError
from whalecurve.store.content import blobs, bundles
from whalecurve.store.db import latest_time
from whalecurve.store.db.addresses import store_url
from whalecurve.store.db.database import open_database
from whalecurve.store.db.faults import DamagedStoreError, NewerStoreError
from whalecurve.store.db.schema import FORMATS, METADATA, SHARES
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.records import ended_logins, ids, members, shares, visits, workspaces
from whalecurve.store.upkeep import transfer
from whalecurve.store.upkeep.backup import back_up
from whalecurve.store.upkeep.file_condition import check_file
from whalecurve.store.upkeep.restoring import restore


@pytest.fixture(autouse=True)
def present(store_address, monkeypatch):
    """The store of the test is the one that the program opens by itself."""
    monkeypatch.setenv("DATABASE_URL", store_address)


def rows(conn):
    return {name: sorted(map(repr, conn.execute(select(table)))) for name, table in METADATA.tables.items()}


def all_rows(database):
    found = database.read(rows)
    return {name: content for name, content in found.items() if name != "formats"}


def test_a_backup_holds_every_row_and_either_kind_of_store_takes_it(database, tmp_path, postgres_url, monkeypatch):
    fill(database, tmp_path)
    known = all_rows(database)
    assert back_up(database, tmp_path / "b" / "mine.sqlite") == {}
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["mine.sqlite"]
    assert check_file(tmp_path / "b" / "mine.sqlite", whole=True) == 2
    for address in (postgres_url, f"sqlite:///{tmp_path / 'other.sqlite'}"):
        monkeypatch.setenv("DATABASE_URL", address)
        restore(tmp_path / "b" / "mine.sqlite")
        other = open_database()
        assert all_rows(other) == known
        other.close()


def test_what_comes_back_is_what_was_there(database, tmp_path):
    workspace = fill(database, tmp_path)
    upload = database.write(lambda conn: blobs.put_blob(conn, workspace, b"small", NOW))
    link = database.read(lambda conn: conn.execute(select(SHARES.c.id)).scalar_one())
    known = database.read(lambda conn: everything(conn, workspace, link, upload))
    back_up(database, tmp_path / "mine.sqlite")
    database.write(lambda conn: workspaces.rename_workspace(conn, workspace, "later"))
    save(database, workspace, 3)
    before = restore(tmp_path / "mine.sqlite")
    assert database.read(lambda conn: everything(conn, workspace, link, upload)) == known
    database.read(lambda conn: bundles.fetch_bundle(conn, workspace, BUNDLE, tmp_path / "again"))
    restore(before)
    assert load(database, workspace, 4) == STATE
    assert database.read(lambda conn: workspaces.workspace_row(conn, workspace))["name"] == "later"


def test_nothing_that_ended_since_comes_back_to_life(database, tmp_path):
    workspace, other = make_workspace(database), make_workspace(database)
    revoked, deleted, stays = (
        share(database, name, bytes([n]) * 32) for n, name in enumerate((workspace, other, workspace))
    )
    for link in (revoked, deleted, stays):
        database.write(lambda conn, link=link: visits.add_visit(conn, link.id, b"s", NOW, NOW + DAY))
    database.write(lambda conn: ended_logins.end_logins(conn, BEN.key, NOW, NOW))
    back_up(database, tmp_path / "mine.sqlite")
    for person in (ANNA, BEN):
        database.write(lambda conn, key=person.key: ended_logins.end_logins(conn, key, NOW + HOUR, NOW + HOUR))
    database.write(lambda conn: latest_time.advance(conn, NOW + HOUR))
    database.write(lambda conn: shares.revoke_share(conn, workspace, revoked.id, NOW + HOUR))
    database.write(lambda conn: workspaces.delete_workspace(conn, other))
    restore(tmp_path / "mine.sqlite")

    def look(link):
        return database.read(lambda conn: visits.find_visit(conn, link.id, b"s", NOW))

    assert (look(revoked), look(deleted), look(stays).entry) == (None, None, stays)
    assert database.read(lambda conn: shares.find_share(conn, revoked.id)).entry.revoked_at == NOW + HOUR
    for person in (ANNA, BEN):
        assert database.read(lambda conn, key=person.key: ended_logins.ended_before(conn, key)) == NOW + HOUR
    assert database.read(lambda conn: ids.is_gone(conn, deleted.id))
    assert database.read(lambda conn: latest_time.now_not_before(conn, NOW)) == NOW + HOUR
    database.write(lambda conn: latest_time.advance(conn, NOW + timedelta(days=2)))
    assert look(stays) is None


def test_a_damaged_backup_is_refused_and_the_store_stays(database, tmp_path):
    workspace = fill(database, tmp_path)
    target = tmp_path / "mine.sqlite"
    back_up(database, target)
    known, whole = all_rows(database), target.read_bytes()
    for place in range(30_000, len(whole), len(whole) // 25):
        target.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with suppress(DamagedStoreError):  # a byte that nothing uses may be flipped
            restore(target)
        assert all_rows(database) == known
    for content in (b"", b"x", b"x" * 5000, whole[:4096], whole[:-1]):
        target.write_bytes(content)
        with pytest.raises(WhalecurveError, match=r"backup"):
            restore(target)
    with pytest.raises(WhalecurveError, match="no backup"):
        restore(tmp_path / "nothing.sqlite")
    assert load(database, workspace, 1)


def test_a_backup_of_a_newer_program_is_refused(database, tmp_path):
    workspace = make_workspace(database)
    target = tmp_path / "mine.sqlite"
    back_up(database, target)
    engine = create_engine(store_url(f"sqlite:///{target}"))
    with engine.begin() as connection:
        connection.execute(insert(FORMATS).values(number=99, applied_at=NOW, program="9.9"))
    engine.dispose()
    before = files_in(tmp_path)
    with pytest.raises(NewerStoreError):
        restore(target)
    assert database.read(lambda conn: workspaces.mask_key(conn, workspace))
    assert files_in(tmp_path) == before


def test_a_restore_that_fails_in_the_middle_changes_nothing(database, tmp_path, monkeypatch):
    workspace = fill(database, tmp_path)
    back_up(database, tmp_path / "mine.sqlite")
    save(database, workspace, 3)
    known = all_rows(database)

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("whalecurve.store.upkeep.restoring.keep_ended", fail)
    with pytest.raises(OSError, match="No space"):
        restore(tmp_path / "mine.sqlite")
    assert all_rows(database) == known


def test_a_backup_that_cannot_be_written_leaves_no_file(database, tmp_path, monkeypatch):
    make_workspace(database)
    (tmp_path / "taken").write_text("x")
    with pytest.raises(NotSavedError, match="was not made"):
        back_up(database, tmp_path / "taken" / "mine.sqlite")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("whalecurve.store.upkeep.backup.os.fsync", fail)
    (tmp_path / "b").mkdir()
    with pytest.raises(NotSavedError, match="No space left on device"):
        back_up(database, tmp_path / "b" / "mine.sqlite")
    assert list((tmp_path / "b").iterdir()) == []


def test_the_app_goes_on_while_a_backup_is_made(database, tmp_path, monkeypatch):
    workspace = fill(database, tmp_path)
    usual = transfer.copy_rows

    def slow(source, target):
        usual(source, target)
        save(database, workspace, 3)

    monkeypatch.setattr("whalecurve.store.upkeep.backup.copy_rows", slow)
    assert back_up(database, tmp_path / "mine.sqlite") == {}
    with sqlite3.connect(tmp_path / "mine.sqlite") as connection:
        assert connection.execute("SELECT max(number) FROM revisions").fetchone() == (3,)
    connection.close()
    assert load(database, workspace, 4) == STATE


def test_a_damaged_store_is_put_aside_for_its_backup(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    database = open_database()
    workspace = fill(database, tmp_path, "canary-b7e1")
    back_up(database, tmp_path / "mine.sqlite")
    file = database.file
    database.close()
    damaged = file.read_bytes()[:-1]
    file.write_bytes(damaged)
    aside = restore(tmp_path / "mine.sqlite")
    assert aside.read_bytes() == damaged
    database = open_database()
    assert database.read(lambda conn: members.list_members(conn, workspace))
    # What may still hold a workspace goes when that workspace does.
    database.write(lambda conn: workspaces.delete_workspace(conn, workspace))
    database.scrub(workspace)
    database.close()
    assert files_with("canary-b7e1", data_folder()) == []
