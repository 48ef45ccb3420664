"""Members are invited by address and known by the provider's own name ever after."""

import pytest

from tests.store.kept_build import ANNA, BEN, DAY, NOW, draft, make_workspace
from whalecurve.domain.errors import ConflictError, NotFoundError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Member, Principal
from whalecurve.store.records import drafts, members


def invite(database, workspace, role=Role.EDITOR, email=BEN.email):
    return database.write(lambda conn: members.invite(conn, workspace, email, role, NOW), workspace)


def greet(database, person=BEN):
    return database.write(lambda conn: members.bind_invitations(conn, person, NOW + DAY))


def role(database, workspace, person=BEN):
    return database.read(lambda conn: members.role_of(conn, workspace, person))


def test_an_invitation_becomes_a_membership_at_the_first_login(database):
    workspace = make_workspace(database)
    assert invite(database, workspace) == Member(BEN.email, "", "", Role.EDITOR, NOW, None)
    assert role(database, workspace) is None
    assert greet(database) == [workspace]
    assert role(database, workspace) is Role.EDITOR
    assert greet(database) == []
    assert database.read(lambda conn: members.list_members(conn, workspace)) == [
        Member(ANNA.email, ANNA.issuer, ANNA.subject, Role.OWNER, NOW, NOW),
        Member(BEN.email, BEN.issuer, BEN.subject, Role.EDITOR, NOW, NOW + DAY),
    ]


def test_who_gets_an_address_later_does_not_get_its_memberships(database):
    workspace = make_workspace(database)
    invite(database, workspace)
    greet(database)
    heir = Principal(BEN.issuer, "somebody-else", BEN.email)
    assert greet(database, heir) == []
    assert role(database, workspace, heir) is None


def test_without_a_verified_address_there_is_no_invitation(database):
    workspace = make_workspace(database, Principal("local", "me"))
    assert greet(database, Principal(BEN.issuer, BEN.subject, "")) == []
    assert role(database, workspace) is None


def test_who_belongs_already_keeps_the_role(database):
    workspace = make_workspace(database)
    invite(database, workspace)
    greet(database)
    invite(database, workspace, Role.OWNER, "ben.new@example.com")
    assert greet(database, Principal(BEN.issuer, BEN.subject, "ben.new@example.com")) == []
    assert role(database, workspace) is Role.EDITOR
    assert len(database.read(lambda conn: members.list_members(conn, workspace))) == 2


def test_nobody_is_invited_twice(database):
    workspace = make_workspace(database)
    invite(database, workspace)
    for email in (BEN.email, ANNA.email):
        with pytest.raises(ConflictError, match="belongs to the workspace already"):
            invite(database, workspace, email=email)


def test_roles_change_and_owners_are_counted_once_they_have_come(database):
    workspace = make_workspace(database)
    invite(database, workspace, Role.OWNER)
    assert database.read(lambda conn: members.count_owners(conn, workspace)) == 1
    greet(database)
    assert database.read(lambda conn: members.count_owners(conn, workspace)) == 2
    database.write(lambda conn: members.set_role(conn, workspace, BEN.email, Role.VIEWER), workspace)
    assert role(database, workspace) is Role.VIEWER
    assert database.read(lambda conn: members.count_owners(conn, workspace)) == 1


def test_who_is_removed_is_nobody_and_leaves_no_draft(database):
    workspace = make_workspace(database)
    invite(database, workspace)
    greet(database)
    draft(database, workspace, 0, person=BEN)
    draft(database, workspace, 0, person=ANNA)
    database.write(lambda conn: members.remove_member(conn, workspace, BEN.email), workspace)
    assert role(database, workspace) is None
    assert database.read(lambda conn: drafts.load_draft(conn, workspace, BEN.key)) is None
    assert database.read(lambda conn: drafts.load_draft(conn, workspace, ANNA.key)) is not None


def test_a_member_who_is_not_there_is_said(database):
    workspace = make_workspace(database)
    for work in (
        lambda conn: members.set_role(conn, workspace, "x@example.com", Role.VIEWER),
        lambda conn: members.remove_member(conn, workspace, "x@example.com"),
    ):
        with pytest.raises(NotFoundError, match="no such member"):
            database.write(work, workspace)
