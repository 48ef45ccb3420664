"""A passphrase beside the link: asked for only of those who have the link, and not to be tried out."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from whalecurve.domain.errors import NotFoundError, WhalecurveError
from whalecurve.service.links import visits as module
from whalecurve.service.links.passphrases import hash_passphrase, is_passphrase
from whalecurve.service.links.visits import NeedsPassphraseError

RIGHT = "correct horse battery"


@pytest.fixture(autouse=True)
def quick_passphrases():
    """The full price of a passphrase, other than everywhere else in the tests."""


@pytest.fixture
def locked(company):
    entry, token = company.place.link(company.workspace, company.owner, "locked", passphrase=RIGHT)
    return company, entry, token


@pytest.fixture
def quick(monkeypatch):
    """Looks at a passphrase without the slow hash, and counts how often."""
    looked = []

    def is_right(passphrase, stored):
        looked.append(passphrase)
        return passphrase == RIGHT

    monkeypatch.setattr(module, "is_passphrase", is_right)
    return looked


def answer(visits, token, passphrase):
    """``open``, ``asked``, ``wrong`` or ``locked``."""
    try:
        visits.open_link(token, passphrase)
    except NeedsPassphraseError as error:
        return "locked" if error.locked else "wrong" if error.wrong else "asked"
    return "open"


@pytest.mark.parametrize("given", [None, ""])
def test_the_right_link_asks(locked, given):
    company, _, token = locked
    assert answer(company.place.visits, token, given) == "asked"


def test_the_right_passphrase_opens(locked):
    company, entry, token = locked

    assert company.place.visits.open_link(token, RIGHT)[0].id == entry.id
    assert entry.has_passphrase
    assert entry.terms.passphrase == ""


@pytest.mark.parametrize(
    "wrong", ["Correct horse battery", f"{RIGHT} ", "x" * 10_000_000, "\ud800", "\x00", RIGHT[:-1]]
)
def test_a_wrong_passphrase_opens_nothing(locked, wrong):
    company, _, token = locked
    assert answer(company.place.visits, token, wrong) == "wrong"


def test_two_spellings_of_a_letter_are_one():
    assert is_passphrase(
        "Zoe\N{COMBINING DIAERESIS} and Leo", hash_passphrase("Zo\N{LATIN SMALL LETTER E WITH DIAERESIS} and Leo")
    )
    assert hash_passphrase(RIGHT) != hash_passphrase(RIGHT)


def test_after_ten_wrong_ones_none_is_looked_at_in_any_process(locked, quick):
    company, _, token = locked
    place = company.place
    doors = [place.visits, place.another_process()]

    tries = [answer(doors[number % 2], token, f"guess {number}") for number in range(12)]

    assert tries == ["wrong"] * 10 + ["locked"] * 2
    assert [answer(door, token, RIGHT) for door in doors] == ["locked"] * 2
    assert len(quick) == 10


def test_the_lock_opens_after_a_quarter_of_an_hour(locked, quick):
    company, _, token = locked
    place = company.place
    for number in range(10):
        answer(place.visits, token, f"guess {number}")

    place.clock.pass_by(minutes=14, seconds=59)
    assert answer(place.visits, token, RIGHT) == "locked"
    place.clock.set_back(days=1)
    assert answer(place.visits, token, RIGHT) == "locked"
    place.clock.pass_by(days=1, seconds=1)
    assert answer(place.visits, token, RIGHT) == "open"


def test_those_who_know_it_do_not_shut_out_each_other(locked, quick):
    company, _, token = locked
    assert {answer(company.place.visits, token, RIGHT) for _ in range(25)} == {"open"}


def test_a_right_one_does_not_make_room_for_more_wrong_ones(locked, quick):
    company, _, token = locked
    visits = company.place.visits

    tries = [answer(visits, token, word) for word in [*["x"] * 9, RIGHT, "x", "x"]]

    assert tries == ["wrong"] * 9 + ["open", "wrong", "locked"]


def test_many_tries_at_once_are_not_looked_at_together(locked, quick):
    company, _, token = locked
    place = company.place

    def attempt(number):
        try:
            return answer(place.visits, token, f"guess {number}")
        except WhalecurveError as error:
            return str(error)

    with ThreadPoolExecutor(12) as pool:
        tries = list(pool.map(attempt, range(30)))

    assert tries.count("open") == 0
    assert len(quick) <= 10


def test_one_link_locked_leaves_the_others_open(locked, quick):
    company, _, token = locked
    place = company.place
    _, second = place.link(company.workspace, company.owner, "second", passphrase=RIGHT)
    for number in range(11):
        answer(place.visits, token, f"guess {number}")

    assert answer(place.visits, second, RIGHT) == "open"


def test_a_passphrase_revives_no_link(locked, quick):
    company, entry, token = locked
    company.place.service.revoke_share(company.owner, company.workspace, entry.id)

    with pytest.raises(NotFoundError):
        company.place.visits.open_link(token, RIGHT)


def test_an_expired_link_does_not_ask_again_when_the_clock_is_set_back(locked):
    company, entry, token = locked
    place = company.place
    place.clock.now = entry.expires_at
    with pytest.raises(NotFoundError):
        place.visits.open_link(token)

    place.clock.set_back(days=1)

    with pytest.raises(NotFoundError):
        place.another_process().open_link(token)


def test_a_link_revoked_while_the_passphrase_is_looked_at_stays_closed(locked, monkeypatch):
    company, entry, token = locked

    def revoke_meanwhile(passphrase, stored):
        company.place.service.revoke_share(company.owner, company.workspace, entry.id)
        return True

    monkeypatch.setattr(module, "is_passphrase", revoke_meanwhile)

    with pytest.raises(NotFoundError):
        company.place.visits.open_link(token, RIGHT)
