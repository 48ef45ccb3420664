"""A random part of the customers is left alone, so that later months tell whether actions work."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from whalecurve.domain.errors import WhalecurveError

HOLDOUT_NAME: Final = "holdout"
"""Name under which the store keeps it, beside the records, whose names are digests."""

FEWEST_EACH: Final = 20
"""With fewer customers on a side the interval would not be what it says."""


@dataclass(frozen=True)
class Holdout:
    """Who is treated and who is left alone.

    Attributes:
        drawn_on: Day of the draw, ISO.
        treated: Ids of the customers whose actions are done.
        held: Ids of those who are left alone.
        planned_error: Standard error of the difference that was expected at the draw, minor units a year; the interval
            is narrowest where it is reached.
    """

    drawn_on: str
    treated: tuple[str, ...]
    held: tuple[str, ...]
    planned_error: float

    def to_text(self) -> str:
        """The draw as JSON."""
        told = {"drawn_on": self.drawn_on, "treated": self.treated, "held": self.held, "error": self.planned_error}
        return json.dumps(told, ensure_ascii=False)


def draw(ids: Sequence[str], held_share: float, seed: int, drawn_on: str, planned_error: float) -> Holdout:
    """Draw who is left alone: every part of that size is equally likely.

    Args:
        ids: Customers who could be treated.
        held_share: Share of them that is left alone, above 0 and below 1.
        seed: A number that nobody can foresee.
        drawn_on: The day, ISO.
        planned_error: See ``Holdout``.

    Raises:
        WhalecurveError: One of the sides would have fewer than twenty customers.

    >>> found = draw([f"c{n}" for n in range(50)], 0.4, 1, "2026-11-29", 1.0)
    >>> len(found.held), len(found.treated), set(found.held) & set(found.treated)
    (20, 30, set())
    >>> draw(["a", "b"], 0.5, 1, "2026-11-29", 1.0)
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: Too few customers to leave some alone. Found: 1 left alone and 1 treated.
        To fix it: each side needs 20 customers at least.
    """
    held = round(held_share * len(ids))
    if min(held, len(ids) - held) < FEWEST_EACH:
        raise WhalecurveError(
            "Too few customers to leave some alone",
            found=f"{held} left alone and {len(ids) - held} treated",
            remedy=f"each side needs {FEWEST_EACH} customers at least",
        )
    order = np.random.default_rng(seed).permutation(len(ids)).tolist()
    named = [ids[place] for place in order]
    return Holdout(drawn_on, tuple(sorted(named[held:])), tuple(sorted(named[:held])), planned_error)


def holdout_from_text(text: str) -> Holdout:
    """A draw out of its JSON.

    Raises:
        WhalecurveError: It is none.

    >>> one = Holdout("2026-11-29", ("a",), ("b",), 2.5)
    >>> holdout_from_text(one.to_text()) == one
    True
    >>> holdout_from_text("[]")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: The kept draw cannot be read. To fix it: draw anew.
    """
    try:
        told: dict[str, Any] = json.loads(text)
        treated, held = (tuple(str(each) for each in told[name]) for name in ("treated", "held"))
        drawn_on = date.fromisoformat(told["drawn_on"]).isoformat()
        return Holdout(drawn_on, treated, held, float(told["error"]))
    except (ValueError, TypeError, KeyError) as problem:
        raise WhalecurveError("The kept draw cannot be read", remedy="draw anew") from problem
