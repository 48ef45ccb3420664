"""From format to format: whole or not at all, with a copy first, and never backwards."""

import hashlib
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine, insert, inspect, text

from tests.store import format_1
from tests.store.kept_build import ANNA, BUNDLE, NOW, everything, make_workspace
from whalecurve.domain.errors import NotSavedError, WhalecurveError
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.store.content import bundles, leftovers
from whalecurve.store.db import format_1 as released
from whalecurve.store.db import migrations
from whalecurve.store.db.addresses import store_url
from whalecurve.store.db.column_types import Moment
from whalecurve.store.db.database import open_database
from whalecurve.store.db.faults import NewerStoreError
from whalecurve.store.db.schema import FORMATS, METADATA
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.records import ids, revisions, workspaces
from whalecurve.store.upkeep import copies

NEXT = "ALTER TABLE workspaces ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'"
FORMAT_2_SQL = "0f8a3acb98c33d056c61185fb7d2e25a651963f1253ece12c83a8596692c0a4f"


def build_format_1(address):
    """A store as version 0.1 left it, made without the program's own help but for the released SQL."""
    url = store_url(address)
    if url.get_backend_name() == "sqlite":
        (data_folder()).mkdir(exist_ok=True)
    engine = create_engine(url)
    with engine.begin() as connection:
        bytes_type = {"postgresql": "BYTEA"}.get(engine.dialect.name, "BLOB")
        for statement in filter(str.strip, released.SQL.replace("$bytes", bytes_type).split(";")):
            connection.execute(text(statement))
        for table, rows in format_1.ROWS.items():
            for row in rows:
                names = ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({names})"), row)  # noqa: S608
    engine.dispose()


def formats(address):
    engine = create_engine(store_url(address))
    with engine.connect() as connection:
        found = [row[0] for row in connection.execute(text("SELECT number FROM formats ORDER BY number"))]
    engine.dispose()
    return found


def test_the_released_sql_is_never_changed():
    told = {number: hashlib.sha256(sql.encode()).hexdigest() for number, sql in migrations.STEPS.items()}
    assert told == {1: format_1.FORMAT_SQL, 2: FORMAT_2_SQL}


def test_a_store_of_the_first_version_still_loads(store_address, tmp_path):
    build_format_1(store_address)
    database = open_database(store_address)
    upload = hashlib.sha256(format_1.UPLOAD).hexdigest()
    found = database.read(lambda conn: everything(conn, format_1.WORKSPACE, format_1.SHARE, upload))
    assert (found[0].name, found[0].head) == ("Zoë & Co", 1)
    assert found[4].body == found[6][0] == format_1.STATE
    assert found[5][0].title == "Erste \U0001f40b"
    assert found[8] == found[9]
    assert found[12] == format_1.UPLOAD
    database.read(lambda conn: bundles.fetch_bundle(conn, format_1.WORKSPACE, BUNDLE, tmp_path / "x"))
    assert (tmp_path / "x" / "a.txt").read_bytes() == format_1.SEALED
    assert database.read(lambda conn: ids.is_gone(conn, "a" * 32))
    database.write(
        lambda conn: revisions.save_revision(conn, format_1.WORKSPACE, 1, "next", ANNA.email, format_1.STATE, NOW)
    )
    database.close()


def test_what_the_first_version_stored_was_stored_long_ago(store_address):
    build_format_1(store_address)
    with closing(open_database(store_address)) as database:
        found = database.read(lambda conn: leftovers.find_leftovers(conn, format_1.WORKSPACE, NOW))
    # Its share shows the folder; nothing names the upload.
    assert found == {hashlib.sha256(format_1.UPLOAD).hexdigest()}
    assert formats(store_address) == [1, 2]
    if store_address.startswith("sqlite"):
        assert [path.name[:15] for path in copies.list_copies(copies.folder_of(data_folder()))] == ["before-format-2"]


def test_the_saved_state_of_the_first_version_is_still_read():
    state = SavedState(title="Zoë")
    assert SavedState.from_text(state.to_text()) == state


def test_migrating_an_empty_store_makes_the_tables_of_the_schema(database):
    found = inspect(database._engine)
    assert set(found.get_table_names()) == set(METADATA.tables)
    for name, table in METADATA.tables.items():
        columns = {column["name"]: column for column in found.get_columns(name)}
        assert list(columns) == [column.name for column in table.columns], name
        for column in table.columns:
            kind = column.type.impl if isinstance(column.type, Moment) else column.type
            assert columns[column.name]["type"]._type_affinity is kind._type_affinity, (name, column.name)
            assert columns[column.name]["nullable"] == column.nullable, (name, column.name)
        assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key], name
        wanted = {(index.name, tuple(index.columns.keys())) for index in table.indexes}
        unique = {"shares_token_hash_key"}
        there = {(index["name"], tuple(index["column_names"])) for index in found.get_indexes(name)}
        assert {pair for pair in there if pair[0] not in unique} == wanted, name
        keys = [(key["constrained_columns"], key["options"]["ondelete"]) for key in found.get_foreign_keys(name)]
        assert keys == [([key.parent.name], "CASCADE") for key in table.foreign_keys], name


def test_a_newer_store_is_refused_and_left_as_it_is(store_address, tmp_path):
    open_database(store_address).close()
    engine = create_engine(store_url(store_address))
    with engine.begin() as connection:
        connection.execute(insert(FORMATS).values(number=99, applied_at=NOW, program="9.9"))
    engine.dispose()
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(tmp_path / "data" / "store.sqlite")) as connection:
            # To change even this would be to change the file.
            connection.execute("PRAGMA journal_mode = DELETE")
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    with pytest.raises(NewerStoreError, match=r"newer Whalecurve. Found: format 99.*the store was left as it is"):
        open_database(store_address)
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()} == before
    assert formats(store_address) == [1, 2, 99]


def test_the_next_format_is_applied_once_with_a_copy_first(store_address, monkeypatch):
    database = open_database(store_address)
    workspace = make_workspace(database)
    database.close()
    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, 3: NEXT})
    for _ in range(2):
        database = open_database(store_address)
        assert database.read(lambda conn: conn.execute(text("SELECT colour FROM workspaces")).scalar_one()) == "blue"
        assert database.read(lambda conn: workspaces.mask_key(conn, workspace))
        database.check_writable()
        database.close()
    assert formats(store_address) == [1, 2, 3]
    kept = copies.list_copies(copies.folder_of(data_folder()))
    assert [path.name.rsplit("-", 3)[0] for path in kept] == (["before-format-3"] if database.file else [])
    for path in kept:
        with sqlite3.connect(path) as connection:
            assert [row[0] for row in connection.execute("SELECT number FROM formats")] == [1, 2]
        connection.close()


def test_a_step_that_fails_changes_nothing(store_address, monkeypatch):
    database = open_database(store_address)
    make_workspace(database)
    database.close()
    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, 3: NEXT, 4: "ALTER TABLE nothing ADD COLUMN x TEXT"})
    with pytest.raises(NotSavedError):
        open_database(store_address)
    monkeypatch.undo()
    assert formats(store_address) == [1, 2]


def test_without_room_for_a_copy_nothing_is_changed(sqlite_file, monkeypatch):
    open_database().close()
    before = sqlite_file.read_bytes()
    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, 3: NEXT})
    copies.folder_of(data_folder()).write_bytes(b"in the way of the folder of copies")
    with pytest.raises(WhalecurveError, match=r"not copied|no place to keep"):
        open_database()
    assert sqlite_file.read_bytes() == before


def test_the_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photos (id INTEGER)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(WhalecurveError, match="database of another program"):
        open_database(f"sqlite:///{path}")
    assert path.read_bytes() == before
