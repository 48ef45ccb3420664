"""One tenant's hunger is not the other's outage."""

import pytest

from tests.service.build import Company, Place, everything, person
from whalecurve.domain.errors import QuotaError, WhalecurveError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import ShareTerms
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.links.shares import Snapshot
from whalecurve.service.workspaces.quotas import Quotas, read_quotas

QUOTAS = Quotas(workspace_bytes=2_000, revisions=3, shares=2, workspaces=2, members=4, state_bytes=500, share_bytes=200)


@pytest.fixture
def company(database, tmp_path):
    return Company(Place(database, tmp_path / "folders", QUOTAS))


def fill(company, wanted):
    """Calls that go beyond one quota; the last of them is refused."""
    service, owner, workspace, place = company.place.service, company.owner, company.workspace, company.place
    folder = place.sealed("large", b"x" * 3_000)
    return {
        "upload": [lambda: service.add_upload(owner, workspace, b"x" * 2_001)],
        "uploads": [lambda n=n: service.add_upload(owner, workspace, b"x" * (600 + n)) for n in range(4)],
        "dataset": [lambda: service.keep_dataset(owner, workspace, "9a" * 32, folder)],
        "snapshot": [lambda: service.create_share(owner, workspace, ShareTerms("x"), Snapshot("9a" * 32, folder, {}))],
        "body": [
            lambda: service.create_share(
                owner, workspace, ShareTerms("x"), Snapshot("9a" * 32, place.sealed(), {"x": "x" * 200})
            )
        ],
        "revisions": [lambda n=n: service.save_revision(owner, workspace, SavedState(), n, "x") for n in range(1, 4)],
        "revision": [lambda: service.save_revision(owner, workspace, SavedState(title="x" * 500), 1, "x")],
        "draft": [lambda: service.save_draft(owner, workspace, "x" * 501, 1, 0)],
        "draft in bytes": [lambda: service.save_draft(owner, workspace, "\N{WHALE}" * 126, 1, 0)],
        "thing": [lambda: service.keep(owner, workspace, "kpi", "x", "x" * 501)],
        "things": [lambda n=n: service.keep(owner, workspace, "kpi", f"{n}", "x" * 200) for n in range(3)],
        "links": [lambda n=n: place.link(workspace, owner, f"{n}", f"{n}b" * 32) for n in range(2)],
        "members": [lambda n=n: service.invite(owner, workspace, f"{n}@x.org", Role.VIEWER) for n in range(2)],
        "workspaces": [lambda: service.create_workspace(owner, "x") for _ in range(2)],
    }[wanted]


@pytest.mark.parametrize(
    "wanted",
    [
        "upload",
        "uploads",
        "dataset",
        "snapshot",
        "body",
        "revisions",
        "revision",
        "draft",
        "draft in bytes",
        "thing",
        "things",
        "links",
        "members",
        "workspaces",
    ],
)
def test_what_is_more_than_the_quota_is_refused_whole(company, wanted):
    *allowed, beyond = fill(company, wanted)
    for call in allowed:
        call()
    before = everything(company.place.database)

    with pytest.raises(QuotaError, match="at most") as caught:
        beyond()

    assert everything(company.place.database) == before
    assert "WHALECURVE_MAX_" in str(caught.value)


def test_closed_links_make_room(company):
    place = company.place
    place.link(company.workspace, company.owner, "second", "2b" * 32, days=1)
    place.clock.pass_by(days=2)
    place.link(company.workspace, company.owner, "third", "3b" * 32)

    place.service.revoke_share(company.owner, company.workspace, company.share.id)

    place.link(company.workspace, company.owner, "fourth", "4b" * 32)


def test_workspaces_of_others_take_no_room_of_mine(company):
    service = company.place.service
    guest = person("guest", "elsewhere")
    for name in ("a", "b"):
        host = person(name, "hosts")
        workspace = service.create_workspace(host, name).id
        service.invite(host, workspace, guest.email, Role.EDITOR)
    service.greet(guest)

    service.create_workspace(guest, "Mine")

    assert len(service.list_workspaces(guest)) == 3


def test_the_same_upload_twice_counts_once(company):
    service = company.place.service
    for _ in range(5):
        service.add_upload(company.owner, company.workspace, b"x" * 1_000)


def test_each_quota_is_a_setting():
    names = [f"WHALECURVE_MAX_{name.upper()}" for name in vars(Quotas())]

    quotas = read_quotas({name: str(number) for number, name in enumerate(names, 1)})

    assert list(vars(quotas).values()) == list(range(1, len(names) + 1))
    assert read_quotas({}) == Quotas()


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "1e3", "two", "\N{SUPERSCRIPT TWO}"])
def test_a_setting_that_is_no_number_stops_the_start(value):
    with pytest.raises(WhalecurveError, match="WHALECURVE_MAX_MEMBERS"):
        read_quotas({"WHALECURVE_MAX_MEMBERS": value})
