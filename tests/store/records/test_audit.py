"""The audit log, small texts by name, and a person who wants to be forgotten."""

import pytest

from tests.store.kept_build import ANNA, BEN, DAY, NOW, draft, make_workspace, save, share
from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import AuditEntry
from whalecurve.store.records import audit, drafts, forgetting, members, revisions, shares, small_texts, workspaces


def note(database, workspace, what, person=ANNA, **detail):
    database.write(lambda conn: audit.add_audit(conn, workspace, person.key, what, detail, NOW), workspace)


def read(database, workspace, limit=500):
    return database.read(lambda conn: audit.list_audit(conn, workspace, limit))


def test_the_log_of_a_workspace_is_read_newest_first(database):
    one, other = make_workspace(database), make_workspace(database)
    for number in range(3):
        note(database, one, "saved", revision=number, title="Zoë \x00")
    note(database, other, "secret")
    entries = [AuditEntry(NOW, ANNA.key, "saved", {"revision": number, "title": "Zoë \x00"}) for number in (2, 1, 0)]
    assert read(database, one) == entries
    assert read(database, one, 2) == entries[:2]


def test_texts_are_kept_by_kind_and_name(database):
    workspace = make_workspace(database)
    for kind, name, body in (("map", "b", "1"), ("map", "a", "2"), ("action", "a", "3"), ("map", "b", "4")):
        database.write(lambda conn, k=kind, n=name, b=body: small_texts.keep(conn, workspace, k, n, b, NOW), workspace)
    assert list(database.read(lambda conn: small_texts.kept(conn, workspace, "map")).items()) == [
        ("a", "2"),
        ("b", "4"),
    ]
    database.write(lambda conn: small_texts.drop_kept(conn, workspace, "map", "a"), workspace)
    assert database.read(lambda conn: small_texts.kept(conn, workspace, "map")) == {"b": "4"}
    assert database.read(lambda conn: small_texts.kept(conn, workspace, "action")) == {"a": "3"}
    with pytest.raises(NotFoundError):
        database.write(lambda conn: small_texts.keep(conn, "0" * 32, "map", "a", "1", NOW))


def test_a_forgotten_person_leaves_no_name_in_what_others_keep(database):
    bens, annas = make_workspace(database, BEN), make_workspace(database)
    for email in (ANNA.email, "joanna@example.com"):
        database.write(lambda conn, email=email: members.invite(conn, bens, email, Role.OWNER, NOW), bens)
        note(database, bens, "invited", BEN, email=email)
    database.write(lambda conn: members.bind_invitations(conn, ANNA, NOW))
    draft(database, bens, 0)
    draft(database, bens, 0, person=BEN)
    entry = save(database, bens, 0)
    share(database, bens)
    note(database, bens, "opened")
    third = make_workspace(database, BEN)
    database.write(lambda conn: members.invite(conn, third, ANNA.email, Role.VIEWER, NOW), third)

    database.write(lambda conn: forgetting.forget_principal(conn, ANNA))
    assert database.read(lambda conn: workspaces.list_workspaces(conn, ANNA)) == []
    assert database.write(lambda conn: members.bind_invitations(conn, ANNA, NOW + DAY)) == []
    assert database.read(lambda conn: drafts.load_draft(conn, bens, ANNA.key)) is None
    assert database.read(lambda conn: drafts.load_draft(conn, bens, BEN.key)) is not None
    assert [found.author for found in database.read(lambda conn: revisions.list_revisions(conn, bens))] == [""]
    assert database.read(lambda conn: revisions.load_revision(conn, bens, entry.number))
    assert [found.created_by for found in database.read(lambda conn: shares.list_shares(conn, bens))] == [""]
    assert [(found.principal, found.detail) for found in read(database, bens)] == [
        ("", {}),
        (BEN.key, {"email": "joanna@example.com"}),
        (BEN.key, {}),
    ]
    assert database.read(lambda conn: workspaces.mask_key(conn, annas))  # the service decides about that one
