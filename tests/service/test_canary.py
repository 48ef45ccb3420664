"""What one tenant keeps reaches no other, whatever of it the other names: ids, digests, links, addresses."""

import inspect
from itertools import product

import pytest

from tests.service.build import Company
from tests.service.methods import METHODS, public_methods
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Principal, ShareTerms
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.service import Service

CANARY = "canary5f3e"


@pytest.fixture
def tenants(place):
    """A tenant whose every text has the canary in it, and a curious one."""
    sings, listens = Company(place, CANARY, "12" * 32), Company(place, "rival", "34" * 32)
    place.visits.open_link(sings.token)
    return sings, listens


def loot(sings, listens):
    """What the curious one may have come by of the other's names, for each argument; only digests and ids."""
    place = sings.place
    return {
        "workspace": [sings.workspace, listens.workspace],
        "digest": [sings.upload, sings.digest, sings.share.snapshot],
        "share_id": [sings.share.id, listens.share.id],
        "email": [listens.viewer.email, listens.owner.email, "owner@" + "example.com"],
        "number": [1, 0, -1, 2],
        "kind": ["mapping", "tries", "action", "", "%"],
        "name": ["header", "%"],
        "folder": [place.folder / "stolen"],
        "content": [b"more"],
        "body": ["{}"],
        "before": [None, "{}"],
        "version": [0, 1],
        "base": [0, 1],
        "state": [SavedState(dataset=sings.digest, uploads=(("x", sings.upload),))],
        "title": ["x"],
        "role": [Role.VIEWER],
        "terms": [ShareTerms("x")],
        "snapshot": [place.snapshot("y", sings.share.snapshot)],
    }


def every_call(name, principal, values):
    names = list(inspect.signature(getattr(Service, name)).parameters)[2:]
    for chosen in product(*(values[argument] for argument in names)):
        yield lambda service, chosen=chosen: getattr(service, name)(principal, *chosen)


def heard(service, call):
    try:
        return repr(call(service))
    except WhalecurveError as error:
        return f"{error} {error.__cause__!r} {error.problems!r}"


@pytest.mark.parametrize("role", ["owner", "editor", "viewer"])
def test_a_canary_never_reaches_another_tenant(tenants, role):
    sings, listens = tenants
    place = sings.place
    # What ends the curious one's own workspace comes last.
    names = sorted(public_methods(), key=lambda name: (name.startswith("delete"), name))

    told = {
        name: [heard(place.service, call) for call in every_call(name, listens.person(role), loot(*tenants))]
        for name in names
    }
    files = [path.read_bytes() for path in (place.folder / "stolen").rglob("*") if path.is_file()]

    assert set(told) == set(METHODS)
    assert [name for name, answers in told.items() if CANARY in "".join(answers)] == []
    assert not any(CANARY.encode() in content for content in files)
    assert place.service.load_revision(sings.owner, sings.workspace, 1).title == CANARY
    place.visits.open_link(sings.token)


def test_the_canary_is_heard_at_home(tenants):
    sings, _ = tenants
    mine = {"email": [], "folder": [sings.place.folder / "mine"]}
    values = {**loot(*tenants), **mine, "workspace": [sings.workspace]}
    reads = (
        "list_members",
        "read_upload",
        "load_draft",
        "load_revision",
        "list_revisions",
        "kept",
        "list_shares",
        "list_workspaces",
    )

    for name in reads:
        answers = [heard(sings.place.service, call) for call in every_call(name, sings.owner, values)]
        assert CANARY in "".join(answers), name


def test_a_digest_of_others_is_no_key_to_their_bytes(tenants):
    """The same bytes are kept once per tenant: nobody learns by a quick upload that somebody has them."""
    sings, listens = tenants
    service = sings.place.service
    content = f"orders of {CANARY}".encode()
    assert service.add_upload(listens.owner, listens.workspace, content) == sings.upload

    service.delete_workspace(listens.owner, listens.workspace)

    assert service.read_upload(sings.owner, sings.workspace, sings.upload) == content


def test_a_viewer_of_one_link_reaches_no_other(tenants):
    sings, listens = tenants
    visits = sings.place.visits
    entry, secret = visits.open_link(listens.token)

    view = visits.look(entry.id, secret)

    assert CANARY not in repr(view)
    with pytest.raises(WhalecurveError) as caught:
        visits.look(sings.share.id, secret)
    assert CANARY not in str(caught.value)


def test_keys_of_two_people_never_meet():
    keys = {
        Principal(issuer, subject).key for issuer, subject in product(("https://a", "https://b"), ("1", "2", "a|1"))
    }
    assert len(keys) == 6
