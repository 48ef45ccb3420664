"""Workspaces are found by their members alone, last used first."""

from datetime import timedelta

import pytest

from tests.store.kept_build import ANNA, BEN, NOW, make_workspace
from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import LOCAL, Principal, WorkspaceEntry
from whalecurve.store.records import workspaces


def listed(database, principal=ANNA):
    return [entry.id for entry in database.read(lambda conn: workspaces.list_workspaces(conn, principal))]


def test_the_one_who_makes_it_owns_it(database):
    made = database.write(lambda conn: workspaces.create_workspace(conn, "Zoë & Söhne \U0001f40b", ANNA, NOW))
    assert made == WorkspaceEntry(made.id, "Zoë & Söhne \U0001f40b", Role.OWNER, 0, NOW)
    assert database.read(lambda conn: workspaces.find_workspace(conn, made.id, ANNA)) == made
    assert database.read(lambda conn: workspaces.list_workspaces(conn, ANNA)) == [made]
    assert len(made.id) == 32


@pytest.mark.parametrize(
    "stranger",
    [
        BEN,
        Principal(ANNA.issuer, "", ANNA.email),
        Principal("https://other.example.com", ANNA.subject, ANNA.email),
        Principal("", "", ""),
    ],
)
def test_nobody_else_finds_it(database, stranger):
    workspace = make_workspace(database)
    assert database.read(lambda conn: workspaces.find_workspace(conn, workspace, stranger)) is None
    assert listed(database, stranger) == []


def test_the_local_user_has_no_address(database):
    me = Principal(LOCAL, "me")
    one, two = make_workspace(database, me), make_workspace(database, me)
    assert set(listed(database, me)) == {one, two}


def test_the_last_used_comes_first(database):
    one, two, three = (make_workspace(database) for _ in range(3))
    database.write(lambda conn: workspaces.note_use(conn, two, ANNA, NOW + timedelta(seconds=1)), two)
    database.write(lambda conn: workspaces.note_use(conn, one, ANNA, NOW + timedelta(seconds=2)), one)
    assert listed(database) == [one, two, three]


def test_a_name_changes(database):
    workspace = make_workspace(database)
    database.write(lambda conn: workspaces.rename_workspace(conn, workspace, "New"), workspace)
    assert database.read(lambda conn: workspaces.find_workspace(conn, workspace, ANNA)).name == "New"


@pytest.mark.parametrize(
    "name", ["a\x00b", "a\ud800b", "", " ", "'; DROP TABLE workspaces; --", "x" * 100_000, "%s %d"]
)
def test_any_text_is_a_name_on_both_stores(database, name):
    workspace = make_workspace(database, name=name)
    kept = database.read(lambda conn: workspaces.find_workspace(conn, workspace, ANNA)).name
    assert kept == {"a\x00b": "a\ufffdb", "a\ud800b": "a?b"}.get(name, name)


def test_what_is_not_there_is_said(database):
    for work in (
        lambda conn: workspaces.rename_workspace(conn, "0" * 32, "x"),
        lambda conn: workspaces.delete_workspace(conn, "0" * 32),
        lambda conn: workspaces.mask_key(conn, "0" * 32),
    ):
        with pytest.raises(NotFoundError, match="no longer available"):
            database.write(work)


def test_each_workspace_has_its_own_secret_for_pseudonyms(database):
    names = [make_workspace(database) for _ in range(2)]
    keys = [database.read(lambda conn, name=name: workspaces.mask_key(conn, name)) for name in names]
    assert [len(key) for key in keys] == [32, 32]
    assert keys[0] != keys[1]
