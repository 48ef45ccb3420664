"""From what an identity provider says to a person: believed only where it vouches for the address, and lately."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.kept import Principal
from whalecurve.service.access.cookies import cookie_digest

LOGIN_HOURS: Final = "WHALECURVE_LOGIN_HOURS"
ISSUED: Final = "iat"
CLAIMS: Final = ("iss", "sub", "email", "email_verified", ISSUED)
_HOUR_SECONDS: Final = 3600
_CLOCKS_DIFFER_SECONDS: Final = 300
_MOST_HOURS: Final = 24 * 30


@dataclass(frozen=True)
class Login:
    """A login that is believed.

    Attributes:
        principal: The person.
        issued: When it began, by the provider's clock.
        browser: What the browser is known by where no cookie of ours reaches us.
    """

    principal: Principal
    issued: datetime
    browser: str


def read_login(claims: Mapping[str, object]) -> Login | None:
    """The login that claims speak of; None where the provider does not vouch for the address, or it is too old.

    Raises:
        WhalecurveError: ``WHALECURVE_LOGIN_HOURS`` is no number of hours.

    >>> read_login({"iss": "a", "sub": "b", "email": "c@d.example", "email_verified": "true", "iat": 0}) is None
    True
    """
    issued = claims.get(ISSUED)
    if claims.get("email_verified") is not True or isinstance(issued, bool) or not isinstance(issued, int | float):
        return None
    if not -_CLOCKS_DIFFER_SECONDS <= time.time() - issued <= login_hours() * _HOUR_SECONDS:
        return None  # the cookie is good for a month, and the provider is never asked again: who left would stay in
    issuer, subject, email = (str(claims.get(name) or "").strip() for name in CLAIMS[:3])
    if not (issuer and subject and email):
        return None
    who = Principal(issuer, subject, email.lower())
    return Login(who, datetime.fromtimestamp(float(issued), UTC), cookie_digest(f"{who.key} {issued}"))


def login_hours() -> float:
    """Hours after which a login must be repeated: ``WHALECURVE_LOGIN_HOURS``, twelve without it.

    Raises:
        WhalecurveError: It is no number above zero.
    """
    text = os.environ.get(LOGIN_HOURS, "").strip() or "12"
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if not 0 < hours < _MOST_HOURS:
        raise WhalecurveError(
            f"{LOGIN_HOURS} is not a number of hours", found=text[:40], remedy="write a number such as 12"
        )
    return hours
