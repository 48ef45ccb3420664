"""What became of an action: status, owner, due day, note, outcome; a record that the store keeps under its key."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Final

from whalecurve.domain.actions.action import Action
from whalecurve.domain.errors import WhalecurveError

OPEN: Final = "open"
DOING: Final = "doing"
DONE: Final = "done"
DROPPED: Final = "dropped"
STATUSES: Final = (OPEN, DOING, DONE, DROPPED)
UNKNOWN: Final = ""
WORKED: Final = "worked"
FAILED: Final = "did not work"
OUTCOMES: Final = (UNKNOWN, WORKED, FAILED)
MOST_NOTE: Final = 1_000
MOST_OWNER: Final = 120
MOST_RECEIVED: Final = 99
_MOST_TOLD: Final = 2_000


@dataclass(frozen=True)
class Record:
    """What is kept of one action: what was proposed, so that it can be read after it is gone, and what became of it.

    Attributes:
        kind: As of the action.
        customer_id: As of the action.
        customer_name: As of the action.
        item: As of the action.
        what: As of the action, when it was last changed.
        why: As of the action, when it was last changed.
        money_at_stake: Minor units a year, as expected when the record was begun.
        status: ``open``, ``doing``, ``done`` or ``dropped``.
        owner: Who does it.
        due: Day on which it is due, ISO; empty for none.
        note: What somebody wrote down.
        outcome: ``worked``, ``did not work`` or empty.
        done_on: Day on which it was marked done, ISO; empty before.
        received: Referrals that were named.
        became: Ids of the customers that referrals became.

    >>> Record("time", "c1", "Anvil", status="asleep")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: An action has no such status. Found: 'asleep'. To fix it: use open, doing,
        done, dropped.
    """

    kind: str
    customer_id: str
    customer_name: str
    item: str = ""
    what: str = ""
    why: str = ""
    money_at_stake: int = 0
    status: str = OPEN
    owner: str = ""
    due: str = ""
    note: str = ""
    outcome: str = UNKNOWN
    done_on: str = ""
    received: int = 0
    became: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no form offers: it would be kept for good."""
        _one_of("status", self.status, STATUSES)
        _one_of("outcome", self.outcome, OUTCOMES)
        for day in filter(None, (self.due, self.done_on)):
            _day(day)
        if not 0 <= self.received <= MOST_RECEIVED:
            raise WhalecurveError(
                "So many referrals are not counted",
                found=str(self.received),
                remedy=f"give a number from 0 to {MOST_RECEIVED}",
            )

    @property
    def action(self) -> Action:
        """The action as it was kept, for one that is not proposed any more."""
        return Action(
            self.kind, self.customer_id, self.customer_name, self.why, self.what, self.money_at_stake, 0, item=self.item
        )

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.status in {DONE, DROPPED}

    def changed(self, today: str, **parts: object) -> "Record":
        """The record with some parts changed; the day on which it was done is noted once, and forgotten when undone.

        >>> done = Record("time", "c1", "Anvil").changed("2026-11-29", status="done", owner=" Ann ")
        >>> done.done_on, done.owner, done.changed("2026-12-01", note="x").done_on
        ('2026-11-29', 'Ann', '2026-11-29')
        >>> done.changed("2026-12-01", status="open").done_on
        ''
        """
        cut = {"owner": MOST_OWNER, "note": MOST_NOTE}
        clean: dict[str, Any] = {
            name: str(part).strip()[: cut[name]] if name in cut else part for name, part in parts.items()
        }
        after = replace(self, **clean)
        if after.status != DONE:
            return replace(after, done_on="")
        return after if self.done_on else replace(after, done_on=today)

    def to_text(self) -> str:
        """The record as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def record_of(action: Action) -> Record:
    """A record of an action that nothing became of yet."""
    return Record(
        action.kind,
        action.customer_id,
        action.customer_name,
        action.item,
        action.what[:_MOST_TOLD],
        action.why[:_MOST_TOLD],
        action.money_at_stake,
    )


def record_from_text(text: str) -> Record:
    """A record out of its JSON; what a newer program wrote besides is left.

    Raises:
        WhalecurveError: It is no record.

    >>> record_from_text(Record("time", "c1", "Anvil", became=("c9",)).to_text()).became
    ('c9',)
    >>> record_from_text("[]")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: A kept action cannot be read. To fix it: load a backup, or a newer program
        wrote it: update this one.
    """
    try:
        told = json.loads(text)
        known: dict[str, Any] = {field.name: told[field.name] for field in fields(Record) if field.name in told}
        return Record(**{**known, "became": tuple(str(each) for each in known.get("became", ()))})
    except (ValueError, TypeError, KeyError, AttributeError, WhalecurveError) as problem:
        raise WhalecurveError(
            "A kept action cannot be read", remedy="load a backup, or a newer program wrote it: update this one"
        ) from problem


def records_from_texts(texts: Mapping[str, str]) -> dict[str, Record]:
    """Records by their keys."""
    return {key: record_from_text(text) for key, text in texts.items()}


def _one_of(what: str, found: str, known: tuple[str, ...]) -> None:
    if found not in known:
        use = ", ".join(filter(None, known))
        raise WhalecurveError(f"An action has no such {what}", found=repr(found)[:40], remedy=f"use {use}")


def _day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise WhalecurveError("This is no day", found=repr(text)[:40], remedy="write it as 2026-11-30") from None
