"""What opens nothing looks the same whatever it is, costs the same, and is stored nowhere."""

import secrets
import statistics
import time
from datetime import timedelta

import pytest

from tests.service.build import Company, everything
from whalecurve.domain.errors import NotFoundError, WhalecurveError
from whalecurve.domain.state.kept import ShareTerms
from whalecurve.service.access.tokens import new_secret
from whalecurve.store.records.shares import find_share_by_token

MEGABYTE = 1024 * 1024


def bad_tokens(company):
    """Everything that is no token of an open link, by the name of what is wrong with it."""
    place, service = company.place, company.place.service
    token, share = company.token, company.share
    revoked, revoked_token = place.link(company.workspace, company.owner, "revoked")
    service.revoke_share(company.owner, company.workspace, revoked.id)
    _, expired_token = place.link(company.workspace, company.owner, "expired", days=1)
    gone = Company(place, "gone")
    service.delete_workspace(gone.owner, gone.workspace)
    place.clock.pass_by(days=2)
    return {
        "guessed": new_secret(),
        "empty": "",
        "colon": f":{token}",
        "none": None,
        "the word none": "None",
        "list": [token],
        "dictionary": {"token": token},
        "bytes": token.encode(),
        "number": 7,
        "10 MB": "a" * (10 * MEGABYTE),
        "10 MB that begin right": token + "a" * (10 * MEGABYTE),
        "cut": token[:-1],
        "one more": f"{token}A",
        "line end": f"{token}\n",
        "blank": f" {token}",
        "off by one": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "other case": token.swapcase(),
        "NUL": "\x00" * 43,
        "half a character": "\ud800" * 43,
        "look-alike": "\N{CYRILLIC SMALL LETTER A}" * 43,
        "wildcard": "%" * 43,
        "id of the link": share.id,
        "another's visit": place.visits.open_link(token)[1],
        "expired": expired_token,
        "revoked": revoked_token,
        "of a deleted workspace": gone.token,
    }


def refusal(ask, *values):
    with pytest.raises(WhalecurveError) as caught:
        ask(*values)
    return type(caught.value), str(caught.value)


def test_a_token_opens_its_link(company):
    visits = company.place.visits

    entry, secret = visits.open_link(company.token)
    view = visits.look(entry.id, secret)

    assert (view.entry.id, view.workspace, view.body) == (company.share.id, company.workspace, {"title": "acme"})
    visits.fetch_snapshot(entry.id, secret, company.place.folder / "viewer")
    assert (company.place.folder / "viewer" / "ranking.parquet").read_bytes() == b"acme"
    assert company.place.service.list_shares(company.owner, company.workspace)[0].opened == 1


def test_whatever_opens_nothing_gets_one_and_the_same_answer(company):
    tokens = bad_tokens(company)
    visits = company.place.visits

    answers = {name: refusal(visits.open_link, token) for name, token in tokens.items()}
    answers |= {f"{name}, passphrase": refusal(visits.open_link, token, "word") for name, token in tokens.items()}

    assert set(answers.values()) == {answers["guessed"]}
    assert answers["guessed"][0] is NotFoundError


def test_whatever_is_no_secret_of_a_visit_gets_one_and_the_same_answer(company):
    place, visits = company.place, company.place.visits
    tokens = bad_tokens(company)
    entry, secret = visits.open_link(company.token)
    other, other_token = place.link(company.workspace, company.owner, "other")
    other_secret = visits.open_link(other_token)[1]
    tokens |= {"token": company.token, "of another link": other_secret, "another's visit": ""}
    pairs = [(entry.id, bad) for bad in tokens.values()]
    pairs += [(bad, secret) for bad in (other.id, "0" * 32, "", None, [], 7, "x" * MEGABYTE, f"{entry.id}\n")]

    answers = {refusal(visits.look, *pair) for pair in pairs}
    answers |= {refusal(visits.fetch_snapshot, *pair, place.folder / "viewer") for pair in pairs}

    assert answers == {refusal(visits.open_link, "")}
    assert not (place.folder / "viewer").exists()


def test_a_wrong_token_of_any_kind_takes_about_as_long(company):
    tokens = bad_tokens(company)
    visits = company.place.visits
    for token in tokens.values():
        refusal(visits.open_link, token)  # an expired one is noted once
    rounds = {name: [] for name in tokens}
    for _ in range(25):
        for name, token in tokens.items():
            start = time.thread_time()
            refusal(visits.open_link, token)
            rounds[name].append(time.thread_time() - start)

    base = statistics.median(rounds["guessed"])
    ratios = {name: statistics.median(times) / base for name, times in rounds.items()}

    # Processor time of this thread, and loosely: other programs run here too. A hash of 10 MB takes ten times as long.
    assert {name: ratio for name, ratio in ratios.items() if not 1 / 3 < ratio < 3} == {}


def test_no_token_secret_or_passphrase_is_stored(company):
    place = company.place
    passphrase = "correct horse battery"
    _, token = place.link(company.workspace, company.owner, "locked", passphrase=passphrase)
    _, secret = place.visits.open_link(token, passphrase)

    rows = repr(everything(place.database))
    files = [path for path in place.folder.parent.rglob("store.sqlite*") if path.is_file()]
    found = rows.encode() + b"".join(path.read_bytes() for path in files)

    assert company.workspace.encode() in found
    for text in (token, secret, passphrase, company.token):
        assert text.encode() not in found
        assert text.encode().hex().encode() not in found


def test_tokens_are_256_bits_of_chance(company):
    tokens = {new_secret() for _ in range(1_000)}

    assert len(tokens) == 1_000
    assert {len(token) for token in tokens} == {43}
    assert company.place.database.read(lambda conn: find_share_by_token(conn, secrets.token_bytes(32))) is None


def test_two_viewers_do_not_share_what_they_do_to_a_view(company):
    visits = company.place.visits
    entry, secret = visits.open_link(company.token)

    visits.look(entry.id, secret).body["title"] = "spoilt"

    assert visits.look(entry.id, secret).body == {"title": "acme"}


@pytest.mark.parametrize(
    "terms",
    [
        {"title": " "},
        {"parts": ()},
        {"parts": ("ranking", "ranking")},
        {"parts": ("transactions",)},
        {"days": 0},
        {"days": 366},
        {"days": True},
        {"days": 1.5},
        {"passphrase": "short"},
        {"passphrase": "x" * 201},
        {"sites": ("https://example.com/page",)},
        {"sites": ("https://example.com; script-src *",)},
        {"sites": ("http://example.com",)},
        {"sites": ("*",)},
        {"sites": ("https://example.com\n",)},
        {"sites": tuple(f"https://{number}.example.com" for number in range(11))},
    ],
)
def test_terms_that_cannot_be_kept_are_refused(town, terms):
    company, _ = town
    told = ShareTerms(**{"title": "Board", **terms})

    with pytest.raises(WhalecurveError):
        company.place.service.create_share(company.owner, company.workspace, told, company.place.snapshot())

    assert len(company.place.service.list_shares(company.owner, company.workspace)) == 1


def test_a_visit_lasts_twelve_hours_at_most(company):
    place = company.place
    entry, secret = place.visits.open_link(company.token)
    place.clock.pass_by(hours=11, minutes=59)
    place.visits.look(entry.id, secret)

    place.clock.pass_by(minutes=1)

    assert refusal(place.visits.look, entry.id, secret)[0] is NotFoundError
    place.visits.open_link(company.token)


def test_a_visit_ends_with_its_link(company):
    place = company.place
    place.clock.now = company.share.expires_at - timedelta(minutes=5)
    entry, secret = place.visits.open_link(company.token)
    place.visits.look(entry.id, secret)

    place.clock.pass_by(minutes=5)

    assert refusal(place.visits.look, entry.id, secret)[0] is NotFoundError
