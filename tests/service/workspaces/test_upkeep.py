"""What nothing names any more makes room; what somebody needs never does."""

from datetime import timedelta

import pytest

from tests.service.build import DIGEST, START, Company, Place, everything, person
from whalecurve.domain.errors import NotFoundError, NotSavedError, QuotaError
from whalecurve.domain.plan.edits import History
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.draft_text import draft_text
from whalecurve.domain.state.kept import ShareTerms
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.events import Event
from whalecurve.service.links.shares import Snapshot
from whalecurve.service.service import Service
from whalecurve.service.workspaces import upkeep
from whalecurve.service.workspaces.quotas import Quotas
from whalecurve.store.content.leftovers import GRACE

LARGE = b"x" * 1_500


@pytest.fixture
def company(database, tmp_path):
    """A company with room for little more than it has."""
    return Company(Place(database, tmp_path / "folders", Quotas(workspace_bytes=2_000)))


def body(uploads=(), dataset=""):
    """A draft as the desk writes it, with a step to undo."""
    state = SavedState(uploads=tuple(("Zoë.csv", digest) for digest in uploads), dataset=dataset)
    plan = Scenario(currency="EUR")
    return draft_text(state, History(plan, state.scenario, (plan,), (plan,)))


def put(company, content, who=None):
    return company.place.service.add_upload(who or company.owner, company.workspace, content)


def wait(company, **lapse):
    company.place.clock.pass_by(**(lapse or {"seconds": GRACE.total_seconds() + 1}))


def open_it(company, who=None):
    company.place.service.open_workspace(who or company.owner, company.workspace)


def has(company, digest):
    try:
        return bool(company.place.service.read_upload(company.owner, company.workspace, digest))
    except NotFoundError:
        return False


def log(company):
    return company.place.service.read_audit(company.owner, company.workspace)


def test_a_file_that_was_taken_off_makes_room_for_the_next(company):
    service = company.place.service
    large = put(company, LARGE)
    service.save_draft(company.owner, company.workspace, body([large]), 1, 0)
    wait(company)
    with pytest.raises(QuotaError):
        put(company, LARGE[1:])

    service.save_draft(company.owner, company.workspace, body(), 2, 0)
    put(company, LARGE[1:])

    assert not has(company, large)


def test_tables_that_were_replaced_make_room_for_the_next(company):
    place, service = company.place, company.place.service
    for number in range(4):
        digest = f"{number}d" * 32
        service.keep_dataset(company.owner, company.workspace, digest, place.sealed(f"{number}", b"%d" % number * 900))
        service.save_draft(company.owner, company.workspace, body(dataset=digest), number + 1, 0)
        wait(company)

    service.fetch_dataset(company.viewer, company.workspace, digest, place.folder / "out")
    with pytest.raises(NotFoundError):
        service.fetch_dataset(company.viewer, company.workspace, "0d" * 32, place.folder / "out")


def test_a_link_finds_room_too(company):
    put(company, LARGE)
    wait(company)
    folder = company.place.sealed("large", LARGE[1:])

    company.place.service.create_share(
        company.owner, company.workspace, ShareTerms("x"), Snapshot("9a" * 32, folder, {})
    )


def test_a_refusal_leaves_everything_as_it_was(company):
    """Also what it would have deleted: nothing was taken, so nothing goes."""
    put(company, b"x" * 100)
    wait(company)
    before = everything(company.place.database)

    with pytest.raises(QuotaError):
        put(company, b"x" * 2_000)
    assert everything(company.place.database) == before


@pytest.mark.parametrize("keeper", ["my draft", "another's draft", "a revision", "a thing", "lately"])
def test_what_somebody_needs_stays_whoever_opens_the_workspace(company, keeper):
    service, workspace = company.place.service, company.workspace
    digest = put(company, b"needed")
    wait(company, hours=2)
    if keeper == "my draft":
        service.save_draft(company.owner, workspace, body([digest]), 1, 0)
    elif keeper == "another's draft":
        service.save_draft(company.editor, workspace, body([digest]), 1, 0)
    elif keeper == "a revision":
        service.save_revision(company.owner, workspace, SavedState(uploads=(("a", digest),)), 1, "with it")
        service.save_revision(company.owner, workspace, SavedState(), 2, "without it")
    elif keeper == "a thing":
        service.keep(company.owner, workspace, "mapping", digest, "{}")
    else:
        put(company, b"needed")

    for who in (company.viewer, company.owner):
        open_it(company, who)

    assert has(company, digest)
    if keeper == "a revision":
        digests = dict(service.load_revision(company.viewer, workspace, 2).uploads)
        assert has(company, digests["a"])


def test_a_dataset_that_is_used_again_is_not_about_to_go(company):
    """The first tab has the tables in hand, and names them a moment after somebody opened the workspace."""
    place, service = company.place, company.place.service
    wait(company)
    service.keep_dataset(company.owner, company.workspace, DIGEST, place.sealed(company.name))
    open_it(company)
    service.save_draft(company.owner, company.workspace, body(dataset=DIGEST), 1, 0)

    service.fetch_dataset(company.owner, company.workspace, DIGEST, place.folder / "out")


def test_it_is_looked_for_once_an_hour_by_each_process(company, monkeypatch):
    """All that is kept is read for it."""
    place, looked = company.place, []
    monkeypatch.setattr(upkeep, "find_leftovers", lambda conn, workspace, now: looked.append(now) or set())

    for _ in range(7):
        open_it(company, company.viewer)
        wait(company, minutes=20)
    assert [moment - START for moment in looked] == [timedelta(hours=hours) for hours in range(3)]

    open_it(company)
    other = Service(place.database, place.clock, place.quotas)
    other.open_workspace(company.viewer, company.workspace)
    assert len(looked) == 4


def test_the_log_says_how_much_went_and_that_nobody_asked_for_it(company):
    put(company, b"more")
    wait(company)
    open_it(company, company.viewer)

    line, opened = log(company)[:2]

    # The upload of the company, its dataset, and this one.
    assert (line.what, line.principal, line.detail) == (Event.LEFTOVERS_REMOVED, "whalecurve", {"things": 3})
    assert opened.what == Event.WORKSPACE_OPENED


def test_it_touches_no_other_workspace(company):
    rival = Company(company.place, "rival", "12" * 32)
    digest = put(rival, b"theirs")
    wait(company, hours=2)
    open_it(company)

    assert has(rival, digest)
    assert [line.what for line in log(rival)].count(Event.LEFTOVERS_REMOVED) == 0


def test_a_store_that_takes_nothing_is_opened_all_the_same(company, monkeypatch):
    digest = put(company, b"more")
    wait(company)

    def full(*_):
        raise NotSavedError("This was not saved")

    monkeypatch.setattr(upkeep, "add_audit", full)
    open_it(company)

    assert has(company, digest), "nothing goes without its line"


def test_who_leaves_takes_what_only_they_named(company):
    service = company.place.service
    guest = person("guest", "elsewhere")
    service.invite(company.owner, company.workspace, guest.email, Role.EDITOR)
    service.greet(guest)
    digest = put(company, b"theirs", guest)
    service.save_draft(guest, company.workspace, body([digest]), 0, 1)
    wait(company)
    open_it(company)
    assert has(company, digest)

    service.remove_member(company.owner, company.workspace, guest.email)
    wait(company)
    open_it(company)
    assert not has(company, digest)
