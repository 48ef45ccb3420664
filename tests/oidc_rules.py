"""What the tests' identity provider accepts, refuses and signs; ``tests/oidc.py`` serves it."""

import contextlib
import hashlib
import hmac
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

CLIENT_ID = "whalecurve-under-test"
CODE_SECONDS = 60
TOKEN_SECONDS = 3600


class RefusedError(Exception):
    """A request that the provider does not answer: OAuth's name of the fault, and what was wrong."""

    def __init__(self, name: str, why: str):
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


@dataclass(frozen=True)
class Person:
    """Somebody who can log in; ``subject`` is what they answer to "Who are you?"."""

    subject: str
    email: str
    name: str = ""
    email_verified: bool = True


@dataclass(frozen=True)
class Grant:
    """One login, from the code on: what was asked for and who answered."""

    person: Person
    asked: Mapping[str, str]
    until: float


def new_key() -> RSAKey:
    """A key pair for signatures."""
    return RSAKey.generate_key(2048, {"kid": secrets.token_hex(8), "use": "sig", "alg": "RS256"})


@dataclass
class Provider:
    """What the provider knows and hands out.

    Attributes:
        issuer: Its address, and its name in every token.
        people: Who can log in, by subject.
        redirect_uris: Where it sends people back to, and nowhere else.
        client_secret: What the app must know.
        claims: Claims of an ID token that are to be wrong, for tests of the app.
        key: What signs ID tokens; another one than ``published`` makes every signature wrong.
    """

    issuer: str
    people: dict[str, Person]
    redirect_uris: set[str] = field(default_factory=set)
    client_secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=new_key, repr=False)
    published: RSAKey = field(init=False, repr=False)
    asked: dict[str, Mapping[str, str]] = field(default_factory=dict)
    codes: dict[str, Grant] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, Grant] = field(default_factory=dict)

    def __post_init__(self):
        self.published = self.key

    @property
    def metadata_url(self) -> str:
        """Address of the discovery document."""
        return f"{self.issuer}/.well-known/openid-configuration"

    def check_client(self, asked: Mapping[str, str]) -> None:
        """Refuse what must not even be answered by a redirect: an unknown client, a foreign address."""
        if asked.get("client_id") != CLIENT_ID:
            raise RefusedError("invalid_client", "no such client")
        if asked.get("redirect_uri") not in self.redirect_uris:
            raise RefusedError("invalid_request", "the redirect_uri is not registered")

    def check_question(self, asked: Mapping[str, str]) -> None:
        """Refuse a login that could be replayed, forged or intercepted."""
        if asked.get("response_type") != "code":
            raise RefusedError("unsupported_response_type", "only code")
        if "openid" not in asked.get("scope", "").split():
            raise RefusedError("invalid_scope", "openid is missing")
        for name, least in (("state", 16), ("nonce", 16), ("code_challenge", 43)):
            if len(asked.get(name, "")) < least:
                raise RefusedError("invalid_request", f"{name} is missing or shorter than {least} characters")
        if asked.get("code_challenge_method") != "S256":
            raise RefusedError("invalid_request", "code_challenge_method is not S256")

    def ask(self, asked: Mapping[str, str]) -> str:
        """Remember a login that begins; its number, which the form sends back."""
        number = secrets.token_urlsafe(32)
        self.asked[number] = asked
        return number

    def answer(self, number: str, subject: str) -> tuple[Person, str]:
        """Who it is, and where their browser goes with a fresh code; each form works once."""
        if subject not in self.people:
            raise RefusedError("access_denied", "nobody of that name")
        if number not in self.asked:
            raise RefusedError("invalid_request", "this login is over: begin again")
        person = self.people[subject]
        return person, self.send_back(person, self.asked.pop(number))

    def send_back(self, person: Person, asked: Mapping[str, str]) -> str:
        """The app's own address with a fresh code."""
        code = secrets.token_urlsafe(32)
        self.codes[code] = Grant(person, asked, time.time() + CODE_SECONDS)
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: Mapping[str, str], authorization: str) -> dict[str, Any]:
        """The tokens for a code: once, to the client that asked, with the verifier that only it knows."""
        self.check_secret(form, authorization)
        if form.get("grant_type") != "authorization_code":
            raise RefusedError("unsupported_grant_type", "only authorization_code")
        code = form.get("code", "")
        if code in self.used:
            self.tokens.pop(self.used[code], None)
            raise RefusedError("invalid_grant", "the code was used before")
        grant = self.codes.pop(code, None)
        if grant is None or grant.until < time.time():
            raise RefusedError("invalid_grant", "no such code, or too late")
        if form.get("redirect_uri") != grant.asked["redirect_uri"]:
            raise RefusedError("invalid_grant", "another redirect_uri than at first")
        if challenge_of(form.get("code_verifier", "")) != grant.asked["code_challenge"]:
            raise RefusedError("invalid_grant", "the code_verifier does not fit")
        access = secrets.token_urlsafe(32)
        self.used[code] = access
        self.tokens[access] = Grant(grant.person, grant.asked, time.time() + TOKEN_SECONDS)
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "id_token": self.id_token(grant, access),
        }

    def check_secret(self, form: Mapping[str, str], authorization: str) -> None:
        """Refuse whoever is not the app."""
        name, secret = form.get("client_id", ""), form.get("client_secret", "")
        if authorization.startswith("Basic "):
            with contextlib.suppress(NotBase64, UnicodeDecodeError):
                name, _, secret = b64decode(authorization[6:], validate=True).decode().partition(":")
                name, secret = unquote(name), unquote(secret)
        if name != CLIENT_ID or not hmac.compare_digest(secret.encode(), self.client_secret.encode()):
            raise RefusedError("invalid_client", "wrong client_id or client_secret")

    def id_token(self, grant: Grant, access: str) -> str:
        """A signed statement of who logged in, for this client and this login only."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "auth_time": now,
            "nonce": grant.asked["nonce"],
            "at_hash": half_hash(access),
            **about(grant.person),
            **self.claims,
        }
        return jwt.encode({"alg": "RS256", "kid": self.published.kid}, claims, self.key, algorithms=["RS256"])

    def whose(self, authorization: str) -> Person:
        """Who an access token stands for."""
        grant = self.tokens.get(authorization.removeprefix("Bearer "))
        if grant is None or grant.until < time.time():
            raise RefusedError("invalid_token", "no such access token, or too late")
        return grant.person

    def end(self, asked: Mapping[str, str]) -> str:
        """Where a browser goes after the log-out."""
        try:
            jwt.decode(asked.get("id_token_hint", ""), self.published, algorithms=["RS256"])
        except (JoseError, ValueError) as error:
            raise RefusedError("invalid_request", "the id_token_hint is none of ours") from error
        if asked.get("post_logout_redirect_uri") not in self.redirect_uris:
            raise RefusedError("invalid_request", "the post_logout_redirect_uri is not registered")
        return asked["post_logout_redirect_uri"]


def about(person: Person) -> dict[str, Any]:
    """What the provider says of somebody."""
    return {
        "sub": person.subject,
        "email": person.email,
        "email_verified": person.email_verified,
        "name": person.name or person.subject.capitalize(),
    }


def challenge_of(verifier: str) -> str:
    """RFC 7636, 4.2: what a code verifier must hash to."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def half_hash(token: str) -> str:
    """OpenID Connect Core, 3.1.3.6: the left half of a token's hash."""
    return urlsafe_b64encode(hashlib.sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()
