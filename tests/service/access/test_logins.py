from datetime import UTC, datetime, timedelta

import pytest

from tests.service.build import START, person
from whalecurve.service.access.logins import Logins
from whalecurve.service.access.recent_answers import SECONDS
from whalecurve.store.db.latest_time import now_not_before
from whalecurve.store.records.ended_logins import KEPT, ended_before

ISSUED = datetime(2200, 3, 1, 8, tzinfo=UTC)
ANN, BEN = person("ann", "acme"), person("ben", "acme")


class Ticks:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def ticks():
    return Ticks()


@pytest.fixture
def logins(database, ticks):
    return Logins(database, lambda: START, ticks)


def test_a_login_that_nobody_ended_goes_on(logins):
    assert not logins.is_ended(ANN, ISSUED)


def test_an_ended_login_is_over_with_all_before_it_and_none_after_it(logins):
    logins.end(ANN, ISSUED)

    assert logins.is_ended(ANN, ISSUED)
    assert logins.is_ended(ANN, ISSUED - timedelta(hours=1))
    assert not logins.is_ended(ANN, ISSUED + timedelta(seconds=1))
    assert not logins.is_ended(BEN, ISSUED)


def test_ending_an_older_login_brings_no_newer_one_back(logins):
    logins.end(ANN, ISSUED)
    logins.end(ANN, ISSUED - timedelta(hours=1))

    assert logins.is_ended(ANN, ISSUED)


def test_another_process_learns_of_it_within_a_second(database, logins, ticks):
    other = Logins(database, lambda: START, ticks)
    assert not other.is_ended(ANN, ISSUED)
    logins.end(ANN, ISSUED)

    ticks.now = SECONDS + 0.1
    assert other.is_ended(ANN, ISSUED)


def test_what_nobody_asks_about_any_more_is_forgotten(database, logins):
    logins.end(ANN, START - KEPT - timedelta(days=1))
    logins.end(BEN, ISSUED)

    assert database.read(lambda conn: ended_before(conn, ANN.key)) is None
    assert database.read(lambda conn: now_not_before(conn, START)) == START


def test_the_store_does_not_say_whose_logins_ended(database, logins):
    from sqlalchemy import select

    from whalecurve.store.db.schema import LOGINS

    logins.end(ANN, ISSUED)
    row = database.read(lambda conn: conn.execute(select(LOGINS)).one())
    assert "ann" not in str(row)
