"""Files that are no backup: the answer speaks of the file, and the present store is as it was."""

import os
import sqlite3
from contextlib import closing

import pytest

from tests.store.kept_build import STATE, load, make_workspace, save
from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.db.database import open_database
from whalecurve.store.db.faults import DamagedStoreError
from whalecurve.store.db.schema import METADATA
from whalecurve.store.upkeep.backup import back_up
from whalecurve.store.upkeep.restoring import restore


@pytest.fixture
def backup(database, store_address, tmp_path, monkeypatch):
    """A backup of the store that the program opens by itself; whatever a test does to it, the store stays."""
    monkeypatch.setenv("DATABASE_URL", store_address)
    workspace = make_workspace(database)
    save(database, workspace, 0)
    back_up(database, tmp_path / "mine.sqlite")
    yield tmp_path / "mine.sqlite"
    again = open_database()
    assert load(again, workspace, 1) == STATE
    save(again, workspace, 1)
    again.close()


def run(file, *statements):
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def refusal(file, kind=WhalecurveError):
    with pytest.raises(kind) as refused:
        restore(file)
    assert "The store" not in str(refused.value)
    assert "WHALECURVE_DATA_DIR" not in str(refused.value)
    return str(refused.value)


def test_what_is_no_file_of_ours_is_said(backup, tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "text").write_text("Order ID,Amount\n1,2\n" * 100)
    os.mkfifo(tmp_path / "pipe")
    run(tmp_path / "foreign", "CREATE TABLE customers (name)")
    run(tmp_path / "bare", "CREATE TABLE t (a)", "DROP TABLE t")
    for name, words in {
        ".": "This is no backup. Found: a folder.",
        "nowhere": "This is no backup. Found: no file of the name nowhere.",
        "pipe": "This is no backup. Found: something that is no file.",
        "empty": "This is no backup. Found: an empty file.",
        "text": "This is no backup. Found: a file of another kind.",
        "foreign": "This is no backup. Found: this file is the database of another program.",
        "bare": "This is no backup. Found: a database without anything in it.",
    }.items():
        assert refusal(tmp_path / name).startswith(words)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("CREATE VIEW seen AS SELECT 1", "view"),
        ("CREATE TRIGGER t AFTER INSERT ON blobs BEGIN DELETE FROM blobs; END", "trigger"),
        ("CREATE VIRTUAL TABLE v USING fts5(a)", "virtual table"),
    ],
)
def test_a_program_inside_a_file_is_not_let_in(backup, statement, what):
    run(backup, statement)
    assert f"Found: a database with a {what}, which no backup has" in refusal(backup)


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_a_table_that_is_a_view_gone_or_another_one_is_said_of_the_backup(backup, table):
    whole = backup.read_bytes()
    for statement in (
        f"CREATE VIEW {table} AS SELECT 1 AS number",
        f"CREATE TABLE {table} (number)",
        "SELECT 1",
    ):
        backup.write_bytes(whole)
        run(backup, f"DROP TABLE {table}", statement)
        assert refusal(backup).startswith(("This is no backup.", "The backup is damaged."))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clock SET latest = 'yesterday'",
        "UPDATE formats SET number = 'two'",
        "UPDATE revisions SET state = x'ff00'",
        "UPDATE workspaces SET name = NULL",
    ],
)
def test_values_of_another_kind_are_damage_or_harmless(backup, statement):
    try:
        run(backup, statement)
    except sqlite3.IntegrityError:
        return  # the table itself does not take it
    if statement.startswith("UPDATE clock"):
        restore(backup)  # a time that cannot be read counts as long ago
    else:
        refusal(backup, DamagedStoreError if "revisions" in statement else WhalecurveError)


@pytest.mark.parametrize("address", ["sqlite:///:memory:", "sqlite:///file::memory:?uri=true", "sqlite:///a?mode=ro"])
def test_a_store_that_keeps_nothing_is_refused_in_words(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(WhalecurveError, match="names a store that keeps nothing"):
        open_database()
