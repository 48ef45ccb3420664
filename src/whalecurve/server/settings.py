"""How the server is set up: read from the environment once, refused where it would leave a door open."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.service.access.mode import is_hosted

HOST: Final = "WHALECURVE_HOST"
PROXIES: Final = "WHALECURVE_TRUST_PROXY"
FRAMES: Final = "WHALECURVE_FRAMES"
RATES: Final = "WHALECURVE_RATE_SCALE"
LOG: Final = "WHALECURVE_LOG"
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
SELF: Final = "'self'"
_HOST_NAME: Final = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
# An asterisk stands for the names below a domain; below a whole country or the like it would stand for everybody.
_SITE: Final = re.compile(r"https?://(\*\.(?=[a-z0-9-]+\.[a-z0-9]))?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
_FACTOR: Final = re.compile(r"\d{1,4}(\.\d{1,3})?", re.ASCII)
_MOST_PROXIES: Final = 10


@dataclass(frozen=True)
class Settings:
    """What the environment says about the server.

    Attributes:
        hosted: Whether it serves others, who log in; otherwise only this computer.
        hosts: Names that a request may ask for, in small letters, without a port.
        proxies: How many proxies stand in front.
        frames: Sites that may show the whole app in a frame.
        rate_scale: Multiplies every rate limit; 0 turns them off.
        json_log: Whether the log is JSON, a line for each event.
    """

    hosted: bool = False
    hosts: frozenset[str] = LOOPBACK
    proxies: int = 0
    frames: tuple[str, ...] = ()
    rate_scale: float = 1.0
    json_log: bool = False


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in force.

    Raises:
        WhalecurveError: A setting cannot be understood, or a hosted server does not know its own name.

    >>> read_settings({}).hosted
    False
    >>> read_settings({"WHALECURVE_TRUST_PROXY": "all"})
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: WHALECURVE_TRUST_PROXY is no number of proxies. Found: all. To fix it:
        write how many proxies stand in front of the app, such as 1, or leave it out.
    """
    hosted = is_hosted()
    return Settings(
        hosted=hosted,
        hosts=_hosts(environment) if hosted else LOOPBACK,
        proxies=_proxies(environment),
        frames=_frames(environment),
        rate_scale=_scale(environment),
        json_log=_json_log(environment, hosted=hosted),
    )


def is_site(text: str) -> bool:
    """Whether a text is an origin that may stand in a header.

    >>> [is_site(text) for text in ("https://example.com", "https://*.example.com:8443", "https://a.com; script-src *")]
    [True, True, False]
    """
    return _SITE.fullmatch(text) is not None


def _hosts(environment: Mapping[str, str]) -> frozenset[str]:
    names = [name.strip().lower().rstrip(".") for name in environment.get(HOST, "").split(",") if name.strip()]
    if not names:
        raise WhalecurveError(
            f"A hosted server must know its own name, and {HOST} is not set",
            remedy=f"set {HOST} to the name that people type, such as whalecurve.example.com; commas between several",
        )
    for name in names:
        if not _HOST_NAME.fullmatch(name):
            raise WhalecurveError(
                f"{HOST} holds what is no host name",
                found=name[:80],
                remedy="write the bare name, such as whalecurve.example.com, without https:// and without a port",
            )
    return frozenset(names)


def _proxies(environment: Mapping[str, str]) -> int:
    text = environment.get(PROXIES, "").strip() or "0"
    if not (text.isascii() and text.isdigit() and int(text) <= _MOST_PROXIES):
        raise WhalecurveError(
            f"{PROXIES} is no number of proxies",
            found=text[:40],
            remedy="write how many proxies stand in front of the app, such as 1, or leave it out",
        )
    return int(text)


def _frames(environment: Mapping[str, str]) -> tuple[str, ...]:
    sites = [site.strip().lower().rstrip("/") for site in environment.get(FRAMES, "").split(",") if site.strip()]
    for site in sites:
        if site not in {"self", SELF} and not is_site(site):
            raise WhalecurveError(
                f"{FRAMES} holds what is no site",
                found=site[:80],
                remedy="write self, or sites such as https://example.com with commas between them",
            )
    return tuple(SELF if site == "self" else site for site in sites)


def _scale(environment: Mapping[str, str]) -> float:
    text = environment.get(RATES, "").strip() or "1"
    if not _FACTOR.fullmatch(text):
        raise WhalecurveError(
            f"{RATES} is no number", found=text[:40], remedy="write a number such as 2 for twice the limits, 0 for none"
        )
    return float(text)


def _json_log(environment: Mapping[str, str], *, hosted: bool) -> bool:
    style = environment.get(LOG, "").strip().lower() or ("json" if hosted else "text")
    if style not in {"json", "text"}:
        raise WhalecurveError(f"{LOG} names no kind of log", found=style[:40], remedy="write json or text")
    return style == "json"
