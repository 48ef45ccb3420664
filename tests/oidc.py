"""A small, strict OpenID Connect provider for the tests: real HTTP, real signatures, people who are made up.

It listens on ``localhost`` while the app under test listens on ``127.0.0.1``: two sites for a browser, as in life.
"""

import contextlib
import secrets
import socket
import threading
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.oidc_rules import CLIENT_ID, Person, Provider, RefusedError, about

__all__ = ["CLIENT_ID", "Person", "Provider", "running_provider"]

SESSION = "provider_session"
STOP_SECONDS = 10
ALWAYS_ASK = {"login", "select_account"}
FORM = """<!doctype html><html lang="en"><title>Log in</title><h1>Test provider</h1><form method="post">
<input type="hidden" name="login" value="{login}"><label>Who are you? <input name="subject" autofocus></label>
<button>Log in</button></form></html>"""


def discovery(issuer: str) -> dict[str, Any]:
    """The discovery document."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "end_session_endpoint": f"{issuer}/end_session",
        "jwks_uri": f"{issuer}/jwks",
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email", "profile"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    }


class Pages:
    """The provider's addresses; each asks the rules and turns the answer into HTTP."""

    def __init__(self, provider: Provider):
        self.provider = provider
        self.sessions: dict[str, Person] = {}

    async def discover(self, request: Request) -> Response:
        return JSONResponse(discovery(self.provider.issuer))

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.provider.published.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.provider.check_client(asked)
        try:
            self.provider.check_question(asked)
        except RefusedError as refused:
            answer = {"error": refused.name, "error_description": refused.why, "state": asked.get("state", "")}
            return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", status_code=303)
        person = self.sessions.get(request.cookies.get(SESSION, ""))
        if person and not ALWAYS_ASK & set(asked.get("prompt", "").split()):
            return RedirectResponse(self.provider.send_back(person, asked), status_code=303)
        return HTMLResponse(FORM.format(login=escape(self.provider.ask(asked))))

    async def log_in(self, request: Request) -> Response:
        form = await request.form()
        person, address = self.provider.answer(str(form.get("login", "")), str(form.get("subject", "")))
        session = secrets.token_urlsafe(32)
        self.sessions[session] = person
        response = RedirectResponse(address, status_code=303)
        response.set_cookie(SESSION, session, httponly=True, samesite="lax")
        return response

    async def token(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        tokens = self.provider.exchange(form, request.headers.get("authorization", ""))
        return JSONResponse(tokens, headers={"cache-control": "no-store"})

    async def userinfo(self, request: Request) -> Response:
        return JSONResponse(about(self.provider.whose(request.headers.get("authorization", ""))))

    async def end_session(self, request: Request) -> Response:
        address = self.provider.end(dict(request.query_params))
        self.sessions.pop(request.cookies.get(SESSION, ""), None)
        response = RedirectResponse(address, status_code=303)
        response.delete_cookie(SESSION)
        return response


async def refuse(request: Request, refused: Exception) -> Response:
    """A refusal as OAuth words it."""
    assert isinstance(refused, RefusedError)
    unknown = refused.name in {"invalid_client", "invalid_token"}
    answer = {"error": refused.name, "error_description": refused.why}
    return JSONResponse(answer, status_code=401 if unknown else 400, headers={"cache-control": "no-store"})


def build_app(provider: Provider) -> Starlette:
    """The provider as an ASGI application."""
    pages = Pages(provider)
    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", pages.discover),
            Route("/jwks", pages.keys),
            Route("/authorize", pages.authorize, methods=["GET"]),
            Route("/authorize", pages.log_in, methods=["POST"]),
            Route("/token", pages.token, methods=["POST"]),
            Route("/userinfo", pages.userinfo),
            Route("/end_session", pages.end_session),
        ],
        exception_handlers={RefusedError: refuse},
    )


@contextlib.contextmanager
def running_provider(people: Sequence[Person], redirect_uris: Sequence[str] = ()) -> Iterator[Provider]:
    """A provider on a free port, until the end of the block."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        issuer = f"http://localhost:{listener.getsockname()[1]}"
        provider = Provider(issuer, {person.subject: person for person in people}, set(redirect_uris))
        config = uvicorn.Config(build_app(provider), log_level="error", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join(STOP_SECONDS)
