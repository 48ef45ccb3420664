"""What is deleted is gone: from every table, every file, every copy; and its name is never given again."""

import time

import psycopg
import pytest
from sqlalchemy import func, select

from tests.store.kept_build import fill, make_workspace
from whalecurve.domain.errors import NotFoundError, WhalecurveError
from whalecurve.store.content.uploads import save_upload
from whalecurve.store.db.database import open_database
from whalecurve.store.db.schema import METADATA
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.folders.working_copies import remove_working_copy, workspace_folder
from whalecurve.store.records import ids, workspaces
from whalecurve.store.upkeep import copies

CANARY = "canary-b7e1"
# Tables of the store itself: they hold nothing of a workspace.
EMPTY = {"formats", "clock", "gone", "logins"}


def delete(database, workspace):
    database.write(lambda conn: workspaces.delete_workspace(conn, workspace))
    database.scrub(workspace)
    remove_working_copy(workspace)


def counts(database):
    return {
        name: database.read(lambda conn, t=table: conn.execute(select(func.count()).select_from(t)).scalar_one())
        for name, table in METADATA.tables.items()
        if name not in EMPTY
    }


def files_with(text, folder):
    found = [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]
    return sorted(str(path.relative_to(folder)) for path in found)


def test_no_row_of_a_deleted_workspace_is_left_and_all_of_another(database, tmp_path):
    gone, stays = fill(database, tmp_path / "a", CANARY), make_workspace(database)
    assert min(counts(database).values()) > 0
    delete(database, gone)
    left = {name: number for name, number in counts(database).items() if number}
    assert left == {"workspaces": 1, "members": 1}
    database.read(lambda conn: workspaces.workspace_row(conn, stays))
    with pytest.raises(NotFoundError):
        delete(database, gone)


def test_no_file_of_the_data_folder_has_a_trace_of_it(tmp_path):
    database = open_database()
    gone = fill(database, tmp_path / "a", CANARY)
    stays = make_workspace(database, name="other-5c20")
    save_upload(f"upload {CANARY}".encode(), workspace_folder(gone))
    copies.copy_store(database.file, copies.folder_of(data_folder()), "before")
    (copies.folder_of(data_folder()) / "torn.sqlite").write_bytes(f"SQLite {CANARY}".encode())
    assert len(files_with(CANARY, data_folder())) == 5  # the store, its log, the upload, two copies
    delete(database, gone)
    assert files_with(CANARY, data_folder()) == []
    assert "whalecurve.sqlite" in files_with("other-5c20", data_folder())
    database.read(lambda conn: workspaces.workspace_row(conn, stays))
    database.close()


def test_on_a_server_no_dead_row_is_left(postgres_url, tmp_path):
    database = open_database(postgres_url)
    gone = fill(database, tmp_path, CANARY)
    delete(database, gone)
    database.close()
    with psycopg.connect(postgres_url) as connection:
        query = "SELECT sum(pg_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        blobs = connection.execute(f"{query} WHERE relname = 'blobs' AND nspname = 'public'").fetchone()
    assert blobs[0] == 0


def test_what_another_program_still_reads_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("whalecurve.store.db.engines.WAIT_SECONDS", 0.1)
    database, other = open_database(), open_database()
    gone = fill(database, tmp_path, CANARY)

    def hold(conn):
        workspaces.workspace_row(conn, gone)
        with pytest.raises(WhalecurveError, match=r"not yet off the disk.*another program is reading"):
            delete(database, gone)

    other.read(hold)
    database.scrub(gone)
    assert files_with(CANARY, data_folder()) == []
    database.close()
    other.close()


def test_names_of_workspaces_and_links_are_never_given_again(database, tmp_path, monkeypatch):
    gone = fill(database, tmp_path, CANARY)
    delete(database, gone)
    assert database.read(lambda conn: ids.is_gone(conn, gone))
    drawn = iter([gone, "f" * 32])
    monkeypatch.setattr("whalecurve.store.records.ids.secrets.token_hex", lambda _: next(drawn))
    assert make_workspace(database) == "f" * 32


def test_deleting_takes_no_longer_than_people_wait(database, tmp_path):
    gone = fill(database, tmp_path, CANARY)
    begin = time.monotonic()
    delete(database, gone)
    assert time.monotonic() - begin < 5
