"""How much may be kept: documented settings, so that one tenant's hunger is not the other's outage."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from whalecurve.domain.errors import QuotaError
from whalecurve.domain.settings_text import whole_above_zero

PREFIX: Final = "WHALECURVE_MAX_"

_DIGITS: Final = 18  # an operator may write a row of nines for "no limit"


@dataclass(frozen=True)
class Quotas:
    """The most that is kept; each is a setting of the environment, ``WHALECURVE_MAX_`` and the name in capitals.

    Attributes:
        workspace_bytes: Bytes of uploads, datasets and snapshots in a workspace.
        revisions: Revisions of a workspace.
        shares: Links of a workspace that are open at the same time.
        workspaces: Workspaces that one person owns.
        members: People of a workspace, invited ones included.
        state_bytes: Bytes of one draft or revision, and of all small things of one kind together.
        share_bytes: Bytes of what a link shows besides its tables.
    """

    workspace_bytes: int = 2 * 1024**3
    revisions: int = 1_000
    shares: int = 200
    workspaces: int = 50
    members: int = 200
    state_bytes: int = 4 * 1024**2
    share_bytes: int = 512 * 1024


def read_quotas(environment: Mapping[str, str] | None = None) -> Quotas:
    """The quotas in force.

    Args:
        environment: Settings by name; the process's own by default.

    Raises:
        WhalecurveError: A setting is not a whole number above zero.

    >>> read_quotas({"WHALECURVE_MAX_SHARES": "3"}).shares
    3
    >>> read_quotas({"WHALECURVE_MAX_SHARES": "many"})
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: WHALECURVE_MAX_SHARES is not a whole number above zero. Found: many. To
        fix it: write a number such as 200, or leave the setting out.
    """
    settings = os.environ if environment is None else environment
    named = {field.name: field.default for field in fields(Quotas)}
    given = {name: settings.get(PREFIX + name.upper(), "").strip() for name in named}
    said = {name: text for name, text in given.items() if text}
    return Quotas(
        **{name: whole_above_zero(PREFIX + name.upper(), text, named[name], _DIGITS) for name, text in said.items()}
    )


def refuse_above(limit: int, wanted: int, name: str, what: str) -> None:
    """Stop where it would be more than the limit.

    Args:
        limit: The most.
        wanted: How much it would be.
        name: The quota's name, as in ``Quotas``.
        what: Plural of the things, for the reader.

    Raises:
        QuotaError: It would be more; nothing is kept of it.
    """
    if wanted > limit:
        raise QuotaError(
            f"This would be more {what} than may be kept",
            found=f"{wanted:,} of at most {limit:,}",
            remedy=f"delete what is not needed any more, or let the operator raise {PREFIX}{name.upper()}",
        )
