"""What must be so before the first request is answered; where it is not, the server does not start."""

from collections.abc import Callable, Mapping
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.server.addresses import is_loopback
from whalecurve.server.settings import Settings

STORE: Final = "WHALECURVE_STORE"
SQLITE: Final = "sqlite"
FEWEST_CHARACTERS: Final = 32
# Hexadecimal digits have sixteen; 32 of them drawn by chance fall short of this once in a hundred million.
_FEWEST_DIFFERENT: Final = 8
# Words of examples in documentation, which people copy as they are; long ones, which chance does not write.
_EXAMPLES: Final = ("secret", "example", "change", "replace", "random", "cookie", "password", "1234567890")
# Streamlit's own protection and privacy: what each must be, in every mode.
_MUST_BE: Final = {
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.baseUrlPath": "",
    "client.showErrorDetails": "none",
    "global.developmentMode": False,
}
# And of a server for others.
_HOSTED_MUST_BE: Final = {
    "browser.gatherUsageStats": False,
    "client.disableDataExport": True,
    "logger.enableRich": False,
}

Option = Callable[[str], object]


def check_start(
    settings: Settings, environment: Mapping[str, str], option: Option, auth: Mapping[str, object] | None
) -> None:
    """Refuse what would leave a door open.

    Args:
        settings: The server's own settings.
        environment: The process's environment.
        option: Streamlit's settings by name.
        auth: The section ``[auth]`` of Streamlit's secrets, None without one.

    Raises:
        WhalecurveError: It must not start like this; the sentence says why and what to do.
    """
    wanted = {**_MUST_BE, **(_HOSTED_MUST_BE if settings.hosted else {})}
    for name, right in wanted.items():
        if (found := option(name)) not in {right, str(right).lower()}:
            raise WhalecurveError(
                f"Whalecurve does not start with this setting of {name}",
                found=str(found)[:80],
                remedy=f"set it to {str(right).lower() or 'nothing'}, or leave it out",
            )
    if settings.hosted:
        _check_cookie_secret(auth)
        _check_store(environment)
    else:
        _check_address(option("server.address"))


def _check_address(address: object) -> None:
    text = str(address or "").strip("[]").lower()
    if text != "localhost" and not is_loopback(text):
        raise WhalecurveError(
            "Without a login only this computer may be served",
            found=f"the address {address}" if address else "every address, since none was chosen",
            remedy="leave server.address at localhost, or set WHALECURVE_MODE=hosted and a login",
        )


def _check_cookie_secret(auth: Mapping[str, object] | None) -> None:
    secret = str((auth or {}).get("cookie_secret") or "")
    command = "python -c 'import secrets; print(secrets.token_hex(32))'"
    remedy = f"put cookie_secret under [auth] in secrets.toml, made with: {command}"
    if not secret:
        raise WhalecurveError("A hosted server needs a cookie secret of its own", remedy=remedy)
    if len(secret) < FEWEST_CHARACTERS:
        found = f"{len(secret)} characters, at least {FEWEST_CHARACTERS} are needed"
        raise WhalecurveError("The cookie secret is too short", found=found, remedy=remedy)
    if any(word in secret.lower() for word in _EXAMPLES) or len(set(secret)) < _FEWEST_DIFFERENT:
        raise WhalecurveError("The cookie secret is one that can be guessed", remedy=remedy)


def _check_store(environment: Mapping[str, str]) -> None:
    if environment.get("DATABASE_URL", "").strip() or environment.get(STORE, "").strip().lower() == SQLITE:
        return
    raise WhalecurveError(
        "A hosted server must be told where its store is",
        remedy=f"set DATABASE_URL to a PostgreSQL database, or {STORE}={SQLITE} to keep one file in the data folder",
    )
