"""Who comes in, as what, and that the door is never left without a key."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.service.build import Company, everything, person
from whalecurve.domain.errors import ConflictError, NotAllowedError, NotFoundError, WhalecurveError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import LOCAL, Principal


def role(company, principal):
    return company.place.service.look(principal, company.workspace).role


def test_an_invitation_is_taken_up_at_the_first_login_and_only_once(company):
    service = company.place.service
    guest = person("guest", "elsewhere")
    service.invite(company.owner, company.workspace, " Guest@Elsewhere.example.com ", Role.EDITOR)

    assert service.greet(guest) == [company.workspace]
    assert service.greet(guest) == []
    assert role(company, guest) is Role.EDITOR
    # The address changed hands: whoever has it now is somebody else.
    heir = Principal(guest.issuer, "heir", guest.email)
    assert service.greet(heir) == []
    with pytest.raises(NotFoundError):
        role(company, heir)


@pytest.mark.parametrize(
    "nobody", [Principal("", "", "guest@x.org"), Principal("https://x", "s", ""), Principal("", "s", "guest@x.org")]
)
def test_an_invitation_is_not_taken_up_by_nobody(company, nobody):
    service = company.place.service
    service.invite(company.owner, company.workspace, "guest@x.org", Role.OWNER)
    before = everything(company.place.database)

    assert service.greet(nobody) == []
    assert everything(company.place.database) == before
    assert service.list_workspaces(nobody) == []


@pytest.mark.parametrize(
    "address", ["", "ann", "ann@", "@x", "a b@x", "a@x@y", "a\x00@x", f"{'a' * 250}@x.org", "a@\ud800"]
)
def test_what_is_no_address_is_not_invited(town, address):
    company, _ = town
    with pytest.raises(WhalecurveError):
        company.place.service.invite(company.owner, company.workspace, address, Role.VIEWER)


def test_nobody_is_invited_twice(company):
    with pytest.raises(ConflictError):
        company.place.service.invite(company.owner, company.workspace, company.viewer.email.upper(), Role.OWNER)
    assert role(company, company.viewer) is Role.VIEWER


@pytest.mark.parametrize("new", [Role.EDITOR, Role.VIEWER, "remove", "leave"])
def test_the_last_owner_stays(company, new):
    service = company.place.service
    # Invited ones have not come, and could let nobody in.
    service.invite(company.owner, company.workspace, "later@x.org", Role.OWNER)

    def lose(email):
        if new == "remove":
            service.remove_member(company.owner, company.workspace, email)
        elif new == "leave":
            service.leave(company.owner, company.workspace)
        else:
            service.set_role(company.owner, company.workspace, email, new)

    with pytest.raises(NotAllowedError):
        lose(company.owner.email)
    assert role(company, company.owner) is Role.OWNER

    service.set_role(company.owner, company.workspace, company.editor.email, Role.OWNER)
    lose(company.owner.email)
    assert role(company, company.editor) is Role.OWNER


def test_two_owners_who_remove_each_other_leave_one(company):
    service = company.place.service
    service.set_role(company.owner, company.workspace, company.editor.email, Role.OWNER)
    pairs = [(company.owner, company.editor), (company.editor, company.owner)]

    def remove(pair):
        try:
            service.remove_member(pair[0], company.workspace, pair[1].email)
        except WhalecurveError as error:
            return error
        return None

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(remove, pairs))

    assert answers.count(None) == 1


@pytest.mark.parametrize("who", ["editor", "viewer"])
def test_a_member_leaves_and_takes_the_own_draft_along(company, who):
    service, member = company.place.service, company.person(who)
    others = {"owner", "editor", "viewer"} - {who}

    service.leave(member, company.workspace)

    assert service.list_workspaces(member) == []
    with pytest.raises(NotFoundError):
        role(company, member)
    with pytest.raises(NotFoundError):
        service.leave(member, company.workspace)
    assert {role(company, company.person(other)).value for other in others} == others
    assert member.key not in repr(everything(company.place.database)["drafts"])
    # Come back by a new invitation, and with nothing in hand.
    service.invite(company.owner, company.workspace, member.email, Role.EDITOR)
    assert service.greet(member) == [company.workspace]
    assert service.load_draft(member, company.workspace) is None
    assert service.load_draft(company.owner, company.workspace) is not None


def test_two_owners_who_leave_at_once_leave_one(company):
    service = company.place.service
    service.set_role(company.owner, company.workspace, company.editor.email, Role.OWNER)

    def leave(owner):
        try:
            service.leave(owner, company.workspace)
        except NotAllowedError as error:
            return error
        return None

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(leave, (company.owner, company.editor)))

    assert answers.count(None) == 1


def test_a_right_that_was_taken_away_is_gone_at_the_next_click(company):
    service = company.place.service
    service.save_draft(company.editor, company.workspace, "{}", 1, 0)

    service.set_role(company.owner, company.workspace, company.editor.email, Role.VIEWER)
    with pytest.raises(NotAllowedError):
        service.save_draft(company.editor, company.workspace, "{}", 2, 0)
    service.remove_member(company.owner, company.workspace, company.editor.email)
    with pytest.raises(NotFoundError):
        service.open_workspace(company.editor, company.workspace)
    assert service.list_workspaces(company.editor) == []


def test_the_one_local_user_owns_what_is_made_locally(place):
    me = Principal(LOCAL, "me")
    entry = place.service.create_workspace(me, "Mine")

    assert place.service.look(me, entry.id).role is Role.OWNER
    with pytest.raises(NotAllowedError):
        place.service.remove_member(me, entry.id, "")


def test_nobody_makes_no_workspace(place):
    for nobody in (Principal("", ""), Principal(LOCAL, ""), Principal("", "me")):
        with pytest.raises(NotAllowedError):
            place.service.create_workspace(nobody, "Nobody's")


def test_the_last_used_workspace_comes_first(place):
    company = Company(place)
    second = place.service.create_workspace(company.owner, "Second").id
    place.clock.pass_by(minutes=1)

    place.service.open_workspace(company.owner, company.workspace)

    assert [entry.id for entry in place.service.list_workspaces(company.owner)] == [company.workspace, second]


@pytest.mark.parametrize("name", ["", "  ", "\x00", "\n\t"])
def test_a_workspace_has_a_name(town, name):
    company, _ = town
    with pytest.raises(WhalecurveError, match="no name"):
        company.place.service.rename_workspace(company.owner, company.workspace, name)


def test_any_name_is_kept_as_one_line(company):
    service = company.place.service
    service.rename_workspace(company.owner, company.workspace, "  =cmd|' /C'!A0 \x00\ud800 <b>Zoë\n " + "x" * 500)

    name = service.list_workspaces(company.owner)[0].name

    assert name.startswith("=cmd|' /C'!A0 <b>Zoë xxx")
    assert len(name) == 120
