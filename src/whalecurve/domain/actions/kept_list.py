"""The list as somebody last saw it, and what a new upload or another plan changed in it: new, gone, other money."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from whalecurve.domain.actions.action import Action
from whalecurve.domain.errors import WhalecurveError

LIST_NAME: Final = "list"
"""Name under which the store keeps it, beside the records, whose names are digests."""

_MOST_NAME: Final = 120


@dataclass(frozen=True)
class Seen:
    """One action of the list: its kind, the customer's name, and the money at stake, minor units a year."""

    kind: str
    name: str
    money: int


@dataclass(frozen=True)
class Changes:
    """What is different since the list was kept.

    Attributes:
        new: Actions that were not on it.
        gone: What was on it and is not proposed any more.
        other: Actions with other money at stake, and what it was.
    """

    new: tuple[Action, ...]
    gone: tuple[Seen, ...]
    other: tuple[tuple[Action, int], ...]

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.new or self.gone or self.other)


def list_text(actions: Sequence[Action]) -> str:
    """The list as JSON: key -> kind, name and money."""
    told = {each.key: [each.kind, each.customer_name[:_MOST_NAME], each.money_at_stake] for each in actions}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def changes(text: str, actions: Sequence[Action]) -> Changes:
    """What is different between a kept list and the actions of now.

    Args:
        text: The list as ``list_text`` wrote it.
        actions: What is proposed now.

    Raises:
        WhalecurveError: The text is no list.

    >>> one, two, three = (Action("time", name, name, "", "", 100, 0.5) for name in "abc")
    >>> found = changes(list_text([one, two]), [Action("time", "b", "b", "", "", 90, 0.5), three])
    >>> [each.name for each in found.gone], [each.customer_id for each in found.new], found.other[0][1]
    (['a'], ['c'], 100)
    >>> changes("{", [])
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: The kept list of actions cannot be read. To fix it: keep the list anew.
    """
    before = _read(text)
    now = {each.key: each for each in actions}
    return Changes(
        tuple(each for key, each in now.items() if key not in before),
        tuple(each for key, each in before.items() if key not in now),
        tuple(
            (each, before[key].money)
            for key, each in now.items()
            if key in before and before[key].money != each.money_at_stake
        ),
    )


def _read(text: str) -> dict[str, Seen]:
    try:
        told: dict[str, Any] = json.loads(text)
        return {key: Seen(str(kind), str(name), int(money)) for key, (kind, name, money) in told.items()}
    except (ValueError, TypeError, AttributeError) as problem:
        raise WhalecurveError("The kept list of actions cannot be read", remedy="keep the list anew") from problem
