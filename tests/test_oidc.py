"""The tests' identity provider lets the right login through, and nothing that is one step off."""

import secrets
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.oidc import CLIENT_ID, Person, running_provider
from tests.oidc_rules import challenge_of, half_hash

HERE = "http://127.0.0.1:1/oauth2callback"
ANN = Person("ann", "ann@example.com")
VERIFIER = secrets.token_urlsafe(48)


@pytest.fixture(scope="module")
def provider():
    with running_provider([ANN, Person("bob", "bob@example.com", email_verified=False)], [HERE]) as running:
        yield running


@pytest.fixture
def client(provider):
    with httpx2.Client(base_url=provider.issuer) as browser:
        yield browser


def question(**changes):
    """What a careful app asks, with changes; None leaves a part out."""
    asked = {
        "client_id": CLIENT_ID,
        "redirect_uri": HERE,
        "response_type": "code",
        "scope": "openid email profile",
        "state": secrets.token_urlsafe(24),
        "nonce": secrets.token_urlsafe(24),
        "code_challenge": challenge_of(VERIFIER),
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (asked | changes).items() if value is not None}


def log_in(client, asked, subject="ann"):
    """The answer to somebody who fills in the form."""
    form = client.get("/authorize", params=asked)
    assert form.status_code == 200, form.text
    number = form.text.partition('name="login" value="')[2].partition('"')[0]
    return client.post("/authorize", data={"login": number, "subject": subject})


def query_of(response):
    """What the redirect carries back to the app."""
    assert response.status_code == 303, response.text
    address = urlsplit(response.headers["location"])
    return {name: values[0] for name, values in parse_qs(address.query).items()}


def redeem(client, provider, given, **changes):
    """The answer to the app that comes with a code."""
    form = {
        "grant_type": "authorization_code",
        "code": given,
        "redirect_uri": HERE,
        "code_verifier": VERIFIER,
        "client_id": CLIENT_ID,
        "client_secret": provider.client_secret,
    }
    return client.post("/token", data=form | changes)


def test_a_login_ends_with_a_signed_statement_of_who_it_was(client, provider):
    asked = question()
    back = query_of(log_in(client, asked))
    assert back["state"] == asked["state"]
    tokens = redeem(client, provider, back["code"]).json()
    keys = KeySet.import_key_set(client.get("/jwks").json())
    claims = jwt.decode(tokens["id_token"], keys, algorithms=["RS256"]).claims
    said = {"iss": provider.issuer, "aud": CLIENT_ID, "sub": "ann", "email": "ann@example.com", "email_verified": True}
    assert said.items() <= claims.items()
    assert claims["nonce"] == asked["nonce"]
    assert claims["at_hash"] == half_hash(tokens["access_token"])
    told = client.get("/userinfo", headers={"authorization": f"Bearer {tokens['access_token']}"}).json()
    assert told == {"sub": "ann", "email": "ann@example.com", "email_verified": True, "name": "Ann"}


def test_the_public_key_is_all_that_is_published(client):
    (key,) = client.get("/jwks").json()["keys"]
    assert key.keys() == {"kty", "kid", "use", "alg", "n", "e"}


def test_the_discovery_document_names_addresses_that_answer(client, provider):
    said = client.get(provider.metadata_url).json()
    assert said["issuer"] == provider.issuer
    assert {client.get(said[name]).status_code for name in said if name.endswith(("_endpoint", "_uri"))} <= {
        200,
        400,
        401,
        405,
    }


@pytest.mark.parametrize("changes", [{"redirect_uri": HERE + "/x"}, {"redirect_uri": None}, {"client_id": "other"}])
def test_nobody_is_sent_to_an_address_that_is_not_registered(client, changes):
    refused = client.get("/authorize", params=question(**changes))
    assert refused.status_code in {400, 401}
    assert "location" not in refused.headers


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "email"}, "invalid_scope"),
        ({"state": None}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"nonce": "1"}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_a_careless_question_comes_back_as_an_error(client, changes, error):
    assert query_of(client.get("/authorize", params=question(**changes)))["error"] == error


def test_a_stranger_is_refused_and_a_form_works_once(client):
    assert log_in(client, question(), "mallory").json()["error"] == "access_denied"
    form = client.get("/authorize", params=question())
    number = form.text.partition('name="login" value="')[2].partition('"')[0]
    answers = [client.post("/authorize", data={"login": number, "subject": "ann"}).status_code for _ in range(2)]
    assert answers == [303, 400]


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "guessed"}, 401, "invalid_client"),
        ({"client_id": "other"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"code": "guessed"}, 400, "invalid_grant"),
        ({"redirect_uri": HERE + "/x"}, 400, "invalid_grant"),
        ({"code_verifier": VERIFIER + "x"}, 400, "invalid_grant"),
        ({"code_verifier": ""}, 400, "invalid_grant"),
    ],
)
def test_a_code_is_for_the_client_that_asked(client, provider, changes, status, error):
    code = query_of(log_in(client, question()))["code"]
    refused = redeem(client, provider, code, **changes)
    assert (refused.status_code, refused.json()["error"]) == (status, error)


def test_the_secret_may_come_as_a_header(client, provider):
    code = query_of(log_in(client, question()))["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": HERE, "code_verifier": VERIFIER}
    assert client.post("/token", data=form, auth=(CLIENT_ID, "guessed")).status_code == 401
    assert client.post("/token", data=form, headers={"authorization": "Basic !"}).status_code == 401
    assert client.post("/token", data=form, auth=(CLIENT_ID, provider.client_secret)).status_code == 200


def test_a_code_used_twice_ends_what_it_gave(client, provider):
    code = query_of(log_in(client, question()))["code"]
    access = redeem(client, provider, code).json()["access_token"]
    assert redeem(client, provider, code).json()["error"] == "invalid_grant"
    assert client.get("/userinfo", headers={"authorization": f"Bearer {access}"}).status_code == 401


def test_whoever_is_logged_in_is_asked_again_only_when_the_app_wants_it(client):
    log_in(client, question())
    assert "code" in query_of(client.get("/authorize", params=question()))
    assert "Who are you?" in client.get("/authorize", params=question(prompt="select_account")).text


def test_a_log_out_needs_the_id_token_and_ends_the_session(client, provider):
    tokens = redeem(client, provider, query_of(log_in(client, question()))["code"]).json()
    leave = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": HERE}
    assert client.get("/end_session", params=leave | {"id_token_hint": "x"}).status_code == 400
    assert client.get("/end_session", params=leave | {"post_logout_redirect_uri": "http://evil"}).status_code == 400
    assert client.get("/end_session", params=leave).headers["location"] == HERE
    assert "Who are you?" in client.get("/authorize", params=question()).text


def test_an_address_that_nobody_verified_is_said_to_be_so(client, provider):
    tokens = redeem(client, provider, query_of(log_in(client, question(), "bob"))["code"]).json()
    keys = KeySet.import_key_set(client.get("/jwks").json())
    assert jwt.decode(tokens["id_token"], keys).claims["email_verified"] is False


def test_claims_and_signature_can_be_made_wrong(client, provider, monkeypatch):
    monkeypatch.setattr(provider, "claims", {"nonce": "another"})
    tokens = redeem(client, provider, query_of(log_in(client, question()))["code"]).json()
    assert jwt.decode(tokens["id_token"], provider.published).claims["nonce"] == "another"
