"""A link that is over is over: on every open tab within seconds, in every process, whatever becomes of the clock."""

import time
from datetime import timedelta

import pytest

from tests.service.build import Company, Place, person
from whalecurve.domain.errors import NotFoundError
from whalecurve.service.access.recent_answers import SECONDS
from whalecurve.service.links.visits import Visits
from whalecurve.store.content.bundles import has_bundle


def is_closed(look):
    try:
        look()
    except NotFoundError:
        return True
    return False


def open_tabs(company):
    """The same visit in two processes, both looked at just now."""
    entry, secret = company.place.visits.open_link(company.token)
    tabs = [lambda visits=visits: visits.look(entry.id, secret) for visits in (company.place.visits, other(company))]
    assert not any(is_closed(tab) for tab in tabs)
    return tabs


def other(company):
    return company.place.another_process()


def end(company, how):
    service, owner, workspace = company.place.service, company.owner, company.workspace
    if how == "revoke":
        service.revoke_share(owner, workspace, company.share.id)
    elif how == "delete workspace":
        service.delete_workspace(owner, workspace)
    elif how == "delete my data":
        service.delete_my_data(owner)
    else:
        company.place.clock.now = company.share.expires_at


WAYS = ["revoke", "delete workspace", "delete my data", "expire"]


@pytest.mark.parametrize("how", WAYS)
def test_open_tabs_close_within_a_second_in_every_process(company, how):
    tabs = open_tabs(company)

    end(company, how)
    company.place.clock.ticked += SECONDS

    assert all(is_closed(tab) for tab in tabs)
    assert is_closed(lambda: company.place.visits.open_link(company.token))
    folder = company.place.folder / "viewer"
    assert is_closed(lambda: company.place.visits.fetch_snapshot(company.share.id, "", folder))


def test_a_download_in_the_second_of_revoking_gets_the_same_answer(company):
    place = company.place
    entry, secret = place.visits.open_link(company.token)
    place.visits.look(entry.id, secret)

    end(company, "revoke")

    with pytest.raises(NotFoundError, match="This link is not available"):
        place.visits.fetch_snapshot(entry.id, secret, place.folder / "viewer")
    assert not (place.folder / "viewer").exists()


def test_open_tabs_close_within_five_seconds_by_a_real_clock(database, tmp_path):
    company = Company(Place(database, tmp_path / "folders"))
    visits = Visits(database, company.place.clock)
    entry, secret = visits.open_link(company.token)
    visits.look(entry.id, secret)

    start = time.monotonic()
    end(company, "revoke")
    while not is_closed(lambda: visits.look(entry.id, secret)):
        assert time.monotonic() - start < 5
        time.sleep(0.05)

    assert time.monotonic() - start < 2


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("noticed", [True, False])
def test_a_clock_set_back_brings_nothing_to_life(company, how, noticed):
    place = company.place
    place.clock.now = company.share.expires_at - timedelta(seconds=30)
    tabs = open_tabs(company)
    end(company, how)
    place.clock.ticked += SECONDS
    if noticed:
        assert all(is_closed(tab) for tab in tabs)
    else:
        # Nobody looked at this link; another one's viewer did, later.
        stranger = Company(place, "rival", "12" * 32)
        entry, secret = place.visits.open_link(stranger.token)
        place.clock.pass_by(minutes=2)
        place.visits.look(entry.id, secret)

    place.clock.set_back(days=1)

    fresh = other(company)
    assert all(is_closed(tab) for tab in tabs)
    assert is_closed(lambda: fresh.open_link(company.token))
    assert is_closed(lambda: fresh.look(company.share.id, "A" * 43))


def test_an_expired_link_that_only_a_viewer_saw_stays_expired(company):
    """To the split second: the store notes the time in steps."""
    place = company.place
    place.clock.now = company.share.expires_at - timedelta(milliseconds=400)
    tabs = open_tabs(company)
    place.clock.pass_by(milliseconds=500)
    place.clock.ticked += SECONDS
    assert all(is_closed(tab) for tab in tabs)

    place.clock.set_back(days=1)

    assert is_closed(lambda: other(company).open_link(company.token))


def test_a_visit_that_ended_does_not_begin_again(company):
    place = company.place
    tabs = open_tabs(company)
    place.clock.pass_by(hours=12, minutes=2)
    assert all(is_closed(tab) for tab in tabs)

    place.clock.set_back(hours=1)

    assert all(is_closed(tab) for tab in tabs)


def test_a_store_that_takes_nothing_still_closes_what_is_over(company, monkeypatch):
    from whalecurve.domain.errors import NotSavedError

    tabs = open_tabs(company)

    def full(*_):
        raise NotSavedError("This was not saved")

    monkeypatch.setattr(company.place.database, "write", full)
    company.place.clock.pass_by(days=31)

    assert all(is_closed(tab) for tab in tabs)


def test_revoking_once_more_is_no_error_and_frees_the_tables(company):
    place, service = company.place, company.place.service
    second, _ = place.link(company.workspace, company.owner, "acme", company.share.snapshot)

    def kept():
        return place.database.read(lambda conn: has_bundle(conn, company.workspace, company.share.snapshot))

    service.revoke_share(company.owner, company.workspace, company.share.id)
    assert kept()  # the second link shows the same
    service.revoke_share(company.owner, company.workspace, second.id)
    service.revoke_share(company.owner, company.workspace, second.id)

    assert not kept()


@pytest.mark.parametrize("bad", ["0" * 32, "", None, [], "x" * 1_000])
def test_a_link_of_others_is_not_there_to_be_revoked(company, bad):
    rival = Company(company.place, "rival", "12" * 32)
    service = company.place.service

    with pytest.raises(NotFoundError) as unknown:
        service.revoke_share(company.owner, company.workspace, bad)
    with pytest.raises(NotFoundError) as others:
        service.revoke_share(company.owner, company.workspace, rival.share.id)

    assert type(unknown.value) is type(others.value)
    company.place.visits.open_link(rival.token)


def test_ids_are_never_used_again(company):
    service = company.place.service
    ids = {company.workspace, company.share.id}
    service.delete_workspace(company.owner, company.workspace)

    for _ in range(20):
        workspace = service.create_workspace(person("owner"), "Next").id
        assert workspace not in ids
        ids.add(workspace)
