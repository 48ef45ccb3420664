"""How the program runs: for one person on this computer, or hosted for people who log in."""

import os
from typing import Final

from whalecurve.domain.errors import WhalecurveError

VARIABLE: Final = "WHALECURVE_MODE"
LOCAL: Final = "local"
HOSTED: Final = "hosted"


def is_hosted() -> bool:
    """Whether people must log in, as ``WHALECURVE_MODE`` says; without it nobody does and only this computer is served.

    Raises:
        WhalecurveError: It says something else: guessing could open the door.
    """
    mode = os.environ.get(VARIABLE, "").strip().lower() or LOCAL
    if mode not in {LOCAL, HOSTED}:
        raise WhalecurveError(
            f"{VARIABLE} names no way to run", found=mode[:40], remedy=f"write {LOCAL} or {HOSTED}, or leave it out"
        )
    return mode == HOSTED
