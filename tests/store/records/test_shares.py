"""Shares and visits end when they should, and nothing brings them back."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.store.kept_build import ANNA, BUNDLE, DAY, HOUR, NOW, make_workspace, share
from whalecurve.domain.errors import ConflictError, NotFoundError
from whalecurve.domain.state.kept import ShareEntry, ShareTerms
from whalecurve.store.db import latest_time
from whalecurve.store.db.schema import SHARES, VISITS
from whalecurve.store.records import shares, visits

SECRET = b"s" * 32
TERMS = ShareTerms("For the board", sites=("https://example.com",))


def visit(database, link, until=NOW + HOUR, secret=SECRET):
    database.write(lambda conn: visits.add_visit(conn, link.id, secret, NOW, until))


def look(database, link, now=NOW, secret=SECRET):
    return database.read(lambda conn: visits.find_visit(conn, link.id, secret, now))


def revoke(database, workspace, link, now=NOW):
    database.write(lambda conn: shares.revoke_share(conn, workspace, link.id, now), workspace)


def test_a_share_comes_back_without_its_passphrase(database):
    workspace = make_workspace(database)
    link = share(database, workspace, passphrase_hash="scrypt$hash")
    wanted = ShareEntry(link.id, workspace, TERMS, True, ANNA.key, NOW, NOW + 30 * DAY, None, 0, None, BUNDLE)
    assert link == wanted
    stored = database.read(lambda conn: shares.find_share(conn, link.id))
    assert stored == shares.StoredShare(wanted, "scrypt$hash", '{"basis": "contribution"}')
    assert database.read(lambda conn: shares.find_share_by_token(conn, b"t" * 32)) == stored
    assert database.read(lambda conn: shares.list_shares(conn, workspace)) == [wanted]
    assert "hush" not in str(database.read(lambda conn: conn.execute(select(SHARES)).all()))


def test_a_token_that_is_none_finds_nothing(database):
    share(database, make_workspace(database))
    for token in (b"", b"t" * 31, b"t" * 33, b"T" * 32, b"x" * 10_000_000):
        assert database.read(lambda conn, token=token: shares.find_share_by_token(conn, token)) is None


def test_no_two_shares_have_the_same_token(database):
    workspace = make_workspace(database)
    share(database, workspace)
    with pytest.raises(ConflictError):
        share(database, workspace)


def test_opening_is_counted(database):
    workspace = make_workspace(database)
    link = share(database, workspace)
    for hours in (1, 2):
        database.write(lambda conn, hours=hours: shares.note_opened(conn, link.id, NOW + hours * HOUR))
    found = database.read(lambda conn: shares.find_share(conn, link.id)).entry
    assert found == replace(link, opened=2, last_opened_at=NOW + 2 * HOUR)


def test_a_visit_sees_the_share_until_either_ends(database):
    link = share(database, make_workspace(database), expires_at=NOW + 2 * HOUR)
    visit(database, link)
    visit(database, link, NOW + 9 * HOUR, b"long")
    assert look(database, link).entry == link
    assert look(database, link, NOW + HOUR) is None
    assert look(database, link, NOW + 1.9 * HOUR, b"long").entry == link
    assert look(database, link, NOW + 2 * HOUR, b"long") is None


def test_a_visit_opens_only_its_own_share(database):
    workspace = make_workspace(database)
    one, other = share(database, workspace), share(database, workspace, b"u" * 32)
    visit(database, one)
    assert look(database, other) is None
    assert look(database, one, secret=b"") is None
    assert look(database, one, secret=SECRET[:-1]) is None


def test_a_revoked_share_ends_every_visit_at_once_and_for_good(database):
    workspace = make_workspace(database)
    link = share(database, workspace)
    visit(database, link)
    revoke(database, workspace, link)
    revoke(database, workspace, link, NOW + HOUR)
    assert look(database, link) is None
    assert database.read(lambda conn: shares.find_share(conn, link.id)).entry.revoked_at == NOW
    visit(database, link)
    assert look(database, link) is None


def test_only_its_own_workspace_revokes_a_share(database):
    one, other = make_workspace(database), make_workspace(database)
    link = share(database, one)
    for workspace, name in ((other, link), (one, replace(link, id="0" * 32))):
        with pytest.raises(NotFoundError, match="no such link"):
            revoke(database, workspace, name)
    assert database.read(lambda conn: shares.find_share(conn, link.id)).entry.revoked_at is None


def test_a_clock_set_back_a_day_brings_no_ended_share_to_life(database):
    link = share(database, make_workspace(database), expires_at=NOW + HOUR)
    visit(database, link, NOW + DAY)
    seen = NOW + DAY
    assert look(database, link, NOW).entry == link
    assert database.write(lambda conn: latest_time.advance(conn, seen)) == seen
    assert look(database, link, NOW) is None
    assert database.read(lambda conn: latest_time.now_not_before(conn, NOW)) == seen
    assert database.write(lambda conn: latest_time.advance(conn, NOW)) == seen


def test_time_goes_on(database):
    start = NOW + DAY
    for step in (0 * DAY, DAY / 86_400_000, DAY):
        assert database.write(lambda conn, now=start + step: latest_time.advance(conn, now)) == start + step
    assert database.read(lambda conn: latest_time.now_not_before(conn, NOW)) == start + DAY


def test_ended_visits_are_swept(database):
    link = share(database, make_workspace(database))
    later = NOW + DAY
    visit(database, link, later)
    visit(database, link, later + HOUR, b"long")
    assert database.write(lambda conn: visits.sweep_visits(conn, later)) == 1
    assert database.read(lambda conn: conn.execute(select(func.count()).select_from(VISITS)).scalar_one()) == 1
