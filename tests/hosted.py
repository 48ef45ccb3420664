"""The app as a host runs it: people log in with the tests' identity provider, and several processes share one store."""

import contextlib
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import Page, expect

from tests.browser import ROOT, free_port, stop, tail, wait_until_healthy
from tests.oidc import CLIENT_ID, Person, Provider, running_provider
from tests.ready_server import Process, start_streamlit

PATIENCE = 30_000
OWNER = Person("olga", "Olga@Example.com", "Olga Owner")
COLLEAGUE = Person("carl", "carl@example.com", "Carl Colleague")
STRANGER = Person("sven", "sven@elsewhere.example", "Sven Stranger")
PARTNER = Person("petra", "petra@example.com", "Petra Partner")
NEWCOMER = Person("nora", "nora@elsewhere.example", "Nora Newcomer")
UNVERIFIED = Person("una", "carl@example.com", "Una Unverified", email_verified=False)
PEOPLE = (OWNER, COLLEAGUE, STRANGER, PARTNER, NEWCOMER, UNVERIFIED)


@dataclass
class Hosted:
    """Running processes of the hosted app.

    Attributes:
        urls: Their addresses, in the order in which they were started.
        provider: Where people log in.
        cookie_secret: What signs the login's cookies, the same in every process.
        folder: Data folders, secrets and logs.
        front: Address of the proxy in front, empty for none.
        processes: The processes themselves.
    """

    provider: Provider
    folder: Path
    front: str = ""
    urls: list[str] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list, repr=False)
    cookie_secret: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)

    @property
    def url(self) -> str:
        """Where people go."""
        return self.front or self.urls[0]

    def logs(self) -> str:
        """The end of what each process said."""
        return "\n\n".join(f"{log.name}:\n{tail(log)}" for log in sorted(self.folder.glob("*.log")))


@contextlib.contextmanager
def hosted_app(
    folder: Path,
    *,
    database_url: str = "",
    processes: int = 1,
    people: Sequence[Person] = PEOPLE,
    front: str = "",
    settings: Mapping[str, str] | None = None,
) -> Iterator[Hosted]:
    """The app in hosted mode until the end of the block, with an identity provider of its own.

    Args:
        folder: Place for everything that is kept.
        database_url: A PostgreSQL database; without one each process has a SQLite file, so more than one needs it.
        processes: How many processes of the app share the store.
        people: Who can log in.
        front: Address of a proxy that people use instead of the processes' own.
        settings: Further environment variables.
    """
    folder.mkdir(parents=True, exist_ok=True)
    store = {"DATABASE_URL": database_url} if database_url else {"DATABASE_URL": "", "WHALECURVE_STORE": "sqlite"}
    with running_provider(people) as provider, contextlib.ExitStack() as running:
        hosted = Hosted(provider, folder, front)
        try:
            for number in range(1, processes + 1):
                url = f"http://127.0.0.1:{free_port()}"
                server = start_process(hosted, url, number, {**store, **(settings or {})})
                running.callback(stop, server)
                wait_until_healthy(url, server)
                hosted.urls.append(url)
                hosted.processes.append(server)
            yield hosted
        except BaseException as error:
            error.add_note(f"The processes said:\n{hosted.logs()}")
            raise


def start_process(hosted: Hosted, url: str, number: int, settings: Mapping[str, str]) -> Process:
    """One process of the app, with a data folder and a log of its own."""
    public = hosted.front or url
    hosted.provider.redirect_uris.add(f"{public}/oauth2callback")
    login = hosted.folder / f"secrets-{number}.toml"
    login.write_text(auth_section(hosted, public), encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "STREAMLIT_LOGGER_ENABLE_RICH": "false",  # on by itself where rich is installed, as the checks have it
        "STREAMLIT_SECRETS_FILES": str(login),
        "WHALECURVE_DATA_DIR": str(hosted.folder / f"data-{number}"),
        "WHALECURVE_HOST": str(urlsplit(public).hostname),
        "WHALECURVE_MODE": "hosted",
        "WHALECURVE_TRUST_PROXY": "1" if hosted.front else "0",
        **settings,
    }
    port = str(urlsplit(url).port)
    fixed = ("--server.headless", "true", "--server.port", port, "--server.address", "127.0.0.1")
    with (hosted.folder / f"process-{number}.log").open("wb") as output:
        return start_streamlit(["app.py", *fixed], folder=ROOT, output=output.fileno(), environment=environment)


def auth_section(hosted: Hosted, url: str) -> str:
    """The ``[auth]`` section of secrets.toml, as docs/hosting.md shows it."""
    values = {
        "redirect_uri": f"{url}/oauth2callback",
        "cookie_secret": hosted.cookie_secret,
        "client_id": CLIENT_ID,
        "client_secret": hosted.provider.client_secret,
        "server_metadata_url": hosted.provider.metadata_url,
    }
    # A JSON string of such letters is a TOML string too.
    return "[auth]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())


def log_in(page: Page, url: str, person: Person) -> None:
    """Log in as a person does: the app's button, the provider's form, and back."""
    page.goto(url)
    page.get_by_role("button", name="Log in").click(timeout=PATIENCE)
    page.get_by_label("Who are you?").fill(person.subject, timeout=PATIENCE)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible(timeout=PATIENCE)


def login_cookies(hosted: Hosted, person: Person, url: str = "") -> dict[str, str]:
    """The same login without a browser: the cookies that it leaves at the app, for clients that speak raw HTTP."""
    claims = {"provider": "default", "exp": int(time.time()) + 60}
    token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(hosted.cookie_secret))
    with httpx2.Client(base_url=url or hosted.url, trust_env=False) as browser:
        asked = browser.get("/auth/login", params={"provider": token})
        form = browser.get(asked.headers["location"])
        number = form.text.partition('name="login" value="')[2].partition('"')[0]
        answer = {"login": number, "subject": person.subject}
        back = browser.post(f"{hosted.provider.issuer}/authorize", data=answer)
        browser.get(back.headers["location"])
        return {cookie.name: cookie.value or "" for cookie in browser.cookies.jar if cookie.domain != "localhost.local"}
