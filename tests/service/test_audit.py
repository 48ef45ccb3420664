"""Everything that changes or opens something leaves its line, in the same transaction, and the line tells no secret."""

import pytest

from tests.service.build import Company, everything, person
from tests.service.methods import ANYBODY, EDITOR, METHODS, OWNER, Call
from whalecurve.domain.errors import NotFoundError, NotSavedError, WhalecurveError
from whalecurve.domain.state.access import Role
from whalecurve.service.access import gate
from whalecurve.service.events import Event
from whalecurve.service.links.visits import NeedsPassphraseError

# What changes something and is not logged, and why.
UNLOGGED = {
    "delete_workspace": "the log goes with it",
    "delete_my_data": "the log goes with it; with others it is a line without a name",
    "create_workspace": "logged in the new workspace",
    "greet": "nothing to join here",
    "load_draft": "a draft is its writer's own",
    "save_draft": "a draft is its writer's own",
    "drop_draft": "a draft is its writer's own",
}


def log(company):
    return company.place.service.read_audit(company.owner, company.workspace)


@pytest.mark.parametrize("name", sorted(set(METHODS) - set(UNLOGGED)))
def test_a_call_that_changes_something_is_logged(newcomer, name):
    roles, call = METHODS[name]
    before, lines = changes(newcomer), log(newcomer)

    who = newcomer.person(OWNER if roles is ANYBODY or OWNER in roles else EDITOR)
    call(Call(newcomer, who, newcomer.workspace if roles is not ANYBODY else None))

    new = len(log(newcomer)) - len(lines)
    assert new == (1 if changes(newcomer) != before else 0)
    if new:
        entry = log(newcomer)[0]
        assert (entry.principal, entry.at) == (who.key, newcomer.place.clock.now)


def changes(company):
    """Everything but the log and when a workspace was last looked at."""
    rows = everything(company.place.database)
    rows.pop("audit")
    return rows


def test_a_life_of_a_workspace_in_its_log(company):
    place, service = company.place, company.place.service
    service.invite(company.owner, company.workspace, person("second").email, Role.VIEWER)
    service.greet(person("second"))
    entry, token = place.link(company.workspace, company.owner, "locked", passphrase="correct horse")
    with pytest.raises(NeedsPassphraseError):
        place.visits.open_link(token, "wrong horse")
    place.visits.open_link(token, "correct horse")
    service.revoke_share(company.owner, company.workspace, entry.id)
    service.remove_member(company.owner, company.workspace, company.viewer.email)
    service.leave(person("second", "acme"), company.workspace)
    service.delete_my_data(company.editor)

    lines = [line.what for line in reversed(log(company))]

    assert lines == [
        Event.WORKSPACE_CREATED,
        Event.MEMBER_INVITED,
        Event.MEMBER_JOINED,
        Event.MEMBER_INVITED,
        Event.MEMBER_JOINED,
        Event.UPLOAD_ADDED,
        Event.DATASET_KEPT,
        Event.REVISION_SAVED,
        Event.THING_KEPT,
        Event.SHARE_CREATED,
        Event.MEMBER_INVITED,
        Event.MEMBER_JOINED,
        Event.SHARE_CREATED,
        Event.SHARE_REFUSED,
        Event.SHARE_OPENED,
        Event.SHARE_REVOKED,
        Event.MEMBER_REMOVED,
        Event.MEMBER_LEFT,
        Event.MEMBER_LEFT,
    ]


def test_the_log_tells_no_secret(company):
    place = company.place
    _, token = place.link(company.workspace, company.owner, "a title", passphrase="correct horse")
    _, secret = place.visits.open_link(token, "correct horse")

    told = repr(log(company))

    for text in (token, secret, "correct horse", "a title", "acme header", "orders of acme", company.upload):
        assert text not in told


@pytest.mark.parametrize("name", ["rename_workspace", "save_revision", "create_share", "revoke_share", "invite"])
def test_nothing_happens_without_its_line(company, name, monkeypatch):
    before = everything(company.place.database)

    def full(*_):
        raise NotSavedError("This was not saved")

    monkeypatch.setattr(gate, "add_audit", full)

    with pytest.raises(WhalecurveError):
        METHODS[name][1](Call(company, company.owner, company.workspace))
    assert everything(company.place.database) == before


def test_the_log_of_another_tenant_has_no_line_of_it(place):
    company, rival = Company(place), Company(place, "rival", "12" * 32)
    before = log(rival)

    company.place.visits.open_link(company.token)
    company.place.service.rename_workspace(company.owner, company.workspace, "x")

    assert log(rival) == before


def test_no_line_is_older_than_the_one_before_it(company):
    place, service = company.place, company.place.service
    service.rename_workspace(company.owner, company.workspace, "now")
    place.clock.set_back(days=1)

    service.rename_workspace(company.owner, company.workspace, "yesterday")
    place.visits.open_link(company.token)

    newest, between, oldest = log(company)[:3]
    assert newest.at == between.at == oldest.at


def test_every_change_notes_the_time(company):
    """A link that ended while people worked, though nobody looked at it, stays ended."""
    place = company.place
    place.clock.now = company.share.expires_at
    place.clock.pass_by(seconds=2)
    place.service.rename_workspace(company.owner, company.workspace, "later")

    place.clock.set_back(days=1)

    with pytest.raises(NotFoundError):
        place.another_process().open_link(company.token)
