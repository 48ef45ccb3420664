"""What is kept goes into one file and comes back from it, on the command line as a person types it."""

import re

import pytest
from sqlalchemy import update

from tests.postgres import postgres_url
from tests.store.kept_build import STATE, load, make_workspace, save
from whalecurve.cli import main
from whalecurve.store.db.database import open_database
from whalecurve.store.db.schema import REVISIONS
from whalecurve.store.folders.data_folder import data_folder

__all__ = ["postgres_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def workspace(request, monkeypatch):
    """A workspace with one revision in the store that the program opens by itself."""
    if request.param == "postgresql":
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgres_url"))
    database = open_database()
    made = make_workspace(database)
    save(database, made, 0)
    database.close()
    return made


@pytest.fixture
def run(capsys):
    def run(*words):
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def change(workspace):
    database = open_database()
    save(database, workspace, 1)
    database.close()


def opens(workspace, number):
    database = open_database()
    found = load(database, workspace, number)
    database.close()
    return found


def test_there_and_back(workspace, run, tmp_path):
    status, out, err = run("backup", tmp_path / "mine.sqlite")
    assert (status, err) == (0, "")
    assert re.search(r"mine\.sqlite: everything that is kept, [\d,]+ bytes", out)
    change(workspace)
    status, out, err = run("restore", tmp_path / "mine.sqlite")
    assert (status, err) == (0, "")
    assert "What was there before is in" in out
    assert opens(workspace, 1) == STATE
    before = out.rsplit(" in ", 1)[1].strip()
    assert run("restore", before)[0] == 0
    assert opens(workspace, 2) == STATE


def test_a_backup_without_a_name_lies_in_the_data_folder_and_is_listed(workspace, run):
    assert run("restore") == (1, "", "whalecurve: there is no backup in the data folder; name the file of one\n")
    assert run("backup")[0] == 0
    (kept,) = (data_folder() / "backups").iterdir()
    status, out, err = run("restore")
    assert (status, err) == (0, "")
    assert out.startswith(f"{kept.name}  ")
    change(workspace)
    assert run("restore", kept.name)[0] == 0
    database = open_database()
    save(database, workspace, 1)
    database.close()


def test_a_file_that_is_there_is_not_written_over(workspace, run, tmp_path):
    (tmp_path / "mine.sqlite").write_text("mine")
    status, out, err = run("backup", tmp_path / "mine.sqlite")
    assert (status, out) == (1, "")
    assert "mine.sqlite is there already" in err
    assert (tmp_path / "mine.sqlite").read_text() == "mine"


def test_damaged_rows_are_said_and_taken_only_when_asked_for(workspace, run, tmp_path):
    database = open_database()
    database.write(lambda conn: conn.execute(update(REVISIONS).values(state="{}")))
    database.close()
    status, _, err = run("backup", tmp_path / "mine.sqlite")
    assert status == 1
    assert "1 rows of revisions are not what was saved" in err
    assert "1 in revisions; restore the last backup" in run("doctor")[1]
    status, _, err = run("restore", tmp_path / "mine.sqlite")
    assert status == 1
    assert "The backup is damaged. Found: 1 rows" in err
    assert run("restore", tmp_path / "mine.sqlite", "--damaged-too")[0] == 0


@pytest.mark.parametrize("words", [["backup", "a", "b"], ["restore", "a", "--force"]])
def test_words_that_no_command_knows(words):
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2


def test_the_doctor_tells_about_the_store(run, monkeypatch, request):
    file = data_folder() / "whalecurve.sqlite"
    assert f"ok    store in {file} (sqlite, nothing kept yet)\n" in run("doctor")[1]
    assert not file.exists()
    open_database().close()
    assert f"ok    store in {file} (sqlite, migration 2)\n" in run("doctor")[1]
    file.write_bytes(file.read_bytes()[:5000])
    status, out, _ = run("doctor")
    assert status == 1
    assert f"look  store in {file} (sqlite, migration 0): The store is damaged." in out
    url = request.getfixturevalue("postgres_url")
    monkeypatch.setenv("DATABASE_URL", url)
    assert "(postgresql, nothing kept yet)\n" in run("doctor")[1]
    open_database().close()
    assert "(postgresql, migration 2)\n" in run("doctor")[1]
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:hush@127.0.0.1:1/d")
    status, out, _ = run("doctor")
    assert status == 1
    assert "look  store in 127.0.0.1/d (postgresql, migration 0): The store cannot be read just now." in out
    assert "hush" not in out
