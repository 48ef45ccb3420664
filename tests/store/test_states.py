"""Drafts and revisions: each save names the one that it follows, and comes back as it was."""

import pytest

from tests.store.kept_build import ANNA, BEN, NOW, STATE, draft, load, make_workspace, save
from whalecurve.domain.errors import ConflictError, NotFoundError
from whalecurve.domain.state.kept import Draft
from whalecurve.store.db.database import open_database
from whalecurve.store.db.rows import add_row
from whalecurve.store.db.schema import WORKSPACES
from whalecurve.store.records import drafts, revisions, workspaces


def find(database, workspace, person=ANNA):
    return database.read(lambda conn: drafts.load_draft(conn, workspace, person.key))


def test_a_draft_comes_back_as_it_was_saved(database):
    workspace = make_workspace(database)
    assert find(database, workspace) is None
    assert draft(database, workspace, 0) == 1
    assert draft(database, workspace, 1, STATE + " ") == 2
    assert find(database, workspace) == Draft(STATE + " ", 2, 0, NOW)


def test_each_person_has_a_draft(database):
    workspace = make_workspace(database)
    draft(database, workspace, 0, "anna's")
    draft(database, workspace, 0, "ben's", BEN)
    assert (find(database, workspace).body, find(database, workspace, BEN).body) == ("anna's", "ben's")
    database.write(lambda conn: drafts.delete_draft(conn, workspace, BEN.key), workspace)
    assert (find(database, workspace).body, find(database, workspace, BEN)) == ("anna's", None)


def test_of_two_tabs_the_second_one_is_told(database, store_address):
    workspace = make_workspace(database)
    draft(database, workspace, 0)
    other = open_database(store_address)
    assert draft(other, workspace, 1, "of the other tab") == 2
    other.close()
    with pytest.raises(ConflictError, match=r"changed elsewhere.*reload, or save your state as a copy"):
        draft(database, workspace, 1, "mine")
    assert find(database, workspace).body == "of the other tab"


def test_a_draft_that_was_deleted_meanwhile_is_a_conflict(database):
    workspace = make_workspace(database)
    draft(database, workspace, 0)
    database.write(lambda conn: drafts.delete_draft(conn, workspace, ANNA.key))
    with pytest.raises(ConflictError):
        draft(database, workspace, 1)


def test_revisions_are_numbered_and_come_back_as_they_were_saved(database):
    workspace = make_workspace(database)
    first, second = save(database, workspace, 0), save(database, workspace, 1, STATE + " ", "Zwë\U0001f40b")
    assert (first.number, second.number) == (1, 2)
    assert database.read(lambda conn: revisions.list_revisions(conn, workspace)) == [second, first]
    assert database.read(lambda conn: revisions.count_revisions(conn, workspace)) == 2
    assert (load(database, workspace, 1), load(database, workspace, 2)) == (STATE, STATE + " ")
    assert database.read(lambda conn: workspaces.find_workspace(conn, workspace, ANNA)).head == 2


def test_a_revision_of_an_old_one_is_a_conflict(database, store_address):
    workspace = make_workspace(database)
    other = open_database(store_address)
    save(other, workspace, 0, title="theirs")
    other.close()
    with pytest.raises(ConflictError, match=r"changed elsewhere. Found: revision 1, yours began with 0"):
        save(database, workspace, 0)
    assert [entry.title for entry in database.read(lambda conn: revisions.list_revisions(conn, workspace))] == [
        "theirs"
    ]


def test_the_checksum_of_a_row_is_the_same_on_both_stores(database):
    row = {"id": "ab" * 16, "name": "Zoë \x00", "created_at": NOW, "head": 0, "mask_key": b"\x00\xff"}
    database.write(lambda conn: add_row(conn, WORKSPACES, row))
    found = database.read(lambda conn: workspaces.workspace_row(conn, "ab" * 16))
    assert found["checksum"] == "96b75ea76b01a916e90e3c262d4461b36c04eb56c481ec80439fbc8cdbdc97cc"


def test_what_is_not_there_is_said(database):
    workspace = make_workspace(database)
    with pytest.raises(NotFoundError, match="no such revision"):
        load(database, workspace, 1)
    with pytest.raises(NotFoundError, match="no longer available"):
        save(database, "0" * 32, 0)
    with pytest.raises(NotFoundError, match="no longer available"):
        draft(database, "0" * 32, 0)
